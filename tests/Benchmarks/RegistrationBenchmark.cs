namespace Benchmarks;

/// <summary>Get-SsprRegistration over loopback HTTP, the server in a process of its own, in turn with a bare reader and with the SDK.</summary>
internal static class RegistrationBenchmark
{
    private const string Program = "Benchmarks.dll";

    internal static async Task RunAsync(Options options)
    {
        var few = await MeasureAsync(options.FewUsers, options.Rounds ?? 3, isLarge: false);
        var many = await MeasureAsync(options.Users, options.Rounds ?? 3, isLarge: true);
        var results = few.Concat(many).ToList();
        Table.Print(
            $"registration: the whole report, pages of 999 over loopback HTTP, median of {options.Rounds ?? 3} processes each, in turn",
            ["reader", "users", "rows", "rows/s", "rows/s, again in the process", "processor s", "processor s, again", "peak MiB"],
            results.Select(r => new[]
            {
                r.Reader, Table.Number(r.Users), Table.Number(r.Rows), Table.Number(r.Rows / r.First.Seconds), Table.Number(r.Rows / r.Again.Seconds),
                Table.Number(r.First.Cpu, 2), Table.Number(r.Again.Cpu, 2), Table.Number(r.PeakMiB),
            }));

        var (module, sdk) = (few[1], few[2]);
        Table.Print(
            "registration: targets",
            ["target", "limit", "first run", "again in the process", "processor time, again"],
            [
                Ratio("of the bare reader's rows/s, large tenant", "at least 0.5", many[0], many[1], 2),
                Ratio("of the bare reader's rows/s, small tenant", "at least 0.5", few[0], module, 2),
                Ratio("times the SDK's rows/s, both on the small tenant", "at least 10", sdk, module, 1),
                Ratio("times the SDK's rows/s, both on the large tenant", "at least 10", many[2], many[1], 1),
                ["growth of the peak from the small tenant to the large one", "at most 10 %", $"{Table.Number(100 * ((many[1].PeakMiB / module.PeakMiB) - 1), 1)} %", "", ""],
                ["peak", "less than 200 MiB", $"{Table.Number(many[1].PeakMiB)} MiB", "", ""],
            ]);
    }

    private static string[] Ratio(string target, string limit, Result other, Result module, int decimals)
    {
        // By the row, because the two may have read tenants of different size.
        var size = (double)module.Rows / other.Rows;
        return
        [
            target,
            limit,
            Table.Number(other.First.Seconds * size / module.First.Seconds, decimals),
            Table.Number(other.Again.Seconds * size / module.Again.Seconds, decimals),
            Table.Number(other.Again.Cpu * size / module.Again.Cpu, decimals),
        ];
    }

    private static async Task<List<Result>> MeasureAsync(int users, int rounds, bool isLarge)
    {
        using var server = new ReportServer(users);
        var self = Path.Combine(AppContext.BaseDirectory, Program);
        var connect = $"""
            $token = ConvertTo-SecureString '{ReportServer.Token}' -AsPlainText -Force
            Connect-Sspr -AccessToken $token -GraphEndpoint {server.Address} -NoPacing
            """;
        var readers = new List<(string Name, Func<Task<Measured>> Run)>
        {
            ("HttpClient and Utf8JsonReader", () => Measured.OfProcessAsync(self, "read-bare", server.Address)),
            ("Get-SsprRegistration", () => Measured.OfShellAsync(connect, "Get-SsprRegistration | Select-Object -Last 1", twice: true)),
        };
        if (!isLarge && Clone.Pwsh is { } pwsh)
        {
            readers.Add(("Invoke-RestMethod in pwsh", () => Measured.OfPwshAsync(pwsh, server.Address)));
        }

        readers.Insert(2, ("Graph SDK, models and PageIterator", () => Measured.OfProcessAsync(self, "read-sdk", server.Address)));

        // The server's code is compiled and its pages are warm before anything counts.
        await readers[0].Run();
        var runs = readers.Select(_ => new List<Measured>()).ToArray();
        for (var round = 0; round < rounds; round++)
        {
            for (var i = 0; i < readers.Count; i++)
            {
                // Over a minute on the large tenant: once is enough there.
                if (isLarge && i == 2 && round > 0)
                {
                    continue;
                }

                runs[i].Add(await readers[i].Run());
            }
        }

        var expected = runs[0][0];
        return runs.Select((each, i) => Summary(readers[i].Name, users, expected, each)).ToList();
    }

    private static Result Summary(string reader, int users, Measured expected, List<Measured> runs)
    {
        if (runs.Any(run => run.Last != expected.Last || run.Rows is not 0 && run.Rows != expected.Rows))
        {
            throw new InvalidOperationException($"{reader} did not read the same rows as the bare reader.");
        }

        return new Result(
            reader,
            users,
            expected.Rows,
            (Table.Median(runs.Select(run => run.Seconds)), Table.Median(runs.Select(run => run.CpuSeconds))),
            (Table.Median(runs.Select(run => run.AgainSeconds)), Table.Median(runs.Select(run => run.AgainCpuSeconds))),
            runs.Max(run => run.PeakMiB));
    }

    private sealed record Result(string Reader, int Users, long Rows, (double Seconds, double Cpu) First, (double Seconds, double Cpu) Again, double PeakMiB);
}
