using System.Reflection;
using SsprModule.Models;
using SsprModule.Tests.Support;

namespace SsprModule.Tests;

/// <summary>Each cmdlet works with exactly the permissions that it declares, and names the one that is taken away.</summary>
public sealed class PermissionTests
{
    public static TheoryData<string, string, string> Commands => new()
    {
        { "GetSsprRegistrationCommand", "Get-SsprRegistration -Group 'SSPR Pilot' -Property License, Role -IncludeUnreported -Verbose | Select-Object -First 1; Get-SsprRegistration disabled@contoso.com", "Delegated" },
        { "GetSsprRegistrationCommand", "Get-SsprRegistration -Group 'SSPR Pilot' -Property License, Role -IncludeUnreported -Verbose | Select-Object -First 1; Get-SsprRegistration disabled@contoso.com", "Application" },
        { "MeasureSsprRegistrationCommand", "Measure-SsprRegistration -By Role; Measure-SsprRegistration -By Group -Group 'SSPR Pilot'", "Delegated" },
        { "MeasureSsprRegistrationCommand", "Measure-SsprRegistration -By Role; Measure-SsprRegistration -By Group -Group 'SSPR Pilot'", "Application" },
        { "ExportSsprReportCommand", "Export-SsprReport (Join-Path ([IO.Path]::GetTempPath()) \"$([guid]::NewGuid()).csv\") | ForEach-Object { Remove-Item $_.Path }", "Delegated" },
        { "EnableSsprPolicyCommand", "Enable-SsprPolicy Selected 'SSPR Pilot' -Confirm:$false; Disable-SsprPolicy Admins -Confirm:$false; Enable-SsprPolicy Admins -PassThru -Confirm:$false", "Delegated" },
        { "DisableSsprPolicyCommand", "Disable-SsprPolicy Admins -PassThru -Confirm:$false", "Delegated" },
        { "ResetUserPasswordCommand", "Reset-UserPassword bob@contoso.com -RevokeSession -Confirm:$false", "Delegated" },
        { "ResetUserPasswordCommand", "Reset-UserPassword bob@contoso.com -RevokeSession -Confirm:$false", "Application" },
    };

    [Theory]
    [MemberData(nameof(Commands))]
    public void The_declared_permissions_are_enough_and_each_is_needed(string cmdlet, string command, string signIn)
    {
        var declared = Declared(cmdlet, signIn);
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
    public void Every_cmdlet_that_works_on_a_tenant_declares_its_permissions() =>
        Assert.All(typeof(ConnectedCmdlet).Assembly.GetTypes().Where(t => !t.IsAbstract && t.IsSubclassOf(typeof(ConnectedCmdlet))), t =>
            Assert.NotEmpty(t.GetCustomAttributes<RequiresPermissionAttribute>()));

    private static IReadOnlyList<string> Declared(string cmdlet, string signIn) =>
    [
        .. typeof(ConnectedCmdlet).Assembly.GetTypes().Single(t => t.Name == cmdlet).GetCustomAttributes<RequiresPermissionAttribute>()
            .Where(p => !p.ChinaOnly && (p.For == SsprSignInKind.Unknown || p.For.ToString() == signIn)).Select(p => p.Permission),
    ];

    private static Outcome Run(string command, string signIn, IReadOnlyList<string> granted)
    {
        using var session = new UserSession();
        session.Run("Connect-Sspr -Sandbox -SignIn $signIn -Grant $granted", ("signIn", signIn), ("granted", granted.Count == 0 ? new[] { "None" } : granted.ToArray())).AssertFine();
        return session.Run(command);
    }
}
