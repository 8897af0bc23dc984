using SsprModule.Contracts;
using SsprModule.Errors;
using SsprModule.Models;
using SsprModule.Text;

namespace SsprModule.Engine.Policy;

/// <summary>Reads and changes the policy: read, change only what was asked for, write, read back, compare.</summary>
internal sealed class PolicyOperations : IPolicyOperations
{
    private readonly GraphPolicies graph;
    private readonly PortalClient portal;
    private readonly PolicyReader reader;
    private readonly GroupResolver groups;

    public PolicyOperations(GraphPolicies graph, PortalClient portal, PolicyReader reader, GroupResolver groups)
    {
        this.graph = graph;
        this.portal = portal;
        this.reader = reader;
        this.groups = groups;
    }

    /// <inheritdoc/>
    public Task<SsprPolicy> GetAsync(IEngineLog log, CancellationToken cancellationToken) => reader.ReadAsync(log, cancellationToken);

    /// <inheritdoc/>
    public async Task<PolicyChange> PlanAsync(SsprPolicySettings wish, IEngineLog log, CancellationToken cancellationToken) => wish.AdminSspr is { } admin
        ? await PlanAdminAsync(admin, log, cancellationToken).ConfigureAwait(false)
        : await PlanUsersAsync(wish.UserScope!.Value, wish.ScopeGroup, log, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async Task<PolicyApplied> ApplyAsync(PolicyChange change, PolicyApplyOptions options, IEngineLog log, CancellationToken cancellationToken)
    {
        await (change is AdminChange admin
            ? WriteAdminAsync(admin, log, cancellationToken)
            : WriteUsersAsync((UsersChange)change, log, cancellationToken)).ConfigureAwait(false);
        return new PolicyApplied("");
    }

    /// <inheritdoc/>
    public Task<SsprPolicySettings> ReadFileAsync(string path, CancellationToken cancellationToken) => throw new NotSupportedException();

    // From the first byte of the write on, whatever fails leaves open what became of it.
    private static async Task<T> FromWriteOnAsync<T>(Task<T> writeAndReadBack)
    {
        try
        {
            return await writeAndReadBack.ConfigureAwait(false);
        }
        catch (SsprException e) when (e.MayHaveHadEffect)
        {
            throw new SsprException(SsprErrorId.OutcomeUnknown, e, new Reason("PolicyWrite"), e.Message) { Failure = e.Failure };
        }
    }

    private async Task<PolicyChange> PlanAdminAsync(bool wanted, IEngineLog log, CancellationToken cancellationToken)
    {
        var now = await graph.AdminSsprAsync(log, cancellationToken).ConfigureAwait(false);
        return new AdminChange(wanted, now == wanted ? [] : [new PolicyDifference(nameof(SsprPolicy.AdminSspr), Show(now), Show(wanted))]);
    }

    private async Task<PolicyChange> PlanUsersAsync(SsprUserScope scope, string? group, IEngineLog log, CancellationToken cancellationToken)
    {
        var now = await ReadPortalAsync(log, cancellationToken).ConfigureAwait(false);
        now.CheckShape();
        var wanted = group is null ? null : await groups.ResolveAsync(group, log, cancellationToken).ConfigureAwait(false);
        if (scope == SsprUserScope.Selected && now.With(scope, wanted).Group is null)
        {
            throw new SsprException(SsprErrorId.GroupRequired);
        }

        var planned = now.With(scope, wanted);
        return new UsersChange(scope, planned.Group, Compare(now, planned));
    }

    private async Task WriteAdminAsync(AdminChange change, IEngineLog log, CancellationToken cancellationToken)
    {
        var now = await FromWriteOnAsync(WriteAndReadBackAsync()).ConfigureAwait(false);
        if (now != change.Wanted)
        {
            throw new SsprException(SsprErrorId.ChangeNotVerified, new PolicyDifference(nameof(SsprPolicy.AdminSspr), Show(change.Wanted), Show(now)));
        }

        log.Warning(SsprWarning.AdminSwitchDelay);

        async Task<bool?> WriteAndReadBackAsync()
        {
            await graph.SetAdminSsprAsync(change.Wanted, log, cancellationToken).ConfigureAwait(false);
            return await graph.AdminSsprAsync(log, cancellationToken).ConfigureAwait(false);
        }
    }

    // Read again right before the write: the object is written whole, and the question to the user may have taken long.
    private async Task WriteUsersAsync(UsersChange change, IEngineLog log, CancellationToken cancellationToken)
    {
        var now = await ReadPortalAsync(log, cancellationToken).ConfigureAwait(false);
        now.CheckShape();
        var wanted = now.With(change.Scope, change.Group);
        var written = await FromWriteOnAsync(WriteAndReadBackAsync()).ConfigureAwait(false);
        var differences = written.DifferencesFrom(wanted);
        if (differences.Count > 0)
        {
            throw new SsprException(SsprErrorId.ChangeNotVerified, differences.Select(d => d.ToString()));
        }

        async Task<PortalPolicy> WriteAndReadBackAsync()
        {
            await portal.PutAsync(PortalPolicy.WritePath, wanted.Json, log, cancellationToken).ConfigureAwait(false);
            return await ReadPortalAsync(log, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<PortalPolicy> ReadPortalAsync(IEngineLog log, CancellationToken cancellationToken) =>
        new(await portal.GetAsync(PortalPolicy.ReadPath, log, cancellationToken).ConfigureAwait(false));

    private static List<PolicyDifference> Compare(PortalPolicy now, PortalPolicy wanted)
    {
        var differences = new List<PolicyDifference>();
        if (now.UserScope != wanted.UserScope)
        {
            differences.Add(new PolicyDifference(nameof(SsprPolicy.UserScope), Show(now.UserScope), Show(wanted.UserScope)));
        }

        if (wanted.Group is not null && !SameGroup(now.Group, wanted.Group))
        {
            differences.Add(new PolicyDifference(nameof(SsprPolicy.ScopeGroup), Show(now.Group), Show(wanted.Group)));
        }

        return differences;
    }

    private static bool SameGroup(SsprGroup? one, SsprGroup other) => string.Equals(one?.Id, other.Id, StringComparison.OrdinalIgnoreCase);

    private static string Show(object? value) => value?.ToString() ?? "-";

    private sealed class AdminChange(bool wanted, IReadOnlyList<PolicyDifference> differences) : PolicyChange
    {
        public bool Wanted => wanted;

        public override IReadOnlyList<PolicyDifference> Differences => differences;
    }

    private sealed class UsersChange(SsprUserScope scope, SsprGroup? group, IReadOnlyList<PolicyDifference> differences) : PolicyChange
    {
        public SsprUserScope Scope => scope;

        public SsprGroup? Group => group;

        public override IReadOnlyList<PolicyDifference> Differences => differences;
    }
}
