using System.Globalization;

namespace Benchmarks;

/// <summary>Get-SsprRegistration against a server that takes 300 ms for a page: which part of the time is waiting for it.</summary>
internal static class WaitingBenchmark
{
    private const int Latency = 300;
    private const int Page = 999;

    internal static async Task RunAsync(Options options)
    {
        var users = Math.Min(options.Users, 60_000);
        using var server = new ReportServer(users, "--latency", Latency.ToString(CultureInfo.InvariantCulture));
        var connect = $"""
            $token = ConvertTo-SecureString '{ReportServer.Token}' -AsPlainText -Force
            Connect-Sspr -AccessToken $token -GraphEndpoint {server.Address} -NoPacing
            """;
        var runs = new List<Measured>();
        for (var round = 0; round < (options.Rounds ?? 3); round++)
        {
            // The policy is read once before the rows, which is one more answer to wait for.
            runs.Add(await Measured.OfShellAsync(connect, "Get-SsprRegistration | Select-Object -Last 1", twice: true));
        }

        var rows = (await Measured.OfShellAsync(connect, "@{ Id = [string]@(Get-SsprRegistration).Count }")).Last!;
        var waiting = (((int.Parse(rows, System.Globalization.CultureInfo.InvariantCulture) + Page - 1) / Page) + 1) * Latency / 1000.0;
        var (first, again) = (Table.Median(runs.Select(r => r.Seconds)), Table.Median(runs.Select(r => r.AgainSeconds)));
        Table.Print(
            $"waiting: {Latency} ms a page, median of {runs.Count} processes",
            ["rows", "seconds of waiting", "seconds", "waiting (at least 95 %)", "seconds, again", "waiting, again"],
            [[rows, Table.Number(waiting, 1), Table.Number(first, 2), $"{Table.Number(100 * waiting / first, 1)} %", Table.Number(again, 2), $"{Table.Number(100 * waiting / again, 1)} %"]]);
    }
}
