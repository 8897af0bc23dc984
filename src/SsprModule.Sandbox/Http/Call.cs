using System.Text.Json;
using SsprModule.Sandbox.Access;
using SsprModule.Sandbox.OData;
using SsprModule.Sandbox.Tenant;

namespace SsprModule.Sandbox.Http;

/// <summary>An authenticated Graph call on its way to a route: one request, or one item of a batch.</summary>
internal sealed class Call
{
    private JsonElement? body;

    public required TenantState Tenant { get; init; }

    public required Caller Caller { get; init; }

    public required string Method { get; init; }

    /// <summary>"v1.0" or "beta".</summary>
    public required string Version { get; init; }

    /// <summary>Scheme, host, port.</summary>
    public required string Origin { get; init; }

    /// <summary>Decoded path segments behind the version.</summary>
    public required List<string> Segments { get; init; }

    /// <summary>The path behind the version, still encoded, and without the query.</summary>
    public required string RawPath { get; init; }

    public required QueryOptions Query { get; init; }

    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    public required byte[] BodyBytes { get; init; }

    public required DateTimeOffset Now { get; init; }

    /// <summary>Values of the route's placeholders.</summary>
    public Dictionary<string, string> Values { get; } = new(StringComparer.Ordinal);

    public bool IsBeta => Version == "beta";

    public string Root => Origin + "/" + Version;

    /// <summary>True when the caller asked for eventually consistent (advanced) directory queries.</summary>
    public bool IsEventual => string.Equals(Header("ConsistencyLevel"), "eventual", StringComparison.OrdinalIgnoreCase);

    public string this[string name] => Values[name];

    public string? Header(string name) => Headers.TryGetValue(name, out var value) ? value : null;

    public string Context(string tail) => Root + "/$metadata#" + tail;

    /// <summary>Index of the user in a placeholder; 404 when there is none.</summary>
    public int User(string name = "user") => Tenant.Users.Find(this[name]) ?? throw GraphErrors.NotFound(this[name]);

    /// <summary>True when the placeholder {user} names the caller itself.</summary>
    public bool IsOwnObject
        => Caller.UserIndex is int own && Values.TryGetValue("user", out var user) && Tenant.Users.Find(user) == own;

    /// <summary>The JSON object in the body; an empty body counts as <c>{}</c>.</summary>
    public JsonElement Body => body ??= ReadBody();

    public string? BodyString(string name)
    {
        if (!Body.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        return value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : throw GraphErrors.BadRequest($"Invalid value specified for property '{name}' of resource.");
    }

    public bool? BodyBool(string name)
    {
        if (!Body.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        return value.ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ => throw GraphErrors.BadRequest($"Invalid value specified for property '{name}' of resource."),
        };
    }

    private JsonElement ReadBody()
    {
        if (BodyBytes.Length == 0)
        {
            return ParseObject("{}"u8.ToArray());
        }

        try
        {
            return ParseObject(BodyBytes);
        }
        catch (JsonException)
        {
            throw GraphErrors.BadQuery("Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.");
        }
    }

    private static JsonElement ParseObject(byte[] bytes)
    {
        using var document = JsonDocument.Parse(bytes);
        return document.RootElement.ValueKind == JsonValueKind.Object
            ? document.RootElement.Clone()
            : throw GraphErrors.BadQuery("The request body must be a JSON object.");
    }
}
