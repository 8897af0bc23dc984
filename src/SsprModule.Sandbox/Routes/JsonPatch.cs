using System.Text.Json;
using System.Text.Json.Nodes;
using SsprModule.Sandbox.Http;

namespace SsprModule.Sandbox.Routes;

/// <summary>Applies a PATCH body to an object kept as JSON.</summary>
internal static class JsonPatch
{
    /// <summary>A copy with the members of the body, each of which must be settable and of the type that is there.</summary>
    public static JsonObject Apply(JsonObject target, JsonElement body, params string[] settable)
    {
        var copy = (JsonObject)target.DeepClone();
        foreach (var member in body.EnumerateObject())
        {
            if (member.Name.StartsWith("@odata", StringComparison.Ordinal))
            {
                continue;
            }

            if (Array.IndexOf(settable, member.Name) < 0)
            {
                throw GraphErrors.BadRequest($"Property '{member.Name}' is read-only or unknown and cannot be updated.");
            }

            copy[member.Name] = Checked(member, copy[member.Name]);
        }

        return copy;
    }

    private static JsonNode? Checked(JsonProperty member, JsonNode? old)
    {
        var sent = JsonNode.Parse(member.Value.GetRawText());
        var fits = old is null || (sent is null ? Kind(old) != JsonValueKind.True : Kind(sent) == Kind(old));
        return fits ? sent : throw GraphErrors.BadRequest($"Invalid value specified for property '{member.Name}' of resource.");
    }

    // True and False are one kind.
    private static JsonValueKind Kind(JsonNode node) => node.GetValueKind() == JsonValueKind.False ? JsonValueKind.True : node.GetValueKind();
}
