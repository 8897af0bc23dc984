using System.Net;
using SsprModule.Errors;

namespace SsprModule.Engine.Graph;

/// <summary>Sends one request through the handlers and lets nothing but a usable answer through.</summary>
internal sealed class Sender
{
    private const int LongestSmallBody = 16 * 1024 * 1024;

    private readonly HttpClient http;
    private readonly GraphErrors errors;
    private readonly ServiceClock? time;

    /// <param name="http">Carries the requests.</param>
    /// <param name="errors">Says what a refusal means.</param>
    /// <param name="time">Is set by the answers, or null.</param>
    public Sender(HttpClient http, GraphErrors errors, ServiceClock? time = null)
    {
        this.http = http;
        this.errors = errors;
        this.time = time;
    }

    /// <summary>Sends the request; the body of the answer is still to be read.</summary>
    /// <exception cref="SsprException">Refused, unreachable, too slow, or answered by something that is not the service.</exception>
    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, GraphCall call, CancellationToken cancellationToken)
    {
        call.AttachTo(request);
        if (call.IsEventual)
        {
            request.Headers.Add("ConsistencyLevel", "eventual");
        }

        var response = await ExchangeAsync(http, request, call, cancellationToken).ConfigureAwait(false);
        time?.Observe(response.Headers.Date);
        if (response.IsSuccessStatusCode && (!HasBody(response) || ResponseFacts.IsJson(response)))
        {
            return response;
        }

        using (response)
        {
            throw response.IsSuccessStatusCode ? NotJson(response, call) : await errors.FromAsync(response, call, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The whole body of a small answer.</summary>
    public static async Task<byte[]> BodyAsync(HttpResponseMessage response, GraphCall call, CancellationToken cancellationToken)
    {
        try
        {
            return await Body.ReadAsync(response, LongestSmallBody, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (IsBroken(e, cancellationToken))
        {
            throw new SsprException(SsprErrorId.NetworkFailure, e, e.Message) { Target = call.Target };
        }
    }

    /// <summary>True when the connection broke or fell silent, as opposed to being cancelled by us.</summary>
    public static bool IsBroken(Exception exception, CancellationToken cancellationToken) =>
        exception is HttpRequestException or IOException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested);

    /// <summary>The error for an answer that something else than the service gave.</summary>
    public static SsprException NotJson(HttpResponseMessage response, GraphCall call) =>
        new(SsprErrorId.AnswerNotJson, $"{response.Content.Headers.ContentType?.MediaType ?? "?"}, {(int)response.StatusCode}")
        {
            Target = call.Target,
            Failure = new GraphFailure { Status = (int)response.StatusCode, Call = $"{response.RequestMessage?.Method} {call.Path}" },
        };

    /// <summary>Sends the request and gets any answer.</summary>
    /// <exception cref="SsprException">NetworkFailure, GraphTimeout, RedirectUntrusted, or ConnectionClosed by a Disconnect-Sspr elsewhere.</exception>
    public static async Task<HttpResponseMessage> ExchangeAsync(HttpClient http, HttpRequestMessage request, GraphCall call, CancellationToken cancellationToken)
    {
        try
        {
            return await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        }
        catch (HttpRequestException e)
        {
            throw new SsprException(SsprErrorId.NetworkFailure, e, e.InnerException?.Message ?? e.Message) { Target = call.Target };
        }
        catch (TimeoutException e)
        {
            throw new SsprException(SsprErrorId.GraphTimeout, e) { Target = call.Target };
        }
        catch (Exception e) when (e is ObjectDisposedException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            // Our timeout is told above, so this client was disposed of while the call was under way.
            throw new SsprException(SsprErrorId.ConnectionClosed, e) { Target = call.Target };
        }
        catch (InvalidOperationException e)
        {
            // The SDK's redirect handler refuses to go from https to http.
            throw new SsprException(SsprErrorId.RedirectUntrusted, e, "http") { Target = call.Target };
        }
    }

    private static bool HasBody(HttpResponseMessage response) =>
        response.StatusCode != HttpStatusCode.NoContent && response.Content.Headers.ContentLength is not 0 && response.Content.Headers.ContentType is not null;
}
