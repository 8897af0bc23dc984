namespace SsprModule.Models;

/// <summary>One authentication method of a user, or one property of the account that reset may use in its stead.</summary>
public sealed class SsprContactInfo
{
    /// <summary>The user's object id.</summary>
    public string Id { get; init; } = "";

    /// <summary>The user's sign-in name.</summary>
    public string UserPrincipalName { get; init; } = "";

    /// <summary>Which kind of method it is.</summary>
    public SsprMethodKind Method { get; init; }

    /// <summary>The number in the form <c>+31 612345678</c>, or the address; null for methods that have neither.</summary>
    public string? Value { get; init; }

    /// <summary>Name or model of the device, or the service's name of a kind that is <see cref="SsprMethodKind.Other"/>; null when there is none.</summary>
    public string? Detail { get; init; }

    /// <summary>Whether it is a registered method or a property of the account.</summary>
    public SsprContactSource Source { get; init; }

    /// <summary>
    /// Whether this kind of method counts for password reset; whether the policy of the tenant allows it is another
    /// matter. Null: unknown, as for a property of the account that no registered method stands in for.
    /// </summary>
    public bool? CountsForSspr { get; init; }

    /// <summary>Whether this kind of method counts for multifactor authentication; null: unknown.</summary>
    public bool? CountsForMfa { get; init; }

    /// <summary>Whether it is the method that the user is asked for first; null when that can't be read.</summary>
    public bool? IsDefault { get; init; }

    /// <summary>When it was registered; null where the service does not say.</summary>
    public DateTimeOffset? CreatedDateTime { get; init; }

    /// <summary>Whether the number can be signed in with by text message, in the service's word such as <c>ready</c>; null for anything but a phone.</summary>
    public string? SmsSignInState { get; init; }

    /// <summary>The method and the user; never the value.</summary>
    public override string ToString() => $"{Method} {UserPrincipalName}";
}
