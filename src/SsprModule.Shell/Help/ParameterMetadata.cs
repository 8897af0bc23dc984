namespace SsprModule.Shell.Help;

/// <summary>How a parameter binds in one parameter set.</summary>
internal sealed record ParameterBinding(string Set)
{
    internal string Position { get; set; } = "Named";

    internal bool IsRequired { get; set; }

    internal bool ByValue { get; set; }

    internal bool ByPropertyName { get; set; }
}

/// <summary>The yaml block below a parameter: flat keys, lists in brackets, and one list of mappings, ParameterSets.</summary>
internal sealed class ParameterMetadata
{
    internal string Type { get; private set; } = "System.Object";

    internal string DefaultValue { get; private set; } = "";

    internal bool SupportsWildcards { get; private set; }

    internal bool DontShow { get; private set; }

    internal IReadOnlyList<string> Aliases { get; private set; } = [];

    internal IReadOnlyList<string> AcceptedValues { get; private set; } = [];

    internal List<ParameterBinding> Bindings { get; } = [];

    /// <summary>How it binds in a set, or null when it does not belong to it.</summary>
    internal ParameterBinding? In(string set) =>
        Bindings.Find(binding => binding.Set == set) ?? Bindings.Find(binding => binding.Set == "(All)");

    /// <exception cref="FormatException">A line has no colon or a key that the schema does not have.</exception>
    internal static ParameterMetadata Parse(string yaml)
    {
        var metadata = new ParameterMetadata();
        List<string>? open = null;
        foreach (var line in yaml.Split('\n').Select(line => line.TrimEnd()).Where(line => line.Length > 0))
        {
            // A list may also stand below its key, one "- item" a line.
            if (open is not null && line.TrimStart().StartsWith("- ", StringComparison.Ordinal) && !line.Contains(':', StringComparison.Ordinal))
            {
                open.Add(Unquote(line.TrimStart()[2..]));
                continue;
            }

            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon < 0)
            {
                throw new FormatException($"'{line}' is no 'key: value'.");
            }

            var key = line[..colon].TrimStart(' ', '-');
            var value = line[(colon + 1)..].Trim();
            open = metadata.Set(key, value);
        }

        return metadata;
    }

    private List<string>? Set(string key, string value)
    {
        var list = value.Trim('[', ']').Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(Unquote).ToList();
        var flag = value.Equals("true", StringComparison.OrdinalIgnoreCase);
        switch (key)
        {
            case "Type": Type = Unquote(value); break;
            case "DefaultValue": DefaultValue = Unquote(value); break;
            case "SupportsWildcards": SupportsWildcards = flag; break;
            case "DontShow": DontShow = flag; break;
            case "Aliases": Aliases = list; return list;
            case "AcceptedValues": AcceptedValues = list; return list;
            case "Name": Bindings.Add(new ParameterBinding(Unquote(value))); break;
            case "Position": Bindings[^1].Position = value; break;
            case "IsRequired": Bindings[^1].IsRequired = flag; break;
            case "ValueFromPipeline": Bindings[^1].ByValue = flag; break;
            case "ValueFromPipelineByPropertyName": Bindings[^1].ByPropertyName = flag; break;
            case "ParameterSets" or "ValueFromRemainingArguments" or "HelpMessage": break;
            default: throw new FormatException($"'{key}' is no key of the schema.");
        }

        return null;
    }

    private static string Unquote(string value) => value.Trim().Trim('\'', '"');
}
