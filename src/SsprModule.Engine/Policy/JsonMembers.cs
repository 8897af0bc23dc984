using System.Text.Json;
using System.Text.Json.Nodes;

namespace SsprModule.Engine.Policy;

/// <summary>
/// Members of an object that is read, changed and sent back. Names are compared without regard to case, because the portal
/// backend has been seen with either, and a member keeps the name that it came with.
/// </summary>
internal static class JsonMembers
{
    /// <summary>The value of a member; null when it is missing or null.</summary>
    public static JsonNode? Get(JsonObject json, string name) => json[NameIn(json, name)];

    /// <summary>A truth value, or null.</summary>
    public static bool? Flag(JsonObject json, string name) => Get(json, name) is JsonValue v && v.TryGetValue<bool>(out var flag) ? flag : null;

    /// <summary>A whole number, or null.</summary>
    public static int? Number(JsonObject json, string name) => Get(json, name) is JsonValue v && v.TryGetValue<int>(out var number) ? number : null;

    /// <summary>A text, or null.</summary>
    public static string? Text(JsonObject json, string name) => Get(json, name) is JsonValue v && v.TryGetValue<string>(out var text) ? text : null;

    /// <summary>The objects of a list; none when there is no such list.</summary>
    public static IEnumerable<JsonObject> Objects(JsonObject json, string name) => (Get(json, name) as JsonArray ?? []).OfType<JsonObject>();

    /// <summary>Sets a member.</summary>
    public static void Set(JsonObject json, string name, JsonNode? value) => json[NameIn(json, name)] = value;

    /// <summary>The kind of a member; undefined when it is missing. True and false are one kind.</summary>
    public static JsonValueKind KindOf(JsonObject json, string name)
    {
        var actual = NameIn(json, name);
        return !json.ContainsKey(actual) ? JsonValueKind.Undefined : json[actual]?.GetValueKind() switch
        {
            null => JsonValueKind.Null,
            JsonValueKind.False => JsonValueKind.True,
            { } kind => kind,
        };
    }

    /// <summary>True when both have the same members, whatever their order.</summary>
    public static bool AreSame(JsonNode? one, JsonNode? other) => JsonNode.DeepEquals(one, other);

    private static string NameIn(JsonObject json, string name) =>
        json.ContainsKey(name) ? name : json.Select(m => m.Key).FirstOrDefault(k => string.Equals(k, name, StringComparison.OrdinalIgnoreCase)) ?? name;
}
