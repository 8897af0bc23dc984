using System.Globalization;

namespace SsprModule.Engine.Troubleshooting;

/// <summary>A reason of the audit log, understood.</summary>
/// <param name="Entry">What is known of it.</param>
/// <param name="Method">The method that it names; null when it names none.</param>
internal sealed record KnownReason(ReasonEntry Entry, string? Method)
{
    /// <summary>What it means, in a language.</summary>
    public string Meaning(CultureInfo culture) => Fill(Text(culture).Meaning!, culture);

    /// <summary>What to do about it.</summary>
    public IReadOnlyList<string> Steps(CultureInfo culture) => [.. Text(culture).Steps!.Select(s => Fill(s, culture))];

    /// <summary>The method in words for people; null when there is none.</summary>
    public string? MethodName(CultureInfo culture) =>
        Method is { } key && Catalogue.Texts(culture).Methods.TryGetValue(key, out var text) ? text.Title : Method;

    private EntryText Text(CultureInfo culture) => Catalogue.Texts(culture).Reasons[Entry.Text];

    private string Fill(string text, CultureInfo culture) => Template.Fill(text, "{method}", MethodName(culture));
}

/// <summary>
/// Recognises reasons. The live log drops or keeps a sentence of advice, may end in a blank and may use a curly apostrophe,
/// so what counts is how a reason begins.
/// </summary>
internal static class ReasonBook
{
    private const string Place = "{method}";

    /// <summary>The reason that a text is, or null when it is not known. The longest one that fits wins.</summary>
    public static KnownReason? Find(string? text)
    {
        var said = text?.Replace('\u2019', '\'').Trim();
        if (string.IsNullOrEmpty(said))
        {
            return null;
        }

        var best = Catalogue.Structure.Reasons.Where(r => Fits(r, said!)).OrderByDescending(r => r.Match.Length).ThenBy(r => r.Mode).FirstOrDefault();
        return best is null ? null : new KnownReason(best, best.Mode == ReasonMatch.Template ? Named(best.Match, said!) : best.Method);
    }

    private static bool Fits(ReasonEntry reason, string said) => reason.Mode switch
    {
        ReasonMatch.Exact => string.Equals(said.TrimEnd('.'), reason.Match, StringComparison.OrdinalIgnoreCase),
        ReasonMatch.Prefix => said.StartsWith(reason.Match, StringComparison.OrdinalIgnoreCase),
        _ => said.StartsWith(Before(reason.Match), StringComparison.OrdinalIgnoreCase) && Named(reason.Match, said).Length > 0,
    };

    private static string Before(string template) => template.Substring(0, template.IndexOf(Place, StringComparison.Ordinal));

    private static string Named(string template, string said) => said.Substring(Math.Min(said.Length, Before(template).Length)).Trim().TrimEnd('.');
}
