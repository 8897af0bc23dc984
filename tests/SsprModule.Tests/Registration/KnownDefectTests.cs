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
