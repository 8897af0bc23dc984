using System.Collections;
using System.Management.Automation;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace SsprModule.Shell.Commands;

/// <summary>Stands in for <c>ConvertTo-Json</c>.</summary>
[Cmdlet(VerbsData.ConvertTo, "Json")]
internal sealed class ConvertToJson : PSCmdlet
{
    private readonly List<object?> items = [];

    [Parameter(Position = 0, ValueFromPipeline = true)]
    [AllowNull]
    public object? InputObject { get; set; }

    [Parameter]
    [ValidateRange(0, 100)]
    public int Depth { get; set; } = 2;

    [Parameter]
    public SwitchParameter Compress { get; set; }

    [Parameter]
    public SwitchParameter AsArray { get; set; }

    [Parameter]
    public SwitchParameter EnumsAsStrings { get; set; }

    protected override void ProcessRecord() => items.Add(InputObject);

    protected override void EndProcessing()
    {
        var single = items.Count == 1 && !AsArray;
        var node = single ? ToNode(items[0], Depth) : new JsonArray([.. items.Select(item => ToNode(item, Depth))]);
        var options = new JsonSerializerOptions { WriteIndented = !Compress, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        WriteObject(node?.ToJsonString(options) ?? "null");
    }

    private JsonNode? ToNode(object? value, int depth)
    {
        var wrapped = PSObject.AsPSObject(value ?? new object());
        return (value is null ? null : wrapped.BaseObject) switch
        {
            null => null,
            string text => JsonValue.Create(text),
            bool flag => JsonValue.Create(flag),
            Enum name => EnumsAsStrings ? JsonValue.Create(name.ToString()) : JsonValue.Create(Convert.ToInt64(name, null)),
            DateTime or DateTimeOffset or Guid => JsonSerializer.SerializeToNode(wrapped.BaseObject),
            Uri or Version or TimeSpan or char or Type or System.Security.SecureString => JsonValue.Create(wrapped.BaseObject.ToString()),
            ValueType number when number.GetType().IsPrimitive || number is decimal => JsonSerializer.SerializeToNode(number, number.GetType()),
            _ when depth < 0 => JsonValue.Create(wrapped.ToString()),
            IDictionary table => Members(table.Keys.Cast<object>().Select(key => (key.ToString()!, table[key])), depth),
            IEnumerable list => new JsonArray([.. list.Cast<object?>().Select(item => ToNode(item, depth - 1))]),
            _ => Members(wrapped.Properties.Select(property => (property.Name, (object?)property.Value)), depth),
        };
    }

    private JsonObject Members(IEnumerable<(string Name, object? Value)> members, int depth) =>
        new(members.Select(member => KeyValuePair.Create(member.Name, ToNode(member.Value, depth - 1))));
}
