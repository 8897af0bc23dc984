using System.Text.Encodings.Web;
using System.Text.Json;

namespace GraphServer;

/// <summary>Writes one JSON line a request: no bodies, no Authorization.</summary>
internal sealed class RequestLog : IDisposable
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly Lock gate = new();
    private readonly StreamWriter? writer;

    public RequestLog(string? file)
    {
        writer = file is null ? null : new StreamWriter(new FileStream(file, FileMode.Create, FileAccess.Write, FileShare.ReadWrite)) { AutoFlush = true };
    }

    public void Write(Entry entry)
    {
        if (writer is null)
        {
            return;
        }

        var line = JsonSerializer.Serialize(
            new Dictionary<string, object?>
            {
                ["time"] = entry.Time.ToString("O", System.Globalization.CultureInfo.InvariantCulture),
                ["method"] = entry.Method,
                ["path"] = entry.Path,
                ["status"] = entry.Status,
                ["request-id"] = entry.RequestId,
                ["client-request-id"] = entry.ClientRequestId,
                ["milliseconds"] = Math.Round(entry.Milliseconds, 1),
                ["aborted"] = entry.Aborted,
            },
            Plain);
        lock (gate)
        {
            writer.WriteLine(line);
        }
    }

    public void Dispose() => writer?.Dispose();

    /// <summary>One request; the path includes the query.</summary>
    internal sealed record Entry(
        DateTimeOffset Time, string Method, string Path, int Status, string? RequestId, string? ClientRequestId, double Milliseconds, bool Aborted);
}
