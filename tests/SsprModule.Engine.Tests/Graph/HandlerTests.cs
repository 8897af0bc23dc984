using System.Net;
using System.Net.Http.Headers;
using System.Text;
using SsprModule.Engine.Graph;
using SsprModule.Errors;
using Xunit;

namespace SsprModule.Engine.Tests.Graph;

/// <summary>What the handlers of the shared client do to a call.</summary>
public sealed class HandlerTests
{
    [Theory]
    [InlineData(HttpStatusCode.ServiceUnavailable)]
    [InlineData(HttpStatusCode.GatewayTimeout)]
    [InlineData(HttpStatusCode.BadGateway)]
    public async Task A_fault_is_repeated_until_it_passes(HttpStatusCode status)
    {
        var host = new GraphHost((_, n) => n < 4 ? new HttpResponseMessage(status) : GraphHost.Json("{}"));
        using var client = host.Client();
        using var response = await client.SendAsync(client.Build.Users["a"].ToGetRequestInformation(), host.Call(), TestContext.Current.CancellationToken);
        Assert.Equal(5, host.Seen.Count);
        Assert.True(host.Waited > TimeSpan.Zero);
    }

    [Fact]
    public async Task A_fault_that_stays_ends_after_five_attempts()
    {
        var host = new GraphHost((_, _) => new HttpResponseMessage(HttpStatusCode.ServiceUnavailable));
        using var client = host.Client();
        var error = await Assert.ThrowsAsync<SsprException>(() => client.SendAsync(client.Build.Users["a"].ToGetRequestInformation(), host.Call(), TestContext.Current.CancellationToken));
        Assert.Equal(SsprErrorId.ServiceUnavailable, error.Id);
        Assert.Equal(1 + RetryHandler.FaultRetries, host.Seen.Count);
    }

    [Theory]
    [InlineData(HttpStatusCode.ServiceUnavailable, 1)]
    [InlineData((HttpStatusCode)429, 2)]
    public async Task What_must_not_happen_twice_is_repeated_only_when_it_was_refused_for_sure(HttpStatusCode status, int attempts)
    {
        var host = new GraphHost((_, n) => n == 0 ? new HttpResponseMessage(status) : new HttpResponseMessage(HttpStatusCode.NoContent));
        using var client = host.Client();
        try
        {
            using var response = await client.SendAsync(client.Build.Users["a"].RevokeSignInSessions.ToPostRequestInformation(), host.Call(repeatable: false), TestContext.Current.CancellationToken);
        }
        catch (SsprException)
        {
            Assert.Equal(1, attempts);
        }

        Assert.Equal(attempts, host.Seen.Count);
    }

    [Theory]
    [InlineData(7, 7)]
    [InlineData(100_000, 120)]
    public async Task Retry_After_is_honoured_up_to_a_cap(int asked, int waited)
    {
        var host = new GraphHost((_, n) =>
        {
            var response = new HttpResponseMessage(n == 0 ? (HttpStatusCode)429 : HttpStatusCode.NoContent);
            response.Headers.RetryAfter = new RetryConditionHeaderValue(TimeSpan.FromSeconds(asked));
            return response;
        });
        using var client = host.Client();
        using var answer = await client.SendAsync(client.Build.Users["a"].ToGetRequestInformation(), host.Call(), TestContext.Current.CancellationToken);
        Assert.Equal(TimeSpan.FromSeconds(waited), host.Waited);
    }

    [Fact]
    public async Task Retry_After_may_be_a_date()
    {
        var host = new GraphHost((_, n) =>
        {
            var response = new HttpResponseMessage(n == 0 ? (HttpStatusCode)429 : HttpStatusCode.NoContent);
            response.Headers.RetryAfter = new RetryConditionHeaderValue(DateTimeOffset.UnixEpoch.AddSeconds(30));
            return response;
        });
        using var client = host.Client();
        using var answer = await client.SendAsync(client.Build.Users["a"].ToGetRequestInformation(), host.Call(), TestContext.Current.CancellationToken);
        Assert.Equal(TimeSpan.FromSeconds(30), host.Waited);
    }

