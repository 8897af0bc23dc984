using System.Net;
using System.Net.Http.Headers;
using SsprModule.Models;
using SsprModule.Tests.Support;

namespace SsprModule.Tests.Password;

/// <summary>Reset-UserPassword against a server that answers exactly what a test needs.</summary>
public sealed class ResetServerTests
{
    [Fact]
    public void The_service_says_how_long_to_wait_before_asking_again()
    {
        var asked = 0;
        using var session = Connected(Server(Accepted, operation: () => Operation(asked++ == 0 ? "running" : "succeeded", 7)));
        Assert.Equal(TimeSpan.FromSeconds(7), session.Run("Reset-UserPassword bob@contoso.com -Confirm:$false").Single<SsprPasswordResetResult>().Duration);
    }

    [Fact]
    public void No_wait_goes_beyond_the_time_that_was_given()
    {
        using var session = Connected(Server(Accepted, operation: () => Operation("running", 20)));
        var result = Assert.Single(session.Run("Reset-UserPassword bob@contoso.com -Timeout 30 -Confirm:$false").As<SsprPasswordResetResult>());
        Assert.Equal((SsprResetStatus.TimedOut, TimeSpan.FromSeconds(30)), (result.Status, result.Duration));
    }

    [Theory]
    [InlineData("canary-token", true)]
    [InlineData(null, false)]
    public void A_refusal_is_not_evaded_for_a_synced_account_or_by_a_person(string? token, bool synced)
    {
        var server = Server(_ => FakeServer.Error(HttpStatusCode.Forbidden, "Authorization_RequestDenied", "Insufficient privileges to complete the operation."), synced: synced);
        using var session = Connected(server, token ?? Connections.Jwt("""{"aud":"https://graph.microsoft.com","scp":"User.Read.All UserAuthenticationMethod.ReadWrite.All","upn":"admin@contoso.com","oid":"a","tid":"t","exp":4102444800}"""));

        var outcome = session.Run("Reset-UserPassword bob@contoso.com -Confirm:$false");

        Assert.Empty(outcome.Output);
        Assert.Single(outcome.Errors);
        Assert.DoesNotContain(server.Requests, r => r.Method == "PATCH");
    }

    [Fact]
    public void A_generated_password_has_the_length_asked_for()
    {
        using var session = Connected(Server(Accepted));
        Assert.Equal(42, session.Run("Reset-UserPassword bob@contoso.com -Length 42 -Confirm:$false").Single<SsprPasswordResetResult>().NewPassword!.Length);
    }

    [Fact]
    public void The_revocation_is_sent()
    {
        var server = Server(request => request.RequestUri!.AbsolutePath.EndsWith("resetPassword", StringComparison.Ordinal) ? Accepted(request) : FakeServer.Json("""{"value":true}"""));
        using var session = Connected(server);
        Assert.True(session.Run("Reset-UserPassword bob@contoso.com -RevokeSession -Confirm:$false").Single<SsprPasswordResetResult>().SessionsRevoked);
        Assert.Single(server.Requests, r => r.Uri.AbsolutePath.EndsWith("revokeSignInSessions", StringComparison.Ordinal));
    }

    [Fact]
    public void The_password_of_a_call_that_is_over_is_wiped()
    {
        using var keeper = new BodyKeeper(Server(Accepted));
        using var session = Connected(keeper);
        session.Run("Reset-UserPassword bob@contoso.com -Confirm:$false").AssertFine();
        Assert.All(Assert.IsType<MemoryStream>(keeper.Body, exactMatch: false).ToArray(), b => Assert.Equal(0, b));
        Assert.True(keeper.Length > 16);
    }

    [Fact]
    public void A_lost_answer_is_unknown_is_not_sent_twice_and_keeps_the_generated_password()
    {
        var server = Server(_ => throw new HttpRequestException("The connection was reset."));
        using var session = new UserSession();
        session.Connect(server);

        var outcome = session.Run("Reset-UserPassword bob@contoso.com -Confirm:$false");

        var result = Assert.Single(outcome.As<SsprPasswordResetResult>());
        Assert.Equal(SsprResetStatus.Unknown, result.Status);
        Assert.NotNull(result.NewPassword);
        Assert.Equal(["OutcomeUnknown"], outcome.ErrorIds);
        Assert.Single(server.Requests, r => r.Method == "POST");
    }

