using SsprModule.Errors;
using SsprModule.Models;

namespace SsprModule.Contracts;

/// <summary>Resets passwords on behalf of users.</summary>
public interface IPasswordOperations
{
    /// <summary>
    /// Begins a run over one or more users. What is read for the whole tenant - who holds a role, banned terms, federated
    /// domains - is read once in it, when first needed.
    /// </summary>
    /// <exception cref="SsprException">PasswordRefused, ParametersConflict, ResultFileExists or CertificateNotFound: what would meet every user alike.</exception>
    IPasswordRun Begin(PasswordResetOptions options);

    /// <summary>Begins a run over many users at a time, with a journal if that is asked for.</summary>
    /// <exception cref="SsprException">As for <see cref="Begin"/>, and JournalInUse, JournalOtherTenant, JournalDamaged or JournalUnusable.</exception>
    IBulkReset BeginBulk(PasswordResetOptions options, BulkResetOptions bulk);
}

/// <summary>One run. Safe for several users at once. Disposing of it closes the result file.</summary>
public interface IPasswordRun : IDisposable
{
    /// <summary>Finds the user and the route that a reset takes, and applies the guards. Sends no write.</summary>
    /// <exception cref="SsprException">There is no such user, no route for this user with this sign-in, or a guard forbids it.</exception>
    Task<PasswordResetPlan> PlanAsync(string user, IEngineLog log, CancellationToken cancellationToken);

    /// <summary>Resets the password and follows the reset to its end.</summary>
    /// <exception cref="SsprException">The service refused and nothing was changed.</exception>
    Task<PasswordResetOutcome> ResetAsync(PasswordResetPlan plan, IEngineLog log, CancellationToken cancellationToken);
}

/// <summary>Whom a reset is for and how it goes.</summary>
/// <param name="Id">The user's object id.</param>
/// <param name="UserPrincipalName">The user's sign-in name.</param>
/// <param name="IsSynced">True when the account is mastered on premises.</param>
/// <param name="Route">The call that is used.</param>
public sealed record PasswordResetPlan(string Id, string UserPrincipalName, bool IsSynced, SsprResetRoute Route)
{
    /// <summary>When the password last changed, as the service says; null when it does not.</summary>
    public DateTimeOffset? PasswordChanged { get; init; }

    /// <summary>The user's names, which the password must not hold.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>True when the user signs in with a domain that is federated; false also when the domains can't be read.</summary>
    public bool IsFederated { get; init; }

    /// <summary>Whether the user is to choose a new password at the next sign-in.</summary>
    public bool MustChange { get; init; } = true;

    /// <summary>Whether that takes multifactor authentication.</summary>
    public bool ChangeWithMfa { get; init; }
}

/// <summary>What became of a reset once the service had taken it, good or bad. The result holds what must not be lost, such as a generated password.</summary>
/// <param name="Result">What is known.</param>
/// <param name="Error">Why it did not succeed, or null.</param>
public sealed record PasswordResetOutcome(SsprPasswordResetResult Result, SsprException? Error);
