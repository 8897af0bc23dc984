using SsprModule.Contracts;
using SsprModule.Errors;
using SsprModule.Models;

namespace SsprModule.Engine.Policy.Methods;

/// <summary>The authentication methods policy for the cmdlets: methods with the names of their groups, and changes with warnings.</summary>
internal sealed class MethodPolicyOperations : IMethodPolicyOperations
{
    private readonly MethodPolicyClient client;
    private readonly MethodPolicyWriter writer;
    private readonly GroupTargets groups;
    private readonly MethodWarnings warnings;
    private readonly RollbackFile rollback;

    public MethodPolicyOperations(MethodPolicyClient client, MethodPolicyWriter writer, GroupTargets groups, MethodWarnings warnings, RollbackFile rollback)
    {
        this.client = client;
        this.writer = writer;
        this.groups = groups;
        this.warnings = warnings;
        this.rollback = rollback;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<SsprMethodPolicy>> GetAsync(IEngineLog log, CancellationToken cancellationToken)
    {
        var policy = await client.ReadAsync(log, cancellationToken).ConfigureAwait(false);
        var names = await groups.NamesAsync(policy.Methods.SelectMany(m => m.Include.Concat(m.Exclude)), log, cancellationToken).ConfigureAwait(false);
        return [.. policy.Methods.Select(m => ToModel(m, policy.MigrationState, names))];
    }

    /// <inheritdoc/>
    public async Task<SsprRegistrationCampaign> GetCampaignAsync(IEngineLog log, CancellationToken cancellationToken)
    {
        var policy = await client.ReadAsync(log, cancellationToken).ConfigureAwait(false);
        return policy.CampaignModel ?? throw new SsprException(SsprErrorId.MethodPolicyUnfamiliar, MethodPolicyDocument.CampaignMember);
    }

    /// <inheritdoc/>
    public async Task<PolicyChange> PlanAsync(MethodPolicyRequest request, IEngineLog log, CancellationToken cancellationToken)
    {
        var plan = await writer.PlanAsync(request, log, cancellationToken).ConfigureAwait(false);
        await warnings.WarnAsync(plan, log, cancellationToken).ConfigureAwait(false);
        return plan;
    }

    /// <inheritdoc/>
    public async Task<PolicyChange> PlanRestoreAsync(string path, IEngineLog log, CancellationToken cancellationToken)
    {
        var plan = await writer.PlanAsync(MethodRollback.Read(path), log, cancellationToken).ConfigureAwait(false);
        await warnings.WarnAsync(plan, log, cancellationToken).ConfigureAwait(false);
        return plan;
    }

    /// <inheritdoc/>
    public async Task<PolicyApplied> ApplyAsync(PolicyChange change, PolicyApplyOptions options, IEngineLog log, CancellationToken cancellationToken)
    {
        var write = await writer.PrepareAsync((MethodPlan)change, log, cancellationToken).ConfigureAwait(false);
        if (write.Patches.Count == 0)
        {
            log.Verbose("Somebody else made the same change meanwhile; nothing is written.");
            return new PolicyApplied(null);
        }

        var path = rollback.WriteContent(MethodRollback.File(write), options.RollbackPath);
        log.Verbose($"The values before are kept in {path}; Set-SsprMethodPolicy -Path brings them back.");
        await writer.WriteAsync(write, path, log, cancellationToken).ConfigureAwait(false);
        return new PolicyApplied(path);
    }

    private static SsprMethodPolicy ToModel(MethodConfiguration method, SsprMigrationState? state, Dictionary<string, string?> names)
    {
        var (usable, reason) = SsprUse.Now(method, state);
        return new SsprMethodPolicy
        {
            Method = method.Id,
            DisplayName = method.DisplayName,
            Enabled = method.Enabled,
            CountsFor = new ValueList<SsprLegacyMethod>([.. SsprUse.CountsFor(method) ?? []]),
            UsableInSspr = usable,
            Reason = reason,
            IncludeGroups = Named(method.Include),
            ExcludeGroups = Named(method.Exclude),
            OfficePhone = method.OfficePhone,
            SoftwareOath = method.SoftwareOath,
            MigrationState = state,
        };

        ValueList<SsprMethodTarget> Named(IReadOnlyList<SsprMethodTarget> targets) =>
            new([.. targets.Select(t => t with { DisplayName = names.TryGetValue(t.Id, out var name) ? name : null })]);
    }
}
