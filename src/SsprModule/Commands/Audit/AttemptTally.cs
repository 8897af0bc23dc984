using SsprModule.Models;

namespace SsprModule.Commands.Audit;

/// <summary>Counts attempts by how they ended, and those that did not succeed by cause and by the step at which they stopped.</summary>
internal sealed class AttemptTally
{
    private readonly Dictionary<(string By, string Value), (int Count, string? Meaning)> counts = [];
    private int all;
    private int failed;

    /// <summary>Counts an attempt.</summary>
    public void Add(SsprAttempt attempt)
    {
        all++;
        Count("Result", attempt.Result.ToString(), null);
        if (attempt.Result != SsprAttemptResult.Succeeded)
        {
            failed++;
            Count("Cause", attempt.Cause ?? "unknown", attempt.Reason);
            Count("Step", attempt.LastStep.ToString(), null);
        }
    }

    /// <summary>The counts: results, causes, steps; the most frequent first.</summary>
    public IReadOnlyList<SsprAttemptCount> Counts() =>
    [
        .. new[] { "Result", "Cause", "Step" }.SelectMany(by => counts.Where(c => c.Key.By == by)
            .OrderByDescending(c => c.Value.Count).ThenBy(c => c.Key.Value, StringComparer.Ordinal)
            .Select(c => new SsprAttemptCount
            {
                By = by,
                Value = c.Key.Value,
                Count = c.Value.Count,
                Percent = Math.Round(100.0 * c.Value.Count / (by == "Result" ? all : failed), 1),
                Meaning = c.Value.Meaning,
            })),
    ];

    private void Count(string by, string value, string? meaning) =>
        counts[(by, value)] = counts.TryGetValue((by, value), out var so) ? (so.Count + 1, so.Meaning ?? meaning) : (1, meaning);
}
