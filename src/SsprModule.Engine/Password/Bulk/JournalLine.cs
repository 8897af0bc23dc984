using System.Globalization;
using System.Text.Json;
using SsprModule.Engine.Graph;
using SsprModule.Engine.Journal;
using SsprModule.Models;

namespace SsprModule.Engine.Password.Bulk;

/// <summary>
/// The lines of a journal, as JSON: <c>run</c> when a run begins, then for each user <c>intent</c> before the call,
/// <c>accepted</c> when there is an operation to follow, <c>outcome</c> after it, and <c>delivered</c> when the pipeline has
/// taken the result. There is no field for a password or a token.
/// </summary>
internal static class JournalLine
{
    /// <summary>The version of this format.</summary>
    public const int Version = 1;

    /// <summary>How the first line of each journal begins; what does not begin so is some other file.</summary>
    public static ReadOnlySpan<byte> Start => "{\"event\":\"run\""u8;

    /// <summary>A run begins.</summary>
    public static byte[] Run(DateTimeOffset now, string module, string? tenant, string? reason) => Write("run", now, json =>
    {
        json.WriteNumber("journal", Version);
        json.WriteString("module", module);
        json.WriteString("tenant", tenant);
        json.WriteString("reason", reason);
    });

    /// <summary>A reset is going to be sent.</summary>
    public static byte[] Intent(DateTimeOffset now, string id, PastReset reset) => Write("intent", now, json =>
    {
        json.WriteString("id", id);
        json.WriteString("route", reset.Route.ToString());
        json.WriteString("password", reset.Password.ToString());
        WriteTime(json, "serviceTime", reset.ServiceTime);
        WriteTime(json, "changedBefore", reset.ChangedBefore);
    });

    /// <summary>The service has accepted the reset and gave an operation to follow.</summary>
    public static byte[] Accepted(DateTimeOffset now, string id, Uri operation) => Write("accepted", now, json =>
    {
        json.WriteString("id", id);
        json.WriteString("operation", operation.OriginalString);
    });

    /// <summary>A reset has ended.</summary>
    public static byte[] Outcome(DateTimeOffset now, string id, JournalOutcome outcome, string? error) => Write("outcome", now, json =>
    {
        json.WriteString("id", id);
        json.WriteString("outcome", outcome.ToString());
        json.WriteString("error", error);
    });

    /// <summary>The pipeline has taken the result.</summary>
    public static byte[] Delivered(DateTimeOffset now, string id) => Write("delivered", now, json => json.WriteString("id", id));

    /// <summary>The run was stopped before everybody's turn had come.</summary>
    public static byte[] Stopped(DateTimeOffset now, int notStarted) => Write("stopped", now, json => json.WriteNumber("notStarted", notStarted));

    /// <summary>Reads a line.</summary>
    /// <exception cref="JsonException">It is none.</exception>
    public static (string Event, string? Tenant, string? Id, Func<PastReset?, PastReset>? Change) Read(ReadOnlyMemory<byte> line)
    {
        using var document = JsonDocument.Parse(line);
        var root = document.RootElement;
        var name = Json.Text(root, "event") ?? throw new JsonException("A line has no event.");
        if (name == "run")
        {
            return Json.Member(root, "journal") is { ValueKind: JsonValueKind.Number } v && v.TryGetInt32(out var version) && version == Version
                ? (name, Json.Text(root, "tenant"), null, null)
                : throw new JsonException("Another version of the format.");
        }

        var id = name == "stopped" ? null : Json.Text(root, "id") ?? throw new JsonException("A line has no id.");
        return (name, null, id, Change(name, root));
    }

    private static Func<PastReset?, PastReset>? Change(string name, JsonElement root)
    {
        switch (name)
        {
            case "intent":
                var intent = new PastReset
                {
                    Route = Named<SsprResetRoute>(root, "route"),
                    Password = Named<JournalPassword>(root, "password"),
                    ServiceTime = Time(root, "serviceTime"),
                    ChangedBefore = Time(root, "changedBefore"),
                };
                return _ => intent;
            case "accepted":
                var operation = Json.Text(root, "operation");
                return past => Needed(past) with { Operation = operation };
            case "outcome":
                var outcome = Named<JournalOutcome>(root, "outcome");
                return past => Needed(past) with { Outcome = outcome };
            case "delivered":
                return past => Needed(past) with { IsDelivered = true };
            case "stopped":
                return null;
            default:
                throw new JsonException($"There is no event '{name}'.");
        }
    }

    private static PastReset Needed(PastReset? past) => past ?? throw new JsonException("There is no intent before this line.");

    private static T Named<T>(JsonElement root, string name)
        where T : struct, Enum =>
        Enum.TryParse<T>(Json.Text(root, name), out var value) ? value : throw new JsonException($"'{name}' is missing or unknown.");

    private static DateTimeOffset? Time(JsonElement root, string name) =>
        Json.Text(root, name) is not { } text ? null
        : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time
        : throw new JsonException($"'{name}' is no time.");

    private static void WriteTime(Utf8JsonWriter json, string name, DateTimeOffset? time) =>
        json.WriteString(name, time?.UtcDateTime.ToString("O", CultureInfo.InvariantCulture));

    private static byte[] Write(string name, DateTimeOffset now, Action<Utf8JsonWriter> fields) => JournalLines.Make(name, now, fields);
}
