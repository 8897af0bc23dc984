using System.Text.Json;
using SsprModule.Models;

namespace SsprModule.Engine.Connection;

/// <summary>
/// What an access token tells about itself, for people to read: the service alone decides what a token is worth, so nothing
/// is validated. Null means that the token does not tell.
/// </summary>
internal sealed record TokenClaims
{
    /// <summary>A token that tells nothing.</summary>
    public static readonly TokenClaims Unknown = new();

    /// <summary>The tenant (<c>tid</c>).</summary>
    public string? TenantId { get; init; }

    /// <summary>The person or service principal (<c>oid</c>).</summary>
    public string? ObjectId { get; init; }

    /// <summary>The application that asked for the token (<c>appid</c> in v1 tokens, <c>azp</c> in v2).</summary>
    public string? ClientId { get; init; }

    /// <summary>The name of that application (<c>app_displayname</c>).</summary>
    public string? ApplicationName { get; init; }

    /// <summary>The person (<c>upn</c>, <c>preferred_username</c> or <c>unique_name</c>).</summary>
    public string? UserName { get; init; }

    /// <summary>Whom the token is for (<c>aud</c>).</summary>
    public string? Audience { get; init; }

    /// <summary>When it expires (<c>exp</c>), UTC.</summary>
    public DateTimeOffset? ExpiresOn { get; init; }

    /// <summary>A person (<c>scp</c>, or <c>idtyp</c> user) or an application (<c>idtyp</c> app, or <c>roles</c> without <c>scp</c>).</summary>
    public SsprSignInKind Kind { get; init; }

    /// <summary>Delegated permissions (<c>scp</c>) or application permissions (<c>roles</c>), sorted.</summary>
    public IReadOnlyList<string>? Permissions { get; init; }

    /// <summary>The template ids of the directory roles that the person holds over the whole tenant (<c>wids</c>), sorted.</summary>
    public IReadOnlyList<string>? RoleIds { get; init; }

    /// <summary>
    /// Reads a token. Never throws: one that is no JWT, as for personal accounts and some gateways, gives <see cref="Unknown"/>.
    /// Read with System.Text.Json, because a JWT library refuses what it can't validate and would have to be loaded for ten claims.
    /// </summary>
    public static TokenClaims Read(string token)
    {
        var parts = token.Split('.');
        if (parts.Length is not (3 or 5))
        {
            return Unknown;
        }

        try
        {
            using var payload = JsonDocument.Parse(FromBase64Url(parts[1]));
            return payload.RootElement.ValueKind == JsonValueKind.Object ? Read(payload.RootElement) : Unknown;
        }
        catch (Exception e) when (e is FormatException or JsonException or InvalidOperationException)
        {
            return Unknown;
        }
    }

    private static TokenClaims Read(JsonElement claims)
    {
        var scopes = Words(claims, "scp");
        var roles = Words(claims, "roles");
        var kind = KindOf(scopes, roles, Text(claims, "idtyp"));
        return new TokenClaims
        {
            TenantId = Text(claims, "tid"),
            ObjectId = Text(claims, "oid"),
            ClientId = Text(claims, "appid") ?? Text(claims, "azp"),
            ApplicationName = Text(claims, "app_displayname"),
            UserName = Text(claims, "upn") ?? Text(claims, "preferred_username") ?? Text(claims, "unique_name"),
            Audience = Words(claims, "aud")?.FirstOrDefault(),
            ExpiresOn = Time(claims, "exp"),
            Kind = kind,
            RoleIds = Words(claims, "wids"),
            Permissions = kind == SsprSignInKind.Application ? roles ?? [] : scopes,
        };
    }

    private static SsprSignInKind KindOf(string[]? scopes, string[]? roles, string? type) => (scopes, roles, type) switch
    {
        (not null, _, _) or (_, _, "user") => SsprSignInKind.Delegated,
        (_, _, "app") or (_, not null, _) => SsprSignInKind.Application,
        _ => SsprSignInKind.Unknown,
    };

    private static string? Text(JsonElement claims, string name) =>
        claims.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;

    private static string[]? Words(JsonElement claims, string name)
    {
        if (!claims.TryGetProperty(name, out var value))
        {
            return null;
        }

        string[]? words = value.ValueKind switch
        {
            JsonValueKind.String => value.GetString()!.Split([' '], StringSplitOptions.RemoveEmptyEntries),
            JsonValueKind.Array => [.. value.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!)],
            _ => null,
        };
        if (words is not null)
        {
            Array.Sort(words, StringComparer.Ordinal);
        }

        return words;
    }

    private static DateTimeOffset? Time(JsonElement claims, string name)
    {
        const long LastSecond = 253402300799; // 9999-12-31T23:59:59Z, the last that a DateTimeOffset can hold
        return claims.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number
            && value.TryGetInt64(out var seconds) && seconds is >= 0 and <= LastSecond
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : null;
    }

    internal static byte[] FromBase64Url(string text)
    {
        var padded = text.Replace('-', '+').Replace('_', '/');
        return Convert.FromBase64String(padded.PadRight((padded.Length + 3) / 4 * 4, '='));
    }
}
