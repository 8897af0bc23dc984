using System.Text.Json;

namespace SsprModule.Engine.Registration.Reports;

/// <summary>Rows that wait in a file, a JSON list a line, until they can be written where they belong.</summary>
internal sealed class Spool : IDisposable
{
    private readonly FileStream file;
    private readonly Utf8JsonWriter json;

    /// <param name="target">The file that the rows are for; the spool stands beside it and goes when it is closed.</param>
    public Spool(string target)
    {
        file = new FileStream($"{target}.{Guid.NewGuid():N}.rows.tmp", FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 64 * 1024, FileOptions.DeleteOnClose);
        json = new Utf8JsonWriter(file);
    }

    /// <summary>Adds a row of texts, numbers, flags and times.</summary>
    public void Add(IEnumerable<object?> values)
    {
        json.WriteStartArray();
        foreach (var value in values)
        {
            switch (value)
            {
                case null:
                    json.WriteNullValue();
                    break;
                case bool flag:
                    json.WriteBooleanValue(flag);
                    break;
                case int number:
                    json.WriteNumberValue(number);
                    break;
                default:
                    json.WriteStringValue(ReportColumns.Text(value));
                    break;
            }
        }

        json.WriteEndArray();
        json.Flush();
        json.Reset();
        file.WriteByte((byte)'\n');
    }

    /// <summary>The lines, oldest first.</summary>
    public IEnumerable<string> Lines()
    {
        file.Seek(0, SeekOrigin.Begin);
        var reader = new StreamReader(file);
        while (reader.ReadLine() is { } line)
        {
            yield return line;
        }
    }

    /// <summary>The rows, oldest first.</summary>
    public IEnumerable<JsonElement> Read()
    {
        foreach (var line in Lines())
        {
            using var row = JsonDocument.Parse(line);
            yield return row.RootElement;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            json.Dispose();
            file.Dispose();
        }
        catch (IOException)
        {
            // A full disk: what is left in the buffer is of no use any more.
        }
    }
}
