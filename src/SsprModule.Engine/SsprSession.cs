using SsprModule.Contracts;
using SsprModule.Engine.Connection;
using SsprModule.Engine.ContactInfo;
using SsprModule.Engine.Graph;
using SsprModule.Engine.Password;
using SsprModule.Engine.Password.Guards;
using SsprModule.Engine.Policy;
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
        var report = new RegistrationOperations(graph, users);
        var policies = new GraphPolicies(graph, signIn.Describe().Environment);
        Registration = report;
        var groups = new GroupResolver(graph);
        Policy = new PolicyOperations(policies, portal, new PolicyReader(policies, portal, report), groups);
        ContactInfo = new ContactOperations(graph, users, () => signIn.Describe().TenantId, clock);
        Password = new PasswordOperations(
            new PasswordServices(graph, users, new PasswordCalls(graph), new OperationFollower(graph, clock), new RoleReader(graph), signIn.Describe, clock), groups);
    }

    /// <inheritdoc/>
    public SsprContext Context => signIn.Describe();

    /// <inheritdoc/>
    public IPolicyOperations Policy { get; }

    /// <inheritdoc/>
    public IRegistrationOperations Registration { get; }

    /// <inheritdoc/>
    public IContactInfoOperations ContactInfo { get; }

    /// <inheritdoc/>
    public IPasswordOperations Password { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        graph.Dispose();
        portal.Dispose();
    }
}
