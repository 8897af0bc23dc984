namespace SsprModule.Shell.Help;

/// <summary>One cmdlet's page, as the schema of PlatyPS 1 lays it out. Texts are plain: one string a paragraph.</summary>
internal sealed class HelpPage
{
    internal string Name { get; set; } = "";

    internal string HelpUri { get; set; } = "";

    internal List<string> Synopsis { get; } = [];

    /// <summary>The names of the parameter sets, in the order of the page; the default comes first.</summary>
    internal List<string> ParameterSets { get; } = [];

    internal List<string> Description { get; } = [];

    internal List<HelpExample> Examples { get; } = [];

    internal List<HelpParameter> Parameters { get; } = [];

    internal List<HelpType> Inputs { get; } = [];

    internal List<HelpType> Outputs { get; } = [];

    internal List<string> Notes { get; } = [];

    internal List<(string Text, string Uri)> Links { get; } = [];
}

/// <summary>An example: what comes before the first code fence introduces it, what comes after explains it.</summary>
internal sealed record HelpExample(string Title)
{
    internal List<string> Introduction { get; } = [];

    internal string Code { get; set; } = "";

    internal List<string> Remarks { get; } = [];
}

/// <summary>A type that goes in or comes out.</summary>
internal sealed record HelpType(string Name)
{
    internal List<string> Description { get; } = [];
}

/// <summary>A parameter: its text, and its metadata from the yaml block.</summary>
internal sealed record HelpParameter(string Name)
{
    internal List<string> Description { get; } = [];

    internal ParameterMetadata Metadata { get; set; } = new();
}
