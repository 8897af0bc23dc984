using Azure.Core;
using Azure.Identity;
using SsprModule.Engine.Connection;
using SsprModule.Errors;
using Xunit;

namespace SsprModule.Engine.Tests.Connection;

public sealed class TokenSourceTests
{
    private readonly FakeClock clock = new();
    private readonly CancellationToken cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_token_is_kept_until_five_minutes_before_it_expires()
    {
        var credential = new FakeCredential(clock);
        var source = new CredentialTokenSource(credential, ["scope"], clock);
        Assert.Equal("1", await source.GetTokenAsync(null, cancel));
        clock.Now += TimeSpan.FromMinutes(55) - TimeSpan.FromSeconds(1);
        Assert.Equal("1", await source.GetTokenAsync(null, cancel));
        clock.Now += TimeSpan.FromSeconds(1);
        Assert.Equal("2", await source.GetTokenAsync(null, cancel));
        Assert.Equal(clock.Now + TimeSpan.FromHours(1), source.ExpiresOn);
        Assert.Equal(2, credential.Contexts.Count);
    }

    [Fact]
    public async Task A_claims_challenge_gets_a_new_token_for_those_claims()
    {
        var credential = new FakeCredential(clock);
        var source = new CredentialTokenSource(credential, ["scope"], clock);
        await source.GetTokenAsync(null, cancel);
        Assert.Equal("2", await source.GetTokenAsync("{claims}", cancel));
        Assert.Equal("3", await source.GetTokenAsync("{claims}", cancel));
        Assert.Equal("3", await source.GetTokenAsync(null, cancel));
        Assert.Equal([null, "{claims}", "{claims}"], credential.Contexts.Select(context => context.Claims));
        Assert.All(credential.Contexts, context => Assert.True(context.IsCaeEnabled));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("{claims}")]
    public async Task Callers_at_the_same_time_cause_one_request(string? claims)
    {
        var credential = new FakeCredential(clock);
        var source = new CredentialTokenSource(credential, ["scope"], clock);
        var answer = credential.Hold();
        var callers = Enumerable.Range(0, 20).Select(_ => source.GetTokenAsync(claims, cancel)).ToArray();
        answer.SetResult();
        Assert.All(await Task.WhenAll(callers), token => Assert.Equal("1", token));
        Assert.Single(credential.Contexts);
    }

    [Fact]
    public async Task A_caller_who_gives_up_does_not_disturb_the_others()
    {
        var credential = new FakeCredential(clock);
        var source = new CredentialTokenSource(credential, ["scope"], clock);
        var answer = credential.Hold();
        using var gone = new CancellationTokenSource();
        var first = source.GetTokenAsync(null, gone.Token);
        var second = source.GetTokenAsync(null, cancel);
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        answer.SetResult();
        Assert.Equal("2", await second);
    }

    [Fact]
    public async Task After_a_failure_the_next_caller_tries_again()
    {
        var credential = new FakeCredential(clock) { Failure = new AuthenticationFailedException("AADSTS50196: Loop.") };
        var source = new CredentialTokenSource(credential, ["scope"], clock);
        var error = await Assert.ThrowsAsync<SsprException>(() => source.GetTokenAsync(null, cancel));
        Assert.Equal(SsprErrorId.SignInFailed, error.Id);
        credential.Failure = null;
        Assert.Equal("2", await source.GetTokenAsync(null, cancel));
    }

    [Fact]
    public async Task A_service_out_of_reach_is_a_network_failure()
    {
        // As observed from Azure.Identity after its retries, which a test has no time for.
        var cause = new HttpRequestException("No such host is known.");
        var retries = new AggregateException("Retry failed after 4 tries.", new Azure.RequestFailedException(0, "x", cause), new Azure.RequestFailedException(0, "y", cause));
        var credential = new FakeCredential(clock) { Failure = new AuthenticationFailedException("ClientSecretCredential authentication failed", retries) };
        var error = await Assert.ThrowsAsync<SsprException>(() => new CredentialTokenSource(credential, ["scope"], clock).GetTokenAsync(null, cancel));
        Assert.Equal(SsprErrorId.NetworkFailure, error.Id);
        Assert.Contains("No such host is known.", error.Message);
    }

    [Fact]
    public async Task A_token_service_that_does_not_answer_is_a_timeout()
    {
        var credential = new FakeCredential(clock) { Failure = new TaskCanceledException() };
        var error = await Assert.ThrowsAsync<SsprException>(() => new CredentialTokenSource(credential, ["scope"], clock).GetTokenAsync(null, cancel));
        Assert.Equal(SsprErrorId.GraphTimeout, error.Id);
    }

    [Fact]
    public async Task A_credential_that_is_not_there_is_told_in_its_own_words()
    {
        var credential = new FakeCredential(clock) { Failure = new CredentialUnavailableException("No managed\r\n  identity here.", new HttpRequestException("refused")) };
        var error = await Assert.ThrowsAsync<SsprException>(() => new CredentialTokenSource(credential, ["scope"], clock).GetTokenAsync(null, cancel));
        Assert.Equal("The sign-in failed: No managed identity here.", error.Message);
    }

    [Fact]
    public async Task A_supplied_token_is_given_until_it_expires()
    {
        var token = Jwt.Of(new { exp = clock.Now.AddMinutes(10).ToUnixTimeSeconds() });
        var source = new FixedTokenSource(token.Secure(), clock);
        Assert.Equal(token, await source.GetTokenAsync(null, cancel));
        Assert.Equal(clock.Now.AddMinutes(10), source.ExpiresOn);
        clock.Now += TimeSpan.FromMinutes(10);
        var error = await Assert.ThrowsAsync<SsprException>(() => source.GetTokenAsync(null, cancel));
        Assert.Equal(SsprErrorId.TokenExpired, error.Id);
    }

    [Fact]
    public async Task A_supplied_token_can_not_answer_a_claims_challenge()
    {
        var source = new FixedTokenSource("opaque".Secure(), clock);
        var error = await Assert.ThrowsAsync<SsprException>(() => source.GetTokenAsync("{claims}", cancel));
        Assert.Equal(SsprErrorId.TokenRejected, error.Id);
        Assert.Contains("stronger sign-in", error.Message);
    }

    [Fact]
    public async Task A_supplied_token_outlives_the_SecureString_that_brought_it()
    {
        var secure = "opaque".Secure();
        var source = new FixedTokenSource(secure, clock);
        secure.Dispose();
        Assert.Equal("opaque", await source.GetTokenAsync(null, cancel));
        Assert.Equal(TokenClaims.Unknown, source.Last);
        Assert.Null(source.ExpiresOn);
    }

    /// <summary>Gives "1", "2", … for one hour each.</summary>
    private sealed class FakeCredential(TimeProvider clock) : TokenCredential
    {
        private Task held = Task.CompletedTask;

        public List<TokenRequestContext> Contexts { get; } = [];

        public Exception? Failure { get; set; }

        public TaskCompletionSource Hold()
        {
            var source = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            held = source.Task;
            return source;
        }

        public override async ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken)
        {
            Contexts.Add(requestContext);
            var number = Contexts.Count;
            await held.WaitAsync(cancellationToken);
            return Failure is null ? new AccessToken(FormattableString.Invariant($"{number}"), clock.GetUtcNow().AddHours(1)) : throw Failure;
        }

        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
