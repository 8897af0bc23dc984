namespace SsprModule.Models;

/// <summary>One user's row of the registration report, and what it amounts to.</summary>
public sealed class SsprRegistration
{
    private static readonly ValueList<string> None = new([]);

    /// <summary>The user's object id.</summary>
    public string Id { get; init; } = "";

    /// <summary>The user's sign-in name.</summary>
    public string UserPrincipalName { get; init; } = "";

    /// <summary>The user's name, or null.</summary>
    public string? DisplayName { get; init; }

    /// <summary>Member or guest.</summary>
    public SsprUserType UserType { get; init; }

    /// <summary>Whether the user holds an administrator role; null when the report does not tell.</summary>
    public bool? IsAdmin { get; init; }

    /// <summary>What the row amounts to.</summary>
    public SsprRegistrationStatus Status { get; init; }

    /// <summary>Why, in words and in the language of the session.</summary>
    public string Reason => RegistrationReason.Of(this);

    /// <summary>Enough methods registered; null without a row.</summary>
    public bool? IsSsprRegistered { get; init; }

    /// <summary>In the scope of the policy; null without a row.</summary>
    public bool? IsSsprEnabled { get; init; }

    /// <summary>Both, that is: really able to reset; null without a row.</summary>
    public bool? IsSsprCapable { get; init; }

    /// <summary>Registered for multifactor authentication; null without a row.</summary>
    public bool? IsMfaRegistered { get; init; }

    /// <summary>The methods registered, in Graph's words; new words may appear.</summary>
    public ValueList<string> Methods { get; init; } = None;

    /// <summary>Those of <see cref="Methods"/> that the user can reset with under the present policy; null when that is not known.</summary>
    public ValueList<string>? MethodsForSspr => IsSsprEnabled is null ? null : Context?.MethodsForSspr(this);

    /// <summary>How many more methods the user needs to be registered, 0 to 2; null when that is not known.</summary>
    public int? MethodsNeeded => IsSsprRegistered is null ? null : Context?.MethodsNeeded(this);

    /// <summary>When the row was refreshed, UTC, not when the user registered; null without a row.</summary>
    public DateTimeOffset? LastUpdated { get; init; }

    /// <summary>How old the row was when it was read; null without a row.</summary>
    public TimeSpan? DataAge => Context?.ReadAt - LastUpdated;

    /// <summary>The department; null unless asked for, as all below.</summary>
    public string? Department => Details?.Department;

    /// <summary>The job title.</summary>
    public string? JobTitle => Details?.JobTitle;

    /// <summary>The company.</summary>
    public string? Company => Details?.Company;

    /// <summary>The office location.</summary>
    public string? Office => Details?.Office;

    /// <summary>The city.</summary>
    public string? City => Details?.City;

    /// <summary>The country or region.</summary>
    public string? Country => Details?.Country;

    /// <summary>The usage location, two letters.</summary>
    public string? UsageLocation => Details?.UsageLocation;

    /// <summary>The manager's user principal name.</summary>
    public string? Manager => Details?.Manager;

    /// <summary>The licences assigned, by the name of their product.</summary>
    public ValueList<string>? License => Details?.License;

    /// <summary>Where the account is mastered.</summary>
    public SsprSyncState? SyncState => Details?.SyncState;

    /// <summary>The active directory roles.</summary>
    public ValueList<string>? Role => Details?.Role;

    /// <summary>What the run knows; null for a row that was made by hand.</summary>
    internal IRegistrationContext? Context { get; init; }

    /// <summary>What the directory adds; null unless asked for.</summary>
    internal RegistrationDetails? Details { get; set; }
}
