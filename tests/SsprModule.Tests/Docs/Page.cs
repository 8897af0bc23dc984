using SsprModule.Shell.Help;
using SsprModule.Tests.Support;

namespace SsprModule.Tests.Docs;

/// <summary>A help page: its text as written, and what Get-Help will make of it.</summary>
internal sealed record Page(string Culture, string Name, string Text, HelpPage Help)
{
    public static IReadOnlyList<string> Cultures { get; } = ["en-US", "nl-NL"];

    public static string Folder { get; } = Path.Combine(Repository.Root, "docs");

    public static IEnumerable<string> Names(string culture) =>
        Directory.EnumerateFiles(Path.Combine(Folder, culture), "*.md").Select(f => Path.GetFileNameWithoutExtension(f)).Order();

    public static Page Read(string culture, string name)
    {
        var text = File.ReadAllText(Path.Combine(Folder, culture, name + ".md"));
        return new Page(culture, name, text, HelpPageReader.Read(text));
    }

    /// <summary>The headings of a level, in order; a # in code is none.</summary>
    public IEnumerable<string> Headings(int level)
    {
        var isCode = false;
        foreach (var line in Text.Split('\n'))
        {
            isCode ^= line.StartsWith("```", StringComparison.Ordinal);
            if (!isCode && line.StartsWith(new string('#', level) + " ", StringComparison.Ordinal))
            {
                yield return line[(level + 1)..].Trim();
            }
        }
    }

    /// <summary>The text below a heading of level two.</summary>
    public string Section(string heading)
    {
        var from = Text.IndexOf($"\n## {heading}\n", StringComparison.Ordinal);
        Assert.True(from >= 0, $"{Culture}/{Name} has no section {heading}.");
        var to = Text.IndexOf("\n## ", from + 4, StringComparison.Ordinal);
        return to < 0 ? Text[from..] : Text[from..to];
    }
}
