namespace SsprModule.Models;

/// <summary>One method of the authentication methods policy (authenticationMethodConfiguration, Microsoft Learn), and what SSPR makes of it.</summary>
public sealed class SsprMethodPolicy
{
    /// <summary>Entra's word for the method, such as <c>Email</c> or <c>Sms</c>; the object id of an external method.</summary>
    public string Method { get; init; } = "";

    /// <summary>The name of an external method; null for Entra's own.</summary>
    public string? DisplayName { get; init; }

    /// <summary>Whether it is on; null when the service says something else than enabled or disabled.</summary>
    public bool? Enabled { get; init; }

    /// <summary>The methods of SSPR that it stands for; empty when it is for sign-in only.</summary>
    public ValueList<SsprLegacyMethod> CountsFor { get; init; } = new([]);

    /// <summary>Whether somebody can reset with it as things are; null when that is not known.</summary>
    public bool? UsableInSspr { get; init; }

    /// <summary>Why nobody can reset with it, or why that is not known; null when it is usable.</summary>
    public string? Reason { get; init; }

    /// <summary>The groups that may use it; one whose id is <c>all_users</c> stands for everybody.</summary>
    public ValueList<SsprMethodTarget> IncludeGroups { get; init; } = new([]);

    /// <summary>The groups that may not, even when they are included.</summary>
    public ValueList<SsprMethodTarget> ExcludeGroups { get; init; } = new([]);

    /// <summary>Voice: whether office phones may be called. Null for other methods.</summary>
    public bool? OfficePhone { get; init; }

    /// <summary>Microsoft Authenticator: whether its codes may be used. Null for other methods.</summary>
    public bool? SoftwareOath { get; init; }

    /// <summary>Where the move to this policy stands: before it, nothing here counts for SSPR. Null when the word is not known.</summary>
    public SsprMigrationState? MigrationState { get; init; }
}

/// <summary>A group that a method is for, or not for.</summary>
public sealed record SsprMethodTarget
{
    /// <summary>The id that stands for everybody.</summary>
    public const string AllUsers = "all_users";

    /// <summary>Object id, or <see cref="AllUsers"/>.</summary>
    public string Id { get; init; } = "";

    /// <summary>Name; null when the group does not exist any more or could not be read.</summary>
    public string? DisplayName { get; init; }

    /// <summary><c>group</c>; targets of other kinds are no longer accepted but may be left from before.</summary>
    public string TargetType { get; init; } = "group";

    /// <summary>Whether these users must register it; null for an excluded group.</summary>
    public bool? IsRegistrationRequired { get; init; }

    /// <summary>Microsoft Authenticator: notification, passwordless, or both. Null for other methods.</summary>
    public SsprAuthenticatorMode? AuthenticationMode { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Id == AllUsers ? "All" : DisplayName ?? Id;
}

/// <summary>The methods of SSPR as its own policy calls them.</summary>
public enum SsprLegacyMethod
{
    /// <summary>A code by e-mail.</summary>
    Email,

    /// <summary>A text or call to the mobile phone.</summary>
    MobilePhone,

    /// <summary>A call to the office phone.</summary>
    OfficePhone,

    /// <summary>A notification of the authenticator app.</summary>
    AppNotification,

    /// <summary>A code of an app or a hardware token.</summary>
    AppCode,
}

/// <summary>What Microsoft Authenticator may be used for (microsoftAuthenticatorAuthenticationMethodTarget, Microsoft Learn).</summary>
public enum SsprAuthenticatorMode
{
    /// <summary>Notification and passwordless sign-in.</summary>
    Any,

    /// <summary>Notification alone.</summary>
    Push,

    /// <summary>Passwordless sign-in alone.</summary>
    DeviceBasedPush,
}
