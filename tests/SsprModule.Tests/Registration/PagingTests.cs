using System.Management.Automation;
using System.Net;
using SsprModule.Contracts;
using SsprModule.Models;
using SsprModule.Tests.Support;

namespace SsprModule.Tests.Registration;

/// <summary>What a user sees when pages come from a server that is not always well.</summary>
public sealed class PagingTests
{
    [Fact]
    public void All_pages_are_read_with_the_largest_page_size()
    {
        var server = Pages(3);
        using var session = Connected(server);

        var rows = session.Run("Get-SsprRegistration").AssertFine().As<SsprRegistration>().ToList();

        Assert.Equal(["user0@contoso.com", "user1@contoso.com", "user2@contoso.com"], rows.Select(r => r.UserPrincipalName));
        Assert.Contains("$top=999", server.Requests[0].PathAndQuery);
        Assert.Equal(3, server.Requests.Count);
    }

    [Fact]
    public void Each_request_has_a_client_request_id_of_its_own()
    {
        var server = Pages(3);
        using var session = Connected(server);
        session.Run("Get-SsprRegistration").AssertFine();
        Assert.Equal(3, server.Requests.Select(r => r.ClientRequestId).Where(id => Guid.TryParse(id, out _)).Distinct().Count());
    }

    [Fact]
    public void A_next_link_to_another_host_is_never_followed_and_its_rows_are_still_handed_on()
    {
        var server = new ReportServer((r, _) => FakeServer.Page(r.RequestUri!, FakeServer.Row(1), "https://evil.example/v1.0/next?token=1"));
        using var session = Connected(server);

        var outcome = session.Run("Get-SsprRegistration");

        Assert.Equal("NextLinkUntrusted", outcome.EndedWith);
        Assert.Contains("evil.example", outcome.EndError.Exception.Message);
        Assert.Equal(ErrorCategory.SecurityError, outcome.EndError.CategoryInfo.Category);
        Assert.Single(outcome.Output);
        Assert.Single(server.Requests);
    }

    [Fact]
    public void A_loop_of_pages_ends_with_an_error()
    {
        var server = new ReportServer((r, n) => FakeServer.Page(r.RequestUri!, FakeServer.Row(n), new Uri(r.RequestUri!, "/v1.0/same?page=1").AbsoluteUri));
        using var session = Connected(server);

        var outcome = session.Run("Get-SsprRegistration");

        Assert.Equal("PagingLoop", outcome.EndedWith);
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public void A_page_that_is_cut_off_is_asked_for_again_and_nothing_comes_twice()
    {
        var server = new ReportServer((r, n) => n switch
        {
            1 => FakeServer.Json("""{"value":[""" + FakeServer.Row(2)),
            _ => FakeServer.Page(r.RequestUri!, FakeServer.Row(n == 0 ? 1 : 2), n == 0 ? new Uri(r.RequestUri!, "/v1.0/two").AbsoluteUri : null),
        });
        using var session = Connected(server);

        var rows = session.Run("Get-SsprRegistration").AssertFine().As<SsprRegistration>();

        Assert.Equal(["user1@contoso.com", "user2@contoso.com"], rows.Select(r => r.UserPrincipalName));
    }

    [Fact]
    public void A_page_that_stays_cut_off_is_an_error_that_tells_how_far_it_came()
    {
        var server = new ReportServer((r, n) => n == 0
            ? FakeServer.Page(r.RequestUri!, FakeServer.Row(1), new Uri(r.RequestUri!, "/v1.0/two").AbsoluteUri)
            : FakeServer.Json("""{"value":["""));
        using var session = Connected(server);

        var outcome = session.Run("Get-SsprRegistration");

        Assert.Equal("AnswerTruncated", outcome.EndedWith);
        Assert.Contains(" 1 ", outcome.EndError.Exception.Message);
        Assert.Single(outcome.Output);
    }

    [Fact]
    public void A_web_page_instead_of_JSON_is_told_as_such()
    {
        var server = new ReportServer((_, _) => new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent("<html>proxy</html>", System.Text.Encoding.UTF8, "text/html") });
        using var session = Connected(server);

        var outcome = session.Run("Get-SsprRegistration");

        Assert.Equal("AnswerNotJson", outcome.EndedWith);
        Assert.Contains("text/html", outcome.EndError.Exception.Message);
        Assert.NotEmpty(outcome.EndError.ErrorDetails.RecommendedAction);
    }

