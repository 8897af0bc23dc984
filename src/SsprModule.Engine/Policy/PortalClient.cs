using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using SsprModule.Contracts;
using SsprModule.Engine.Connection;
using SsprModule.Engine.Graph;
using SsprModule.Errors;

namespace SsprModule.Engine.Policy;

/// <summary>
/// The backend of the Entra admin center, for the settings that Graph has no resource for. It is undocumented: paths,
/// headers and error body are as observed in public code that uses it. Delegated sign-in only.
/// </summary>
internal sealed class PortalClient : IDisposable
{
    private const int LongestBody = 1024 * 1024;

    private readonly SignIn signIn;
    private readonly TimeProvider clock;
    private readonly HttpMessageHandler? transport;
    private readonly SemaphoreSlim oneAtATime = new(1, 1);
    private HttpClient? http;

    public PortalClient(SignIn signIn, TimeProvider clock, HttpMessageHandler? transport)
    {
        this.signIn = signIn;
        this.clock = clock;
        this.transport = transport;
    }

    /// <summary>Reads an object of the backend.</summary>
    /// <exception cref="SsprException">PortalUnavailable: no token, or no such backend there. PortalRefused: the backend said no. Others: it can't be reached, or does not answer as itself.</exception>
    public Task<JsonObject> GetAsync(string path, IEngineLog log, CancellationToken cancellationToken) =>
        ExchangeAsync(HttpMethod.Get, path, null, log, cancellationToken)!;

    /// <summary>Writes an object; the answer may be empty.</summary>
    /// <exception cref="SsprException">As for reading.</exception>
    public Task PutAsync(string path, JsonObject body, IEngineLog log, CancellationToken cancellationToken) =>
        ExchangeAsync(HttpMethod.Put, path, body, log, cancellationToken);

    /// <inheritdoc/>
    public void Dispose()
    {
        http?.Dispose();
        oneAtATime.Dispose();
    }

    private async Task<JsonObject?> ExchangeAsync(HttpMethod method, string path, JsonObject? body, IEngineLog log, CancellationToken cancellationToken)
    {
        var client = await ClientAsync(log, cancellationToken).ConfigureAwait(false);
        using var request = new HttpRequestMessage(method, new Uri(signIn.PortalEndpoint, path));
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        request.Headers.Add("X-Requested-With", "XMLHttpRequest");
        if (body is not null)
        {
            request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        }

        new GraphCall(log) { Path = "/" + path, Quota = QuotaKind.None }.AttachTo(request);
        try
        {
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
            var text = await Body.ReadAsync(response, LongestBody, cancellationToken).ConfigureAwait(false);
            return response.IsSuccessStatusCode ? Parse(method, response, text) : throw PortalErrors.From(response, text);
        }
        catch (Exception e) when (Sender.IsBroken(e, cancellationToken) || e is TimeoutException)
        {
            throw new SsprException(SsprErrorId.NetworkFailure, e, e.InnerException?.Message ?? e.Message);
        }
    }

    // The answer to a write is empty or the object again; a web page in its place comes from somebody else.
    private static JsonObject? Parse(HttpMethod method, HttpResponseMessage response, ReadOnlyMemory<byte> text)
    {
        if (method == HttpMethod.Put && !ResponseFacts.IsHtml(response))
        {
            return null;
        }

        try
        {
            return JsonNode.Parse(text.Span) as JsonObject ?? throw new JsonException("The answer is no object.");
        }
        catch (JsonException e)
        {
            throw new SsprException(SsprErrorId.AnswerNotJson, e, $"{response.Content.Headers.ContentType?.MediaType ?? "?"}, {(int)response.StatusCode}");
        }
    }

    // The second sign-in happens here, when a cmdlet first needs this backend.
    private async Task<HttpClient> ClientAsync(IEngineLog log, CancellationToken cancellationToken)
    {
        await oneAtATime.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return http ??= Create(await signIn.GetPortalAsync(log, cancellationToken).ConfigureAwait(false));
        }
        finally
        {
            oneAtATime.Release();
        }
    }

    private HttpClient Create(ITokenSource tokens)
    {
        var trace = new TraceHandler("x-ms-client-request-id") { InnerHandler = transport ?? new HttpClientHandler { AllowAutoRedirect = false } };
        var token = new TokenHandler(tokens, signIn.PortalEndpoint) { InnerHandler = trace };
        return new HttpClient(new RetryHandler(clock) { InnerHandler = token }, disposeHandler: transport is null) { Timeout = Timeout.InfiniteTimeSpan };
    }
}
