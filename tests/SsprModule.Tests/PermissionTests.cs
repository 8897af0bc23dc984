using System.Reflection;
using SsprModule.Models;
using SsprModule.Tests.Support;

namespace SsprModule.Tests;

/// <summary>Each cmdlet works with exactly the permissions that it declares, and names the one that is taken away.</summary>
public sealed class PermissionTests
{
    private const string Members = "GroupMember.ReadWrite.All, User.Read.All";
    private const string Scope = "Policy.Read.All, Policy.ReadWrite.Authorization, GroupMember.Read.All";
    private const string Writes = "Policy.ReadWrite.Authorization, Policy.ReadWrite.AuthenticationMethod, GroupSettings.ReadWrite.All, Domain.ReadWrite.All";

    /// <summary>Cmdlet, command, sign-in, and the permissions that this command of the cmdlet does not use.</summary>
    public static TheoryData<string, string, string, string> Commands => new()
    {
        { "GetSsprRegistrationCommand", "Get-SsprRegistration -Group 'SSPR Pilot' -IncludeUnreported -Verbose | Select-Object -First 1; Get-SsprRegistration disabled@contoso.com", "Delegated", "LicenseAssignment.Read.All, RoleManagement.Read.Directory" },
        { "GetSsprRegistrationCommand", "Get-SsprRegistration -Property License, Role -Verbose | Select-Object -First 1", "Delegated", "" },
        { "GetSsprRegistrationCommand", "Get-SsprRegistration -Group 'SSPR Pilot' -IncludeUnreported -Verbose | Select-Object -First 1; Get-SsprRegistration disabled@contoso.com", "Application", "LicenseAssignment.Read.All, RoleManagement.Read.Directory" },
        { "GetSsprRegistrationCommand", "Get-SsprRegistration -Property License, Role -Verbose | Select-Object -First 1", "Application", "" },
        { "MeasureSsprRegistrationCommand", "Measure-SsprRegistration -By Role", "Delegated", "" },
        { "MeasureSsprRegistrationCommand", "Measure-SsprRegistration -By Group -Group 'SSPR Pilot'", "Delegated", "User.Read.All, RoleManagement.Read.Directory" },
        { "MeasureSsprRegistrationCommand", "Measure-SsprRegistration -By Role", "Application", "" },
        { "MeasureSsprRegistrationCommand", "Measure-SsprRegistration -By Group -Group 'SSPR Pilot'", "Application", "User.Read.All, RoleManagement.Read.Directory" },
        { "ExportSsprReportCommand", "Export-SsprReport (Join-Path ([IO.Path]::GetTempPath()) \"$([guid]::NewGuid()).csv\") | ForEach-Object { Remove-Item $_.Path }", "Delegated", "" },
        { "GetSsprPolicyCommand", "(Get-SsprPolicy).Notes", "Delegated", "AuditLog.Read.All" },
        { "GetSsprPolicyCommand", "(Get-SsprPolicy -WarningAction SilentlyContinue).Notes", "Application", "" },
        { "EnableSsprPolicyCommand", "Enable-SsprPolicy Selected 'SSPR Pilot' -Confirm:$false; Disable-SsprPolicy Admins -Confirm:$false; Enable-SsprPolicy Admins -PassThru -Confirm:$false", "Delegated", Members },
        { "EnableSsprPolicyCommand", "Enable-SsprPolicy Selected -Group 'SSPR Pilot Amsterdam' -User bob@contoso.com -Confirm:$false", "Application", Scope },
        { "DisableSsprPolicyCommand", "Disable-SsprPolicy Admins -PassThru -Confirm:$false", "Delegated", Members },
        { "DisableSsprPolicyCommand", "Disable-SsprPolicy -User anna@contoso.com -Confirm:$false", "Delegated", Scope },
        { "SetSsprPolicyCommand", "Set-SsprPolicy -UserScope Selected -Group 'SSPR Pilot' -AdminSspr $false -DisableMethod SoftwareOath -LockoutThreshold 5 -PasswordExpiry @{ Domain = 'contoso.com'; ValidityDays = 90 } -Confirm:$false", "Delegated", "Policy.Read.All" },
        { "SetSsprPolicyCommand", "Set-SsprPolicy -MethodsRequired 2 -PassThru -Confirm:$false", "Delegated", Writes + ", GroupMember.Read.All" },
        { "GetSsprMethodPolicyCommand", "Get-SsprMethodPolicy TemporaryAccessPass", "Delegated", "" },
        { "GetSsprMethodPolicyCommand", "Get-SsprMethodPolicy TemporaryAccessPass", "Application", "" },
        { "SetSsprMethodPolicyCommand", "Set-SsprMethodPolicy Sms -AddExcludeGroup 'SSPR Pilot' -Confirm:$false", "Delegated", "" },
        { "SetSsprMethodPolicyCommand", "Set-SsprMethodPolicy Sms -AddExcludeGroup 'SSPR Pilot' -Confirm:$false", "Application", "" },
        { "MeasureSsprPolicyImpactCommand", "Measure-SsprPolicyImpact -UserScope Selected -Group 'SSPR Pilot' -DisableMethod Sms", "Delegated", "" },
        { "MeasureSsprPolicyImpactCommand", "Measure-SsprPolicyImpact -UserScope Selected -Group 'SSPR Pilot' -DisableMethod Sms", "Application", "" },
        { "GetSsprAuditEventCommand", "Get-SsprAuditEvent anna@contoso.com | Select-Object -First 1", "Delegated", "" },
        { "GetSsprAuditEventCommand", "Get-SsprAuditEvent anna@contoso.com | Select-Object -First 1", "Application", "" },
        { "GetSsprAttemptCommand", "Get-SsprAttempt anna@contoso.com", "Delegated", "" },
        { "ResetUserPasswordCommand", "Reset-UserPassword bob@contoso.com -RevokeSession -Confirm:$false -Verbose; Reset-UserPassword anna@contoso.com -ForceChangeAtNextSignIn:$false -Confirm:$false; Reset-UserPassword -Group 'SSPR Pilot' -WhatIf -ErrorAction SilentlyContinue", "Delegated", "" },
        { "ResetUserPasswordCommand", "Reset-UserPassword bob@contoso.com -RevokeSession -Confirm:$false -Verbose; Reset-UserPassword anna@contoso.com -ForceChangeAtNextSignIn:$false -Confirm:$false; Reset-UserPassword -Group 'SSPR Pilot' -WhatIf -ErrorAction SilentlyContinue", "Application", "" },
        { "GetSsprContactInfoCommand", "Get-SsprContactInfo anna@contoso.com", "Delegated", "" },
        { "GetSsprContactInfoCommand", "Get-SsprContactInfo anna@contoso.com", "Application", "" },
        { "SetSsprContactInfoCommand", "Set-SsprContactInfo bob@contoso.com -MobilePhone '+31 612345678' -Email bob@home.example", "Delegated", "" },
        { "SetSsprContactInfoCommand", "Set-SsprContactInfo bob@contoso.com -MobilePhone '+31 612345678' -Email bob@home.example", "Application", "" },
        { "RemoveSsprContactInfoCommand", "Remove-SsprContactInfo anna@contoso.com Email -Confirm:$false -WarningAction Ignore", "Delegated", "" },
        { "ImportSsprContactInfoCommand", "[pscustomobject]@{ UPN = 'bob@contoso.com'; MobilePhone = '+31 612345678'; Email = 'bob@home.example' } | Import-SsprContactInfo", "Application", "" },
    };

