namespace SsprModule.Sandbox.Access;

/// <summary>Display names of the Entra roles on which rules depend.</summary>
internal static class RoleNames
{
    public const string GlobalAdministrator = "Global Administrator";
    public const string GlobalReader = "Global Reader";
    public const string AuthenticationAdministrator = "Authentication Administrator";
    public const string AuthenticationPolicyAdministrator = "Authentication Policy Administrator";
    public const string PrivilegedAuthenticationAdministrator = "Privileged Authentication Administrator";
    public const string PrivilegedRoleAdministrator = "Privileged Role Administrator";
    public const string PasswordAdministrator = "Password Administrator";
    public const string HelpdeskAdministrator = "Helpdesk Administrator";
    public const string UserAdministrator = "User Administrator";
    public const string GroupsAdministrator = "Groups Administrator";
    public const string SecurityReader = "Security Reader";
    public const string SecurityAdministrator = "Security Administrator";
    public const string ReportsReader = "Reports Reader";
    public const string DomainNameAdministrator = "Domain Name Administrator";

    public static readonly string[] ReportReaders = [ReportsReader, SecurityReader, SecurityAdministrator, GlobalReader];

    public static readonly string[] MethodReaders = [GlobalReader, AuthenticationAdministrator, PrivilegedAuthenticationAdministrator];

    public static readonly string[] MethodWriters = [AuthenticationAdministrator, PrivilegedAuthenticationAdministrator];

    public static readonly string[] Resetters =
        [AuthenticationAdministrator, PrivilegedAuthenticationAdministrator, UserAdministrator, HelpdeskAdministrator, PasswordAdministrator];

    public static readonly string[] MethodPolicyReaders = [GlobalReader, SecurityReader, AuthenticationPolicyAdministrator];
}
