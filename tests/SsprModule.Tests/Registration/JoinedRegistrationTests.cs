using SsprModule.Models;
using SsprModule.Tests.Support;

namespace SsprModule.Tests.Registration;

/// <summary>Get-SsprRegistration with what is joined to the report: groups, users whom it does not list, properties.</summary>
public sealed class JoinedRegistrationTests
{
    [Fact]
    public void A_row_says_why_which_methods_count_and_how_many_are_missing()
    {
        using var session = UserSession.InSandbox();
        session.Run("Get-SsprPolicy").AssertFine();
        var anna = session.Run("Get-SsprRegistration anna@contoso.com").Single<SsprRegistration>();
        var bob = session.Run("Get-SsprRegistration bob@contoso.com").Single<SsprRegistration>();
        Assert.Equal(0, anna.MethodsNeeded);
        Assert.NotEmpty(anna.MethodsForSspr!);
        Assert.All(anna.MethodsForSspr!, m => Assert.Contains(m, anna.Methods));
        Assert.Equal("In the scope of the policy, with enough methods registered.", anna.Reason);
        Assert.Equal(1, bob.MethodsNeeded);
        Assert.InRange(anna.DataAge!.Value, TimeSpan.Zero, TimeSpan.FromDays(2));
    }

    [Fact]
    public void Where_the_policy_is_not_known_the_columns_stay_empty_and_verbose_says_so()
    {
        using var session = UserSession.InSandbox("-SignIn Application -Grant AuditLog.Read.All");
        var outcome = session.Run("Get-SsprRegistration -NotCapable -Enabled -Admin:$false -Verbose | Select-Object -First 1").AssertFine();
        var row = Assert.Single(outcome.As<SsprRegistration>());
        Assert.Null(row.MethodsNeeded);
        Assert.Null(row.MethodsForSspr);
        Assert.Contains(outcome.Verbose, v => v.Contains("Policy.Read.All"));
    }

    [Fact]
    public void Reasons_are_in_the_language_of_the_session()
    {
        using var session = new UserSession("nl-NL");
        session.Run("Connect-Sspr -Sandbox").AssertFine();
        Assert.Equal("Het account is uitgeschakeld.", session.Run("(Get-SsprRegistration disabled@contoso.com).Reason").Single<string>());
    }

    [Fact]
    public void IncludeUnreported_lists_every_user_of_the_tenant_once()
    {
        using var session = UserSession.InSandbox("-UserCount 2500");
        var rows = session.Run("Get-SsprRegistration -IncludeUnreported").AssertFine().As<SsprRegistration>().ToList();
        Assert.Equal(2500, rows.Count);
        Assert.Equal(2500, rows.Select(r => r.Id).Distinct().Count());
        Assert.Equal(SsprRegistrationStatus.Disabled, rows.Single(r => r.UserPrincipalName == "disabled@contoso.com").Status);
    }

    [Fact]
    public void With_IncludeUnreported_a_filter_is_applied_here_and_whoever_cannot_reset_is_not_capable()
    {
        using var session = UserSession.InSandbox();
        var outcome = session.Run("Get-SsprRegistration -IncludeUnreported -NotCapable -UserType Member -Verbose").AssertFine();
        var rows = outcome.As<SsprRegistration>().ToList();
        Assert.Contains(rows, r => r.UserPrincipalName == "disabled@contoso.com");
        Assert.All(rows, r => Assert.True(r.IsSsprCapable != true && r.UserType == SsprUserType.Member));
        Assert.Contains(outcome.Verbose, v => v.StartsWith("Applied here rather than in Graph", StringComparison.Ordinal));
        Assert.Equal("ParametersConflict", session.Run("Get-SsprRegistration -IncludeUnreported -Filter 'isAdmin eq true'").EndedWith);
    }

    [Theory]
    [InlineData("SSPR Pilot", "")]
    [InlineData("All Dutch Staff", "")]
    [InlineData("All Dutch Staff", "-UserCount 6000")]
    public void A_group_gives_its_members_those_of_nested_groups_included(string group, string connect)
    {
        using var session = UserSession.InSandbox(connect);
        var rows = session.Run($"Get-SsprRegistration -Group '{group}'").AssertFine().As<SsprRegistration>().ToList();
        var all = session.Run($"Get-SsprRegistration -Group '{group}' -IncludeUnreported").AssertFine().As<SsprRegistration>().ToList();
        Assert.NotEmpty(rows);
        Assert.Equal(rows.Select(r => r.Id).Order(), all.Where(r => r.IsSsprEnabled is not null).Select(r => r.Id).Order());
        if (group == "SSPR Pilot")
        {
            Assert.Contains(rows, r => r.UserPrincipalName == "anna@contoso.com");
        }
    }

