using System.Management.Automation;
using System.Text;
using System.Text.Json;

namespace SsprModule.Shell.Commands;

/// <summary>Stands in for <c>ConvertFrom-Json</c>.</summary>
[Cmdlet(VerbsData.ConvertFrom, "Json")]
internal sealed class ConvertFromJson : PSCmdlet
{
    private readonly StringBuilder text = new();

    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [AllowEmptyString]
    public string InputObject { get; set; } = "";

    protected override void ProcessRecord() => text.AppendLine(InputObject);

    protected override void EndProcessing()
    {
        try
        {
            using var document = JsonDocument.Parse(text.ToString());
            WriteObject(ToObject(document.RootElement), enumerateCollection: true);
        }
        catch (JsonException exception)
        {
            ThrowTerminatingError(new ErrorRecord(exception, "InvalidJson", ErrorCategory.InvalidData, null));
        }
    }

    private static object? ToObject(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                var result = new PSObject();
                foreach (var member in element.EnumerateObject())
                {
                    result.Properties.Add(new PSNoteProperty(member.Name, ToObject(member.Value)));
                }

                return result;
            case JsonValueKind.Array:
                return element.EnumerateArray().Select(ToObject).ToArray();
            case JsonValueKind.String:
                return element.GetString();
            case JsonValueKind.Number:
                return element.TryGetInt64(out var whole) ? whole : element.GetDouble();
            default:
                return element.ValueKind == JsonValueKind.Null ? null : element.GetBoolean();
        }
    }
}
