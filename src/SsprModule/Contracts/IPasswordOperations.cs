using System.Security;
using SsprModule.Errors;
using SsprModule.Models;

namespace SsprModule.Contracts;

/// <summary>Resets passwords on behalf of users.</summary>
public interface IPasswordOperations
{
    /// <summary>Finds the user and the route that a reset takes. Sends no write.</summary>
    /// <exception cref="Errors.SsprException">There is no such user, or no route for this user with this sign-in.</exception>
    Task<PasswordResetPlan> PlanAsync(string user, IEngineLog log, CancellationToken cancellationToken);

    /// <summary>Resets the password and follows the reset to its end.</summary>
    /// <exception cref="Errors.SsprException">The service refused and nothing was changed.</exception>
    Task<PasswordResetOutcome> ResetAsync(PasswordResetPlan plan, PasswordResetOptions options, IEngineLog log, CancellationToken cancellationToken);
}

/// <summary>Whom a reset is for and how it goes.</summary>
/// <param name="Id">The user's object id.</param>
/// <param name="UserPrincipalName">The user's sign-in name.</param>
/// <param name="IsSynced">True when the account is mastered on premises.</param>
/// <param name="Route">The call that is used.</param>
public sealed record PasswordResetPlan(string Id, string UserPrincipalName, bool IsSynced, SsprResetRoute Route);

/// <summary>What became of a reset once the service had taken it, good or bad. The result holds what must not be lost, such as a generated password.</summary>
/// <param name="Result">What is known.</param>
/// <param name="Error">Why it did not succeed, or null.</param>
public sealed record PasswordResetOutcome(SsprPasswordResetResult Result, SsprException? Error);

/// <summary>How a reset is to be done.</summary>
public sealed class PasswordResetOptions
{
    /// <summary>The password to set, or null to have one generated.</summary>
    public SecureString? NewPassword { get; init; }

    /// <summary>The length of a generated password, 8 to 256.</summary>
    public int Length { get; init; } = 16;

    /// <summary>True also ends the user's sessions.</summary>
    public bool RevokeSession { get; init; }

    /// <summary>How long to follow a reset that the service accepted but has not finished.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(5);
}
