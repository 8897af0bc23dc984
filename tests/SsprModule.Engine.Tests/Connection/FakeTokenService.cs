using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Web;
using Azure.Core.Pipeline;
using static System.FormattableString;

namespace SsprModule.Engine.Tests.Connection;

/// <summary>Entra's token endpoints and the managed identity endpoint, as far as a sign-in calls them.</summary>
internal sealed class FakeTokenService : HttpMessageHandler
{
    public const string Tenant = "11111111-1111-1111-1111-111111111111";
    public const string Person = "22222222-2222-2222-2222-222222222222";
    public const string DeviceMessage = "To sign in, open the page and type ABCD-EFGH";

    private readonly ConcurrentQueue<TokenRequest> requests = new();
    private int issued;

    /// <summary>Every request for a token, in order.</summary>
    public TokenRequest[] Requests => [.. requests];

    public HttpPipelineTransport Transport => new HttpClientTransport(this);

    /// <summary>Seconds; less than five minutes, so that MSAL's own cache never answers for us.</summary>
    public int ExpiresIn { get; set; } = 120;

    /// <summary>An OAuth error to answer with, or null.</summary>
    public Func<TokenRequest, (string Error, string Description)?> Refuse { get; set; } = _ => null;

    /// <summary>Makes the claims of the next access token.</summary>
    public Func<TokenRequest, object> Claims { get; set; } = request => request.IsForPerson
        ? new { tid = Tenant, oid = Person, upn = "anna@contoso.com", scp = "User.Read.All", appid = request.Form["client_id"] }
        : new { tid = Tenant, oid = Person, app_displayname = "Runbook", idtyp = "app", roles = new[] { "User.Read.All" }, appid = request.Form.GetValueOrDefault("client_id") };

    /// <summary>Runs before a token is answered, to hold it back.</summary>
    public Func<Task> BeforeAnswer { get; set; } = () => Task.CompletedTask;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage message, CancellationToken cancellationToken)
    {
        var uri = message.RequestUri!;
        var text = message.Content is null ? string.Empty : await message.Content.ReadAsStringAsync(cancellationToken);
        return uri.AbsolutePath switch
        {
            "/common/discovery/instance" => Json(Discovery(uri)),
            var path when path.EndsWith("/.well-known/openid-configuration", StringComparison.Ordinal) => Json(OpenId(uri)),
            var path when path.EndsWith("/oauth2/v2.0/devicecode", StringComparison.Ordinal) => Json(DeviceCode(uri)),
            "/metadata/identity/oauth2/token" => await TokenAsync(new TokenRequest(uri, Parse(uri.Query))),
            var path when path.EndsWith("/oauth2/v2.0/token", StringComparison.Ordinal) => await TokenAsync(new TokenRequest(uri, Parse(text))),
            _ => new HttpResponseMessage(HttpStatusCode.NotFound) { Content = new StringContent("unexpected: " + uri) },
        };
    }

    private async Task<HttpResponseMessage> TokenAsync(TokenRequest request)
    {
        requests.Enqueue(request);
        await BeforeAnswer();
        if (Refuse(request) is { } refusal)
        {
            return Json(new { error = refusal.Error, error_description = refusal.Description }, HttpStatusCode.BadRequest);
        }

        var answer = request.IsManagedIdentity ? ManagedIdentityAnswer(request) : Answer(request);
        answer["access_token"] = AccessToken(request);
        return Json(answer);
    }

    private string AccessToken(TokenRequest request)
    {
        var payload = JsonSerializer.SerializeToNode(Claims(request))!.AsObject();
        payload["jti"] = Invariant($"token {Interlocked.Increment(ref issued)}");
        return Jwt.OfText(payload.ToJsonString());
    }

    private JsonObject Answer(TokenRequest request)
    {
        var answer = new JsonObject { ["token_type"] = "Bearer", ["expires_in"] = ExpiresIn };
        if (request.IsForPerson)
        {
            answer["scope"] = request.Scope;
            answer["refresh_token"] = "refresh";
            answer["id_token"] = Jwt.Of(new { tid = Tenant, oid = Person, preferred_username = "anna@contoso.com", sub = "sub", iss = "https://issuer", aud = "aud" });
            answer["client_info"] = Jwt.Part(new { uid = Person, utid = Tenant });
        }

        return answer;
    }

    private JsonObject ManagedIdentityAnswer(TokenRequest request) => new()
    {
        ["token_type"] = "Bearer",
        ["resource"] = request.Form["resource"],
        ["expires_on"] = Invariant($"{DateTimeOffset.UtcNow.AddSeconds(ExpiresIn).ToUnixTimeSeconds()}"),
    };

    private static object Discovery(Uri uri)
    {
        var authority = new Uri(Parse(uri.Query)["authorization_endpoint"]);
        return new
        {
            tenant_discovery_endpoint = $"https://{authority.Host}/{Tenant}/v2.0/.well-known/openid-configuration",
            metadata = new[] { new { preferred_network = authority.Host, preferred_cache = authority.Host, aliases = new[] { authority.Host } } },
        };
    }

    private static object OpenId(Uri uri) => new
    {
        authorization_endpoint = $"https://{uri.Host}/{Tenant}/oauth2/v2.0/authorize",
        token_endpoint = $"https://{uri.Host}/{Tenant}/oauth2/v2.0/token",
        device_authorization_endpoint = $"https://{uri.Host}/{Tenant}/oauth2/v2.0/devicecode",
        issuer = $"https://{uri.Host}/{Tenant}/v2.0",
    };

    private static object DeviceCode(Uri uri) => new
    {
        user_code = "ABCD-EFGH",
        device_code = "device",
        verification_uri = $"https://{uri.Host}/device",
        expires_in = 900,
        interval = 0,
        message = DeviceMessage,
    };

    private static Dictionary<string, string> Parse(string text)
    {
        var values = HttpUtility.ParseQueryString(text);
        return values.AllKeys.Where(key => key is not null).ToDictionary(key => key!, key => values[key]!);
    }

    private static HttpResponseMessage Json(object value, HttpStatusCode status = HttpStatusCode.OK) => new(status)
    {
        Content = new StringContent(JsonSerializer.Serialize(value), Encoding.UTF8, "application/json"),
    };
}

/// <summary>A request for a token.</summary>
internal sealed record TokenRequest(Uri Uri, Dictionary<string, string> Form)
{
    public bool IsManagedIdentity => Uri.AbsolutePath.StartsWith("/metadata/", StringComparison.Ordinal);

    public bool IsForPerson => GrantType is "authorization_code" or "refresh_token" or "device_code" or "urn:ietf:params:oauth:grant-type:device_code";

    public string? GrantType => Form.GetValueOrDefault("grant_type");

    public string? Scope => Form.GetValueOrDefault("scope");

    /// <summary>The scopes without those that MSAL adds for itself.</summary>
    public string[] Scopes => [.. Scope!.Split(' ').Except(["offline_access", "openid", "profile"])];
}
