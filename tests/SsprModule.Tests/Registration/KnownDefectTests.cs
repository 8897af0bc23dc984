using System.Text.RegularExpressions;
using Microsoft.Graph.Models;
using SsprModule.Models;
using SsprModule.Tests.Support;

namespace SsprModule.Tests.Registration;

/// <summary>Defects that other tools have, or had, with the registration report; each must never be ours.</summary>
public sealed class KnownDefectTests
{
    // Defect 1: everything after the first page was missing, and nothing said so.
    [Fact]
    public void Everything_is_read_and_not_only_the_first_page()
    {
        using var session = UserSession.InSandbox("-UserCount 2500");
        var all = session.Run("Get-SsprRegistration -IncludeUnreported").AssertFine().As<SsprRegistration>().Select(r => r.Id).ToHashSet();
        Assert.Equal(2500, all.Count);
        Assert.True(session.Run("@(Get-SsprRegistration).Count").Single<int>() > 999);
    }

    // Defect 2: filters named properties that the report does not have.
    [Fact]
    public void Every_property_in_a_filter_is_one_of_the_report()
    {
        using var session = UserSession.InSandbox();
        var filter = session.Run("Get-SsprRegistration -Capable -Registered -Enabled -Admin -UserType Member -Method email -Verbose").AssertFine().Verbose.Single(v => v.StartsWith("Filter sent to Graph: ", StringComparison.Ordinal));
        var named = Regex.Matches(filter["Filter sent to Graph: ".Length..], @"\b([a-z]\w+)(?= eq|/any)").Select(m => m.Value).ToList();
        var known = new UserRegistrationDetails().GetFieldDeserializers().Keys;
        Assert.Equal(6, named.Count);
        Assert.Empty(named.Except(known));
    }

    // Defect 5: enabled was taken for capable.
    [Theory]
    [InlineData(true, false, SsprRegistrationStatus.NotRegistered)]
    [InlineData(false, false, SsprRegistrationStatus.NotEnabled)]
    [InlineData(true, true, SsprRegistrationStatus.Capable)]
    public void Enabled_and_capable_are_never_mixed_up(bool enabled, bool capable, SsprRegistrationStatus status)
    {
        var row = $$"""{"id":"00000000-0000-0000-0000-000000000007","userPrincipalName":"a@contoso.com","userType":"member","isSsprEnabled":{{(enabled ? "true" : "false")}},"isSsprCapable":{{(capable ? "true" : "false")}},"isSsprRegistered":{{(capable ? "true" : "false")}},"methodsRegistered":[]}""";
        using var session = new UserSession();
        session.Connect(new ReportServer((r, _) => FakeServer.Page(r.RequestUri!, row, null)));
        var read = session.Run("Get-SsprRegistration").Single<SsprRegistration>();
        Assert.Equal((enabled, capable, status), (read.IsSsprEnabled, read.IsSsprCapable, read.Status));
        var measure = session.Run("Get-SsprRegistration | Measure-SsprRegistration").Single<SsprRegistrationMeasure>();
        Assert.Equal((enabled ? 1 : 0, capable ? 1 : 0), (measure.Enabled, measure.Capable));
    }

    // Defect 7: the # in a guest's name cut the address off.
    [Fact]
    public void A_guest_with_a_hash_in_the_name_is_asked_for_by_the_whole_name()
    {
        var server = new ReportServer((r, _) => FakeServer.Page(r.RequestUri!, FakeServer.Row(1), null));
        using var session = new UserSession();
        session.Connect(server);
        session.Run("Get-SsprRegistration 'guest_partner.example#EXT#@contoso.onmicrosoft.com'").AssertFine();
        Assert.DoesNotContain('#', server.Requests[0].Uri.OriginalString);
        Assert.Contains("userPrincipalName eq 'guest_partner.example#EXT#@contoso.onmicrosoft.com'", server.Requests[0].PathAndQuery);
    }

    [Fact]
    public void A_user_whom_the_report_knows_by_a_former_name_is_found_by_id()
    {
        using var session = new UserSession();
        session.Connect(new ReportServer((r, _) => r.RequestUri!.AbsolutePath switch
        {
            var path when path.EndsWith("/userRegistrationDetails", StringComparison.Ordinal) => FakeServer.Page(r.RequestUri, "", null),
            var path when path.Contains("/users/", StringComparison.Ordinal) => FakeServer.Json("""{"id":"00000000-0000-0000-0000-000000000007","userPrincipalName":"new@contoso.com"}"""),
            _ => FakeServer.Json(FakeServer.Row(7, capable: true)),
        }));
        Assert.Equal(SsprRegistrationStatus.Capable, session.Run("Get-SsprRegistration new@contoso.com").Single<SsprRegistration>().Status);
    }

    [Fact]
    public void Without_the_number_of_users_many_are_read_with_one_pass()
    {
        using var session = new UserSession();
        session.Connect(new ReportServer((r, _) => r.RequestUri!.AbsolutePath.EndsWith("/users", StringComparison.Ordinal)
            ? FakeServer.Error(System.Net.HttpStatusCode.Forbidden, "Authorization_RequestDenied", "No.")
            : FakeServer.Page(r.RequestUri, string.Join(",", Enumerable.Range(1, 101).Select(n => FakeServer.Row(n))), null)));
        var outcome = session.Run("1..101 | ForEach-Object { \"user$_@contoso.com\" } | Get-SsprRegistration -Verbose").AssertFine();
        Assert.Equal(101, outcome.As<SsprRegistration>().Count());
        Assert.Contains(outcome.Verbose, v => v.StartsWith("Reading the whole report once for 101 users", StringComparison.Ordinal));
    }

    [Fact]
    public void Members_without_names_are_no_rows_but_a_missing_permission()
    {
        using var session = new UserSession();
        const string Group = "00000000-0000-0000-0000-0000000000aa";
        session.Connect(new ReportServer((r, _) => r.RequestUri!.AbsolutePath switch
        {
            var path when path.Contains("/transitiveMembers", StringComparison.Ordinal) =>
                FakeServer.Page(r.RequestUri, """{"@odata.type":"#microsoft.graph.user","id":"00000000-0000-0000-0000-000000000009"}""", null),
            var path when path.Contains("/groups/", StringComparison.Ordinal) => FakeServer.Json($$"""{"id":"{{Group}}","displayName":"Pilot"}"""),
            _ => FakeServer.Page(r.RequestUri, FakeServer.Row(7), null),
        }));
        var outcome = session.Run($"Get-SsprRegistration -Group {Group} -IncludeUnreported");
        Assert.Equal("PermissionMissing", outcome.EndedWith);
        Assert.Contains("User.Read.All", outcome.Ended!.Message);
    }

    // Defect 8: a user without a row was a 404.
    [Fact]
    public void Users_without_a_row_are_told_with_a_state_one_by_one_and_in_one_pass()
    {
        using var session = UserSession.InSandbox("-UserCount 2500");
        var rows = session.Run("""
            Get-SsprRegistration disabled@contoso.com
            $many = @(Get-SsprRegistration -IncludeUnreported | Where-Object Status -eq Disabled)
            $many | Get-SsprRegistration
            """).AssertFine().As<SsprRegistration>().ToList();
        Assert.True(rows.Count > 30);
        Assert.All(rows, r => Assert.Equal(SsprRegistrationStatus.Disabled, r.Status));
    }
}
