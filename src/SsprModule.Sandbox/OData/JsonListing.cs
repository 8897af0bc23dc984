using System.Net;
using System.Text.Json.Nodes;
using SsprModule.Sandbox.Http;

namespace SsprModule.Sandbox.OData;

/// <summary>Small collections and singletons that are kept as JSON: $select only.</summary>
internal static class JsonListing
{
    public static Answer Page(Call call, string context, IEnumerable<JsonObject> items)
    {
        call.Query.Allow(Options.Select);
        var value = new JsonArray([.. items.Select(item => (JsonNode)Select(call, item))]);
        var page = new JsonObject
        {
            ["@odata.context"] = call.Context(context + Listing.SelectSuffix(call.Query.Select)),
            ["value"] = value,
        };
        return Answer.Json(writer => page.WriteTo(writer), isCollection: true);
    }

    public static Answer One(Call call, string context, JsonObject item)
    {
        call.Query.Allow(Options.Select);
        return Answer.Node(Entity(call, context, Select(call, item)));
    }

    /// <summary>The 201 for something new.</summary>
    public static Answer Created(Call call, string context, JsonObject item)
        => Answer.Node(Entity(call, context, item), HttpStatusCode.Created);

    private static JsonObject Entity(Call call, string context, JsonObject item)
    {
        var entity = new JsonObject { ["@odata.context"] = call.Context(context) };
        foreach (var (name, value) in item)
        {
            entity[name] = value?.DeepClone();
        }

        return entity;
    }

    private static JsonObject Select(Call call, JsonObject item)
    {
        var copy = (JsonObject)item.DeepClone();
        if (call.Query.Select is not { } select || select.Contains("*"))
        {
            return copy;
        }

        foreach (var name in select)
        {
            if (!copy.Any(member => string.Equals(member.Key, name, StringComparison.OrdinalIgnoreCase)))
            {
                throw GraphErrors.BadQuery($"Parsing OData Select and Expand failed: Could not find a property named '{name}'.");
            }
        }

        foreach (var name in copy.Select(member => member.Key).ToList())
        {
            if (!select.Contains(name, StringComparer.OrdinalIgnoreCase) && !name.StartsWith("@odata", StringComparison.Ordinal))
            {
                copy.Remove(name);
            }
        }

        return copy;
    }
}
