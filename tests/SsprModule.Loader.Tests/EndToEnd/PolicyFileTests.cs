namespace SsprModule.Loader.Tests.EndToEnd;

/// <summary>The policy as a file, as an administrator does it in a script: export, compare, apply, roll back.</summary>
public class PolicyFileTests
{
    private const string Portal = "/api/PasswordReset/PasswordResetPolicies";

    [Fact]
    public async Task The_policy_is_exported_compared_applied_and_rolled_back()
    {
        using var folder = new TemporaryFolder();
        await using var tenant = await ServedTenant.StartAsync();

        var result = await tenant.RunAsync($$"""
            $WarningPreference = 'SilentlyContinue'
            $exported, $wanted, $before = 'exported', 'wanted', 'before' | ForEach-Object { "{{folder.Path}}/$_.json" }
            function Show($Step, $File) { "${Step}: $((Compare-SsprPolicy $File -ExcludeEqual).Field -join ' ')" }

            Export-SsprPolicy $exported
            Show 'exported' $exported
            Set-Content -Path $wanted -Value '{ "version": 1, "settings": { "methodsRequired": 2, /* CIS 5.2.4.2 */ "notifyAdmins": true, "adminSspr": false } }'
            Show 'wanted' $wanted
            Set-SsprPolicy $wanted -WhatIf
            Set-SsprPolicy $wanted -RollbackPath $before -Confirm:$false
            Show 'applied' $wanted
            Show 'changed' $exported
            Set-SsprPolicy $before -Confirm:$false
            Show 'back' $exported
            exit @(Compare-SsprPolicy $wanted -ExcludeEqual).Count
            """);

        Assert.Equal(3, result.ExitCode);
        var lines = result.Output.Split('\n').Select(l => l.Trim()).Where(l => l.Length > 0 && !l.StartsWith("What if", StringComparison.Ordinal)).ToList();
        Assert.Equal(
            ["exported:", "wanted: AdminSspr MethodsRequired NotifyAdmins", "applied:", "changed: AdminSspr MethodsRequired NotifyAdmins", "back:"],
            lines);

        var writes = (await tenant.RequestsAsync()).Where(r => r.Method != "GET").Select(r => (r.Method, r.Path, r.Status)).ToList();
        Assert.Equal(2, writes.Count(w => w == ("PUT", Portal, 200)));
        Assert.Equal(2, writes.Count(w => w.Method == "PATCH" && w.Path.EndsWith("/policies/authorizationPolicy", StringComparison.Ordinal)));
        Assert.Equal(4, writes.Count);
    }
}
