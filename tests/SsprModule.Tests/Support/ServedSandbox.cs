using System.Text.Json;
using SsprModule.Engine;
using SsprModule.Sandbox;

namespace SsprModule.Tests.Support;

/// <summary>A session on an embedded tenant that the test can also ask by itself, and whose requests it sees.</summary>
internal sealed class ServedSandbox : IDisposable
{
    private readonly SandboxTenant tenant;
    private readonly HttpClient client;
    private readonly Spy spy;

    public ServedSandbox(SandboxSignIn? signIn = null, SandboxOptions? options = null)
    {
        var clock = new LeapingClock();
        tenant = new SandboxTenant(options ?? new SandboxOptions(), clock);
        client = new HttpClient(new SandboxHandler(tenant)) { BaseAddress = new Uri("https://graph.test/v1.0/") };
        client.DefaultRequestHeaders.Authorization = new("Bearer", tenant.IssueToken(new SandboxSignIn()));
        spy = new Spy(new SandboxHandler(tenant));
        Session = new UserSession();
        Session.Connect(spy, tenant.IssueToken(signIn ?? new SandboxSignIn()), clock);
    }

    public UserSession Session { get; }

    /// <summary>Method, path and body of what the module sent, batches taken apart.</summary>
    public IReadOnlyList<(string Method, string Path, string Body)> Requests
    {
        get
        {
            lock (spy.Seen)
            {
                return [.. spy.Seen];
            }
        }
    }

    public JsonElement Get(string path)
    {
        using var response = client.SendAsync(new HttpRequestMessage(HttpMethod.Get, path)).GetAwaiter().GetResult();
        using var reader = new StreamReader(response.Content.ReadAsStream());
        return JsonDocument.Parse(reader.ReadToEnd()).RootElement.Clone();
    }

    public void Post(string path, string json)
    {
        using var response = client.PostAsync(path, new StringContent(json, System.Text.Encoding.UTF8, "application/json")).GetAwaiter().GetResult();
        Assert.True(response.IsSuccessStatusCode);
    }

    /// <summary>Bans terms in the tenant, as an administrator does.</summary>
    public void Ban(params string[] terms) => Post("groupSettings", JsonSerializer.Serialize(new
    {
        templateId = "5cf42378-d67d-4f36-ba46-e8b86229381d",
        values = new[] { new { name = "EnableBannedPasswordCheck", value = "True" }, new { name = "BannedPasswordList", value = string.Join('\t', terms) } },
    }));

    public void Dispose()
    {
        Session.Dispose();
        client.Dispose();
    }

    private sealed class Spy(HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        public List<(string Method, string Path, string Body)> Seen { get; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
            lock (Seen)
            {
                Note(request.Method.Method, request.RequestUri!.AbsolutePath, body);
            }

            return await base.SendAsync(request, cancellationToken);
        }

        private void Note(string method, string path, string body)
        {
            if (!path.EndsWith("/$batch", StringComparison.Ordinal))
            {
                Seen.Add((method, path, body));
                return;
            }

            foreach (var item in JsonDocument.Parse(body).RootElement.GetProperty("requests").EnumerateArray())
            {
                Seen.Add((item.GetProperty("method").GetString()!, item.GetProperty("url").GetString()!, item.TryGetProperty("body", out var inner) ? inner.GetRawText() : ""));
            }
        }
    }
}