    [Fact]
    public void A_service_that_does_not_know_top_is_asked_without_it()
    {
        var server = new ReportServer((r, _) => Uri.UnescapeDataString(r.RequestUri!.Query).Contains("$top", StringComparison.Ordinal)
            ? FakeServer.Error(HttpStatusCode.BadRequest, "BadRequest", "Query option 'Top' is not allowed.")
            : FakeServer.Page(r.RequestUri!, FakeServer.Row(1), null));
        using var session = Connected(server);
        Assert.Equal("user1@contoso.com", session.Run("Get-SsprRegistration").Single<SsprRegistration>().UserPrincipalName);
    }

    [Fact]
    public void A_later_page_that_is_refused_does_not_start_the_report_again()
    {
        var server = new ReportServer((r, n) => n == 1
            ? FakeServer.Error(HttpStatusCode.BadRequest, "BadRequest", "The token of the page is no longer valid.")
            : FakeServer.Page(r.RequestUri!, FakeServer.Row(1), n == 0 ? new Uri(r.RequestUri!, "/v1.0/two").AbsoluteUri : null));
        using var session = Connected(server);

        var outcome = session.Run("Get-SsprRegistration");

        Assert.Equal("RequestRefused", outcome.EndedWith);
        Assert.Single(outcome.Output);
    }

    [Theory]
    [InlineData(403, "Authentication_MSGraphPermissionMissing", "PermissionMissing")]
    [InlineData(401, "InvalidAuthenticationToken", "TokenExpired")]
    [InlineData(0, "", "NetworkFailure")]
    public void What_would_meet_every_user_alike_ends_the_pipeline(int status, string code, string id)
    {
        var server = new ReportServer((_, _) => status == 0 ? throw new HttpRequestException("No route to host.") : FakeServer.Error((HttpStatusCode)status, code, "Lifetime validation failed, the token is expired."));
        using var session = Connected(server);

        var outcome = session.Run("'anna@contoso.com', 'bob@contoso.com' | Get-SsprRegistration");

        Assert.Equal(id, outcome.EndedWith);
        Assert.All(server.Requests, r => Assert.DoesNotContain("bob", r.PathAndQuery));
    }

    [Fact]
    public void An_application_is_not_told_to_take_a_role()
    {
        var server = new ReportServer((_, _) => FakeServer.Error(HttpStatusCode.Forbidden, "Authorization_RequestDenied", "Insufficient privileges to complete the operation."));
        using var session = new UserSession();
        session.Connect(server, Connections.Jwt("""{"aud":"https://graph.microsoft.com","idtyp":"app","roles":["AuditLog.Read.All"],"tid":"t","oid":"a","exp":4102444800}"""));
        Assert.Equal("AccessDenied", session.Run("Get-SsprRegistration").EndedWith);
    }

    [Fact]
    public void A_refused_filter_is_told_in_the_words_of_the_service()
    {
        var server = new ReportServer((_, _) => FakeServer.Error(HttpStatusCode.BadRequest, "BadRequest", "Could not find a property named 'x'."));
        using var session = Connected(server);

        var outcome = session.Run("Get-SsprRegistration -Filter \"x eq 1\"");

        Assert.Equal("FilterRefused", outcome.EndedWith);
        Assert.Contains("Could not find a property named 'x'.", outcome.EndError.Exception.Message);
        Assert.Contains("11111111-2222-3333-4444-555555555555", outcome.EndError.ErrorDetails.Message);
    }