    [Theory]
    [MemberData(nameof(Commands))]
    public void The_declared_permissions_are_enough_and_each_is_needed(string cmdlet, string command, string signIn, string unused)
    {
        var declared = Declared(cmdlet, signIn).Except(unused.Split(", ")).ToList();
        Assert.NotEmpty(declared);

        var enough = Run(command, signIn, declared);
        Assert.Null(enough.Ended);
        Assert.Empty(enough.Errors);
        Assert.DoesNotContain(enough.Warnings, w => w.Contains("permission", StringComparison.Ordinal));

        Assert.All(declared, permission =>
        {
            var without = Run(command, signIn, [.. declared.Where(p => p != permission)]);
            Assert.Contains(permission, without.AllText);
        });
    }

    [Fact]
    public void Each_permission_of_a_cmdlet_is_used_by_one_of_its_commands() =>
        Assert.All(Commands.Select(r => r.Data).GroupBy(r => r.Item1), rows =>
            Assert.Empty(rows.Select(r => r.Item4.Split(", ", StringSplitOptions.RemoveEmptyEntries).AsEnumerable()).Aggregate((one, other) => one.Intersect(other))));

    [Fact]
    public void Every_cmdlet_that_works_on_a_tenant_declares_its_permissions() =>
        Assert.All(typeof(ConnectedCmdlet).Assembly.GetTypes().Where(t => !t.IsAbstract && t.IsSubclassOf(typeof(ConnectedCmdlet))), t =>
            Assert.NotEmpty(t.GetCustomAttributes<RequiresPermissionAttribute>()));

    private static IReadOnlyList<string> Declared(string cmdlet, string signIn) =>
    [
        .. typeof(ConnectedCmdlet).Assembly.GetTypes().Single(t => t.Name == cmdlet).GetCustomAttributes<RequiresPermissionAttribute>()
            .Where(p => p.For == SsprSignInKind.Unknown || p.For.ToString() == signIn).Select(p => p.Permission),
    ];

    private static Outcome Run(string command, string signIn, IReadOnlyList<string> granted)
    {
        using var session = new UserSession();
        session.Run("Connect-Sspr -Sandbox -SignIn $signIn -Grant $granted", ("signIn", signIn), ("granted", granted.Count == 0 ? new[] { "None" } : granted.ToArray())).AssertFine();
        return session.Run(command);
    }
}
