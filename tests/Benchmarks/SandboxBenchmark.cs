using System.Globalization;

namespace Benchmarks;

/// <summary>The embedded tenant and the module in one process, as with Connect-Sspr -Sandbox.</summary>
internal static class SandboxBenchmark
{
    internal static async Task RunAsync(Options options)
    {
        var rows = new List<string[]>();
        foreach (var users in new[] { options.FewUsers, options.Users })
        {
            var count = users.ToString(CultureInfo.InvariantCulture);
            var connect = new List<Measured>();
            var read = new List<Measured>();
            for (var round = 0; round < (options.Rounds ?? 3); round++)
            {
                connect.Add(await Measured.OfShellAsync("", $"Connect-Sspr -Sandbox -UserCount {count}"));
                read.Add(await Measured.OfShellAsync($"Connect-Sspr -Sandbox -UserCount {count}", "Get-SsprRegistration | Select-Object -Last 1"));
            }

            rows.Add([
                Table.Number(users),
                Table.Number(Table.Median(connect.Select(m => m.Seconds)), 2),
                Table.Number(Table.Median(read.Select(m => m.Seconds)), 2),
                Table.Number(Table.Median(read.Select(m => m.CpuSeconds)), 2),
                Table.Number(connect.Max(m => m.PeakMiB)),
                Table.Number(read.Max(m => m.PeakMiB)),
            ]);
        }

        Table.Print(
            $"sandbox: Connect-Sspr -Sandbox -UserCount N; Get-SsprRegistration | Select-Object -Last 1, median of {options.Rounds ?? 3}",
            ["users", "seconds to connect", "seconds to read", "processor s to read", "peak MiB after connect", "peak MiB (limit 1,024)"],
            rows);
    }
}