    [Fact]
    public void Retry_After_is_honoured_and_the_wait_is_told()
    {
        var clock = new Engine.LeapingClock(DateTimeOffset.UnixEpoch);
        var server = new ReportServer((r, n) =>
        {
            if (n > 0)
            {
                return FakeServer.Page(r.RequestUri!, FakeServer.Row(1), null);
            }

            var refused = FakeServer.Error((HttpStatusCode)429, "TooManyRequests", "Please retry again later.");
            refused.Headers.RetryAfter = new(TimeSpan.FromSeconds(17));
            return refused;
        });
        using var session = new UserSession();
        session.Connect(server, clock: clock);

        var outcome = session.Run("Get-SsprRegistration -Verbose").AssertFine();

        Assert.Equal(TimeSpan.FromSeconds(17), clock.GetUtcNow() - DateTimeOffset.UnixEpoch);
        Assert.Contains(outcome.Verbose, v => v.Contains("Waiting 17.0 s", StringComparison.Ordinal));
        Assert.Contains(outcome.Progress, p => p.SecondsRemaining == 17);
        Assert.Equal(ProgressRecordType.Completed, outcome.Progress.Last(p => p.ActivityId == (int)EngineActivity.Waiting).RecordType);
        Assert.Equal(ProgressRecordType.Completed, outcome.Progress.Last(p => p.ActivityId == (int)EngineActivity.ReadingRegistrations).RecordType);
    }

    [Fact]
    public void Throttling_without_end_becomes_an_error()
    {
        var server = new ReportServer((_, _) => FakeServer.Error((HttpStatusCode)429, "TooManyRequests", "Please retry again later."));
        using var session = Connected(server);
        var outcome = session.Run("Get-SsprRegistration");
        Assert.Equal("Throttled", outcome.EndedWith);
        Assert.Equal(ErrorCategory.LimitsExceeded, outcome.EndError.CategoryInfo.Category);
        Assert.Equal(11, server.Requests.Count);
    }

    [Fact]
    public void Reports_are_paced_to_five_requests_in_ten_seconds()
    {
        var clock = new Engine.LeapingClock(DateTimeOffset.UnixEpoch);
        var times = new List<TimeSpan>();
        var server = new ReportServer((r, n) =>
        {
            times.Add(clock.GetUtcNow() - DateTimeOffset.UnixEpoch);
            return FakeServer.Page(r.RequestUri!, FakeServer.Row(n), n == 11 ? null : new Uri(r.RequestUri!, $"/v1.0/{n}").AbsoluteUri);
        });
        using var session = new UserSession();
        session.Connect(server, clock: clock);

        session.Run("Get-SsprRegistration").AssertFine();

        Assert.All(Enumerable.Range(5, 7), i => Assert.True(times[i] - times[i - 5] >= TimeSpan.FromSeconds(10), $"request {i} came {times[i] - times[i - 5]} after request {i - 5}"));
    }

    [Fact]
    public void NoPacing_asks_as_fast_as_the_service_allows()
    {
        var clock = new Engine.LeapingClock(DateTimeOffset.UnixEpoch);
        using var session = new UserSession();
        session.Connect(Pages(12), clock: clock, more: "-NoPacing");
        Assert.Equal(12, session.Run("Get-SsprRegistration").AssertFine().Output.Count);
        Assert.Equal(DateTimeOffset.UnixEpoch, clock.GetUtcNow());
    }

    [Fact]
    public void Select_first_ends_the_reading_and_leaves_no_request_behind()
    {
        var server = new ReportServer((r, _) => FakeServer.Page(r.RequestUri!, FakeServer.Row(1), new Uri(r.RequestUri!, "/v1.0/two").AbsoluteUri)) { SilentFrom = 1 };
        using var session = Connected(server);

        var rows = session.Run("Get-SsprRegistration | Select-Object -First 1").AssertFine().Output;

        // The second page may have been asked for by then; if so, that request has been cancelled and waited for.
        Assert.Single(rows);
        Assert.Equal(server.Requests.Count - 1, server.Cancelled);
    }

