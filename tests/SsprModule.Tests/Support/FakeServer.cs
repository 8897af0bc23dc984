using System.Collections.Concurrent;
using System.Net;
using System.Text;

namespace SsprModule.Tests.Support;

/// <summary>A server that answers as a test tells it to, and remembers what it was asked.</summary>
internal class FakeServer : HttpMessageHandler
{
    private readonly Func<HttpRequestMessage, int, HttpResponseMessage> answer;
    private readonly ConcurrentQueue<Seen> seen = new();

    /// <param name="answer">Gets the request and its number, from 0.</param>
    public FakeServer(Func<HttpRequestMessage, int, HttpResponseMessage> answer) => this.answer = answer;

    public IReadOnlyList<Seen> Requests => [.. seen];

    /// <summary>Completes when the first request has come in.</summary>
    public TaskCompletionSource Asked { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Keeps every request from this number on waiting until it is cancelled.</summary>
    public int SilentFrom { get; init; } = int.MaxValue;

    /// <summary>Requests that were cancelled while they waited.</summary>
    public int Cancelled;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        var number = seen.Count;
        seen.Enqueue(new Seen(request.Method.Method, request.RequestUri!, request.Headers.Authorization?.ToString(), body, request.Headers.TryGetValues("client-request-id", out var ids) ? ids.First() : null));
        Asked.TrySetResult();
        if (number >= SilentFrom)
        {
            try
            {
                await Task.Delay(Timeout.Infinite, cancellationToken);
            }
            catch (OperationCanceledException)
            {
                Interlocked.Increment(ref Cancelled);
                throw;
            }
        }

        var response = answer(request, number);
        response.RequestMessage = request;
        return response;
    }

    public static HttpResponseMessage Json(string json, HttpStatusCode status = HttpStatusCode.OK) =>
        new(status) { Content = new StringContent(json, Encoding.UTF8, "application/json") };

    public static HttpResponseMessage Error(HttpStatusCode status, string code, string message) =>
        Json($$"""{"error":{"code":"{{code}}","message":"{{message}}","innerError":{"date":"2026-11-23T03:00:00","request-id":"11111111-2222-3333-4444-555555555555","client-request-id":"c"} } }""", status);

    public static HttpResponseMessage Page(Uri request, string rows, string? next)
    {
        var link = next is null ? "" : $$""","@odata.nextLink":"{{next}}" """;
        return Json($$"""{"@odata.context":"{{request.GetLeftPart(UriPartial.Authority)}}/v1.0/$metadata","value":[{{rows}}]{{link}} }""");
    }

    public static string Row(int number, bool capable = false) =>
        $$"""{"id":"00000000-0000-0000-0000-{{number:d12}}","userPrincipalName":"user{{number}}@contoso.com","userDisplayName":"User {{number}}","userType":"member","isAdmin":false,"isSsprRegistered":{{(capable ? "true" : "false")}},"isSsprEnabled":true,"isSsprCapable":{{(capable ? "true" : "false")}},"isMfaRegistered":false,"methodsRegistered":{{(capable ? "[\"email\",\"aNewMethod\"]" : "[]")}},"somethingNew":{"a":[1,2]},"lastUpdatedDateTime":"2026-11-22T10:00:00Z"}""";
}

/// <summary>A server of the registration report alone: it knows no policy, and what is asked of one is not counted.</summary>
internal sealed class ReportServer(Func<HttpRequestMessage, int, HttpResponseMessage> answer) : FakeServer(answer)
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var path = request.RequestUri!.AbsolutePath;
        return path.StartsWith("/v1.0/policies/", StringComparison.Ordinal) || path.StartsWith("/api/PasswordReset/", StringComparison.Ordinal)
            ? Task.FromResult(Error(HttpStatusCode.NotFound, "ResourceNotFound", path))
            : base.SendAsync(request, cancellationToken);
    }
}

/// <summary>A request as it went over the wire.</summary>
internal sealed record Seen(string Method, Uri Uri, string? Authorization, string Body, string? ClientRequestId)
{
    public string PathAndQuery => Uri.UnescapeDataString(Uri.PathAndQuery);
}
