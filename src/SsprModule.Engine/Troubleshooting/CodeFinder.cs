using System.Globalization;
using System.Text.RegularExpressions;
using SsprModule.Models;

namespace SsprModule.Engine.Troubleshooting;

/// <summary>A code that stands in a text, in its usual form.</summary>
internal sealed record FoundCode(SsprCodeKind Kind, string Code);

/// <summary>
/// Finds codes in a text. A number alone is an event only when it is the whole text, stands behind a word such as "event",
/// or is a known event in a text that names the log: other numbers of a pasted message are not codes.
/// </summary>
internal static class CodeFinder
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private static readonly Regex Codes = new(
        """
        \bSSPR_0*(?<sspr>\d{1,5})\b
        | \bAADSTS(?<signin>\d{4,8})\b
        | (?: \b0x | \bhr\s*[=:]?\s*(?:0x)? ) (?<hresult>8[0-9a-f]{7})\b
        | (?: \bevents? | \bgebeurtenis(?:sen)? ) (?:[\s-]*id)? (?:\s+Qualifiers=\W?\d*\W?)? \s*[:=>\#]?\s* (?<event>\d{3,5})\b
        | (?<number>(?<![\w.,:-])\d{4,5}(?![\w:-]|[.,]\d))
        | (?<word>\b[A-Za-z]\w{4,}\b)
        """,
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace,
        Patience);

    /// <summary>Codes of Graph's directory that are not in the catalogue still look like codes.</summary>
    private static readonly Regex LooksLikeGraph = new(
        "^(Authorization|Authentication|Request|Directory)_[A-Z][A-Za-z0-9]+$", RegexOptions.CultureInvariant, Patience);

    private static readonly Lazy<IReadOnlyDictionary<string, FoundCode>> Words = new(AllWords);
    private static readonly Lazy<HashSet<string>> Events = new(() => [.. Catalogue.Structure.Events.Select(e => e.Id)]);
    private static readonly Lazy<string[]> Logs = new(() => [.. Catalogue.Structure.Events.Select(e => e.Source).Distinct()]);

    /// <summary>The codes of a text, each once, in order of appearance.</summary>
    public static IReadOnlyList<FoundCode> Find(string text)
    {
        if (Whole(text.Trim()) is { } only)
        {
            return [only];
        }

        var namesLog = Logs.Value.Any(log => text.IndexOf(log, StringComparison.OrdinalIgnoreCase) >= 0);
        return [.. Codes.Matches(text).Cast<Match>().Select(m => Read(m, namesLog)).OfType<FoundCode>().Distinct()];
    }

    /// <summary>A text that is nothing but a number.</summary>
    private static FoundCode? Whole(string text)
    {
        if (text.Length == 0 || !text.All(Uri.IsHexDigit))
        {
            return null;
        }

        if (text.Length == 8 && text[0] == '8')
        {
            return Writeback(text);
        }

        if (!text.All(char.IsDigit) || text.Length is < 3 or > 8)
        {
            return null;
        }

        return !Events.Value.Contains(text) && Words.Value.TryGetValue("AADSTS" + text, out var signIn) ? signIn
            : text.Length <= 5 ? new FoundCode(SsprCodeKind.WritebackEvent, text)
            : null;
    }

    private static FoundCode? Read(Match match, bool namesLog)
    {
        if (match.Groups["sspr"] is { Success: true } sspr)
        {
            return new FoundCode(SsprCodeKind.Sspr, "SSPR_" + int.Parse(sspr.Value, CultureInfo.InvariantCulture).ToString("D4", CultureInfo.InvariantCulture));
        }

        if (match.Groups["signin"] is { Success: true } signIn)
        {
            return new FoundCode(SsprCodeKind.SignIn, "AADSTS" + signIn.Value);
        }

        if (match.Groups["hresult"] is { Success: true } result)
        {
            return Writeback(result.Value);
        }

        if (match.Groups["event"] is { Success: true } number)
        {
            return new FoundCode(SsprCodeKind.WritebackEvent, number.Value);
        }

        if (match.Groups["number"] is { Success: true } loose)
        {
            return namesLog && Events.Value.Contains(loose.Value) ? new FoundCode(SsprCodeKind.WritebackEvent, loose.Value) : null;
        }

        return Words.Value.TryGetValue(match.Value, out var known) ? known
            : LooksLikeGraph.IsMatch(match.Value) ? new FoundCode(SsprCodeKind.Graph, match.Value)
            : null;
    }

    private static FoundCode Writeback(string hex) => new(SsprCodeKind.Writeback, "0x" + hex.ToUpperInvariant());

    /// <summary>Codes that are words, and the names of codes. Names with a digit or of one common word are not looked for.</summary>
    private static Dictionary<string, FoundCode> AllWords()
    {
        var words = new Dictionary<string, FoundCode>(StringComparer.Ordinal);
        foreach (var code in Catalogue.Structure.Codes)
        {
            words[code.Id] = new FoundCode(code.Kind, code.Id);
            if (code.Name is { } name)
            {
                words[name] = words[code.Id];
            }
        }

        foreach (var entry in Catalogue.Structure.Events.Where(e => e.Name.StartsWith("AD", StringComparison.Ordinal)))
        {
            words[entry.Name] = new FoundCode(SsprCodeKind.WritebackEvent, entry.Id);
        }

        foreach (var reason in Catalogue.Structure.Reasons.Where(r => r.Mode == ReasonMatch.Exact && r.Match.Length > 4 && !words.ContainsKey(r.Match)))
        {
            words[reason.Match] = reason.Code is { } code ? words[code] : new FoundCode(SsprCodeKind.AuditReason, reason.Match);
        }

        return words;
    }
}
