namespace SsprModule.Loader.Tests.EndToEnd;

/// <summary>The headline cmdlets as a user runs them, against a server in another process: what is shown, and what was really sent.</summary>
public class OverHttpTests
{
    private const string Portal = "/api/PasswordReset/PasswordResetPolicies";
    private const string Guest = "guest_partner.example#EXT#@contoso.onmicrosoft.com";

    [Fact]
    public async Task The_policy_is_enabled_for_a_group_and_disabled_again()
    {
        await using var tenant = await ServedTenant.StartAsync();

        var result = await tenant.RunAsync("""
            function Show($Policy) { "$($Policy.UserScope)|$($Policy.ScopeGroup)|$($Policy.MethodsRequired)|$($Policy.Sources['UserScope'])" }
            Show (Get-SsprPolicy -WarningAction SilentlyContinue)
            Enable-SsprPolicy -Scope Selected -Group 'SSPR Pilot' -Confirm:$false -WarningAction SilentlyContinue
            Show (Get-SsprPolicy -WarningAction SilentlyContinue)
            Disable-SsprPolicy -WhatIf -WarningAction SilentlyContinue
            Disable-SsprPolicy -Confirm:$false -WarningAction SilentlyContinue
            Get-SsprPolicy -WarningAction SilentlyContinue
            """);

        var lines = result.Succeeded();
        Assert.Equal("Selected|SSPR Pilot Amsterdam|1|Portal", lines[0]);
        Assert.Equal("Selected|SSPR Pilot|1|Portal", lines[1]);
        Assert.StartsWith("What if:", lines[2]);
        Assert.Contains(lines[3..], line => line.StartsWith("UserScope", StringComparison.Ordinal) && line.EndsWith(": None", StringComparison.Ordinal));

        var requests = await tenant.RequestsAsync();
        var writes = requests.Where(request => request.Method != "GET").ToList();
        Assert.Equal([("PUT", Portal, 200), ("PUT", Portal, 200)], writes.Select(write => (write.Method, write.Path, write.Status)));
        Assert.Contains(requests, request => request.Path.StartsWith("/v1.0/groups?", StringComparison.Ordinal));
        Assert.Equal("GET", requests[^1].Method);
        Assert.DoesNotContain(requests, request => request.Status >= 400);
    }

    [Fact]
    public async Task The_whole_report_arrives_in_large_pages_with_every_user_once()
    {
        await using var tenant = await ServedTenant.StartAsync("--users", "2500", "--no-quota");

        var result = await tenant.RunAsync("Get-SsprRegistration | ForEach-Object { $_.Id }");

        var all = await tenant.RequestsAsync();
        var requests = all.Where(request => request.IsReport).ToList();
        Assert.Equal(await tenant.ReadReportAsync(), result.Succeeded());
        Assert.Equal(3, requests.Count);
        Assert.All(all, request => Assert.True(request is { Method: "GET", Status: 200 }, request.ToString()));

        // The policy tells which methods count: two reads, however many users there are.
        Assert.Equal(2, all.Count - requests.Count);
        Assert.Contains("$top=999", Uri.UnescapeDataString(requests[0].Path));
    }

    [Fact]
    public async Task A_filter_is_run_by_the_server()
    {
        await using var tenant = await ServedTenant.StartAsync("--users", "1000");

        var result = await tenant.RunAsync("(Get-SsprRegistration -Admin -NotCapable | Where-Object { -not $_.IsAdmin -or $_.IsSsprCapable } | Measure-Object).Count; (Get-SsprRegistration -Admin -NotCapable)[0].IsAdmin");

        Assert.Equal(["0", "True"], result.Succeeded());
        Assert.All(
            (await tenant.RequestsAsync()).Where(request => request.IsReport),
            request => Assert.Contains("$filter=isSsprCapable eq false and isAdmin eq true", Uri.UnescapeDataString(request.Path)));
    }

