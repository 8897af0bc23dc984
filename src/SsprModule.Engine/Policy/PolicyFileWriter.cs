using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using SsprModule.Models;

namespace SsprModule.Engine.Policy;

/// <summary>The JSON of a policy file: UTF-8, LF, fields in the order of <see cref="SsprPolicySettings"/>, what is null left out.</summary>
internal static class PolicyFileWriter
{
    // Relaxed: names with accents stay readable, and nobody puts a policy file into a web page.
    private static readonly JsonWriterOptions Options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] ToJson(PolicyFile file)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteString("$schema", PolicyFile.Schema);
            json.WriteNumber("version", PolicyFile.Version);
            WriteText(json, "tenantId", file.TenantId);
            WriteText(json, "exportedAt", file.ExportedAt?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
            WriteText(json, "moduleVersion", file.ModuleVersion);
            WriteText(json, "scopeGroupName", file.ScopeGroupName);
            json.WriteStartObject("settings");
            foreach (var field in PolicyField.All)
            {
                if (field.Of(file.Settings) is { } value)
                {
                    json.WritePropertyName(field.JsonName);
                    WriteValue(json, value);
                }
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        buffer.WriteByte((byte)'\n');
        return buffer.ToArray();
    }

    private static void WriteText(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }

    private static void WriteValue(Utf8JsonWriter json, object value)
    {
        switch (value)
        {
            case bool flag: json.WriteBooleanValue(flag); break;
            case int number: json.WriteNumberValue(number); break;
            case string text: json.WriteStringValue(text); break;
            case Enum word: json.WriteStringValue(word.ToString()); break;
            case SsprLegacyMethods methods: WriteMembers(json, methods); break;
            case SsprDomainExpiry domain: WriteMembers(json, domain); break;
            case IDictionary<string, bool> switches: WriteSwitches(json, switches); break;
            case IEnumerable<object> list: WriteList(json, list); break;
            default: throw new NotSupportedException(value.GetType().FullName);
        }
    }

    private static void WriteMembers(Utf8JsonWriter json, object value)
    {
        json.WriteStartObject();
        foreach (var property in value.GetType().GetProperties().OrderBy(p => p.MetadataToken))
        {
            if (property.GetValue(value) is { } member)
            {
                json.WritePropertyName(PolicyField.JsonNameOf(property.Name));
                WriteValue(json, member);
            }
        }

        json.WriteEndObject();
    }

    private static void WriteSwitches(Utf8JsonWriter json, IDictionary<string, bool> switches)
    {
        json.WriteStartObject();
        foreach (var (name, isOn) in switches.OrderBy(s => s.Key, StringComparer.Ordinal).Select(s => (s.Key, s.Value)))
        {
            json.WriteBoolean(name, isOn);
        }

        json.WriteEndObject();
    }

    private static void WriteList(Utf8JsonWriter json, IEnumerable<object> list)
    {
        json.WriteStartArray();
        foreach (var item in list)
        {
            WriteValue(json, item);
        }

        json.WriteEndArray();
    }
}
