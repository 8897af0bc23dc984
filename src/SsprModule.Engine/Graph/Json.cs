using System.Text.Json;

namespace SsprModule.Engine.Graph;

/// <summary>Looks into answers that may hold anything.</summary>
internal static class Json
{
    /// <summary>A member of an object; undefined when there is none, or no object.</summary>
    public static JsonElement Member(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var value) ? value : default;

    /// <summary>The text of a member; null when there is none.</summary>
    public static string? Text(JsonElement parent, string name) =>
        Member(parent, name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;
}
