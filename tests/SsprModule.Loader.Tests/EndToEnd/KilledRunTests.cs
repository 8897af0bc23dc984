using System.Diagnostics;

namespace SsprModule.Loader.Tests.EndToEnd;

/// <summary>A run over a thousand users that is killed and started again: the server tells how often each was reset.</summary>
public sealed class KilledRunTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(300)]
    [InlineData(900)]
    public async Task Killed_after_some_resets_and_started_again_resets_each_user_once(int resets)
    {
        await using var tenant = await ServedTenant.StartAsync(
            "--users", "2000", "--no-quota", "--latency", "40", "--sign-in", "Application", "--role", "Privileged Authentication Administrator");
        var users = await tenant.ReadCloudUsersAsync(1000);
        var (list, journal) = (Path.Combine(folder.Path, "users.txt"), Path.Combine(folder.Path, "run.jsonl"));
        await File.WriteAllLinesAsync(list, users, TestContext.Current.CancellationToken);
        var run = $"Get-Content '{list}' | Reset-UserPassword -AllowPrivileged -Confirm:$false -Journal '{journal}'";

        var before = await KillAsync(tenant, run, resets);
        var second = await tenant.RunAsync($$"""
            $results = {{run}} -ErrorAction SilentlyContinue -ErrorVariable problems -WarningAction SilentlyContinue
            "$(@($results).Count)|$(@($results | Where-Object { $_.Status -eq 'Succeeded' }).Count)|$(@($results | Where-Object { $_.IsFromJournal }).Count)"
            $problems | ForEach-Object { $_.FullyQualifiedErrorId.Split(',')[0] }
            """);

        var lines = second.Succeeded();
        var once = await tenant.ResetsAsync();
        Assert.Equal(users.Order(), once.Keys.Order());
        Assert.All(once, user => Assert.Equal(1, user.Value));

        // The run was really killed in the middle, and the second one went on with it.
        Assert.InRange(before, resets, users.Count - 1);
        var counts = lines[0].Split('|').Select(int.Parse).ToArray();
        Assert.Equal((users.Count, users.Count), (counts[0], counts[1]));
        Assert.Equal(before, counts[2]);
        Assert.All(lines[1..], id => Assert.Equal("PasswordLost", id));
    }

    // What the killed run printed is read to its end, or a full pipe would hold it up.
    private static async Task<int> KillAsync(ServedTenant tenant, string run, int resets)
    {
        using var process = tenant.Start(run + " | ForEach-Object { $_.Id }");
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        process.StandardInput.Close();
        var patience = Stopwatch.StartNew();
        while ((await tenant.ResetsAsync()).Count < resets && !process.HasExited)
        {
            Assert.True(patience.Elapsed < TimeSpan.FromSeconds(60), "The run does not come so far.");
            await Task.Delay(2, TestContext.Current.CancellationToken);
        }

        process.Kill();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        await output;

        // What the server was doing for the connections that broke is over when it answers again and again the same.
        for (var (last, now) = (-1, 0); last != now; now = (await tenant.ResetsAsync()).Count)
        {
            last = now;
            await Task.Delay(200, TestContext.Current.CancellationToken);
            now = (await tenant.ResetsAsync()).Count;
        }

        return (await tenant.ResetsAsync()).Count;
    }
}
