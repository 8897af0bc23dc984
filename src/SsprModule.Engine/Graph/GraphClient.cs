using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Graph;
using Microsoft.Kiota.Abstractions;
using Microsoft.Kiota.Abstractions.Authentication;
using Microsoft.Kiota.Abstractions.Serialization;
using SsprModule.Engine.Connection;
using SsprModule.Errors;
using SsprModule.Models;

namespace SsprModule.Engine.Graph;

/// <summary>
/// The one Graph client of a session. Addresses and queries come from the SDK's request builders and its middleware stays
/// in place; requests are sent natively so that large answers can be read as a stream.
/// </summary>
internal sealed class GraphClient : IDisposable
{
    private readonly HttpClient http;
    private readonly GraphServiceClient sdk;
    private readonly Sender sender;

    /// <param name="endpoint">The Graph root, without a version.</param>
    /// <param name="tokens">Gives a token for each attempt.</param>
    /// <param name="context">Tells what the present token may do, for the text of a refusal.</param>
    /// <param name="clock">All waits happen on it.</param>
    /// <param name="pacing">False sends as fast as the server allows.</param>
    /// <param name="transport">Replaces the network, or null.</param>
    public GraphClient(Uri endpoint, ITokenSource tokens, Func<SsprContext> context, TimeProvider clock, bool pacing, HttpMessageHandler? transport)
    {
        Endpoint = endpoint;
        http = GraphClientFactory.Create(Handlers(endpoint, tokens, clock, pacing), finalHandler: transport ?? Network.Create(), disposeHandler: transport is null);
        http.Timeout = Timeout.InfiniteTimeSpan;
        sdk = new GraphServiceClient(http, new AnonymousAuthenticationProvider(), $"{endpoint.AbsoluteUri.TrimEnd('/')}/v1.0");
        Time = new ServiceClock(clock);
        sender = new Sender(http, new GraphErrors(context), Time);
    }

    /// <summary>The Graph root: the only place that the token goes to.</summary>
    public Uri Endpoint { get; }

    /// <summary>The time as the service tells it.</summary>
    public ServiceClock Time { get; }

    /// <summary>The SDK's builders, for addresses and queries.</summary>
    public GraphServiceClient Build => sdk;

