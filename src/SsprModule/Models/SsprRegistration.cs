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

    /// <summary>When the row was refreshed, UTC, not when the user registered; null without a row.</summary>
    public DateTimeOffset? LastUpdated { get; init; }
}
