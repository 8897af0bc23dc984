namespace SsprModule.Sandbox.Access;

/// <summary>Sets of permissions that do the same job, least first, as the Graph permission catalogue documents them.</summary>
internal static class Permit
{
    public static readonly string[] UsersRead =
        ["User.ReadBasic.All", "User.Read.All", "User.ReadWrite.All", "Directory.Read.All", "Directory.ReadWrite.All"];

    public static readonly string[] UsersWrite =
        ["User-PasswordProfile.ReadWrite.All", "User.ReadWrite.All", "Directory.ReadWrite.All"];

    public static readonly string[] SessionsRevoke = ["User.RevokeSessions.All", "User.ReadWrite.All", "Directory.ReadWrite.All"];

    public static readonly string[] LicencesRead =
        ["LicenseAssignment.Read.All", "Organization.Read.All", "Directory.Read.All", "Directory.ReadWrite.All"];

    public static readonly string[] UserLicencesRead =
        ["LicenseAssignment.Read.All", "User.Read.All", "User.ReadWrite.All", "Directory.Read.All", "Directory.ReadWrite.All"];

    public static readonly string[] GroupsRead =
        ["GroupMember.Read.All", "GroupMember.ReadWrite.All", "Group.Read.All", "Group.ReadWrite.All", "Directory.Read.All", "Directory.ReadWrite.All"];

    public static readonly string[] DeletedGroupsRead =
        ["Group.Read.All", "Group.ReadWrite.All", "Directory.Read.All", "Directory.ReadWrite.All"];

    public static readonly string[] MembersRead = ["GroupMember.ReadBasic.All", .. GroupsRead];

    public static readonly string[] MembersWrite = ["GroupMember.ReadWrite.All", "Group.ReadWrite.All", "Directory.ReadWrite.All"];

    public static readonly string[] MembershipRead =
        ["GroupMember.ReadBasic.All", "User.Read.All", "User.ReadWrite.All", .. GroupsRead];

    public static readonly string[] MembershipCheck = ["Application.Read.All", "User.ReadBasic.All", .. MembershipRead];

    public static readonly string[] Reports = ["AuditLog.Read.All"];

    public static readonly string[] Audits = ["AuditLog.Read.All", "Directory.Read.All"];

    public static readonly string[] SecureScoreRead = ["SecurityEvents.Read.All"];

    public static readonly string[] AuthorizationRead = ["Policy.Read.All", "Policy.ReadWrite.Authorization"];

    public static readonly string[] AuthorizationWrite = ["Policy.ReadWrite.Authorization"];

    public static readonly string[] MethodsPolicyRead =
        ["Policy.Read.AuthenticationMethod", "Policy.Read.All", "Policy.ReadWrite.AuthenticationMethod"];

    public static readonly string[] MethodsPolicyWrite = ["Policy.ReadWrite.AuthenticationMethod"];

    public static readonly string[] MethodsRead = ["UserAuthenticationMethod.Read.All", "UserAuthenticationMethod.ReadWrite.All"];

    public static readonly string[] PhoneRead =
        ["UserAuthMethod-Phone.Read.All", "UserAuthMethod-Phone.ReadWrite.All", .. MethodsRead];

    public static readonly string[] PhoneWrite = ["UserAuthMethod-Phone.ReadWrite.All", "UserAuthenticationMethod.ReadWrite.All"];

    public static readonly string[] EmailRead =
        ["UserAuthMethod-Email.Read.All", "UserAuthMethod-Email.ReadWrite.All", .. MethodsRead];

    public static readonly string[] EmailWrite = ["UserAuthMethod-Email.ReadWrite.All", "UserAuthenticationMethod.ReadWrite.All"];

    public static readonly string[] PasswordRead =
        ["UserAuthMethod-Password.Read.All", "UserAuthMethod-Password.ReadWrite.All", .. MethodsRead];

    public static readonly string[] ResetGeneric = ["UserAuthenticationMethod.ReadWrite.All"];

    public static readonly string[] ResetTyped = ["UserAuthMethod-Password.ReadWrite.All", "UserAuthenticationMethod.ReadWrite.All"];

    public static readonly string[] DomainsRead = ["Domain.Read.All", "Domain.ReadWrite.All", "Directory.Read.All", "Directory.ReadWrite.All"];

    public static readonly string[] DomainsWrite = ["Domain.ReadWrite.All"];

    public static readonly string[] SettingsRead =
        ["GroupSettings.Read.All", "GroupSettings.ReadWrite.All", "Directory.Read.All", "Directory.ReadWrite.All"];

    public static readonly string[] SettingsCreate = ["GroupSettings.ReadWrite.All", "Directory.ReadWrite.All"];

    public static readonly string[] SettingsWrite = [.. SettingsCreate, "Policy.ReadWrite.Authorization"];

    public static readonly string[] OrganizationRead =
        ["Organization.Read.All", "Directory.Read.All", "Directory.ReadWrite.All"];

    public static readonly string[] RolesRead = ["RoleManagement.Read.Directory", "Directory.Read.All", "Directory.ReadWrite.All"];

    public static readonly string[] EligibilityRead = ["RoleEligibilitySchedule.Read.Directory", "RoleEligibilitySchedule.ReadWrite.Directory"];

    public static readonly string[] SyncRead = ["OnPremDirectorySynchronization.Read.All", "OnPremDirectorySynchronization.ReadWrite.All"];

    public static readonly string[] SyncWrite = ["OnPremDirectorySynchronization.ReadWrite.All"];
}
