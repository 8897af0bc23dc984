namespace SsprModule.Sandbox.Access;

/// <summary>
/// Who may reset whose password, and change whose contact data
/// (Learn: "Privileged roles and permissions in Microsoft Entra ID", who can reset passwords).
/// </summary>
internal static class ResetMatrix
{
    private static readonly string[] Everyone =
    [
        RoleNames.PasswordAdministrator, RoleNames.HelpdeskAdministrator, RoleNames.AuthenticationAdministrator,
        RoleNames.UserAdministrator, RoleNames.PrivilegedAuthenticationAdministrator,
    ];

    private static readonly string[] AllButPassword =
    [
        RoleNames.HelpdeskAdministrator, RoleNames.AuthenticationAdministrator,
        RoleNames.UserAdministrator, RoleNames.PrivilegedAuthenticationAdministrator,
    ];

    private static readonly string[] OnlyPrivileged = [RoleNames.PrivilegedAuthenticationAdministrator];

    private static readonly Dictionary<string, string[]> ByTargetRole = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Directory Readers"] = Everyone,
        ["Guest Inviter"] = Everyone,
        [RoleNames.PasswordAdministrator] = Everyone,
        ["Message Center Reader"] = AllButPassword,
        [RoleNames.ReportsReader] = AllButPassword,
        ["Usage Summary Reports Reader"] = AllButPassword,
        ["User Experience Success Manager"] = AllButPassword,
        [RoleNames.HelpdeskAdministrator] =
            [RoleNames.HelpdeskAdministrator, RoleNames.UserAdministrator, RoleNames.PrivilegedAuthenticationAdministrator],
        [RoleNames.AuthenticationAdministrator] =
            [RoleNames.AuthenticationAdministrator, RoleNames.PrivilegedAuthenticationAdministrator],
        [RoleNames.GroupsAdministrator] = [RoleNames.UserAdministrator, RoleNames.PrivilegedAuthenticationAdministrator],
        [RoleNames.UserAdministrator] = [RoleNames.UserAdministrator, RoleNames.PrivilegedAuthenticationAdministrator],
    };

    /// <summary>True when one of the caller's roles suffices for every role of the target.</summary>
    public static bool Allows(Caller caller, IReadOnlyCollection<string> targetRoles, bool inRoleAssignableGroup)
    {
        if (inRoleAssignableGroup)
        {
            return caller.HasRole(OnlyPrivileged);
        }

        return caller.HasRole(Everyone)
            && targetRoles.All(role => caller.HasRole(ByTargetRole.TryGetValue(role, out var allowed) ? allowed : OnlyPrivileged));
    }
}
