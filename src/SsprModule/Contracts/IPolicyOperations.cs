using SsprModule.Models;

namespace SsprModule.Contracts;

/// <summary>Reads and changes the tenant's SSPR policy.</summary>
public interface IPolicyOperations
{
    /// <summary>Reads the whole policy; a part that can't be read is null and is named in <see cref="SsprPolicy.Notes"/>.</summary>
    Task<SsprPolicy> GetAsync(IEngineLog log, CancellationToken cancellationToken);

    /// <summary>Lays a wish beside the policy as it is now, in all backends that it concerns. Sends no write.</summary>
    /// <param name="wish">What is asked for; a property that is null is left as it is.</param>
    /// <param name="log">Takes warnings, such as of too few methods left.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="Errors.SsprException">A value or the group can't be used, a backend can't be reached, or this sign-in can't write what would change.</exception>
    Task<PolicyChange> PlanAsync(SsprPolicySettings wish, IEngineLog log, CancellationToken cancellationToken);

    /// <summary>Writes the rollback file, then the planned change; reads the policy back and compares.</summary>
    /// <exception cref="Errors.SsprException">The rollback file can't be written, a write was refused, or what was read back is not what was asked for.</exception>
    Task<PolicyApplied> ApplyAsync(PolicyChange change, PolicyApplyOptions options, IEngineLog log, CancellationToken cancellationToken);

    /// <summary>Reads a policy file or rollback file.</summary>
    /// <param name="path">Full path.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="Errors.SsprException">There is no such file, or it holds no policy that this version knows.</exception>
    Task<SsprPolicySettings> ReadFileAsync(string path, CancellationToken cancellationToken);
}

/// <summary>How a change is to be written.</summary>
public sealed class PolicyApplyOptions
{
    /// <summary>The rollback file, or an existing folder for it, as full path; null for the user's state folder.</summary>
    public string? RollbackPath { get; init; }
}

/// <summary>What writing a change left behind.</summary>
/// <param name="RollbackPath">The file with the values before; null when nothing was left to write.</param>
public sealed record PolicyApplied(string? RollbackPath);

/// <summary>What a change would do, field by field. Made by the engine, opaque to the cmdlets but for its differences.</summary>
public abstract class PolicyChange
{
    /// <summary>The fields that would change; empty when the policy already is as asked.</summary>
    public abstract IReadOnlyList<PolicyDifference> Differences { get; }
}

/// <summary>One field that a change would touch.</summary>
/// <param name="Field">The name of the property of <see cref="SsprPolicy"/>.</param>
/// <param name="From">Its value now, as text.</param>
/// <param name="To">Its value afterwards, as text.</param>
public sealed record PolicyDifference(string Field, string From, string To)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Field}: {From} -> {To}";
}
