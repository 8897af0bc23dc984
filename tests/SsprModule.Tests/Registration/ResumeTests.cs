using System.Net;
using SsprModule.Engine.Registration;
using SsprModule.Errors;
using SsprModule.Models;
using SsprModule.Tests.Support;

namespace SsprModule.Tests.Registration;

/// <summary>A run that breaks off goes on where it did, with nothing lost and nothing twice.</summary>
public sealed class ResumeTests
{
    [Theory]
    [InlineData("")]
    [InlineData("-IncludeUnreported")]
    [InlineData("-Property Department")]
    [InlineData("-Group g")]
    public void Breaking_at_any_request_and_going_on_gives_every_row_once(string parameters)
    {
        var whole = new Tenant();
        using var first = Connect(whole);
        var expected = Ids(first.Run($"Get-SsprRegistration {parameters}").AssertFine());
        Assert.True(expected.Count > 1);

        for (var broken = 0; broken < whole.Asked; broken++)
        {
            var tenant = new Tenant { BreaksAt = broken };
            using var session = Connect(tenant);
            var outcome = session.Run($"Get-SsprRegistration {parameters}");
            var rows = Ids(outcome);
            if (outcome.Ended is not null)
            {
                var token = Assert.IsType<SsprException>(outcome.EndError.Exception).ResumeToken;
                Assert.True(rows.Count == 0 || token is not null);
                tenant.BreaksAt = -1;
                rows.AddRange(Ids(session.Run($"Get-SsprRegistration {parameters} {(token is null ? "" : $"-ResumeFrom {token}")}").AssertFine()));
            }

            Assert.Equal(expected, rows);
        }
    }

    [Fact]
    public void The_error_says_how_to_go_on_and_the_token_has_no_secret()
    {
        using var session = Connect(new Tenant { BreaksAt = 1 });
        var outcome = session.Run("Get-SsprRegistration");
        var token = ((SsprException)outcome.EndError.Exception).ResumeToken!;
        Assert.Contains("-ResumeFrom", outcome.EndError.ErrorDetails.Message);
        Assert.DoesNotContain("canary", System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(token.PadRight((token.Length + 3) / 4 * 4, '=').Replace('-', '+').Replace('_', '/'))));
    }

    [Fact]
    public void A_token_of_another_query_tenant_or_form_is_refused_before_anything_is_read()
    {
        using var session = Connect(new Tenant { BreaksAt = 1 });
        var token = ((SsprException)session.Run("Get-SsprRegistration").EndError.Exception).ResumeToken!;
        Assert.Equal("ResumeTokenInvalid", session.Run($"Get-SsprRegistration -Capable -ResumeFrom {token}").EndedWith);
        Assert.Equal("ResumeTokenInvalid", session.Run("Get-SsprRegistration -ResumeFrom rubbish").EndedWith);
        Assert.Equal("ResumeTokenInvalid", session.Run($"Get-SsprRegistration -ResumeFrom {token[..^9]}").EndedWith);
        using var other = Connect(new Tenant());
        Assert.Equal("ResumeTokenInvalid", other.Run($"Get-SsprRegistration -ResumeFrom {token}").EndedWith);
    }

    private static List<string> Ids(Outcome outcome) => [.. outcome.As<SsprRegistration>().Select(r => r.Id)];

    private static UserSession Connect(Tenant tenant)
    {
        var session = new UserSession();
        session.Connect(new ReportServer((request, _) => tenant.Reply(request)));
        return session;
    }

    /// <summary>Three pages of the report, five users in three pages, a group of them all, and one request that fails.</summary>
    private sealed class Tenant
    {
        public int BreaksAt { get; set; } = -1;

        public int Asked { get; private set; }

        public HttpResponseMessage Reply(HttpRequestMessage request)
        {
            var uri = request.RequestUri!;
            if (Asked++ == BreaksAt)
            {
                return FakeServer.Error(HttpStatusCode.BadRequest, "BadRequest", "Not now.");
            }

            var page = int.TryParse(uri.Query.Split("page=").ElementAtOrDefault(1), out var number) ? number : 0;
            var next = page < 2 ? $"{uri.GetLeftPart(UriPartial.Path)}?page={page + 1}" : null;
            return uri.AbsolutePath switch
            {
                "/v1.0/users" when uri.Query.Contains("count") => FakeServer.Json("""{"@odata.count":1,"value":[]}"""),
                "/v1.0/groups" => FakeServer.Json("""{"value":[{"id":"00000000-0000-0000-0000-00000000abcd","displayName":"g"}]}"""),
                var path when path.EndsWith("/userRegistrationDetails", StringComparison.Ordinal) => FakeServer.Page(uri, FakeServer.Row(page), next),
                var path when path.Contains("/userRegistrationDetails/") => FakeServer.Json(FakeServer.Row(int.Parse(path[^2..], null))),
                var path when path == "/v1.0/users" => FakeServer.Page(uri, User(page) + "," + User(page + 3), next),
                _ => FakeServer.Page(uri, User(page), next),
            };
        }

        private static string User(int number) =>
            $$"""{"id":"00000000-0000-0000-0000-{{number:d12}}","userPrincipalName":"user{{number}}@contoso.com","accountEnabled":{{(number < 3 ? "true" : "false")}},"userType":"Member","department":"D"}""";
    }
}
