using Markdig;
using Markdig.Extensions.Yaml;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace SsprModule.Shell.Help;

/// <summary>
/// Reads a page. Headings are the schema's own, in English in every language; an unknown one is an error, because
/// the text below it would otherwise be missing from the help without a word.
/// </summary>
internal sealed class HelpPageReader
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().UseYamlFrontMatter().UsePipeTables().Build();

    private readonly HelpPage page = new();
    private string section = "";
    private string topic = "";

    private HelpPageReader()
    {
    }

    /// <exception cref="FormatException">The page is not as the schema says.</exception>
    internal static HelpPage Read(string markdown)
    {
        var reader = new HelpPageReader();
        foreach (var block in Markdown.Parse(markdown, Pipeline))
        {
            reader.Take(block);
        }

        return reader.page;
    }

    private void Take(Block block)
    {
        switch (block)
        {
            case YamlFrontMatterBlock front:
                TakeFrontMatter(front);
                break;
            case HeadingBlock { Level: 1 } heading:
                page.Name = PlainText.Inlines(heading.Inline);
                break;
            case HeadingBlock { Level: 2 } heading:
                (section, topic) = (PlainText.Inlines(heading.Inline), "");
                CheckSection();
                break;
            case HeadingBlock { Level: 3 } heading:
                topic = PlainText.Inlines(heading.Inline);
                TakeTopic();
                break;
            default:
                TakeText(block);
                break;
        }
    }

    private void CheckSection()
    {
        if (section is not ("SYNOPSIS" or "SYNTAX" or "ALIASES" or "DESCRIPTION" or "EXAMPLES" or "PARAMETERS" or "INPUTS" or "OUTPUTS" or "NOTES" or "RELATED LINKS"))
        {
            throw new FormatException($"'## {section}' is no heading of the schema. Headings stay English in every language.");
        }
    }

    private void TakeFrontMatter(YamlFrontMatterBlock front)
    {
        foreach (var line in front.Lines.ToString().Split('\n'))
        {
            if (line.StartsWith("HelpUri:", StringComparison.Ordinal))
            {
                page.HelpUri = line["HelpUri:".Length..].Trim().Trim('\'', '"');
            }
        }
    }

    private void TakeTopic()
    {
        switch (section)
        {
            case "SYNTAX":
                var set = topic.Replace(" (Default)", "", StringComparison.Ordinal);
                page.ParameterSets.Insert(set == topic ? page.ParameterSets.Count : 0, set);
                break;
            case "EXAMPLES":
                page.Examples.Add(new HelpExample(topic));
                break;
            case "PARAMETERS" when topic.StartsWith('-'):
                page.Parameters.Add(new HelpParameter(topic[1..]));
                break;
            case "INPUTS":
                page.Inputs.Add(new HelpType(topic));
                break;
            case "OUTPUTS":
                page.Outputs.Add(new HelpType(topic));
                break;
            case "PARAMETERS" when topic is "CommonParameters":
            case "NOTES" or "DESCRIPTION":
                break;
            default:
                throw new FormatException($"'### {topic}' can't stand in {section}.");
        }
    }

    private void TakeText(Block block)
    {
        switch (section)
        {
            case "SYNOPSIS": page.Synopsis.AddRange(PlainText.Paragraphs(block)); break;
            case "DESCRIPTION": page.Description.AddRange(PlainText.Paragraphs(block)); break;
            case "NOTES": page.Notes.AddRange(PlainText.Paragraphs(block)); break;
            case "INPUTS" when page.Inputs.Count > 0: page.Inputs[^1].Description.AddRange(PlainText.Paragraphs(block)); break;
            case "OUTPUTS" when page.Outputs.Count > 0: page.Outputs[^1].Description.AddRange(PlainText.Paragraphs(block)); break;
            case "RELATED LINKS": TakeLinks(block); break;
            case "EXAMPLES" when page.Examples.Count > 0: TakeExample(page.Examples[^1], block); break;
            case "PARAMETERS" when topic.StartsWith('-'): TakeParameter(page.Parameters[^1], block); break;
        }
    }

    private static void TakeExample(HelpExample example, Block block)
    {
        if (block is FencedCodeBlock code && example.Code.Length == 0)
        {
            example.Code = PlainText.Code(code);
        }
        else
        {
            (example.Code.Length == 0 ? example.Introduction : example.Remarks).AddRange(PlainText.Paragraphs(block));
        }
    }

    private static void TakeParameter(HelpParameter parameter, Block block)
    {
        if (block is FencedCodeBlock { Info: "yaml" } yaml)
        {
            parameter.Metadata = ParameterMetadata.Parse(PlainText.Code(yaml));
        }
        else
        {
            parameter.Description.AddRange(PlainText.Paragraphs(block));
        }
    }

    private void TakeLinks(Block block)
    {
        foreach (var link in block.Descendants<LinkInline>())
        {
            // A link to another page of this folder is a command's name; Get-Help shows no relative address.
            var absolute = Uri.TryCreate(link.Url, UriKind.Absolute, out var uri) && uri.Scheme.StartsWith("http", StringComparison.Ordinal);
            page.Links.Add((PlainText.Inlines(link), absolute ? link.Url! : ""));
        }
    }
}
