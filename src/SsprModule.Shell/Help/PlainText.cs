using System.Globalization;
using System.Text;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace SsprModule.Shell.Help;

/// <summary>Markdown to the plain text of Get-Help.</summary>
internal static class PlainText
{
    /// <summary>Get-Help indents by four, and 120 columns are usual.</summary>
    private const int WidestTable = 112;

    /// <summary>The paragraphs of a block.</summary>
    internal static IEnumerable<string> Paragraphs(Block block) => block switch
    {
        LeafBlock { Inline: { } inline } => [Inlines(inline)],
        CodeBlock code => [Code(code)],
        ListBlock list => list.Cast<ListItemBlock>().Select((item, index) => Item(list, item, index)),
        Table table => [Rows(table)],
        ContainerBlock container => container.SelectMany(Paragraphs),
        _ => [],
    };

    /// <summary>The lines of a code block.</summary>
    internal static string Code(CodeBlock code) => code.Lines.ToString().TrimEnd();

    /// <summary>The text of a heading or paragraph.</summary>
    internal static string Inlines(ContainerInline? container)
    {
        var text = new StringBuilder();
        foreach (var inline in container ?? [])
        {
            text.Append(inline switch
            {
                LiteralInline literal => literal.Content.ToString(),
                CodeInline code => code.Content,
                LineBreakInline line => line.IsHard ? "\n" : " ",
                AutolinkInline link => link.Url,
                HtmlEntityInline entity => entity.Transcoded.ToString(),
                ContainerInline nested => Inlines(nested),
                _ => "",
            });
        }

        return text.ToString();
    }

    private static string Item(ListBlock list, ListItemBlock item, int index)
    {
        var mark = list.IsOrdered ? (index + 1).ToString(CultureInfo.InvariantCulture) + ". " : "- ";
        return mark + string.Join("\n  ", item.SelectMany(Paragraphs));
    }

    private static string Rows(Table table)
    {
        var rows = table.Cast<TableRow>()
            .Select(row => row.Cast<TableCell>().Select(cell => string.Join(' ', cell.SelectMany(Paragraphs))).ToArray())
            .ToList();
        var widths = Enumerable.Range(0, rows.Max(row => row.Length))
            .Select(column => rows.Max(row => column < row.Length ? row[column].Length : 0))
            .ToArray();
        return widths.Sum() + (2 * (widths.Length - 1)) <= WidestTable
            ? string.Join('\n', rows.Select(row => string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd()))
            : string.Join('\n', rows.Skip(1).Select(row => Record(rows[0], row)));
    }

    // A table that would wrap in the middle of words reads better as a list, each cell behind its heading.
    private static string Record(string[] headings, string[] row) =>
        "- " + string.Join("\n    ", row.Select((cell, column) => column == 0 ? cell : $"{headings[column]}: {cell}").Where((_, column) => row[column].Length > 0));
}
