using SsprModule.Contracts;
using SsprModule.Engine.Audit;
using SsprModule.Engine.Connection;
using SsprModule.Engine.ContactInfo;
using SsprModule.Engine.Graph;
using SsprModule.Engine.Password;
using SsprModule.Engine.Password.Guards;
using SsprModule.Engine.Policy;
using SsprModule.Engine.Policy.Comparison;
using SsprModule.Engine.Policy.Impact;
using SsprModule.Engine.Policy.Methods;
using SsprModule.Engine.Registration;
using SsprModule.Models;

namespace SsprModule.Engine;

/// <summary>Puts a session together: one Graph client, one portal client, and the operations over them.</summary>
internal sealed class SsprSession : ISsprSession
{
    private readonly SignIn signIn;
    private readonly GraphClient graph;
    private readonly PortalClient portal;

    /// <param name="signIn">Tokens and addresses.</param>
    /// <param name="clock">All waits happen on it.</param>
    /// <param name="pacing">Whether to stay below the published quotas.</param>
    /// <param name="transport">Carries the calls; null for the network.</param>
    public SsprSession(SignIn signIn, TimeProvider clock, bool pacing, HttpMessageHandler? transport)
    {
        this.signIn = signIn;
        graph = new GraphClient(signIn.GraphEndpoint, signIn.Graph, signIn.Describe, clock, pacing, transport);
        portal = new PortalClient(signIn, clock, transport);

        var users = new UserReader(graph);
        var methods = new MethodPolicyClient(graph, signIn.Describe().Environment);
        var parts = CreateParts(methods).ToDictionary(p => p.Store);
        var groups = new GroupResolver(graph);
        var report = new RegistrationOperations(Reading(users, groups, parts, clock));
        Registration = report;
        var rollback = new RollbackFile(signIn.Describe, clock);
        var planner = new PolicyPlanner(parts, groups, signIn.Describe);
        Policy = new PolicyOperations(new PolicyReader(parts, new ScopeInference(report), groups), planner, new PolicyApplier(planner, rollback, clock));
        ScopeMembers = new ScopeMembers(graph, parts[PolicyStore.Users], groups, users, rollback);
        var targets = new GroupTargets(graph, groups);
        MethodPolicy = new MethodPolicyOperations(methods, new MethodPolicyWriter(methods, targets, clock), targets, new MethodWarnings(parts[PolicyStore.Users]), rollback);
        Impact = new PolicyImpact(graph, parts, groups, report);
        Comparison = new PolicyComparison(Policy, signIn.Describe, clock);
        ContactInfo = new ContactOperations(graph, users, () => signIn.Describe().TenantId, clock);
        Password = new PasswordOperations(
            new PasswordServices(graph, users, new PasswordCalls(graph), new OperationFollower(graph, clock), new RoleReader(graph), signIn.Describe, clock), groups);
        Audit = new AuditOperations(graph, users, clock);
    }

    private RegistrationServices Reading(UserReader users, GroupResolver groups, IReadOnlyDictionary<PolicyStore, PolicyPart> parts, TimeProvider clock)
    {
        var lists = new TenantUsers(graph);
        return new RegistrationServices(
            new ReportReader(graph),
            lists,
            users,
            new RoleMembers(graph, lists, signIn.Describe),
            groups,
            new RegistrationContexts(parts[PolicyStore.Methods], parts[PolicyStore.Users], () => signIn.PortalState, clock),
            new ReadingCost(lists),
            graph.Endpoint,
            () => signIn.Describe().TenantId ?? graph.Endpoint.Authority);
    }

    /// <inheritdoc/>
    public SsprContext Context => signIn.Describe();

    /// <inheritdoc/>
    public IPolicyOperations Policy { get; }

    /// <inheritdoc/>
    public IMethodPolicyOperations MethodPolicy { get; }

    /// <inheritdoc/>
    public IPolicyImpact Impact { get; }

    /// <inheritdoc/>
    public IPolicyComparison Comparison { get; }

    /// <inheritdoc/>
    public IScopeMembers ScopeMembers { get; }

    /// <inheritdoc/>
    public IRegistrationOperations Registration { get; }

    /// <inheritdoc/>
    public IContactInfoOperations ContactInfo { get; }

    /// <inheritdoc/>
    public IPasswordOperations Password { get; }

    private IEnumerable<PolicyPart> CreateParts(MethodPolicyClient methods) =>
    [
        new UserPolicyPart(portal), new OnPremisesPart(portal), new AdminSwitchPart(graph),
        new MethodsPart(methods), new PasswordRulesPart(graph), new DomainsPart(graph),
    ];

    /// <inheritdoc/>
    public IAuditOperations Audit { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        graph.Dispose();
        portal.Dispose();
    }
}
