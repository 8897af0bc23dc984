using System.Collections.Concurrent;
using System.Text.Json;
using SsprModule.Engine;
using SsprModule.Sandbox;

namespace SsprModule.Tests.Support;

/// <summary>An embedded tenant whose own log a test can read, on a clock that leaps.</summary>
internal sealed class SandboxServer
{
    public const string Token = "canary-token";

    private readonly ConcurrentQueue<SandboxCall> calls = new();

    private readonly SandboxSignIn who;

    public SandboxServer(SandboxOptions options, SandboxSignInKind signIn = SandboxSignInKind.Application)
    {
        Tenant = new SandboxTenant(options, Clock);
        who = new SandboxSignIn { Kind = signIn, Roles = ["Privileged Authentication Administrator"] };
        Tenant.AcceptToken(Token, who);
        Tenant.Executed += (_, call) => calls.Enqueue(call);
        Handler = new SandboxHandler(Tenant);
    }

    public LeapingClock Clock { get; } = new(DateTimeOffset.Parse("2026-11-23T06:00:00Z", System.Globalization.CultureInfo.InvariantCulture));

    public SandboxTenant Tenant { get; }

    public SandboxHandler Handler { get; }

    /// <summary>How often each user's password was set by a profile, by object id, as the tenant knows it.</summary>
    public Dictionary<string, int> Resets => calls.Where(c => c is { Method: "PATCH", Status: 204 }).GroupBy(c => c.Path.Split('/')[1]).ToDictionary(g => g.Key, g => g.Count());

    /// <summary>The calls that were carried out.</summary>
    public IReadOnlyList<SandboxCall> Calls => [.. calls];

    /// <summary>The ids of the first cloud accounts that an application can reset.</summary>
    public async Task<string[]> CloudUsersAsync(int count)
    {
        using var client = new HttpClient(Handler, disposeHandler: false);
        client.DefaultRequestHeaders.Authorization = new("Bearer", Token);
        var ids = new List<string>();
        for (var next = "https://graph.microsoft.com/v1.0/users?$select=id,userPrincipalName,userType,onPremisesSyncEnabled&$top=999"; next is not null && ids.Count < count;)
        {
            using var page = JsonDocument.Parse(await client.GetStringAsync(next));
            ids.AddRange(page.RootElement.GetProperty("value").EnumerateArray()
                .Where(u => u.GetProperty("userType").GetString() == "Member" && u.GetProperty("onPremisesSyncEnabled").ValueKind == JsonValueKind.Null)
                .Where(u => !u.GetProperty("userPrincipalName").GetString()!.Contains("fabrikam", StringComparison.Ordinal))
                .Select(u => u.GetProperty("id").GetString()!));
            next = page.RootElement.TryGetProperty("@odata.nextLink", out var link) ? link.GetString() : null;
        }

        return [.. ids.Take(count)];
    }

    /// <summary>A session that is connected to it; through another handler if one is given.</summary>
    public UserSession Connect(HttpMessageHandler? through = null, string more = "")
    {
        var session = new UserSession();
        // A token that tells who signed in; the opaque one is for tests that connect themselves.
        session.Connect(through ?? Handler, Tenant.IssueToken(who), Clock, more);
        return session;
    }
}
