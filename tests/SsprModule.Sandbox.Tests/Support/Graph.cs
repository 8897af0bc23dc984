using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace SsprModule.Sandbox.Tests.Support;

/// <summary>An answer as a client sees it.</summary>
internal sealed record Reply(HttpStatusCode Status, string Text, HttpResponseMessage Message)
{
    public JsonElement Json => JsonDocument.Parse(Text).RootElement.Clone();

    public string? Code => Json.GetProperty("error").GetProperty("code").GetString();

    public string? ErrorMessage => Json.GetProperty("error").GetProperty("message").GetString();

    public List<JsonElement> Value => [.. Json.GetProperty("value").EnumerateArray()];

    public string? NextLink => Json.TryGetProperty("@odata.nextLink", out var link) ? link.GetString() : null;

    public string? Header(string name) => Message.Headers.TryGetValues(name, out var values) ? string.Join(",", values) : null;
}

/// <summary>A tenant on a fake clock with a client in front of it.</summary>
internal sealed class Graph
{
    public const string Root = "https://graph.microsoft.com/v1.0/";
    public const string Beta = "https://graph.microsoft.com/beta/";
    public const string PortalRoot = "https://main.iam.ad.ext.azure.com/api/PasswordReset/";
    public const string PasswordMethod = "28c10230-6103-485e-b985-444c60001490";

    private readonly HttpClient client;

    public Graph(SandboxOptions? options = null, SandboxSignIn? signIn = null)
    {
        Tenant = new SandboxTenant(options ?? new SandboxOptions(), Clock);
        client = new HttpClient(new SandboxHandler(Tenant));
        SignIn = signIn ?? new SandboxSignIn();
        Token = Tenant.IssueToken(SignIn);
    }

    public FakeClock Clock { get; } = new();

    public SandboxTenant Tenant { get; }

    public SandboxSignIn SignIn { get; }

    public string? Token { get; set; }

    public static SandboxSignIn App(params string[] permissions) => new() { Kind = SandboxSignInKind.Application, Permissions = permissions };

    public static SandboxSignIn User(string role, params string[] permissions)
        => new() { Roles = [role], Permissions = permissions.Length == 0 ? null : permissions, User = "helpdesk@contoso.com" };

    public Task<Reply> Get(string path, params (string Name, string Value)[] headers) => Send(HttpMethod.Get, path, null, headers);

    public Task<Reply> Post(string path, string? body = null) => Send(HttpMethod.Post, path, body);

    public Task<Reply> Patch(string path, string body) => Send(HttpMethod.Patch, path, body);

    public Task<Reply> Put(string path, string body, params (string Name, string Value)[] headers) => Send(HttpMethod.Put, path, body, headers);

    public Task<Reply> Delete(string path) => Send(HttpMethod.Delete, path, null);

    public async Task<Reply> Send(HttpMethod method, string path, string? body, params (string Name, string Value)[] headers)
    {
        var uri = path.StartsWith("http", StringComparison.Ordinal) ? path : Root + path;
        using var request = new HttpRequestMessage(method, uri);
        if (Token is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        }

        var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        return new Reply(response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), response);
    }

    /// <summary>Another sign-in to the same tenant.</summary>
    public Graph As(SandboxSignIn signIn) => new(this, signIn);

    private Graph(Graph other, SandboxSignIn signIn)
    {
        Clock = other.Clock;
        Tenant = other.Tenant;
        client = other.client;
        SignIn = signIn;
        Token = Tenant.IssueToken(signIn);
    }

    /// <summary>The portal backend, with its own token and the header that it wants.</summary>
    public async Task<Reply> Portal(HttpMethod method, string path, string? body = null, SandboxSignIn? signIn = null)
    {
        var kept = Token;
        Token = Tenant.IssuePortalToken(signIn ?? new SandboxSignIn());
        try
        {
            return await Send(method, PortalRoot + path, body, ("x-ms-client-request-id", "11111111-2222-3333-4444-555555555555"));
        }
        finally
        {
            Token = kept;
        }
    }

    /// <summary>Every row over all pages, with the clock moved on so that the quotas are kept.</summary>
    public async Task<List<JsonElement>> All(string path, params (string Name, string Value)[] headers)
    {
        var rows = new List<JsonElement>();
        for (var next = path; next is not null;)
        {
            var page = await Get(next, headers);
            Assert.Equal(HttpStatusCode.OK, page.Status);
            rows.AddRange(page.Value);
            next = page.NextLink;
            Clock.Advance(TimeSpan.FromSeconds(2));
        }

        return rows;
    }

    public async Task<string> IdOf(string upn) => (await Get("users/" + Uri.EscapeDataString(upn))).Json.GetProperty("id").GetString()!;
}
