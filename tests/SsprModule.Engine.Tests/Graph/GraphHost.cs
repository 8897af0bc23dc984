using System.Net;
using System.Text;
using SsprModule.Contracts;
using SsprModule.Engine.Connection;
using SsprModule.Engine.Graph;
using SsprModule.Models;

namespace SsprModule.Engine.Tests.Graph;

/// <summary>A Graph client over a server that a test plays.</summary>
internal sealed class GraphHost : HttpMessageHandler, IEngineLog, ITokenSource
{
    public static readonly Uri Endpoint = new("https://graph.test");

    private readonly Func<HttpRequestMessage, int, HttpResponseMessage> answer;

    public GraphHost(Func<HttpRequestMessage, int, HttpResponseMessage> answer) => this.answer = answer;

    public LeapingClock Clock { get; } = new(DateTimeOffset.UnixEpoch);

    public List<(string Method, Uri Uri, string? Token, string Body)> Seen { get; } = [];

    public List<string?> ClaimsAsked { get; } = [];

    public TimeSpan Waited => Clock.GetUtcNow() - DateTimeOffset.UnixEpoch;

    public TokenClaims? Last => null;

    public DateTimeOffset? ExpiresOn => null;

    public GraphClient Client(bool pacing = true) => new(Endpoint, this, () => new SsprContext(), Clock, pacing, this);

    public GraphCall Call(bool repeatable = true) => new(this) { IsRepeatable = repeatable };

    public Task<string> GetTokenAsync(string? claims, CancellationToken cancellationToken)
    {
        ClaimsAsked.Add(claims);
        return Task.FromResult($"token{ClaimsAsked.Count}");
    }

    public static HttpResponseMessage Json(string json, HttpStatusCode status = HttpStatusCode.OK) => new(status) { Content = new StringContent(json, Encoding.UTF8, "application/json") };

    public void Verbose(string message)
    {
    }

    public void Warning(SsprWarning warning, params object?[] arguments)
    {
    }

    public void Prompt(string message)
    {
    }

    public void Progress(EngineProgress progress)
    {
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        var number = Seen.Count;
        Seen.Add((request.Method.Method, request.RequestUri!, request.Headers.Authorization?.Parameter, body));
        var response = answer(request, number);
        response.RequestMessage = request;
        return response;
    }
}
