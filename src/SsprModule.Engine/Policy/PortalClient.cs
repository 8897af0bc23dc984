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
        using var request = new HttpRequestMessage(method, $"{signIn.PortalEndpoint.AbsoluteUri.TrimEnd('/')}/{path}");
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        request.Headers.Add("X-Requested-With", "XMLHttpRequest");
        if (body is not null)
        {
            request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        }

        var call = new GraphCall(log) { Path = "/" + path, Quota = QuotaKind.None };
        call.AttachTo(request);
        try
        {
            var client = await ClientAsync(log, cancellationToken).ConfigureAwait(false);
            using var response = await Sender.ExchangeAsync(client, request, call, cancellationToken).ConfigureAwait(false);
            var text = await Sender.BodyAsync(response, call, cancellationToken).ConfigureAwait(false);
            return response.IsSuccessStatusCode ? Parse(method, response, text) : throw PortalErrors.From(response, text);
        }
        catch (SsprException e) when (e.Id is SsprErrorId.TokenExpired or SsprErrorId.TokenRejected)
        {
            // Only this backend's token is meant; the one for Graph may be well.
            throw new SsprException(SsprErrorId.PortalUnavailable, e, e.Message) { Failure = e.Failure };
        }
    }

    // The answer to a write is empty or the object again; a web page in its place comes from somebody else.
    private static JsonObject? Parse(HttpMethod method, HttpResponseMessage response, byte[] text)
    {
        if (method == HttpMethod.Put && !ResponseFacts.IsHtml(response))
        {
            return null;
        }

        try
        {
            return JsonNode.Parse(text) as JsonObject ?? throw new JsonException("The answer is no object.");
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
        var trace = new TraceHandler("x-ms-client-request-id") { InnerHandler = transport ?? Network.Create() };
        var token = new TokenHandler(tokens, signIn.PortalEndpoint) { InnerHandler = trace };
        return new HttpClient(new RetryHandler(clock) { InnerHandler = token }, disposeHandler: transport is null) { Timeout = Timeout.InfiniteTimeSpan };
    }
}