    [Fact]
    public void A_large_group_is_read_with_one_pass_and_a_small_one_member_by_member()
    {
        using var session = UserSession.InSandbox("-UserCount 3000");
        var large = session.Run("Get-SsprRegistration -Group 'All Dutch Staff' -Verbose").AssertFine();
        Assert.Contains(large.Verbose, v => v.StartsWith("Reading the whole report once: 4 calls at most", StringComparison.Ordinal));
        Assert.Equal("GroupNotFound", session.Run("Get-SsprRegistration -Group 'No such group'").EndedWith);
        Assert.Equal("GroupAmbiguous", session.Run("Get-SsprRegistration -Group 'Project X'").EndedWith);
    }

    [Fact]
    public void Properties_come_from_one_pass_over_the_users()
    {
        using var session = UserSession.InSandbox("-UserCount 2500");
        var outcome = session.Run("Get-SsprRegistration -Property Department, City, Manager, License, SyncState, Role -Verbose").AssertFine();
        var rows = outcome.As<SsprRegistration>().ToList();
        Assert.All(rows.Where(r => r.UserType == SsprUserType.Member), r => Assert.False(string.IsNullOrEmpty(r.Department)));
        Assert.Contains(rows, r => r.Manager == rows[5].UserPrincipalName || r.Manager is not null);
        Assert.Contains(rows, r => r.License is { Count: > 0 } licence && !Guid.TryParse(licence[0], out _));
        Assert.Equal(SsprSyncState.Synced, rows.Single(r => r.UserPrincipalName == "sanne.synced@contoso.com").SyncState);
        Assert.Equal(["Global Administrator"], rows.Single(r => r.UserPrincipalName == "admin@contoso.com").Role!);
        Assert.All(rows.Where(r => r.IsAdmin == true), r => Assert.NotEmpty(r.Role!));
        Assert.Equal(3, outcome.Verbose.Count(v => v.StartsWith("GET /users 200", StringComparison.Ordinal)) + outcome.Verbose.Count(v => v.StartsWith("GET /v1.0/users 200", StringComparison.Ordinal)));
    }

    [Fact]
    public void Many_users_are_read_with_one_pass_in_the_order_of_the_input()
    {
        using var session = UserSession.InSandbox("-UserCount 2500");
        var outcome = session.Run("""
            $all = Get-SsprRegistration | Select-Object -First 30
            $wanted = @($all[29..0].UserPrincipalName) + 'disabled@contoso.com', 'nobody@contoso.com', 'not a name', $all[3].Id
            $wanted | Get-SsprRegistration -Verbose
            """);
        Assert.Null(outcome.Ended);
        Assert.Equal(["UserNotFound", "UserNameInvalid"], outcome.ErrorIds);
        Assert.Contains(outcome.Verbose, v => v.StartsWith("Reading the whole report once", StringComparison.Ordinal));
        var rows = outcome.As<SsprRegistration>().ToList();
        Assert.Equal(32, rows.Count);
        Assert.Equal(SsprRegistrationStatus.Disabled, rows[30].Status);
        Assert.Equal(rows[26].Id, rows[31].Id);
    }

    [Fact]
    public void A_documented_filter_that_Graph_refuses_is_applied_here()
    {
        using var session = new UserSession();
        session.Connect(new ReportServer((r, _) => Uri.UnescapeDataString(r.RequestUri!.Query).Contains("$filter")
            ? FakeServer.Error(System.Net.HttpStatusCode.BadRequest, "UnknownError", "")
            : FakeServer.Page(r.RequestUri!, FakeServer.Row(1) + "," + FakeServer.Row(2, capable: true), null)));
        var outcome = session.Run("Get-SsprRegistration -Capable -Verbose").AssertFine();
        Assert.Equal("user2@contoso.com", Assert.Single(outcome.As<SsprRegistration>()).UserPrincipalName);
        Assert.Contains(outcome.Verbose, v => v.Contains("applied here"));
    }
}
