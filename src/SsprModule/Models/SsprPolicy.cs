namespace SsprModule.Models;

/// <summary>The tenant's SSPR policy. Null means unknown: the reason is in <see cref="Notes"/>.</summary>
public sealed class SsprPolicy
{
    /// <summary>Which users may reset their own password.</summary>
    public SsprUserScope? UserScope { get; init; }

    /// <summary>The group of a <see cref="SsprUserScope.Selected"/> scope.</summary>
    public SsprGroup? ScopeGroup { get; init; }

    /// <summary>
    /// Whether administrators may use SSPR (<c>allowedToUseSSPR</c>). It says nothing about other users.
    /// A change takes up to 60 minutes.
    /// </summary>
    public bool? AdminSspr { get; init; }

    /// <summary>How many methods a reset takes, 1 or 2.</summary>
    public int? MethodsRequired { get; init; }

    /// <summary>Where the move to the authentication methods policy stands.</summary>
    public SsprMigrationState? MigrationState { get; init; }

    /// <summary>The methods that count for SSPR and whether each is on.</summary>
    public ValueList<SsprMethodState>? Methods { get; init; }

    /// <summary>
    /// The methods that users can really reset with, after the migration state, in the words of the registration report.
    /// Not for administrators, who have fixed methods of their own.
    /// </summary>
    public ValueList<string>? UsableMethods { get; init; }

    /// <summary>Whether security questions may be used.</summary>
    public bool? SecurityQuestions { get; init; }

    /// <summary>How many questions must be registered, 3 to 5.</summary>
    public int? QuestionsToRegister { get; init; }

    /// <summary>How many questions are asked at a reset, 3 to 5.</summary>
    public int? QuestionsToReset { get; init; }

    /// <summary>Whether users are asked to register when they sign in.</summary>
    public bool? RegistrationRequiredAtSignIn { get; init; }

    /// <summary>Days until users are asked to confirm their data, 0 to 730; 0 never asks.</summary>
    public int? ReconfirmDays { get; init; }

    /// <summary>Whether a user is told by mail of a reset of the own password.</summary>
    public bool? NotifyUsers { get; init; }

    /// <summary>Whether all Global Administrators are told when an administrator resets the own password.</summary>
    public bool? NotifyAdmins { get; init; }

    /// <summary>The help desk link, URL or e-mail address; null as well when none is set.</summary>
    public string? HelpdeskLink { get; init; }

    /// <summary>Whether a reset is written back to the on-premises directory.</summary>
    public bool? Writeback { get; init; }

    /// <summary>Whether users may unlock an account without a reset.</summary>
    public bool? UnlockWithoutReset { get; init; }

    /// <summary>Whether the tenant's writeback through Entra Connect is in force.</summary>
    public bool? WritebackEnabledForTenant { get; init; }

    /// <summary>Whether a reset is written back through cloud sync.</summary>
    public bool? WritebackThroughCloudSync { get; init; }

    /// <summary>Whether a user may put registration off. Not shown in the admin center.</summary>
    public bool? SkipRegistrationAllowed { get; init; }

    /// <summary>For how many days registration can be put off. Not shown in the admin center.</summary>
    public int? SkipRegistrationDays { get; init; }

    /// <summary>The toggles of the legacy policy; without effect once the migration is complete.</summary>
    public SsprLegacyMethods? LegacyMethods { get; init; }

    /// <summary>The texts of the security questions that users may choose from.</summary>
    public ValueList<string>? Questions { get; init; }

    /// <summary>The nudge to register an authenticator at sign-in. It is not SSPR registration.</summary>
    public SsprRegistrationCampaign? RegistrationCampaign { get; init; }

    /// <summary>Failed sign-ins until an account is locked.</summary>
    public int? LockoutThreshold { get; init; }

    /// <summary>Seconds that the first lock lasts.</summary>
    public int? LockoutSeconds { get; init; }

    /// <summary>Whether the tenant's own list of banned terms is enforced.</summary>
    public bool? BannedPasswordCheck { get; init; }

    /// <summary>The tenant's own banned terms.</summary>
    public ValueList<string>? BannedPasswords { get; init; }

    /// <summary>Whether banned passwords are looked for on premises.</summary>
    public bool? BannedPasswordCheckOnPremises { get; init; }

    /// <summary>Whether the check on premises refuses or only reports.</summary>
    public SsprBannedPasswordMode? BannedPasswordModeOnPremises { get; init; }

    /// <summary>When passwords expire, by domain.</summary>
    public ValueList<SsprDomainExpiry>? PasswordExpiry { get; init; }

    /// <summary>The backend that each known property came from, by property name.</summary>
    public SourceMap Sources { get; init; } = new(new Dictionary<string, SsprBackend>());

    /// <summary>What could not be read and why, and how an inferred value was found.</summary>
    public ValueList<string> Notes { get; init; } = new([]);

    /// <summary>The file with the values before the change that this object was read back from; null when nothing was changed.</summary>
    public string? RollbackPath { get; internal set; }
}

/// <summary>A group, as far as the policy needs it.</summary>
/// <param name="Id">Object id.</param>
/// <param name="DisplayName">Name, or null when it could not be read.</param>
public sealed record SsprGroup(string Id, string? DisplayName)
{
    /// <summary>How many users it has, those of groups within it included; null when that was not or could not be read.</summary>
    public long? MemberCount { get; init; }

    /// <summary>Whether directory roles can be given to it, which takes more to change its members.</summary>
    internal bool IsAssignableToRole { get; init; }

    /// <inheritdoc/>
    public override string ToString() => DisplayName ?? Id;
}

/// <summary>A method that counts for SSPR.</summary>
/// <param name="Method">Entra's word for it, such as <c>Email</c> or <c>Sms</c>.</param>
/// <param name="Enabled">Whether the authentication methods policy has it on.</param>
public sealed record SsprMethodState(string Method, bool Enabled)
{
    /// <summary>Whether calls to the office phone are allowed; null for every method but <c>Voice</c>.</summary>
    public bool? OfficePhoneAllowed { get; init; }

    /// <summary>Whether the app's code may be used; null for every method but <c>MicrosoftAuthenticator</c>.</summary>
    public bool? CodeAllowed { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Enabled ? Method : $"({Method})";
}