    [Fact]
    public void Unknown_members_and_methods_are_taken_as_they_are()
    {
        var server = new ReportServer((r, _) => FakeServer.Page(r.RequestUri!, FakeServer.Row(7, capable: true), null));
        using var session = Connected(server);

        var row = session.Run("Get-SsprRegistration").Single<SsprRegistration>();

        Assert.Equal(["email", "aNewMethod"], row.Methods);
        Assert.Equal(SsprRegistrationStatus.Capable, row.Status);
        Assert.Equal(new DateTimeOffset(2026, 11, 22, 10, 0, 0, TimeSpan.Zero), row.LastUpdated);
    }

    [Fact]
    public void Values_of_another_kind_than_documented_do_not_upset_the_rest()
    {
        const string Odd = """{"userType":null,"isAdmin":{"x":1},"methodsRegistered":"email","lastUpdatedDateTime":[1],"userDisplayName":null,"id":"7","userPrincipalName":"odd@contoso.com","isSsprCapable":true}""";
        var server = new ReportServer((r, _) => FakeServer.Page(r.RequestUri!, Odd + "," + FakeServer.Row(1), null));
        using var session = Connected(server);

        var rows = session.Run("Get-SsprRegistration").AssertFine().As<SsprRegistration>().ToList();

        Assert.Equal(["odd@contoso.com", "user1@contoso.com"], rows.Select(r => r.UserPrincipalName));
        Assert.Equal((SsprRegistrationStatus.Capable, null, 0), (rows[0].Status, rows[0].IsAdmin, rows[0].Methods.Count));
    }

    [Theory]
    [InlineData("guest", "true", "true", "email", SsprRegistrationStatus.Guest)]
    [InlineData("member", "null", "false", "email", SsprRegistrationStatus.NotEnabled)]
    [InlineData("member", "true", "false", "email", SsprRegistrationStatus.PartlyRegistered)]
    [InlineData("member", "true", "false", "fido2SecurityKey", SsprRegistrationStatus.NotRegistered)]
    public void The_status_sums_up_the_flags(string type, string enabled, string capable, string method, SsprRegistrationStatus status)
    {
        var row = $$"""{"id":"00000000-0000-0000-0000-000000000007","userPrincipalName":"a@contoso.com","userType":"{{type}}","isSsprEnabled":{{enabled}},"isSsprCapable":{{capable}},"methodsRegistered":["{{method}}"]}""";
        using var session = Connected(new ReportServer((r, _) => FakeServer.Page(r.RequestUri!, row, null)));
        Assert.Equal(status, session.Run("Get-SsprRegistration").Single<SsprRegistration>().Status);
    }

    [Fact]
    public void A_single_row_may_come_wrapped_as_in_the_documentation()
    {
        using var session = Connected(new ReportServer((_, _) => FakeServer.Json($$"""{"value":{{FakeServer.Row(7, capable: true)}} }""")));
        var row = session.Run("Get-SsprRegistration 00000000-0000-0000-0000-000000000007").Single<SsprRegistration>();
        Assert.Equal(("user7@contoso.com", SsprRegistrationStatus.Capable), (row.UserPrincipalName, row.Status));
    }

    private static ReportServer Pages(int count) => new((r, n) =>
        FakeServer.Page(r.RequestUri!, FakeServer.Row(n), n + 1 < count ? new Uri(r.RequestUri!, $"/v1.0/page?{n + 1}").AbsoluteUri : null));

    private static UserSession Connected(FakeServer server)
    {
        var session = new UserSession();
        session.Connect(server);
        return session;
    }
}
