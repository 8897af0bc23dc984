using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Kiota.Abstractions;
using SsprModule.Errors;

namespace SsprModule.Engine.Graph;

/// <summary>One request of a batch.</summary>
/// <param name="Id">Names the request in its answer; unique within the list.</param>
/// <param name="Method">GET, POST, PATCH or DELETE.</param>
/// <param name="Url">Path and query below the version, with a leading slash.</param>
/// <param name="Body">The body, or null.</param>
internal sealed record BatchRequest(string Id, string Method, string Url, JsonObject? Body = null)
{
    /// <summary>The body as JSON that is copied as it is and never becomes a string, for secrets; the caller wipes it.</summary>
    public byte[]? SecretBody { get; init; }
}

/// <summary>The answer to one request of a batch.</summary>
/// <param name="Id">The id of the request.</param>
/// <param name="Status">Its own HTTP status.</param>
/// <param name="Body">Its body, or null.</param>
/// <param name="RetryAfter">How long the service asks to wait, or null.</param>
internal sealed record BatchAnswer(string Id, int Status, JsonNode? Body, TimeSpan? RetryAfter);

/// <summary>
/// Sends many small requests twenty at a time (Combine multiple requests in one HTTP call using JSON batching, Microsoft
/// Learn). The service counts and throttles each request for itself and the SDK does not repeat those, so this does.
/// </summary>
internal sealed class BatchClient
{
    /// <summary>Requests in one batch; the service takes no more.</summary>
    public const int Largest = 20;

    private const int TooManyRequests = 429;
    private const int FirstFault = 500;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    private readonly GraphClient graph;
    private readonly TimeProvider clock;

    public BatchClient(GraphClient graph, TimeProvider clock)
    {
        this.graph = graph;
        this.clock = clock;
    }

    /// <summary>Sends all requests and returns their answers in the order of the requests.</summary>
    /// <param name="requests">Any number; those that the service throttles are sent again, and those that it fails too when the call may be repeated.</param>
    /// <param name="newCall">Describes a call of one batch with that many requests.</param>
    /// <param name="cancellationToken">Stops before the next batch.</param>
    /// <exception cref="SsprException">A whole batch was refused, or an answer is missing.</exception>
    public async Task<IReadOnlyList<BatchAnswer>> SendAsync(IReadOnlyList<BatchRequest> requests, Func<int, GraphCall> newCall, CancellationToken cancellationToken)
    {
        var answers = new Dictionary<string, BatchAnswer>(StringComparer.Ordinal);
        var waiting = new Queue<BatchRequest>(requests);
        for (var refusals = 0; waiting.Count > 0;)
        {
            var batch = Take(waiting);
            var call = newCall(batch.Count);
            foreach (var answer in await SendOnceAsync(batch, call, cancellationToken).ConfigureAwait(false))
            {
                answers[answer.Id] = answer;
            }

            var again = batch.FindAll(r => answers[r.Id].Status == TooManyRequests || (call.IsRepeatable && answers[r.Id].Status >= FirstFault));
            refusals = again.Count == batch.Count ? refusals + 1 : 0;
            if (again.Count == 0 || refusals > RetryHandler.ThrottleRetries)
            {
                continue;
            }

            again.ForEach(waiting.Enqueue);
            await clock.WaitAsync(WaitFor(again, answers), cancellationToken).ConfigureAwait(false);
        }

        return [.. requests.Select(r => answers[r.Id])];
    }

