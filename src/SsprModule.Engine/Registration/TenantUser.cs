using Microsoft.Graph.Models;
using SsprModule.Models;

namespace SsprModule.Engine.Registration;

/// <summary>A user as the directory lists it (user resource type, Microsoft Learn).</summary>
/// <param name="Id">Object id.</param>
/// <param name="UserPrincipalName">Sign-in name.</param>
/// <param name="DisplayName">Name, or null.</param>
/// <param name="IsGuest">Whether a guest.</param>
/// <param name="IsEnabled">False for a disabled account.</param>
/// <param name="Details">What was asked for beyond that.</param>
internal sealed record TenantUser(Guid Id, string UserPrincipalName, string? DisplayName, bool IsGuest, bool IsEnabled, RegistrationDetails Details)
{
    /// <summary>A user that was read alone.</summary>
    public static TenantUser From(User user) => new(
        Guid.TryParse(user.Id, out var id) ? id : Guid.Empty,
        user.UserPrincipalName ?? "",
        user.DisplayName,
        string.Equals(user.UserType, "Guest", StringComparison.OrdinalIgnoreCase),
        user.AccountEnabled != false,
        new RegistrationDetails());

    /// <summary>The row of a user whom the report does not list: disabled and deleted users have none, and a new user has none yet.</summary>
    public SsprRegistration ToRegistration(IRegistrationContext? context) => new()
    {
        Id = Id.ToString("D"),
        UserPrincipalName = UserPrincipalName,
        DisplayName = DisplayName,
        UserType = IsGuest ? SsprUserType.Guest : SsprUserType.Member,
        Status = !IsEnabled ? SsprRegistrationStatus.Disabled : IsGuest ? SsprRegistrationStatus.Guest : SsprRegistrationStatus.NoRecord,
        Context = context,
    };
}
