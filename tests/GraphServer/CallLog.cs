using System.Globalization;
using System.Text.Json;
using SsprModule.Sandbox;

namespace GraphServer;

/// <summary>Writes one JSON line for each call that the tenant carried out, whether or not the client got an answer.</summary>
internal sealed class CallLog : IDisposable
{
    private readonly Lock gate = new();
    private readonly StreamWriter? writer;

    public CallLog(string? file, SandboxTenant tenant)
    {
        if (file is not null)
        {
            writer = new StreamWriter(new FileStream(file, FileMode.Create, FileAccess.Write, FileShare.ReadWrite)) { AutoFlush = true };
            tenant.Executed += (_, call) => Write(call);
        }
    }

    public void Dispose() => writer?.Dispose();

    private void Write(SandboxCall call)
    {
        var line = JsonSerializer.Serialize(new Dictionary<string, object>
        {
            ["time"] = call.Time.ToString("O", CultureInfo.InvariantCulture),
            ["method"] = call.Method,
            ["path"] = call.Path,
            ["status"] = call.Status,
        });
        lock (gate)
        {
            writer!.WriteLine(line);
        }
    }
}
