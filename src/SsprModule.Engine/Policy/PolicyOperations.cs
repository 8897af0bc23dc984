using SsprModule.Contracts;
using SsprModule.Models;

namespace SsprModule.Engine.Policy;

/// <summary>Reads and changes the policy.</summary>
internal sealed class PolicyOperations : IPolicyOperations
{
    private readonly PolicyReader reader;
    private readonly PolicyPlanner planner;
    private readonly PolicyApplier applier;

    public PolicyOperations(PolicyReader reader, PolicyPlanner planner, PolicyApplier applier)
    {
        this.reader = reader;
        this.planner = planner;
        this.applier = applier;
    }

    /// <inheritdoc/>
    public Task<SsprPolicy> GetAsync(IEngineLog log, CancellationToken cancellationToken) => reader.ReadAsync(log, cancellationToken);

    /// <inheritdoc/>
    public async Task<PolicyChange> PlanAsync(SsprPolicySettings wish, IEngineLog log, CancellationToken cancellationToken) =>
        await planner.PlanAsync(wish, log, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public Task<PolicyApplied> ApplyAsync(PolicyChange change, PolicyApplyOptions options, IEngineLog log, CancellationToken cancellationToken) =>
        applier.ApplyAsync((PolicyPlan)change, options, log, cancellationToken);

    /// <inheritdoc/>
    public Task<SsprPolicySettings> ReadFileAsync(string path, CancellationToken cancellationToken) => Task.FromResult(PolicyFile.Read(path).Settings);
}