    [Fact]
    public void The_operation_is_asked_for_exactly_as_the_service_named_it()
    {
        Uri? named = null;
        var server = Server(request =>
        {
            named = new Uri(request.RequestUri!, "/v1.0/users/b/authentication/operations/7?aadgdc=DB1&aadgsu=ssprprod-a");
            return new HttpResponseMessage(HttpStatusCode.Accepted) { Headers = { Location = named } };
        });
        using var session = new UserSession();
        session.Connect(server);

        Assert.Equal(SsprResetStatus.Succeeded, session.Run("Reset-UserPassword bob@contoso.com -Confirm:$false").Single<SsprPasswordResetResult>().Status);
        Assert.Contains(server.Requests, r => r.Uri == named);
    }

    [Fact]
    public void An_operation_on_another_host_is_not_asked_for()
    {
        var server = Server(_ => new HttpResponseMessage(HttpStatusCode.Accepted) { Headers = { Location = new Uri("https://evil.example/op") } });
        using var session = new UserSession();
        session.Connect(server);

        var outcome = session.Run("Reset-UserPassword bob@contoso.com -Confirm:$false");

        Assert.Equal(SsprResetStatus.Unknown, Assert.Single(outcome.As<SsprPasswordResetResult>()).Status);
        Assert.DoesNotContain(server.Requests, r => r.Uri.Host == "evil.example");
    }

    [Fact]
    public void An_opaque_token_that_may_not_use_resetPassword_falls_back_to_the_profile()
    {
        var server = Server(_ => FakeServer.Error(HttpStatusCode.Forbidden, "Authorization_RequestDenied", "Insufficient privileges to complete the operation."));
        using var session = new UserSession();
        session.Connect(server);

        var result = session.Run("Reset-UserPassword bob@contoso.com -Confirm:$false").Single<SsprPasswordResetResult>();

        Assert.Equal((SsprResetStatus.Succeeded, SsprResetRoute.PasswordProfile), (result.Status, result.Route));
        var patch = Assert.Single(server.Requests, r => r.Method == "PATCH");
        Assert.Contains("\"forceChangePasswordNextSignIn\":true", patch.Body);

        session.Run("Reset-UserPassword carl@contoso.com -Confirm:$false").AssertFine();
        Assert.Single(server.Requests, r => r.Method == "POST");
    }

