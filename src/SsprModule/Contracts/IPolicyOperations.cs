using SsprModule.Models;

namespace SsprModule.Contracts;

/// <summary>Reads and changes the tenant's SSPR policy.</summary>
public interface IPolicyOperations
{
    /// <summary>Reads the whole policy; a part that can't be read is null and is named in <see cref="SsprPolicy.Notes"/>.</summary>
    Task<SsprPolicy> GetAsync(IEngineLog log, CancellationToken cancellationToken);

    /// <summary>Resolves a change against the policy as it is now. Sends no write.</summary>
    /// <exception cref="Errors.SsprException">The group does not exist or can't be used, or the backend can't be reached.</exception>
    Task<PolicyChange> PlanAsync(PolicyChangeRequest request, IEngineLog log, CancellationToken cancellationToken);

    /// <summary>Writes a planned change, reads the policy back and compares.</summary>
    /// <exception cref="Errors.SsprException">The write was refused, or what was read back is not what was asked for.</exception>
    Task ApplyAsync(PolicyChange change, IEngineLog log, CancellationToken cancellationToken);
}

/// <summary>A wished change of the scope of SSPR. Null leaves a thing as it is.</summary>
public sealed class PolicyChangeRequest
{
    /// <summary>The user scope to set, or null.</summary>
    public SsprUserScope? UserScope { get; init; }

    /// <summary>Name or id of the group for <see cref="SsprUserScope.Selected"/>, or null to keep the present one.</summary>
    public string? Group { get; init; }

    /// <summary>The administrators' switch, or null.</summary>
    public bool? AdminSspr { get; init; }
}

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
