using System.Xml.Linq;

namespace SsprModule.Shell.Help;

/// <summary>Writes pages as MAML, the XML that Get-Help reads.</summary>
internal static class MamlWriter
{
    private static readonly XNamespace Msh = "http://msh";
    private static readonly XNamespace Maml = "http://schemas.microsoft.com/maml/2004/10";
    private static readonly XNamespace Command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private static readonly XNamespace Dev = "http://schemas.microsoft.com/maml/dev/2004/10";

    internal static XDocument Write(IEnumerable<HelpPage> pages) =>
        new(new XElement(Msh + "helpItems", new XAttribute("schema", "maml"), pages.Select(Page)));

    private static XElement Page(HelpPage page)
    {
        var (verb, noun) = page.Name.Split('-') is [var first, var second] ? (first, second) : ("", page.Name);
        return new XElement(Command + "command",
            new XAttribute(XNamespace.Xmlns + "maml", Maml),
            new XAttribute(XNamespace.Xmlns + "command", Command),
            new XAttribute(XNamespace.Xmlns + "dev", Dev),
            new XElement(Command + "details",
                new XElement(Command + "name", page.Name),
                new XElement(Command + "verb", verb),
                new XElement(Command + "noun", noun),
                Description(page.Synopsis)),
            Description(page.Description),
            new XElement(Command + "syntax", page.ParameterSets.Select(set => SyntaxItem(page, set))),
            new XElement(Command + "parameters", page.Parameters.Where(IsShown).Select(Parameter)),
            new XElement(Command + "inputTypes", page.Inputs.Select(type => TypeOf("inputType", type))),
            new XElement(Command + "returnValues", page.Outputs.Select(type => TypeOf("returnValue", type))),
            new XElement(Maml + "alertSet", new XElement(Maml + "alert", Paragraphs(page.Notes))),
            new XElement(Command + "examples", page.Examples.Select(Example)),
            new XElement(Command + "relatedLinks", Links(page)));
    }

    private static XElement SyntaxItem(HelpPage page, string set) =>
        new(Command + "syntaxItem",
            new XElement(Maml + "name", page.Name),
            from parameter in page.Parameters.Where(IsShown)
            let binding = parameter.Metadata.In(set)
            where binding is not null
            orderby binding.Position is "Named" ? 1 : 0, binding.Position is "Named" ? "" : binding.Position, !binding.IsRequired
            select SyntaxParameter(parameter, binding));

    private static XElement SyntaxParameter(HelpParameter parameter, ParameterBinding binding) =>
        new(Command + "parameter",
            Attributes(parameter, binding),
            new XElement(Maml + "name", parameter.Name),
            parameter.Metadata.AcceptedValues is { Count: > 0 } values
                ? new XElement(Command + "parameterValueGroup", values.Select(value => ParameterValue(value)))
                : IsSwitch(parameter) ? null : ParameterValue(ShortType(parameter)));

    private static XElement Parameter(HelpParameter parameter)
    {
        var binding = parameter.Metadata.Bindings.FirstOrDefault() ?? new ParameterBinding("(All)");
        return new XElement(Command + "parameter",
            Attributes(parameter, binding),
            new XElement(Maml + "name", parameter.Name),
            Description(parameter.Description),
            ParameterValue(ShortType(parameter)),
            new XElement(Dev + "type", new XElement(Maml + "name", ShortType(parameter)), new XElement(Maml + "uri")),
            new XElement(Dev + "defaultValue", parameter.Metadata.DefaultValue is { Length: > 0 } value ? value : "None"));
    }

    private static IEnumerable<XAttribute> Attributes(HelpParameter parameter, ParameterBinding binding) =>
    [
        new("required", binding.IsRequired),
        new("variableLength", parameter.Metadata.Type.EndsWith("[]", StringComparison.Ordinal)),
        new("globbing", parameter.Metadata.SupportsWildcards),
        new("pipelineInput", (binding.ByValue, binding.ByPropertyName) switch
        {
            (true, true) => "True (ByValue, ByPropertyName)",
            (true, false) => "True (ByValue)",
            (false, true) => "True (ByPropertyName)",
            _ => "False",
        }),
        new("position", binding.Position.ToLowerInvariant()),
        new("aliases", parameter.Metadata.Aliases is { Count: > 0 } aliases ? string.Join(", ", aliases) : "none"),
    ];

    private static XElement Example(HelpExample example) =>
        new(Command + "example",
            new XElement(Maml + "title", $"---------- {example.Title} ----------"),
            example.Introduction.Count == 0 ? null : new XElement(Maml + "introduction", Paragraphs(example.Introduction)),
            new XElement(Dev + "code", example.Code),
            new XElement(Dev + "remarks", Paragraphs(example.Remarks)));

    private static IEnumerable<XElement> Links(HelpPage page)
    {
        // Get-Help -Online opens the first address.
        var online = page.HelpUri.Length > 0 ? [("Online Version:", page.HelpUri)] : Array.Empty<(string Text, string Uri)>();
        return online.Concat(page.Links).Select(link => new XElement(Maml + "navigationLink",
            new XElement(Maml + "linkText", link.Text), new XElement(Maml + "uri", link.Uri)));
    }

    private static XElement TypeOf(string element, HelpType type) =>
        new(Command + element,
            new XElement(Dev + "type", new XElement(Maml + "name", type.Name)),
            Description(type.Description));

    private static XElement Description(IReadOnlyList<string> paragraphs) => new(Maml + "description", Paragraphs(paragraphs));

    private static IEnumerable<XElement> Paragraphs(IReadOnlyList<string> paragraphs) =>
        paragraphs.Select(paragraph => new XElement(Maml + "para", paragraph));

    private static XElement ParameterValue(string value) =>
        new(Command + "parameterValue", new XAttribute("required", true), new XAttribute("variableLength", false), value);

    private static bool IsShown(HelpParameter parameter) => !parameter.Metadata.DontShow;

    private static bool IsSwitch(HelpParameter parameter) => parameter.Metadata.Type.EndsWith("SwitchParameter", StringComparison.Ordinal);

    /// <summary>The type as people write it: without namespace, and in PowerShell's short words.</summary>
    private static string ShortType(HelpParameter parameter)
    {
        var name = parameter.Metadata.Type[(parameter.Metadata.Type.LastIndexOf('.') + 1)..];
        return name.Replace("String", "string", StringComparison.Ordinal) is var text && (text is "string" or "string[]")
            ? text
            : name.Replace("Int32", "int", StringComparison.Ordinal).Replace("Boolean", "bool", StringComparison.Ordinal);
    }
}
