using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.Json;

namespace SsprModule.Loader.Tests.EndToEnd;

/// <summary>tests/GraphServer as a process of its own: the tenant that the shell talks to over HTTP.</summary>
internal sealed class ServedTenant : IAsyncDisposable
{
    internal const string Token = "canary-token-5f2b";

    private readonly TemporaryFolder folder = new();
    private readonly Process process;

    private ServedTenant(string[] arguments)
    {
        string[] all = [Clone.GraphServer, "--port", "0", "--seed", "1", "--token", Token, "--log", LogFile, "--calls", CallsFile, .. arguments];
        process = Process.Start(new ProcessStartInfo("dotnet", all) { RedirectStandardOutput = true, RedirectStandardError = true })!;
    }

    /// <summary>What the server printed when it was ready, such as <c>http://127.0.0.1:40123</c>.</summary>
    internal string Address { get; private set; } = "";

    private string LogFile => Path.Combine(folder.Path, "requests.log");

    private string CallsFile => Path.Combine(folder.Path, "calls.log");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    internal static async Task<ServedTenant> StartAsync(params string[] arguments)
    {
        var tenant = new ServedTenant(arguments);
        var line = await tenant.process.StandardOutput.ReadLineAsync(Cancel);
        Assert.True(line is not null, line is null ? await tenant.process.StandardError.ReadToEndAsync(Cancel) : "");
        tenant.Address = line!["Listening on ".Length..];
        return tenant;
    }

    /// <summary>Runs a script in the shell, connected to this tenant.</summary>
    internal Task<ShellResult> RunAsync(string script, string token = Token) => Shell.RunAsync("-Command", Connected(script, token));

    /// <summary>Starts such a script and leaves it to the caller.</summary>
    internal Process Start(string script) => Shell.Start(new ShellStart("-Command", Connected(script, Token)));

    private string Connected(string script, string token) => $"""
        $token = ConvertTo-SecureString '{token}' -AsPlainText -Force
        Connect-Sspr -AccessToken $token -PortalAccessToken $token -GraphEndpoint {Address} -PortalEndpoint {Address} -NoPacing
        {script}
        """;

    /// <summary>The ids of every row of the report, read by a bare client.</summary>
    internal async Task<List<string>> ReadReportAsync()
    {
        using var client = new HttpClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        var ids = new List<string>();
        var next = Address + "/v1.0/reports/authenticationMethods/userRegistrationDetails";
        while (next is not null)
        {
            using var page = JsonDocument.Parse(await client.GetStringAsync(next, Cancel));
            ids.AddRange(page.RootElement.GetProperty("value").EnumerateArray().Select(row => row.GetProperty("id").GetString()!));
            next = page.RootElement.TryGetProperty("@odata.nextLink", out var link) ? link.GetString() : null;
        }

        return ids;
    }

    /// <summary>The requests so far, oldest first.</summary>
    internal async Task<List<Request>> RequestsAsync()
    {
        var requests = new List<Request>();
        foreach (var line in (await LogAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            using var json = JsonDocument.Parse(line);
            var entry = json.RootElement;
            requests.Add(new Request(
                entry.GetProperty("method").GetString()!,
                entry.GetProperty("path").GetString()!,
                entry.GetProperty("status").GetInt32(),
                entry.GetProperty("aborted").GetBoolean()));
        }

        return requests;
    }

    /// <summary>How often each user's password was set by a profile, by object id, as the server carried it out.</summary>
    internal async Task<Dictionary<string, int>> ResetsAsync()
    {
        var ids = new List<string>();
        foreach (var line in (await ReadAsync(CallsFile)).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            using var json = JsonDocument.Parse(line);
            if (json.RootElement.GetProperty("method").GetString() == "PATCH" && json.RootElement.GetProperty("status").GetInt32() == 204)
            {
                ids.Add(json.RootElement.GetProperty("path").GetString()!.Split('/')[1]);
            }
        }

        return ids.GroupBy(id => id).ToDictionary(g => g.Key, g => g.Count());
    }

    /// <summary>The calls that the server carried out, those in batches too: method, path below the version and status.</summary>
    internal async Task<List<(string Method, string Path, int Status)>> CallsAsync()
    {
        var calls = new List<(string, string, int)>();
        foreach (var line in (await ReadAsync(CallsFile)).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            using var json = JsonDocument.Parse(line);
            var call = json.RootElement;
            calls.Add((call.GetProperty("method").GetString()!, call.GetProperty("path").GetString()!, call.GetProperty("status").GetInt32()));
        }

        return calls;
    }

    /// <summary>The ids of cloud accounts, read by a bare client.</summary>
    internal async Task<List<string>> ReadCloudUsersAsync(int count)
    {
        using var client = new HttpClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        var ids = new List<string>();
        var next = Address + "/v1.0/users?$select=id,userPrincipalName,userType,onPremisesSyncEnabled&$top=999";
        while (next is not null && ids.Count < count)
        {
            using var page = JsonDocument.Parse(await client.GetStringAsync(next, Cancel));
            ids.AddRange(page.RootElement.GetProperty("value").EnumerateArray()
                .Where(user => user.GetProperty("userType").GetString() == "Member" && user.GetProperty("onPremisesSyncEnabled").ValueKind == JsonValueKind.Null)
                .Where(user => !user.GetProperty("userPrincipalName").GetString()!.Contains("fabrikam", StringComparison.Ordinal))
                .Select(user => user.GetProperty("id").GetString()!));
            next = page.RootElement.TryGetProperty("@odata.nextLink", out var link) ? link.GetString() : null;
        }

        return [.. ids.Take(count)];
    }

    /// <summary>The request log as it is on disk.</summary>
    internal Task<string> LogAsync() => ReadAsync(LogFile);

    private static async Task<string> ReadAsync(string path)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(file);
        return await reader.ReadToEndAsync(Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill();
        }

        await process.WaitForExitAsync(CancellationToken.None);
        process.Dispose();
        folder.Dispose();
    }

    /// <summary>One request; the path includes the query, as it was sent.</summary>
    internal sealed record Request(string Method, string Path, int Status, bool Aborted)
    {
        internal bool IsReport => Path.StartsWith("/v1.0/reports/authenticationMethods/userRegistrationDetails", StringComparison.Ordinal);
    }
}
