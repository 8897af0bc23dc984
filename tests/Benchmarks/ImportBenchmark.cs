namespace Benchmarks;

/// <summary>What Import-Module of the module costs, in fresh processes, in turn with an empty binary module.</summary>
internal static class ImportBenchmark
{
    private const double Limit = 3;

    internal static async Task RunAsync(Options options)
    {
        // "After another": the first import of a process also pays for PowerShell's own start, which hides the module's part.
        var warm = $"Import-Module '{Clone.WarmUpModule}'";
        (string Name, string SetUp, string Path)[] candidates =
        [
            ("empty, first in the process", "", Clone.EmptyModule),
            ("SsprModule, first in the process", "", Clone.Module),
            ("empty, after another module", warm, Clone.EmptyModule),
            ("SsprModule, after another module", warm, Clone.Module),
        ];
        var results = candidates.Select(_ => new List<Measured>()).ToArray();
        for (var round = 0; round < (options.Rounds ?? 9); round++)
        {
            for (var i = 0; i < candidates.Length; i++)
            {
                results[i].Add(await Measured.OfShellAsync(candidates[i].SetUp, $"Import-Module '{candidates[i].Path}'", module: false));
            }
        }

        Table.Print(
            $"import: Import-Module, median of {results[0].Count} fresh processes each, in turn",
            ["module", "milliseconds", "processor ms", $"times the empty one (less than {Limit})"],
            candidates.Select((candidate, i) => new[]
            {
                candidate.Name,
                Table.Number(Milliseconds(i), 1),
                Table.Number(1000 * Table.Median(results[i].Select(m => m.CpuSeconds)), 0),
                i % 2 == 0 ? "1" : Table.Number(Milliseconds(i) / Milliseconds(i - 1), 2),
            }));

        double Milliseconds(int i) => 1000 * Table.Median(results[i].Select(m => m.Seconds));
    }
}
