namespace SsprModule.Engine.Password.Guards;

/// <summary>
/// Who may reset whose password (Privileged roles and permissions in Microsoft Entra ID, Microsoft Learn). Built-in roles
/// have the same ids in every tenant, whatever the language of their names.
/// </summary>
internal static class ResetMatrix
{
    private const string GlobalAdministrator = "62e90394-69f5-4237-9190-012177145e10";
    private const string PrivilegedAuthentication = "7be44c8a-adaf-4e2a-84d6-ab2649e08a13";
    private const string Password = "966707d0-3269-4727-9be2-8c3a10f19b9d";
    private const string Helpdesk = "729827e3-9c14-49f7-bb1b-9608f156bbb8";
    private const string Authentication = "c4e39bd9-1100-46d3-8c65-fb160da0071f";
    private const string UserAdministrator = "fe930be7-5e62-47db-91af-98c3a49a38b1";
    private const string GroupsAdministrator = "fdd7a751-b60b-444a-984c-02652fe8fa1c";

    private static readonly string[] Highest = [PrivilegedAuthentication, GlobalAdministrator];
    private static readonly string[] Everyone = [Password, Helpdesk, Authentication, UserAdministrator, .. Highest];
    private static readonly string[] AllButPassword = [Helpdesk, Authentication, UserAdministrator, .. Highest];

    // Directory Readers, Guest Inviter.
    private static readonly string[] OpenToAll = ["88d8e3e3-8f55-4a1e-953a-9b9898b8876b", "95e79109-95c0-4d8e-aee3-d01accf2d47b"];

    // Message Center Reader, Reports Reader, Usage Summary Reports Reader, User Experience Success Manager.
    private static readonly string[] OpenToAllButPassword =
    [
        "790c1fb9-7f7d-4f88-86a1-ef1f95c05c1b", "4a5d8f65-41da-4de4-8968-e035b65339cf",
        "75934031-6c7e-415a-99d7-48dbd49e875e", "27460883-1df1-4691-b032-3b79643e5e63",
    ];

    /// <summary>
    /// True when the guard leaves a holder of this role alone: roles that only read, which Microsoft lets every help desk
    /// reset. All others, custom ones included, count as privileged.
    /// </summary>
    public static bool IsHarmless(string roleId) => Has(OpenToAll, roleId) || Has(OpenToAllButPassword, roleId);

    /// <summary>The ids of the roles that may reset somebody with these roles.</summary>
    /// <param name="held">The active roles of the target; one that is eligible only does not count until it is activated.</param>
    /// <param name="inRoleAssignableGroup">Whether the target is a member or an owner of a role-assignable group.</param>
    public static IReadOnlyList<string> WhoMayReset(IEnumerable<RoleHolding> held, bool inRoleAssignableGroup) =>
        inRoleAssignableGroup ? Highest : [.. Everyone.Where(role => held.All(holding => holding.IsEligible || RolesFor(holding.RoleId).Contains(role)))];

    /// <summary>True when one of these roles resets anybody at all. Without one, what the caller may do is unknown.</summary>
    public static bool IsResetter(string roleId) => Has(Everyone, roleId);

    private static string[] RolesFor(string roleId) => roleId.ToLowerInvariant() switch
    {
        Password => Everyone,
        Helpdesk => [Helpdesk, UserAdministrator, .. Highest],
        Authentication => [Authentication, .. Highest],
        UserAdministrator or GroupsAdministrator => [UserAdministrator, .. Highest],
        _ => Has(OpenToAll, roleId) ? Everyone : Has(OpenToAllButPassword, roleId) ? AllButPassword : Highest,
    };

    private static bool Has(string[] roles, string roleId) => roles.Contains(roleId, StringComparer.OrdinalIgnoreCase);
}
