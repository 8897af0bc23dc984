using System.Globalization;
using SsprModule.Contracts;
using SsprModule.Models;

namespace SsprModule.Engine.Troubleshooting;

/// <summary>Finds questions. Words of either language count; more of them in one question come first, then where they stand.</summary>
internal static class FaqSearch
{
    private const int InQuestion = 6;
    private const int InWords = 3;
    private const int InAnswer = 1;
    private const int Suggestions = 5;

    private static readonly Lazy<IReadOnlyList<Indexed>> Index = new(() => [.. Catalogue.Structure.Faq.Select(e => new Indexed(e))]);

    /// <summary>All questions, or those that fit the words.</summary>
    public static FaqAnswer Ask(IReadOnlyList<string> words, CultureInfo culture)
    {
        var asked = Stems.Wanted(string.Join(" ", words));
        if (asked.Count == 0)
        {
            return new FaqAnswer(words.Any(w => w.Trim().Length > 0) ? [] : [.. Index.Value.Select(e => Entry(e.Source, 0, culture))], []);
        }

        var hits = Index.Value.Select(e => (e.Source, Score: e.Score(asked))).Where(h => h.Score.Words > 0).ToList();
        var most = hits.Count == 0 ? 0 : hits.Max(h => h.Score.Words);
        var best = hits.Where(h => h.Score.Words == most).OrderByDescending(h => h.Score.Points).ThenBy(h => h.Source.Id, StringComparer.Ordinal);
        return most == 0
            ? new FaqAnswer([], Similar(asked, culture))
            : new FaqAnswer([.. best.Select(h => Entry(h.Source, h.Score.Points, culture))], []);
    }

    private static SsprFaqEntry Entry(FaqEntry entry, int score, CultureInfo culture)
    {
        var text = Catalogue.Texts(culture).Faq[entry.Id];
        return new SsprFaqEntry
        {
            Id = entry.Id,
            Section = entry.Section,
            Question = text.Title!,
            Answer = text.Meaning!,
            Score = score,
            Checks = new(entry.Checks.ToList()),
            Link = entry.Link,
        };
    }

    /// <summary>The words of the questions that are spelt most like what was asked.</summary>
    private static IReadOnlyList<string> Similar(IReadOnlyList<string> asked, CultureInfo culture) =>
    [
        .. Catalogue.Texts(culture).Faq.Values.SelectMany(t => Stems.Words(t.Title!)).Where(w => w.Length > 4).Distinct()
            .Select(w => (Word: w, Distance: asked.Min(a => Stems.Distance(a, Stems.Of(w)))))
            .OrderBy(w => w.Distance).ThenBy(w => w.Word, StringComparer.Ordinal).Take(Suggestions).Select(w => w.Word),
    ];

    /// <summary>A question with the words that it is found by.</summary>
    private sealed class Indexed(FaqEntry source)
    {
        private readonly IReadOnlyList<(string Stem, int Points)> stems =
        [
            .. Catalogue.AllTexts.SelectMany(t => Of(t.Faq[source.Id].Title!, InQuestion).Concat(Of(t.Faq[source.Id].Meaning!, InAnswer))),
            .. Of(source.Words + " " + source.Section, InWords),
        ];

        public FaqEntry Source => source;

        /// <summary>How many of the words asked for it has, and where; a word that merely begins alike counts half.</summary>
        public (int Words, int Points) Score(IReadOnlyList<string> asked)
        {
            var points = asked.Select(word => stems.Select(s => s.Stem == word ? 2 * s.Points : IsBeginning(word, s.Stem) ? s.Points : 0).DefaultIfEmpty(0).Max()).ToList();
            return (points.Count(p => p > 0), points.Sum());
        }

        private static bool IsBeginning(string word, string stem) =>
            word.Length >= 4 && stem.StartsWith(word, StringComparison.Ordinal);

        private static IEnumerable<(string, int)> Of(string text, int points) => Stems.Words(text).Select(w => (Stems.Of(w), points));
    }
}
