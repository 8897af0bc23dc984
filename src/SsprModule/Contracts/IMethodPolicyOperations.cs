using SsprModule.Models;

namespace SsprModule.Contracts;

/// <summary>Reads and changes the authentication methods policy as far as SSPR goes by it.</summary>
public interface IMethodPolicyOperations
{
    /// <summary>The methods, in the order of the service.</summary>
    /// <exception cref="Errors.SsprException">The policy can't be read, or the cloud has none.</exception>
    Task<IReadOnlyList<SsprMethodPolicy>> GetAsync(IEngineLog log, CancellationToken cancellationToken);

    /// <summary>The nudge to register an authenticator at sign-in.</summary>
    /// <exception cref="Errors.SsprException">The policy can't be read, or the cloud has none.</exception>
    Task<SsprRegistrationCampaign> GetCampaignAsync(IEngineLog log, CancellationToken cancellationToken);

    /// <summary>Resolves a change against the policy as it is now and warns of what it would leave behind. Sends no write.</summary>
    /// <exception cref="Errors.SsprException">A method or group does not exist or can't be used so, or the policy can't be read.</exception>
    Task<PolicyChange> PlanAsync(MethodPolicyRequest request, IEngineLog log, CancellationToken cancellationToken);

    /// <summary>Plans to bring back what a rollback file holds.</summary>
    /// <param name="path">Full path of a file that <see cref="ApplyAsync"/> wrote.</param>
    /// <param name="log">Takes warnings.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="Errors.SsprException">There is no such file, or it is none, or the policy can't be read.</exception>
    Task<PolicyChange> PlanRestoreAsync(string path, IEngineLog log, CancellationToken cancellationToken);

    /// <summary>Writes the rollback file, then the planned change; reads the policy back and compares.</summary>
    /// <exception cref="Errors.SsprException">The rollback file can't be written, a write was refused, or what was read back is not what was asked for.</exception>
    Task<PolicyApplied> ApplyAsync(PolicyChange change, PolicyApplyOptions options, IEngineLog log, CancellationToken cancellationToken);
}

/// <summary>A wished change of the authentication methods policy. Null leaves a thing as it is.</summary>
public sealed class MethodPolicyRequest
{
    /// <summary>The changes of single methods; each method at most once.</summary>
    public IReadOnlyList<MethodRequest> Methods { get; init; } = [];

    /// <summary>Where the move from the legacy policies is to stand.</summary>
    public SsprMigrationState? MigrationState { get; init; }

    /// <summary>Whether the registration campaign runs.</summary>
    public SsprCampaignState? CampaignState { get; init; }

    /// <summary>Days that a user may put the campaign off, 0 to 14.</summary>
    public int? SnoozeDays { get; init; }
}

/// <summary>A wished change of one method. Null leaves a thing as it is.</summary>
public sealed record MethodRequest
{
    /// <summary>Entra's word for the method, in any case, or the id of an external one.</summary>
    public string Method { get; init; } = "";

    /// <summary>On or off.</summary>
    public bool? Enabled { get; init; }

    /// <summary>What is to become of the groups that may use it.</summary>
    public TargetRequest? Include { get; init; }

    /// <summary>What is to become of the groups that may not.</summary>
    public TargetRequest? Exclude { get; init; }

    /// <summary>Voice only: office phones.</summary>
    public bool? OfficePhone { get; init; }

    /// <summary>Microsoft Authenticator only: its codes.</summary>
    public bool? SoftwareOath { get; init; }

    /// <summary>Microsoft Authenticator only: what all included groups may use it for.</summary>
    public SsprAuthenticatorMode? AuthenticationMode { get; init; }
}

/// <summary>A wished change of a list of groups. Groups are names or object ids; <c>All</c> is everybody.</summary>
/// <param name="Replace">The whole list; null keeps what is there.</param>
/// <param name="Add">Groups to add.</param>
/// <param name="Remove">Groups to take away.</param>
public sealed record TargetRequest(IReadOnlyList<string>? Replace, IReadOnlyList<string>? Add, IReadOnlyList<string>? Remove);
