using System.Net.Http.Headers;
using SsprModule.Sandbox.Faults;
using SsprModule.Sandbox.Http;

namespace SsprModule.Sandbox;

/// <summary>
/// The final HTTP handler that answers from a <see cref="SandboxTenant"/>: Graph under <c>/v1.0</c> and <c>/beta</c>, the portal
/// backend under <c>/api</c>, on whatever host the request names. Several handlers may share a tenant.
/// </summary>
public sealed class SandboxHandler(SandboxTenant tenant) : HttpMessageHandler
{
    private readonly SandboxTenant tenant = tenant ?? throw new ArgumentNullException(nameof(tenant));

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var incoming = await ReadAsync(request, cancellationToken).ConfigureAwait(false);
        var answer = DispatchOrBreak(incoming);
        if (answer.IsCollection && tenant.State.Faults.Has(SandboxFault.SlowPages))
        {
            await WaitAsync(tenant.State.Options.SlowPageDelay, cancellationToken).ConfigureAwait(false);
        }

        return ToResponse(answer, incoming, request);
    }

    private static async Task<Incoming> ReadAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, values) in request.Headers)
        {
            headers[name] = string.Join(",", values);
        }

        if (request.Content is null)
        {
            return new Incoming(request.Method.Method, request.RequestUri!, headers, []);
        }

        if (request.Content.Headers.ContentType is { } type)
        {
            headers["Content-Type"] = type.ToString();
        }

#if NET8_0_OR_GREATER
        var body = await request.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
#else
        cancellationToken.ThrowIfCancellationRequested();
        var body = await request.Content.ReadAsByteArrayAsync().ConfigureAwait(false);
#endif
        return new Incoming(request.Method.Method, request.RequestUri!, headers, body);
    }

    private Answer DispatchOrBreak(Incoming incoming)
    {
        var (breaks, workIsDone) = IsPortal(incoming) ? (false, false) : tenant.State.Faults.Drop();
        if (!breaks || workIsDone)
        {
            var answer = Dispatch(incoming);
            if (!breaks)
            {
                return answer;
            }

            answer.Body?.Dispose();
        }

        throw new HttpRequestException("The connection was broken on purpose.", new IOException("Connection reset by peer."));
    }

    private static bool IsPortal(Incoming incoming) => incoming.Uri.AbsolutePath.StartsWith("/api/", StringComparison.OrdinalIgnoreCase);

    private Answer Dispatch(Incoming incoming)
        => IsPortal(incoming) ? tenant.Portal.Handle(incoming) : tenant.Graph.Handle(incoming);

    private Task WaitAsync(TimeSpan time, CancellationToken cancellationToken)
#if NET8_0_OR_GREATER
        => Task.Delay(time, tenant.State.Clock, cancellationToken);
#else
        => tenant.State.Clock.Delay(time, cancellationToken);
#endif

    private HttpResponseMessage ToResponse(Answer answer, Incoming incoming, HttpRequestMessage request)
    {
        var response = new HttpResponseMessage(answer.Status) { RequestMessage = request, Content = Content(answer) };
        response.Headers.Date = tenant.State.Clock.GetUtcNow();
        var clientId = incoming.Header("client-request-id") ?? incoming.Header("x-ms-client-request-id") ?? incoming.RequestId;
        response.Headers.TryAddWithoutValidation("request-id", incoming.RequestId);
        response.Headers.TryAddWithoutValidation("client-request-id", clientId);
        response.Headers.TryAddWithoutValidation(
            "x-ms-ags-diagnostic",
            """{"ServerInfo":{"DataCenter":"Sandbox","Slice":"E","Ring":"5","ScaleUnit":"001","RoleInstance":"SANDBOX000001"}}""");
        foreach (var (name, value) in answer.Headers)
        {
            response.Headers.TryAddWithoutValidation(name, value);
        }

        return response;
    }

    private static HttpContent Content(Answer answer)
    {
        if (answer.Body is null)
        {
            return new ByteArrayContent([]);
        }

        Stream stream = new BodyStream(answer.Body);
        if (answer.BreakAfter is { } bytes)
        {
            stream = new BreakingStream(stream, bytes);
        }

        var content = new StreamContent(stream, 64 * 1024);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(answer.ContentType);
        content.Headers.ContentLength = answer.Body.Length;
        return content;
    }

    /// <summary>Reads a pooled buffer and gives it back when disposed.</summary>
    private sealed class BodyStream(JsonBuffer body) : MemoryStream(body.Bytes, 0, body.Length, writable: false)
    {
        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                body.Dispose();
            }

            base.Dispose(disposing);
        }
    }
}
