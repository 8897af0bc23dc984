using System.Globalization;

namespace Benchmarks;

/// <summary>Measure-SsprPolicyImpact over tenants of growing size: one pass over the report, and the peak of memory.</summary>
internal static class ImpactBenchmark
{
    private static readonly string[] Changes =
    [
        "-MethodsRequired 2",
        "-UserScope Selected -Group 'SSPR Pilot'",
        "-UserScope Selected -Group 'All Dutch Staff'",
    ];

    internal static async Task RunAsync(Options options)
    {
        var rows = new List<string[]>();
        foreach (var users in new[] { Math.Max(1, options.FewUsers / 10), options.FewUsers, options.Users })
        {
            using var server = new ReportServer(users);
            var connect = $"""
                $token = ConvertTo-SecureString '{ReportServer.Token}' -AsPlainText -Force
                Connect-Sspr -AccessToken $token -PortalAccessToken $token -GraphEndpoint {server.Address} -PortalEndpoint {server.Address} -NoPacing
                """;
            foreach (var change in Changes)
            {
                var runs = new List<Measured>();
                for (var round = 0; round < (options.Rounds ?? 3); round++)
                {
                    // The rows counted stand where other benchmarks have the id of the last row.
                    runs.Add(await Measured.OfShellAsync(connect, $"Measure-SsprPolicyImpact {change} | ForEach-Object {{ [pscustomobject]@{{ Id = \"$($_.Total.Total + $_.Guests)\" }} }}"));
                }

                var seconds = Table.Median(runs.Select(r => r.Seconds));
                var counted = double.Parse(runs[0].Last!, CultureInfo.InvariantCulture);
                rows.Add([change, Table.Number(users), Table.Number(counted), Table.Number(seconds, 2), Table.Number(counted / seconds), Table.Number(runs.Max(r => r.PeakMiB))]);
            }
        }

        Table.Print(
            $"impact: Measure-SsprPolicyImpact, pages of 999 over loopback HTTP, median of {options.Rounds ?? 3} processes each",
            ["change", "users", "rows, each once", "seconds", "rows/s", "peak MiB"],
            rows.OrderBy(r => Array.IndexOf(Changes, r[0])));
    }
}