    [Fact]
    public async Task Users_with_a_hash_or_an_apostrophe_are_found_and_an_unknown_one_does_not_end_the_pipeline()
    {
        await using var tenant = await ServedTenant.StartAsync("--users", "1000");

        var result = await tenant.RunAsync($$"""
            '{{Guest}}', "o'brien@contoso.com", 'nobody@contoso.com', 'anna@contoso.com' |
                Get-SsprRegistration -ErrorAction SilentlyContinue -ErrorVariable problems |
                ForEach-Object { "$($_.UserPrincipalName)|$($_.UserType)|$($_.Status)" }
            $problems | ForEach-Object { "$($_.FullyQualifiedErrorId)|$($_.TargetObject)" }
            """);

        var lines = result.Succeeded();
        Assert.Equal(4, lines.Length);
        Assert.Equal($"{Guest}|Guest|Guest", lines[0]);
        Assert.StartsWith("o'brien@contoso.com|Member|", lines[1]);
        Assert.StartsWith("anna@contoso.com|Member|", lines[2]);
        Assert.Matches(@"^UserNotFound,.*\|nobody@contoso\.com$", lines[3]);

        var paths = (await tenant.RequestsAsync()).Select(request => request.Path).ToList();
        Assert.DoesNotContain(paths, path => path.Contains('#', StringComparison.Ordinal));
        Assert.Contains(paths, path => path.Contains("%23EXT%23", StringComparison.Ordinal));
        Assert.Contains(paths, path => Uri.UnescapeDataString(path).Contains("'o''brien@contoso.com'", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_generated_password_is_returned_once_and_is_nowhere_else()
    {
        await using var tenant = await ServedTenant.StartAsync();

        var result = await tenant.RunAsync("""
            $reset = Reset-UserPassword bob@contoso.com -Confirm:$false -Verbose -Debug
            $reset
            "$($reset.Status)|$($reset.Route)|$($reset.StatusDetail)"
            [Net.NetworkCredential]::new('', $reset.NewPassword).Password
            """);

        var lines = result.Succeeded();
        var password = lines[^1];
        Assert.Equal(16, password.Length);
        Assert.Equal("Succeeded|ResetPassword|ResetSuccess", lines[^2]);
        Assert.DoesNotContain(lines[..^1], line => line.Contains(password, StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("bob@contoso.com", StringComparison.Ordinal) && line.Contains("Succeeded", StringComparison.Ordinal));
        Assert.DoesNotContain(password, await tenant.LogAsync());

        var requests = await tenant.RequestsAsync();
        Assert.Single(requests, request => request.Method == "POST" && request.Status == 202 && request.Path.EndsWith("/resetPassword", StringComparison.Ordinal));
        Assert.Contains(requests, request => request.Method == "GET" && request.Path.Contains("/operations/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Given_passwords_and_tokens_appear_in_no_stream_error_or_log()
    {
        const string password = "Canary-Passw0rd-93c1";
        const string weak = "canary7";
        await using var tenant = await ServedTenant.StartAsync();

        var result = await tenant.RunAsync($$"""
            $given = ConvertTo-SecureString '{{password}}' -AsPlainText -Force
            $weak = ConvertTo-SecureString '{{weak}}' -AsPlainText -Force
            $reset = Reset-UserPassword "o'brien@contoso.com" -NewPassword $given -RevokeSession -Confirm:$false -Verbose -Debug
            $reset | ConvertTo-Json
            "$($reset.Status)|$($reset.SessionsRevoked)|$($null -eq $reset.NewPassword)"
            try { Reset-UserPassword anna@contoso.com -NewPassword $weak -Confirm:$false -Verbose -Debug }
            catch { $_.FullyQualifiedErrorId; "$_"; $_.Exception.ToString(); $_.ErrorDetails.RecommendedAction }
            Get-SsprContext | ConvertTo-Json
            """);

        var lines = result.Succeeded();
        Assert.Contains("Succeeded|True|True", lines);
        Assert.Contains(lines, line => line.StartsWith("PasswordRefused,", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("VERBOSE:", StringComparison.Ordinal) && line.Contains("resetPassword", StringComparison.Ordinal));
        var all = result.Output + result.Error + await tenant.LogAsync();
        Assert.DoesNotContain(password, all);
        Assert.DoesNotContain(weak, all);
        Assert.DoesNotContain(ServedTenant.Token, all);
        Assert.Contains(await tenant.RequestsAsync(), request => request.Path.EndsWith("/revokeSignInSessions", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_context_shows_what_an_opaque_token_tells_and_is_gone_after_Disconnect()
    {
        await using var tenant = await ServedTenant.StartAsync();

        var result = await tenant.RunAsync("""
            Get-SsprContext
            Disconnect-Sspr
            @(Get-SsprContext).Count
            try { Get-SsprPolicy } catch { $_.FullyQualifiedErrorId }
            """);

        var lines = result.Succeeded();
        var shown = lines[..^2].Select(line => line.Split(" : ", 2, StringSplitOptions.TrimEntries)).ToDictionary(pair => pair[0], pair => pair[1]);
        Assert.Equal("Unknown", shown["Account"]);
        Assert.Equal("Unknown", shown["Permissions"]);
        Assert.Equal("AccessToken", shown["SignInMethod"]);
        Assert.Equal(tenant.Address + "/", shown["GraphEndpoint"]);
        Assert.Equal(tenant.Address + "/", shown["PortalEndpoint"]);
        Assert.Equal("0", lines[^2]);
        Assert.StartsWith("NotConnected,", lines[^1]);
        Assert.Empty(await tenant.RequestsAsync());
    }

    [Fact]
    public async Task A_wrong_token_is_refused_with_one_error_that_says_what_to_do()
    {
        await using var tenant = await ServedTenant.StartAsync();

        var result = await tenant.RunAsync(
            """
            try { Get-SsprRegistration } catch { $_.FullyQualifiedErrorId; "$($_.ErrorDetails.RecommendedAction)".Length -gt 0 }
            try { Reset-UserPassword bob@contoso.com -Confirm:$false } catch { $_.FullyQualifiedErrorId }
            """,
            token: "canary-wrong-token");

        var lines = result.Succeeded();
        Assert.Equal(3, lines.Length);
        Assert.StartsWith("TokenRejected,", lines[0]);
        Assert.Equal("True", lines[1]);
        Assert.StartsWith("TokenRejected,", lines[2]);
        Assert.DoesNotContain("canary-wrong-token", result.Output + await tenant.LogAsync());
        Assert.All(await tenant.RequestsAsync(), request => Assert.Equal((401, "GET"), (request.Status, request.Method)));
    }

    [Theory]
    [InlineData("DropMidPage")]
    [InlineData("Throttled")]
    public async Task Broken_and_throttled_pages_lose_no_row_and_double_none(string fault)
    {
        await using var whole = await ServedTenant.StartAsync("--users", "4500", "--no-quota");
        await using var faulty = await ServedTenant.StartAsync("--users", "4500", "--no-quota", "--fault", fault);

        var result = await faulty.RunAsync("Get-SsprRegistration | ForEach-Object { $_.Id }");

        Assert.Equal(await whole.ReadReportAsync(), result.Succeeded());
        var requests = await faulty.RequestsAsync();
        Assert.Contains(requests, request => request.IsReport && (request.Aborted || request.Status == 429));
        var struck = requests.Where(request => request.Aborted || request.Status == 429).ToList();
        Assert.Equal(5, requests.Except(struck).Count(request => request.IsReport));
    }

    [Fact]
    public async Task An_application_resets_by_password_profile_and_infers_the_policys_scope()
    {
        await using var tenant = await ServedTenant.StartAsync("--sign-in", "Application");

        var result = await tenant.RunAsync("""
            $reset = Reset-UserPassword bob@contoso.com -Confirm:$false
            "$($reset.Status)|$($reset.Route)|$($reset.MustChange)|$($reset.NewPassword.Length)"
            try { Reset-UserPassword sanne.synced@contoso.com -Confirm:$false -ErrorAction Stop } catch { $_.FullyQualifiedErrorId }
            $policy = Get-SsprPolicy -WarningAction SilentlyContinue
            "$($policy.UserScope)|$($policy.Sources['UserScope'])"
            """);

        var lines = result.Succeeded();
        Assert.Equal(3, lines.Length);
        Assert.Equal("Succeeded|PasswordProfile|True|16", lines[0]);
        Assert.Matches("^ResetNotSupported,", lines[1]);
        Assert.Equal("Selected|Inferred", lines[2]);

        // A synced user's password is mastered on premises: the profile must not be tried there.
        Assert.Single(await tenant.RequestsAsync(), request => request is { Method: "PATCH", Status: 204 });
    }
}
