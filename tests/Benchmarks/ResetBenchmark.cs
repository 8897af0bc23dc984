using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Benchmarks;

/// <summary>Resets of many users over loopback HTTP: how fast against a slow server, and how often each against one that fails.</summary>
internal static class ResetBenchmark
{
    private const int Users = 1_000;
    private const int ManyUsers = 10_000;
    private const int OneByOne = 50;

    private static readonly string[] Application = ["--sign-in", "Application", "--role", "Privileged Authentication Administrator"];

    internal static async Task RunAsync(Options options)
    {
        var folder = Directory.CreateTempSubdirectory("sspr-benchmark-").FullName;
        try
        {
            await SpeedAsync(options, folder);
            await FaultsAsync(folder);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task SpeedAsync(Options options, string folder)
    {
        var limits = new[] { 1, 8, 64 };
        var seconds = limits.ToDictionary(l => l, _ => new List<double>());
        var bare = new List<double>();
        for (var round = 0; round < (options.Rounds ?? 3); round++)
        {
            using var server = new ReportServer(2 * Users, [.. Application, "--latency", "100"]);
            var list = await ListAsync(server, folder, Users);
            bare.Add(await BareAsync(server, await File.ReadAllLinesAsync(list)) / OneByOne * Users);
            foreach (var limit in limits)
            {
                seconds[limit].Add((await ResetAsync(server, list, $"-ThrottleLimit {limit}")).Seconds);
            }
        }

        var single = Table.Median(bare);
        Table.Print(
            $"reset: {Table.Number(Users)} PATCH resets against 100 ms a call, median of {options.Rounds ?? 3}",
            ["how", "seconds", "times as fast (at least 40)"],
            [
                [$"a bare client, only the PATCH, one after another ({OneByOne} measured)", Table.Number(single, 1), "1"],
                .. limits.Select(l => (string[])[$"Reset-UserPassword -ThrottleLimit {l}", Table.Number(Table.Median(seconds[l]), 1), Table.Number(single / Table.Median(seconds[l]), 1)]),
            ]);
    }

    private static async Task FaultsAsync(string folder)
    {
        var calls = Path.Combine(folder, "calls.log");
        using var server = new ReportServer(
            2 * ManyUsers,
            [.. Application, "--calls", calls, "--fault", "Throttled=100,Unavailable=100,GatewayTimeout=200,Dropped=1000"]);
        var list = await ListAsync(server, folder, ManyUsers);
        var (seconds, rows) = await ResetAsync(server, list, $"-Journal '{Path.Combine(folder, "run.jsonl")}'");
        var resets = (await File.ReadAllLinesAsync(calls)).Select(l => JsonDocument.Parse(l).RootElement)
            .Where(c => c.GetProperty("method").GetString() == "PATCH" && c.GetProperty("status").GetInt32() == 204)
            .GroupBy(c => c.GetProperty("path").GetString()!).Select(g => g.Count()).ToList();
        Table.Print(
            $"reset: {Table.Number(ManyUsers)} users, 1 % of calls 429, 1 % 503 before the work, 0.5 % 504 after it, 0.1 % of requests dropped before or after it",
            ["users", "results that say Succeeded", "users whose password the server set", "set once", "set more than once", "seconds"],
            [[Table.Number(ManyUsers), Table.Number(rows), Table.Number(resets.Count), Table.Number(resets.Count(r => r == 1)), Table.Number(resets.Count(r => r > 1)), Table.Number(seconds, 1)]]);
    }

    private static async Task<(double Seconds, long Rows)> ResetAsync(ReportServer server, string list, string parameters)
    {
        var measured = await Measured.OfShellAsync(
            $"""
            $token = ConvertTo-SecureString '{ReportServer.Token}' -AsPlainText -Force
            Connect-Sspr -AccessToken $token -GraphEndpoint {server.Address} -NoPacing
            $users = Get-Content '{list}'
            $WarningPreference = 'SilentlyContinue'
            """,
            $"$users | Reset-UserPassword -AllowPrivileged -Confirm:$false {parameters} | Where-Object {{ $_.Status -eq 'Succeeded' }} | ForEach-Object {{ $result.Rows++; $_ }} | Select-Object -Last 1");
        return (measured.Seconds, measured.Rows);
    }

    private static async Task<double> BareAsync(ReportServer server, string[] users)
    {
        using var client = Client();
        var watch = new Stopwatch();
        foreach (var user in users.Take(OneByOne))
        {
            using var body = new StringContent("""{"passwordProfile":{"password":"Bench-mark.4711","forceChangePasswordNextSignIn":true}}""", Encoding.UTF8, "application/json");
            watch.Start();
            using var response = await client.PatchAsync($"{server.Address}/v1.0/users/{user}", body);
            watch.Stop();
            response.EnsureSuccessStatusCode();
        }

        return watch.Elapsed.TotalSeconds;
    }

    /// <summary>A file with the ids of cloud accounts.</summary>
    private static async Task<string> ListAsync(ReportServer server, string folder, int count)
    {
        using var client = Client();
        var ids = new List<string>();
        for (var next = server.Address + "/v1.0/users?$select=id,userPrincipalName,userType,onPremisesSyncEnabled&$top=999"; next is not null && ids.Count < count;)
        {
            using var response = await client.GetAsync(next);
            if (!response.IsSuccessStatusCode)
            {
                continue;
            }

            using var page = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
            ids.AddRange(page.RootElement.GetProperty("value").EnumerateArray()
                .Where(u => u.GetProperty("userType").GetString() == "Member" && u.GetProperty("onPremisesSyncEnabled").ValueKind == JsonValueKind.Null)
                .Where(u => !u.GetProperty("userPrincipalName").GetString()!.Contains("fabrikam", StringComparison.Ordinal))
                .Select(u => u.GetProperty("id").GetString()!));
            next = page.RootElement.TryGetProperty("@odata.nextLink", out var link) ? link.GetString() : null;
        }

        var file = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"users-{count}.txt"));
        await File.WriteAllLinesAsync(file, ids.Take(count));
        return file;
    }

    private static HttpClient Client()
    {
        var client = new HttpClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", ReportServer.Token);
        return client;
    }
}