    [Fact]
    public void Throttling_of_the_reset_itself_is_waited_out()
    {
        var refusals = 0;
        var server = Server(request =>
        {
            if (refusals++ > 0)
            {
                return new HttpResponseMessage(HttpStatusCode.Accepted) { Headers = { Location = new Uri(request.RequestUri!, "/v1.0/users/b/authentication/operations/7") } };
            }

            var refused = FakeServer.Error((HttpStatusCode)429, "TooManyRequests", "Please retry again later.");
            refused.Headers.RetryAfter = new RetryConditionHeaderValue(TimeSpan.FromSeconds(5));
            return refused;
        });
        using var session = new UserSession();
        session.Connect(server);

        Assert.Equal(SsprResetStatus.Succeeded, session.Run("Reset-UserPassword bob@contoso.com -Confirm:$false").Single<SsprPasswordResetResult>().Status);
        Assert.Equal(2, server.Requests.Count(r => r.Method == "POST" && r.Body.Contains("newPassword", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_redirect_takes_no_password_to_another_host_and_loses_none()
    {
        var server = Server(_ => new HttpResponseMessage(HttpStatusCode.TemporaryRedirect) { Headers = { Location = new Uri("https://evil.example/collect") } });
        using var session = new UserSession();
        session.Connect(server);

        var outcome = session.Run("Reset-UserPassword bob@contoso.com -Confirm:$false");

        Assert.DoesNotContain(server.Requests, r => r.Uri.Host == "evil.example");
        Assert.NotNull(Assert.Single(outcome.As<SsprPasswordResetResult>()).NewPassword);
        Assert.Equal(["OutcomeUnknown"], outcome.ErrorIds);
    }

    [Fact]
    public void A_disconnect_elsewhere_in_the_middle_of_a_reset_keeps_the_password()
    {
        SsprConnection? connection = null;
        var server = Server(request =>
        {
            connection!.Close();
            return new HttpResponseMessage(HttpStatusCode.Accepted) { Headers = { Location = new Uri(request.RequestUri!, "/v1.0/users/b/authentication/operations/7") } };
        });
        using var session = new UserSession();
        var endpoint = TestEngine.Serve(server);
        connection = session.Run($"Connect-Sspr -AccessToken $t -GraphEndpoint {endpoint} -PassThru", ("t", Connections.Secret("x"))).Single<SsprConnection>();

        var outcome = session.Run("Reset-UserPassword bob@contoso.com -Confirm:$false");

        var result = Assert.Single(outcome.As<SsprPasswordResetResult>());
        Assert.Equal(SsprResetStatus.Unknown, result.Status);
        Assert.NotNull(result.NewPassword);
    }

    [Fact]
    public void A_name_that_begins_with_a_dollar_takes_the_form_with_parentheses_and_keeps_its_fields()
    {
        var server = Server(request => new HttpResponseMessage(HttpStatusCode.Accepted) { Headers = { Location = new Uri(request.RequestUri!, "/v1.0/users/b/authentication/operations/7") } });
        using var session = new UserSession();
        session.Connect(server);
        session.Run("Reset-UserPassword '$svc@contoso.com' -Confirm:$false").AssertFine();
        Assert.StartsWith("/v1.0/users('$svc@contoso.com')?$select=id,userPrincipalName", server.Requests[0].PathAndQuery);
    }

    private static FakeServer Server(Func<HttpRequestMessage, HttpResponseMessage> post, bool synced = false, Func<HttpResponseMessage>? operation = null) => new((request, _) => request switch
    {
        { Method.Method: "POST" } => post(request),
        { Method.Method: "PATCH" } => new HttpResponseMessage(HttpStatusCode.NoContent),
        _ when request.RequestUri!.AbsolutePath.Contains("/operations/", StringComparison.Ordinal) => operation?.Invoke() ?? Operation("succeeded", 1),
        _ => FakeServer.Json($$"""{"id":"b","userPrincipalName":"bob@contoso.com","userType":"Member","onPremisesSyncEnabled":{{(synced ? "true" : "null")}} }"""),
    });

    private static HttpResponseMessage Accepted(HttpRequestMessage request) =>
        new(HttpStatusCode.Accepted) { Headers = { Location = new Uri(request.RequestUri!, "/v1.0/users/b/authentication/operations/7") } };

    private static HttpResponseMessage Operation(string status, int retryAfter)
    {
        var answer = FakeServer.Json($$"""{"id":"7","status":"{{status}}"}""");
        answer.Headers.RetryAfter = new RetryConditionHeaderValue(TimeSpan.FromSeconds(retryAfter));
        return answer;
    }

    private static UserSession Connected(HttpMessageHandler server, string token = "canary-token")
    {
        var session = new UserSession();
        session.Connect(server, token, new Engine.LeapingClock(DateTimeOffset.UnixEpoch));
        return session;
    }

    /// <summary>Keeps the memory of a posted body without copying it.</summary>
    private sealed class BodyKeeper(FakeServer server) : HttpMessageHandler
    {
        private readonly HttpMessageInvoker inner = new(server);

        public Stream? Body { get; private set; }

        public long Length { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.Method == HttpMethod.Post)
            {
                Body = request.Content!.ReadAsStream(cancellationToken);
                Length = Body.Length;
                return Task.FromResult(Accepted(request));
            }

            return inner.SendAsync(request, cancellationToken);
        }
    }
}
