using System.Net;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace SsprModule.Sandbox.Http;

/// <summary>What a route answers: status, headers and a body in memory.</summary>
internal sealed class Answer(HttpStatusCode status)
{
    public const string JsonType = "application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8";

    public static readonly JsonWriterOptions WriterOptions = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    public HttpStatusCode Status { get; } = status;

    public List<KeyValuePair<string, string>> Headers { get; } = [];

    public JsonBuffer? Body { get; private set; }

    public string ContentType { get; private set; } = JsonType;

    /// <summary>True for a page of items: the answers that page faults strike.</summary>
    public bool IsCollection { get; init; }

    /// <summary>When set, the connection breaks after this many bytes of the body.</summary>
    public int? BreakAfter { get; set; }

    public static Answer Empty(HttpStatusCode status = HttpStatusCode.NoContent) => new(status);

    public static Answer Json(Action<Utf8JsonWriter> write, HttpStatusCode status = HttpStatusCode.OK, bool isCollection = false)
    {
        var answer = new Answer(status) { IsCollection = isCollection, Body = new JsonBuffer() };
        using var writer = new Utf8JsonWriter(answer.Body, WriterOptions);
        write(writer);
        writer.Flush();
        return answer;
    }

    public static Answer Node(JsonNode node, HttpStatusCode status = HttpStatusCode.OK) => Json(writer => node.WriteTo(writer), status);

    public static Answer Html(HttpStatusCode status, string html)
    {
        var answer = new Answer(status) { Body = new JsonBuffer(), ContentType = "text/html; charset=utf-8" };
        answer.Body.Write(Encoding.UTF8.GetBytes(html));
        return answer;
    }

    /// <summary>The plain-text answer of a $count segment.</summary>
    public static Answer Number(int count)
    {
        var answer = new Answer(HttpStatusCode.OK) { Body = new JsonBuffer(), ContentType = "text/plain" };
        answer.Body.Write(Encoding.ASCII.GetBytes(count.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        return answer;
    }

    public Answer With(string header, string value)
    {
        Headers.Add(new KeyValuePair<string, string>(header, value));
        return this;
    }
}
