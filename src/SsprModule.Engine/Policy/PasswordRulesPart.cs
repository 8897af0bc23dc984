using System.Text.Json.Nodes;
using Microsoft.Graph.Models;
using SsprModule.Contracts;
using SsprModule.Engine.Graph;
using SsprModule.Models;

namespace SsprModule.Engine.Policy;

/// <summary>
/// Smart lockout and banned passwords: the groupSettings object of the template "Password Rule Settings". Until somebody
/// creates it the template's defaults are in force (groupSetting resource type, Microsoft Learn; values observed).
/// </summary>
internal sealed class PasswordRulesPart(GraphClient graph) : PolicyPart
{
    private const string Template = "5cf42378-d67d-4f36-ba46-e8b86229381d";

    private static readonly string[] Readers = ["GroupSettings.Read.All", "GroupSettings.ReadWrite.All", "Directory.Read.All"];
    private static readonly string[] Writers = ["GroupSettings.ReadWrite.All", "Directory.ReadWrite.All"];

    /// <inheritdoc/>
    public override PolicyStore Store => PolicyStore.PasswordRules;

    /// <inheritdoc/>
    public override SsprBackend Backend => SsprBackend.Graph;

    /// <inheritdoc/>
    public override IReadOnlyList<string> WritePermissions => Writers;

    /// <summary>True for the defaults of the template, while nobody has created the object.</summary>
    public static bool IsDefault(JsonObject json) => JsonMembers.Text(json, "id") is null;

    /// <summary>The text of a setting; null when the object has none.</summary>
    public static string? Value(JsonObject json, string setting) => Pair(json, setting) is { } pair ? JsonMembers.Text(pair, "value") : null;

    /// <summary>Sets the text of a setting.</summary>
    public static void SetValue(JsonObject json, string setting, string value)
    {
        if (Pair(json, setting) is { } pair)
        {
            JsonMembers.Set(pair, "value", value);
        }
        else
        {
            ((JsonArray)JsonMembers.Get(json, "values")!).Add(new JsonObject { ["name"] = setting, ["value"] = value });
        }
    }

    /// <inheritdoc/>
    public override async Task<JsonObject> ReadAsync(IEngineLog log, CancellationToken cancellationToken)
    {
        var all = await graph.ReadJsonAsync(graph.Build.GroupSettings.ToGetRequestInformation(), Call(log, Readers), cancellationToken).ConfigureAwait(false);
        var found = JsonMembers.Objects(all, "value").FirstOrDefault(s => string.Equals(JsonMembers.Text(s, "templateId"), Template, StringComparison.OrdinalIgnoreCase));
        return found is not null ? Whole(found) : await DefaultsAsync(log, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public override Task WriteAsync(JsonObject now, JsonObject wanted, IEngineLog log, CancellationToken cancellationToken)
    {
        var values = JsonMembers.Get(wanted, "values")!.DeepClone();
        if (IsDefault(now))
        {
            // Sent twice it would make two objects, of which the service takes one.
            var call = new GraphCall(log) { Permissions = Writers, IsRepeatable = false };
            var body = new JsonObject { ["templateId"] = Template, ["values"] = values };
            return graph.WriteJsonAsync(graph.Build.GroupSettings.ToPostRequestInformation(new GroupSetting()), call, body, cancellationToken);
        }

        var request = graph.Build.GroupSettings[JsonMembers.Text(now, "id")!].ToPatchRequestInformation(new GroupSetting());
        return graph.WriteJsonAsync(request, Call(log, Writers), new JsonObject { ["values"] = values }, cancellationToken);
    }

    private async Task<JsonObject> DefaultsAsync(IEngineLog log, CancellationToken cancellationToken)
    {
        var template = await graph.ReadJsonAsync(graph.Build.GroupSettingTemplates[Template].ToGetRequestInformation(), Call(log, Readers), cancellationToken).ConfigureAwait(false);
        var values = JsonMembers.Objects(template, "values")
            .Select(v => (JsonNode)new JsonObject { ["name"] = JsonMembers.Text(v, "name"), ["value"] = JsonMembers.Text(v, "defaultValue") ?? "" });
        return new JsonObject { ["values"] = new JsonArray([.. values]) };
    }

    private static JsonObject Whole(JsonObject setting)
    {
        var copy = (JsonObject)setting.DeepClone();
        if (JsonMembers.Get(copy, "values") is not JsonArray)
        {
            JsonMembers.Set(copy, "values", new JsonArray());
        }

        return copy;
    }

    private static JsonObject? Pair(JsonObject json, string setting) =>
        JsonMembers.Objects(json, "values").FirstOrDefault(v => string.Equals(JsonMembers.Text(v, "name"), setting, StringComparison.OrdinalIgnoreCase));

    private static GraphCall Call(IEngineLog log, IReadOnlyList<string> permissions) => new(log) { Permissions = permissions };
}