    /// <summary>Sends a request that the SDK built and returns the answer if it is a success.</summary>
    /// <param name="information">From a builder's <c>To...RequestInformation</c>.</param>
    /// <param name="call">What else is known of the call; its path is taken from the builder.</param>
    /// <param name="cancellationToken">Ends the call and any wait before it.</param>
    /// <param name="content">The body, when it is not to pass through a string.</param>
    /// <exception cref="SsprException">The service refused or could not be reached.</exception>
    public async Task<HttpResponseMessage> SendAsync(RequestInformation information, GraphCall call, CancellationToken cancellationToken, HttpContent? content = null)
    {
        var request = await sdk.RequestAdapter.ConvertToNativeRequestAsync<HttpRequestMessage>(information, cancellationToken).ConfigureAwait(false)
            ?? throw new InvalidOperationException("The SDK built no request.");
        request.Content = content ?? request.Content;
        call.Path = Template(information.UrlTemplate);
        return await sender.SendAsync(request, call, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Follows an address that the service gave, such as the next page or an operation, exactly as given.</summary>
    /// <exception cref="SsprException">NextLinkUntrusted: it is on another host.</exception>
    public Task<HttpResponseMessage> FollowAsync(Uri address, GraphCall call, CancellationToken cancellationToken)
    {
        if (!Origin.IsSame(address, Endpoint))
        {
            throw new SsprException(SsprErrorId.NextLinkUntrusted, address.IsAbsoluteUri ? address.Authority : address.OriginalString);
        }

        return sender.SendAsync(new HttpRequestMessage(HttpMethod.Get, address), call, cancellationToken);
    }

    /// <summary>Sends a request and reads the answer into one of the SDK's own models, for answers that are small.</summary>
    public Task<T> ReadAsync<T>(RequestInformation information, GraphCall call, ParsableFactory<T> factory, CancellationToken cancellationToken)
        where T : IParsable =>
        ReadAsync(information, call, async body =>
        {
            using var stream = new MemoryStream(body);
            return await KiotaJsonSerializer.DeserializeAsync(stream, factory, cancellationToken).ConfigureAwait(false)
                ?? throw new JsonException("The answer is null.");
        }, cancellationToken);

    /// <summary>Sends a request and reads the answer as JSON, for answers that are small and may hold anything.</summary>
    public Task<JsonElement> ReadAsync(RequestInformation information, GraphCall call, CancellationToken cancellationToken) =>
        ReadAsync(information, call, body =>
        {
            using var document = JsonDocument.Parse(body);
            return Task.FromResult(document.RootElement.Clone());
        }, cancellationToken);

    /// <summary>Sends a request and reads the answer as an object that keeps every member.</summary>
    public async Task<JsonObject> ReadJsonAsync(RequestInformation information, GraphCall call, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(information, call, cancellationToken).ConfigureAwait(false);
        var body = await Sender.BodyAsync(response, call, cancellationToken).ConfigureAwait(false);
        try
        {
            return JsonNode.Parse(body) as JsonObject ?? throw new JsonException("The answer is no object.");
        }
        catch (JsonException e)
        {
            throw new SsprException(SsprErrorId.AnswerTruncated, e, 0L) { Target = call.Target };
        }
    }

    /// <summary>Sends a request with exactly this body; what the SDK would add to it is left out.</summary>
    public async Task WriteJsonAsync(RequestInformation information, GraphCall call, JsonObject body, CancellationToken cancellationToken)
    {
        using var content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var response = await SendAsync(information, call, cancellationToken, content).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        sdk.Dispose();
        http.Dispose();
    }

    // A body that breaks off is asked for again: nothing of it was used.
    private async Task<T> ReadAsync<T>(RequestInformation information, GraphCall call, Func<byte[], Task<T>> read, CancellationToken cancellationToken)
    {
        for (var attempt = 0; ; attempt++)
        {
            using var response = await SendAsync(information, call, cancellationToken).ConfigureAwait(false);
            var isLast = attempt == RetryHandler.FaultRetries || !call.IsRepeatable || information.HttpMethod != Method.GET;
            try
            {
                return await read(await Sender.BodyAsync(response, call, cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
            }
            catch (JsonException e) when (isLast)
            {
                throw new SsprException(SsprErrorId.AnswerTruncated, e, 0L) { Target = call.Target };
            }
            catch (Exception e) when (!isLast && (e is JsonException or SsprException { Id: SsprErrorId.NetworkFailure }))
            {
                call.Log.Verbose($"{call.Path}: the answer broke off; asking again.");
            }
        }
    }

    // "{+baseurl}/users/{user%2Did}{?%24select}" becomes "/users/{user-id}".
    private static string Template(string? urlTemplate)
    {
        const string Root = "{+baseurl}", Beta = "{+beta}";
        var path = urlTemplate ?? "";
        path = path.StartsWith(Root, StringComparison.Ordinal) ? path.Substring(Root.Length)
            : path.StartsWith(Beta, StringComparison.Ordinal) ? "/beta" + path.Substring(Beta.Length)
            : path;
        var query = path.IndexOf("{?", StringComparison.Ordinal);
        return Uri.UnescapeDataString(query < 0 ? path : path.Substring(0, query));
    }

    private static IEnumerable<DelegatingHandler> Handlers(Uri endpoint, ITokenSource tokens, TimeProvider clock, bool pacing)
    {
        yield return new BulkHandler();
        foreach (var handler in GraphClientFactory.CreateDefaultHandlers())
        {
            yield return handler is Microsoft.Kiota.Http.HttpClientLibrary.Middleware.RetryHandler ? new RetryHandler(clock) : handler;
        }

        if (pacing)
        {
            yield return new PacingHandler(clock);
        }

        yield return new TokenHandler(tokens, endpoint);
        yield return new TraceHandler("client-request-id");
    }
}
