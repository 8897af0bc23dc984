namespace SsprModule.Loader.Tests.EndToEnd;

/// <summary>An import of contact data over HTTP, killed in the middle and gone on with, against a server that stumbles.</summary>
public class ImportTests
{
    [Fact]
    public async Task A_killed_import_goes_on_where_it_was_does_nothing_twice_and_can_be_taken_back()
    {
        await using var tenant = await ServedTenant.StartAsync("--users", "500", "--no-quota", "--fault", "Unavailable,DropMidPage", "--fault-every", "9");
        using var folder = new TemporaryFolder();
        var csv = Path.Combine(folder.Path, "people.csv");
        var journal = csv + ".journal.jsonl";

        var killed = await tenant.RunAsync($$"""
            $rows = Get-SsprRegistration -UserType Member | Select-Object -First 240 | ForEach-Object { "$($_.UserPrincipalName);person$(($i++))@home.example" }
            [IO.File]::WriteAllLines('{{csv}}', [string[]](@('UPN;Email') + $rows))
            Import-SsprContactInfo '{{csv}}' | ForEach-Object { if (++$n -eq 100) { [Diagnostics.Process]::GetCurrentProcess().Kill() } }
            """);

        Assert.NotEqual(0, killed.ExitCode);
        var before = await File.ReadAllLinesAsync(journal, TestContext.Current.CancellationToken);
        Assert.InRange(Done(before).Count, 100, 239);
        Assert.DoesNotContain(before, line => line.StartsWith("{\"event\":\"end\"", StringComparison.Ordinal));

        var resumed = await tenant.RunAsync($$"""Import-SsprContactInfo '{{csv}}' | ForEach-Object { "$($_.Row)|$($_.Status)" }""");

        var rows = resumed.Succeeded().Select(line => line.Split('|')).ToList();
        Assert.Equal(Enumerable.Range(2, 240), rows.Select(row => int.Parse(row[0], null)));
        Assert.True(rows.Count(row => row[1] == "DoneBefore") >= 80);
        Assert.All(rows, row => Assert.Contains(row[1], new[] { "DoneBefore", "Changed", "Unchanged" }));
        var writes = (await tenant.CallsAsync()).Where(call => call.Method != "GET" && call.Path.Contains("emailMethods", StringComparison.Ordinal)).ToList();
        Assert.Equal(240, writes.Count(call => call.Status is 201 or 204));
        Assert.Equal(240, writes.Where(call => call.Status is 201 or 204).Select(call => call.Path.Split('/')[1]).Distinct().Count());

        var undone = await tenant.RunAsync($$"""
            Import-SsprContactInfo -Rollback '{{journal}}' | ForEach-Object { $_.Status }
            @(Import-SsprContactInfo '{{csv}}' -WhatIf | Where-Object { $_.Status -eq 'WouldChange' }).Count
            """);

        var lines = undone.Succeeded().Where(line => !line.StartsWith("What if", StringComparison.Ordinal)).ToArray();
        Assert.Equal("240", lines[^1]);
        Assert.Equal(240, lines.Count(line => line == "RolledBack"));
        Assert.DoesNotContain(await tenant.CallsAsync(), call => call.Status is 400 or 404);
    }

    /// <summary>Whose what was written, as the journal tells.</summary>
    private static List<string> Done(string[] lines) =>
        [.. lines.Where(line => line.StartsWith("{\"event\":\"done\"", StringComparison.Ordinal)).Select(line => line[..line.IndexOf("\"time\"", StringComparison.Ordinal)])];
}
