using System.Text;
using System.Text.Json;
using SsprModule.Sandbox.Access;

namespace SsprModule.Sandbox.Http;

/// <summary>One request inside a $batch.</summary>
internal sealed record BatchItem(string Id, string Method, string Url, Dictionary<string, string> Headers, byte[] Body, string[] DependsOn);

/// <summary>JSON batching: up to 20 requests, each checked, counted and answered by itself; the replies come in another order.</summary>
internal sealed class Batch(GraphService graph, Incoming outer, Caller caller)
{
    private const int Most = 20;

    public Answer Run(Call call)
    {
        if (call.Method != "POST")
        {
            throw GraphErrors.WrongVerb();
        }

        var items = Read(call);
        var answers = new Dictionary<string, Answer>(StringComparer.Ordinal);
        foreach (var item in items)
        {
            answers[item.Id] = item.DependsOn.All(id => answers.TryGetValue(id, out var earlier) && (int)earlier.Status < 400)
                ? Run(call.Version, item)
                : graph.ErrorAnswer(new GraphException((System.Net.HttpStatusCode)424, "FailedDependency", "A request on which this one depends has failed."), outer);
        }

        return Answer.Json(writer => Write(writer, items, answers));
    }

    private static void Write(Utf8JsonWriter writer, List<BatchItem> items, Dictionary<string, Answer> answers)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("responses");

        // Graph promises no order; the last first shows a client that relies on one.
        foreach (var item in Enumerable.Reverse(items))
        {
            WriteReply(writer, item, answers[item.Id]);
            answers[item.Id].Body?.Dispose();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteReply(Utf8JsonWriter writer, BatchItem item, Answer answer)
    {
        writer.WriteStartObject();
        writer.WriteString("id", item.Id);
        writer.WriteNumber("status", (int)answer.Status);
        writer.WriteStartObject("headers");
        writer.WriteString("Cache-Control", "no-cache");
        foreach (var (name, value) in answer.Headers)
        {
            writer.WriteString(name, value);
        }

        if (answer.Body is null)
        {
            writer.WriteEndObject();
            writer.WriteEndObject();
            return;
        }

        var isJson = answer.ContentType == Answer.JsonType;
        writer.WriteString("Content-Type", isJson ? "application/json" : answer.ContentType);
        writer.WriteEndObject();
        writer.WritePropertyName("body");
        if (isJson)
        {
            writer.WriteRawValue(answer.Body.Bytes.AsSpan(0, answer.Body.Length), skipInputValidation: true);
        }
        else
        {
            writer.WriteBase64StringValue(answer.Body.Bytes.AsSpan(0, answer.Body.Length));
        }

        writer.WriteEndObject();
    }

    private static List<BatchItem> Read(Call call)
    {
        if (!call.Body.TryGetProperty("requests", out var requests) || requests.ValueKind != JsonValueKind.Array)
        {
            throw GraphErrors.BadQuery("Invalid batch payload format.");
        }

        if (requests.GetArrayLength() is 0 or > Most)
        {
            throw GraphErrors.BadQuery($"A batch holds 1 to {Most} requests.");
        }

        var items = requests.EnumerateArray().Select(ReadItem).ToList();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var item in items)
        {
            if (!item.DependsOn.All(seen.Contains))
            {
                throw GraphErrors.BadQuery($"Invalid batch: request '{item.Id}' depends on a request that does not come before it.");
            }

            if (!seen.Add(item.Id))
            {
                throw GraphErrors.BadQuery($"Invalid batch: request id '{item.Id}' occurs twice.");
            }
        }

        return items;
    }

    private static BatchItem ReadItem(JsonElement item)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        if (item.ValueKind != JsonValueKind.Object)
        {
            throw GraphErrors.BadQuery("Invalid batch payload format.");
        }

        if (item.TryGetProperty("headers", out var sent) && sent.ValueKind == JsonValueKind.Object)
        {
            foreach (var header in sent.EnumerateObject())
            {
                headers[header.Name] = header.Value.ToString();
            }
        }

        var hasBody = item.TryGetProperty("body", out var body) && body.ValueKind != JsonValueKind.Null;
        if (hasBody && !headers.ContainsKey("Content-Type"))
        {
            throw GraphErrors.BadQuery("Invalid batch: a request with a body needs a Content-Type header.");
        }

        var depends = item.TryGetProperty("dependsOn", out var list) && list.ValueKind == JsonValueKind.Array
            ? list.EnumerateArray().Select(id => id.ToString()).ToArray()
            : [];
        return new BatchItem(
            Text(item, "id"), Text(item, "method").ToUpperInvariant(), Text(item, "url"), headers,
            hasBody ? Encoding.UTF8.GetBytes(body.GetRawText()) : [], depends);
    }

    private static string Text(JsonElement item, string name)
        => item.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString()!.Length > 0
            ? value.GetString()!
            : throw GraphErrors.BadQuery($"Invalid batch: a request lacks '{name}'.");

    private Answer Run(string version, BatchItem item)
    {
        try
        {
            return graph.Execute(graph.ItemCall(outer, caller, version, item), outer);
        }
        catch (GraphException error)
        {
            return graph.ErrorAnswer(error, outer);
        }
    }
}