    [Fact]
    public async Task A_claims_challenge_is_answered_once_with_a_new_token()
    {
        const string Claims = """{"access_token":{"nbf":{"essential":true}}}""";
        var host = new GraphHost((_, n) =>
        {
            if (n > 0)
            {
                return GraphHost.Json("{}");
            }

            var challenge = new HttpResponseMessage(HttpStatusCode.Unauthorized);
            challenge.Headers.WwwAuthenticate.Add(new AuthenticationHeaderValue("Bearer", $"realm=\"\", error=\"insufficient_claims\", claims=\"{Convert.ToBase64String(Encoding.UTF8.GetBytes(Claims))}\""));
            return challenge;
        });
        using var client = host.Client();
        using var answer = await client.SendAsync(client.Build.Users["a"].ToGetRequestInformation(), host.Call(), TestContext.Current.CancellationToken);
        Assert.Equal([null, Claims], host.ClaimsAsked);
        Assert.Equal(["token1", "token2"], host.Seen.Select(s => s.Token));
    }

    [Fact]
    public async Task A_redirect_to_another_host_is_not_followed()
    {
        var host = new GraphHost((r, _) => r.RequestUri!.Host == "graph.test"
            ? new HttpResponseMessage(HttpStatusCode.Redirect) { Headers = { Location = new Uri("https://evil.example/steal") } }
            : GraphHost.Json("{}"));
        using var client = host.Client();
        var error = await Assert.ThrowsAsync<SsprException>(() => client.SendAsync(client.Build.Users["a"].ToGetRequestInformation(), host.Call(), TestContext.Current.CancellationToken));
        Assert.Equal(SsprErrorId.RedirectUntrusted, error.Id);
        Assert.DoesNotContain(host.Seen, s => s.Uri.Host == "evil.example");
    }

    [Fact]
    public async Task A_fault_after_throttling_is_still_repeated()
    {
        var host = new GraphHost((_, n) => n < 5 ? new HttpResponseMessage((HttpStatusCode)429) : n < 8 ? new HttpResponseMessage(HttpStatusCode.ServiceUnavailable) : GraphHost.Json("{}"));
        using var client = host.Client();
        using var answer = await client.SendAsync(client.Build.Users["a"].ToGetRequestInformation(), host.Call(), TestContext.Current.CancellationToken);
        Assert.Equal(9, host.Seen.Count);
    }

    [Fact]
    public async Task A_server_that_gives_no_answer_is_asked_again()
    {
        var host = new GraphHost((_, n) => n < 2 ? throw new TimeoutException() : GraphHost.Json("{}"));
        using var client = host.Client();
        using var answer = await client.SendAsync(client.Build.Users["a"].ToGetRequestInformation(), host.Call(), TestContext.Current.CancellationToken);
        Assert.Equal(3, host.Seen.Count);
    }

    [Fact]
    public async Task Names_and_ids_are_not_in_the_path_that_is_told()
    {
        var host = new GraphHost((_, _) => GraphHost.Json("{}"));
        using var client = host.Client();
        var call = host.Call();
        using var answer = await client.SendAsync(client.Build.Users["anna@contoso.com"].ToGetRequestInformation(c => c.QueryParameters.Select = ["id"]), call, TestContext.Current.CancellationToken);
        Assert.Equal("/users/{user-id}", call.Path);
        Assert.Equal("/v1.0/users/anna%40contoso.com", host.Seen[0].Uri.AbsolutePath);
    }

    [Fact]
    public async Task Writes_wait_for_their_own_quota()
    {
        var host = new GraphHost((_, _) => new HttpResponseMessage(HttpStatusCode.NoContent));
        using var client = host.Client();
        for (var i = 0; i <= 3_000; i++)
        {
            Assert.Equal(TimeSpan.Zero, host.Waited);
            using var answer = await client.SendAsync(client.Build.Users["a"].RevokeSignInSessions.ToPostRequestInformation(), host.Call(), TestContext.Current.CancellationToken);
        }

        Assert.Equal(TimeSpan.FromSeconds(150), host.Waited);
    }

    [Fact]
    public void A_quota_lets_through_its_limit_in_any_window_and_tells_the_wait()
    {
        var clock = new LeapingClock(DateTimeOffset.UnixEpoch);
        var quota = new QuotaWindow(5, TimeSpan.FromSeconds(10), clock);
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(TimeSpan.Zero, quota.TryTake(1));
            clock.Leap(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(TimeSpan.FromSeconds(5), quota.TryTake(1));
        clock.Leap(TimeSpan.FromSeconds(5));
        Assert.Equal(TimeSpan.Zero, quota.TryTake(1));
        Assert.NotEqual(TimeSpan.Zero, quota.TryTake(1));
    }
}
