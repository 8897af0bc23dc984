using System.Text.Json;
using SsprModule.Contracts;
using SsprModule.Models;

namespace SsprModule.Engine.Registration.Reports;

/// <summary>A JSON object a line, values in their own kind, lists as lists.</summary>
internal sealed class JsonLinesReport : ReportWriter
{
    private readonly Utf8JsonWriter json;

    public JsonLinesReport(ReportRequest request)
        : base(request) => json = new Utf8JsonWriter(Draft.Stream);

    /// <inheritdoc/>
    protected override void Write(SsprRegistration row)
    {
        json.WriteStartObject();
        foreach (var (name, value) in ReportColumns.All)
        {
            switch (name)
            {
                case "Methods":
                    WriteList(name, row.Methods);
                    break;
                case "MethodsForSspr":
                    WriteList(name, row.MethodsForSspr);
                    break;
                case "License":
                    WriteList(name, row.License);
                    break;
                case "Role":
                    WriteList(name, row.Role);
                    break;
                default:
                    WriteValue(name, value(row));
                    break;
            }
        }

        json.WriteEndObject();
        json.Flush();
        json.Reset();
        Draft.Stream.WriteByte((byte)'\n');
    }

    /// <inheritdoc/>
    protected override void Complete(IEngineLog log, CancellationToken cancellationToken) => json.Flush();

    /// <inheritdoc/>
    public override void Dispose()
    {
        // Its buffer is empty after each row, so this writes nothing.
        json.Dispose();
        base.Dispose();
    }

    private void WriteList(string name, ValueList<string>? values)
    {
        if (values is null)
        {
            json.WriteNull(name);
            return;
        }

        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }

    private void WriteValue(string name, object? value)
    {
        switch (value)
        {
            case null:
                json.WriteNull(name);
                break;
            case bool flag:
                json.WriteBoolean(name, flag);
                break;
            case int number:
                json.WriteNumber(name, number);
                break;
            default:
                json.WriteString(name, ReportColumns.Text(value));
                break;
        }
    }
}