    /// <summary>Sends one batch, once, and returns the answers in the order of the requests, whatever they are.</summary>
    /// <param name="batch">At most <see cref="Largest"/>.</param>
    /// <param name="call">Describes the call.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="SsprException">The whole batch was refused, or an answer is missing.</exception>
    public async Task<IReadOnlyList<BatchAnswer>> SendOnceAsync(IReadOnlyList<BatchRequest> batch, GraphCall call, CancellationToken cancellationToken)
    {
        var information = new RequestInformation { HttpMethod = Method.POST, UrlTemplate = "{+baseurl}/$batch" };
        information.PathParameters["baseurl"] = graph.Build.RequestAdapter.BaseUrl!;
        var envelope = Envelope(batch);
        try
        {
            using var content = new ByteArrayContent(envelope.Array!, envelope.Offset, envelope.Count);
            content.Headers.ContentType = new System.Net.Http.Headers.MediaTypeHeaderValue("application/json");
            using var response = await graph.SendAsync(information, call, cancellationToken, content).ConfigureAwait(false);
            var received = Parse(await Sender.BodyAsync(response, call, cancellationToken).ConfigureAwait(false));
            return batch.All(r => received.ContainsKey(r.Id))
                ? [.. batch.Select(r => received[r.Id])]
                : throw new SsprException(SsprErrorId.AnswerTruncated, received.Count);
        }
        finally
        {
            Array.Clear(envelope.Array!, 0, envelope.Array!.Length);
        }
    }

    private static List<BatchRequest> Take(Queue<BatchRequest> waiting)
    {
        var batch = new List<BatchRequest>(Largest);
        while (batch.Count < Largest && waiting.Count > 0)
        {
            batch.Add(waiting.Dequeue());
        }

        return batch;
    }

    private static TimeSpan WaitFor(List<BatchRequest> throttled, Dictionary<string, BatchAnswer> answers)
    {
        var wait = throttled.Max(r => answers[r.Id].RetryAfter ?? Pause);
        return wait < RetryHandler.LongestWait ? wait : RetryHandler.LongestWait;
    }

    private static ArraySegment<byte> Envelope(IReadOnlyList<BatchRequest> batch)
    {
        // Large enough never to grow when there are secrets in it: an outgrown buffer would not be wiped.
        var stream = new MemoryStream(batch.Sum(r => 1024 + (r.Url.Length * 6) + (r.SecretBody?.Length ?? 0)));
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteStartArray("requests");
            foreach (var request in batch)
            {
                Write(json, request);

                // Its own buffer would grow to the size of all secrets and be left behind each time.
                json.Flush();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return new ArraySegment<byte>(stream.GetBuffer(), 0, (int)stream.Length);
    }

    private static void Write(Utf8JsonWriter json, BatchRequest request)
    {
        json.WriteStartObject();
        json.WriteString("id", request.Id);
        json.WriteString("method", request.Method);
        json.WriteString("url", request.Url);
        if (request.Body is not null || request.SecretBody is not null)
        {
            json.WriteStartObject("headers");
            json.WriteString("Content-Type", "application/json");
            json.WriteEndObject();
            json.WritePropertyName("body");
            if (request.SecretBody is { } secret)
            {
                json.WriteRawValue(secret);
            }
            else
            {
                request.Body!.WriteTo(json);
            }
        }

        json.WriteEndObject();
    }

    private static Dictionary<string, BatchAnswer> Parse(byte[] body)
    {
        try
        {
            var responses = JsonNode.Parse(body)?["responses"] as JsonArray ?? throw new JsonException("The answer holds no responses.");
            return responses.OfType<JsonObject>().Select(Answer).ToDictionary(a => a.Id, StringComparer.Ordinal);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or ArgumentException)
        {
            throw new SsprException(SsprErrorId.AnswerTruncated, e, 0L);
        }
    }

    private static BatchAnswer Answer(JsonObject item)
    {
        var seconds = (item["headers"] as JsonObject)?.FirstOrDefault(h => string.Equals(h.Key, "Retry-After", StringComparison.OrdinalIgnoreCase)).Value?.ToString();
        return new BatchAnswer(
            item["id"]?.GetValue<string>() ?? throw new JsonException("An answer has no id."),
            item["status"]?.GetValue<int>() ?? throw new JsonException("An answer has no status."),
            item["body"],
            int.TryParse(seconds, NumberStyles.None, CultureInfo.InvariantCulture, out var wait) ? TimeSpan.FromSeconds(wait) : null);
    }
}
