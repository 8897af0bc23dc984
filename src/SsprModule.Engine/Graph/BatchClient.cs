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
internal sealed record BatchRequest(string Id, string Method, string Url, JsonObject? Body = null);

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

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    private readonly GraphClient graph;
    private readonly TimeProvider clock;

    public BatchClient(GraphClient graph, TimeProvider clock)
    {
        this.graph = graph;
        this.clock = clock;
    }

    /// <summary>Sends all requests and returns their answers in the order of the requests.</summary>
    /// <param name="requests">Any number; those that the service throttles are sent again.</param>
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
            var throttled = await SendOnceAsync(batch, newCall(batch.Count), answers, cancellationToken).ConfigureAwait(false);
            refusals = throttled.Count == batch.Count ? refusals + 1 : 0;
            if (throttled.Count == 0 || refusals > RetryHandler.ThrottleRetries)
            {
                continue;
            }

            throttled.ForEach(waiting.Enqueue);
            await clock.WaitAsync(WaitFor(throttled, answers), cancellationToken).ConfigureAwait(false);
        }

        return [.. requests.Select(r => answers[r.Id])];
    }

    private async Task<List<BatchRequest>> SendOnceAsync(List<BatchRequest> batch, GraphCall call, Dictionary<string, BatchAnswer> answers, CancellationToken cancellationToken)
    {
        var information = new RequestInformation { HttpMethod = Method.POST, UrlTemplate = "{+baseurl}/$batch" };
        information.PathParameters["baseurl"] = graph.Build.RequestAdapter.BaseUrl!;
        using var content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(Envelope(batch)));
        content.Headers.ContentType = new System.Net.Http.Headers.MediaTypeHeaderValue("application/json");
        using var response = await graph.SendAsync(information, call, cancellationToken, content).ConfigureAwait(false);
        var received = Parse(await Sender.BodyAsync(response, call, cancellationToken).ConfigureAwait(false)).ToDictionary(a => a.Id, StringComparer.Ordinal);
        foreach (var answer in received.Values)
        {
            answers[answer.Id] = answer;
        }

        return batch.Exists(r => !received.ContainsKey(r.Id))
            ? throw new SsprException(SsprErrorId.AnswerTruncated, answers.Count)
            : batch.FindAll(r => answers[r.Id].Status == TooManyRequests);
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

    private static JsonObject Envelope(List<BatchRequest> batch) => new()
    {
        ["requests"] = new JsonArray([.. batch.Select(Item)]),
    };

    private static JsonNode Item(BatchRequest request)
    {
        var item = new JsonObject { ["id"] = request.Id, ["method"] = request.Method, ["url"] = request.Url };
        if (request.Body is not null)
        {
            item["headers"] = new JsonObject { ["Content-Type"] = "application/json" };
            item["body"] = request.Body.DeepClone();
        }

        return item;
    }

    private static IEnumerable<BatchAnswer> Parse(byte[] body)
    {
        try
        {
            var responses = JsonNode.Parse(body)?["responses"] as JsonArray ?? throw new JsonException("The answer holds no responses.");
            return [.. responses.OfType<JsonObject>().Select(Answer)];
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
            int.TryParse(seconds, out var wait) ? TimeSpan.FromSeconds(wait) : null);
    }
}
