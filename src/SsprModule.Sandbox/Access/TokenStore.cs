using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using SsprModule.Sandbox.Http;
using SsprModule.Sandbox.Tenant;

namespace SsprModule.Sandbox.Access;

/// <summary>The tokens that the tenant has issued or agreed to accept.</summary>
internal sealed class TokenStore(TenantState tenant)
{
    public const string GraphAudience = "https://graph.microsoft.com";
    public const string PortalAudience = "74658136-14ec-4630-ad9b-26e160ff0fc6";
    private readonly ConcurrentDictionary<string, Grant> grants = new(StringComparer.Ordinal);

    public string Issue(SandboxSignIn signIn, string audience)
    {
        var caller = CallerOf(signIn);
        var expires = tenant.Clock.GetUtcNow().AddHours(1);
        var token = Encode("""{"typ":"JWT","alg":"none"}""") + "." + Encode(Claims(caller, audience, expires).ToJsonString()) + ".";
        grants[token] = new Grant(caller, audience, expires);
        return token;
    }

    public void Accept(string opaque, SandboxSignIn signIn) => grants[opaque] = new Grant(CallerOf(signIn), null, null);

    /// <summary>The caller behind a token; throws the 401 that Graph gives.</summary>
    public Caller Authenticate(string? token, string audience)
    {
        if (string.IsNullOrEmpty(token))
        {
            throw GraphErrors.Unauthorized("Access token is empty.");
        }

        if (tenant.Options.Has(SandboxFault.ExpiredToken))
        {
            throw GraphErrors.Unauthorized("Lifetime validation failed, the token is expired.");
        }

        if (!grants.TryGetValue(token!, out var grant))
        {
            throw GraphErrors.Unauthorized(token!.Contains('.', StringComparison.Ordinal)
                ? "Access token validation failure. Invalid signature."
                : "IDX14100: JWT is not well formed, there are no dots (.).");
        }

        if (grant.Audience is not null && grant.Audience != audience)
        {
            throw GraphErrors.Unauthorized("Access token validation failure. Invalid audience.");
        }

        return grant.Expires is null || grant.Expires > tenant.Clock.GetUtcNow()
            ? grant.Caller
            : throw GraphErrors.Unauthorized("Lifetime validation failed, the token is expired.");
    }

    private Caller CallerOf(SandboxSignIn signIn)
    {
        var permissions = signIn.Permissions ?? SandboxPermissions.All;
        if (signIn.Kind == SandboxSignInKind.Application)
        {
            return new Caller(signIn, permissions, signIn.Roles ?? [], Hash.Id(tenant.Options.Seed, "service principal " + signIn.AppId), null);
        }

        var user = signIn.User is null ? NamedUsers.Admin : tenant.Users.Find(signIn.User)
            ?? throw new ArgumentException($"The tenant has no user '{signIn.User}'.", nameof(signIn));
        return new Caller(signIn, permissions, signIn.Roles ?? [RoleNames.GlobalAdministrator], tenant.Users.IdOf(user), user);
    }

    private JsonObject Claims(Caller caller, string audience, DateTimeOffset expires)
    {
        var claims = new JsonObject
        {
            ["aud"] = audience,
            ["iss"] = $"https://sts.windows.net/{tenant.Id}/",
            ["iat"] = expires.AddHours(-1).ToUnixTimeSeconds(),
            ["nbf"] = expires.AddHours(-1).ToUnixTimeSeconds(),
            ["exp"] = expires.ToUnixTimeSeconds(),
            ["tid"] = tenant.Id.ToString(),
            ["oid"] = caller.ObjectId.ToString(),
            ["appid"] = caller.AppId,
            ["app_displayname"] = caller.SignIn.AppDisplayName,
            ["ver"] = "1.0",
            ["uti"] = Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture),
            ["wids"] = new JsonArray([.. caller.Roles.Select(BuiltInRoles.IdOf).Where(id => id is not null).Select(id => (JsonNode)id!.Value.ToString()!)]),
        };
        if (caller.IsApplication)
        {
            claims["idtyp"] = "app";
            claims["roles"] = new JsonArray([.. caller.Permissions.Select(name => (JsonNode)name!)]);
            return claims;
        }

        var profile = tenant.Users.Profile(caller.UserIndex!.Value);
        claims["idtyp"] = "user";
        claims["upn"] = profile.Upn;
        claims["name"] = profile.DisplayName;
        claims["scp"] = audience == PortalAudience ? "user_impersonation" : string.Join(" ", caller.Permissions);
        return claims;
    }

    private static string Encode(string json)
        => Convert.ToBase64String(Encoding.UTF8.GetBytes(json)).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    private sealed record Grant(Caller Caller, string? Audience, DateTimeOffset? Expires);
}
