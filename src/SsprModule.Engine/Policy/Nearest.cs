namespace SsprModule.Engine.Policy;

/// <summary>Finds the word that somebody may have meant.</summary>
internal static class Nearest
{
    /// <summary>The known word that takes the fewest corrections; null when none is near.</summary>
    public static string? To(string word, IEnumerable<string> known)
    {
        var (near, distance) = known.Select(k => (Word: k, Distance: Distance(word.ToLowerInvariant(), k.ToLowerInvariant())))
            .OrderBy(k => k.Distance).FirstOrDefault();
        return near is not null && distance <= Math.Max(2, near.Length / 3) ? near : null;
    }

    // Levenshtein, a row at a time.
    private static int Distance(string from, string to)
    {
        var row = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var i = 1; i <= from.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                var replaced = diagonal + (from[i - 1] == to[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[to.Length];
    }
}
