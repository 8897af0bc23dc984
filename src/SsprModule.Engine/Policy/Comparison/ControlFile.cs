using System.Globalization;
using System.Text.Json;
using SsprModule.Text;

namespace SsprModule.Engine.Policy.Comparison;

/// <summary>Reads a file with controls: a baseline of the module or one of the user's own.</summary>
/// <param name="path">The file, for the message.</param>
internal sealed class ControlFile(string path)
{
    /// <summary>The member that tells a file with controls from a policy file.</summary>
    public const string Controls = "controls";

    private static readonly string[] Members = ["$schema", "version", "title", "source", Controls];
    private static readonly string[] ControlMembers = ["ids", "title", "field", "operator", "value", "values", "level", "licence", "confirmed", "note", "rationale", "remedy"];

    private readonly FileProblems problems = new(path);

    /// <summary>The controls, in the order of the file.</summary>
    /// <exception cref="Errors.SsprException">PolicyFileInvalid, PolicyFileTooNew.</exception>
    public IReadOnlyList<Control> Read(JsonElement root)
    {
        var members = problems.MembersOf(root, "", Members);
        PolicyFileReader.CheckVersion(path, root, problems);
        var controls = new List<Control>();
        var items = members.TryGetValue(Controls, out var list) ? problems.ItemsOf(list, Controls) : [];
        for (var i = 0; i < items.Count; i++)
        {
            if (ReadControl(items[i], $"{Controls}[{i}]") is { } control)
            {
                controls.Add(control);
            }
        }

        problems.ThrowIfAny();
        return controls;
    }

    private Control? ReadControl(JsonElement json, string at)
    {
        var members = problems.MembersOf(json, at, ControlMembers);
        if (FieldOf(members, at) is not { } field || OperatorOf(members, at, field) is not { } word || ValuesOf(members, at, field, word) is not { } values)
        {
            return null;
        }

        return new Control(field, word, values)
        {
            Ids = members.TryGetValue("ids", out var ids) ? [.. problems.ItemsOf(ids, $"{at}.ids").Select(id => id.ToString())] : [],
            Title = Localized(members, at, "title"),
            Rationale = Localized(members, at, "rationale"),
            Note = Localized(members, at, "note"),
            Level = Text(members, at, "level"),
            Licence = Text(members, at, "licence"),
            Remedy = Text(members, at, "remedy"),
            Confirmed = members.TryGetValue("confirmed", out var confirmed) ? confirmed.ValueKind == JsonValueKind.True : null,
        };
    }

    private ComparedField? FieldOf(IReadOnlyDictionary<string, JsonElement> members, string at)
    {
        if (Text(members, at, "field") is not { } name)
        {
            problems.Add($"{at}.field", new Reason("FileMemberMissing"));
            return null;
        }

        if (ComparedField.All.TryGetValue(name, out var field))
        {
            return field;
        }

        problems.Add($"{at}.field", Nearest.To(name, ComparedField.All.Keys) is { } near
            ? new Reason("FileFieldUnknownNear", name, near)
            : new Reason("FileFieldUnknown", name, ComparedField.All.Keys));
        return null;
    }

    private ControlOperator? OperatorOf(IReadOnlyDictionary<string, JsonElement> members, string at, ComparedField field)
    {
        var words = Enum.GetNames(typeof(ControlOperator)).Select(PolicyField.JsonNameOf).ToList();
        if (!members.TryGetValue("operator", out var json))
        {
            return ControlOperator.Equals;
        }

        var index = json.ValueKind == JsonValueKind.String ? words.IndexOf(json.GetString()!) : -1;
        if (index < 0)
        {
            problems.Add($"{at}.operator", new Reason("FileNotWord", words, FileProblems.Show(json)));
            return null;
        }

        var found = (ControlOperator)index;
        if (found is ControlOperator.AtLeast or ControlOperator.AtMost or ControlOperator.Between && field.Kind != typeof(int))
        {
            problems.Add($"{at}.operator", new Reason("FileOperatorNeedsNumber", words[index], field.JsonName));
            return null;
        }

        return found;
    }

    private List<object>? ValuesOf(IReadOnlyDictionary<string, JsonElement> members, string at, ComparedField field, ControlOperator word)
    {
        var isList = word is ControlOperator.Between or ControlOperator.OneOf;
        var name = isList ? "values" : "value";
        if (!members.TryGetValue(name, out var json))
        {
            problems.Add($"{at}.{name}", new Reason("FileMemberMissing"));
            return null;
        }

        var reader = new PolicyValueReader(problems);
        var values = isList
            ? problems.ItemsOf(json, $"{at}.{name}").Select((item, i) => reader.Read(field.Kind, field.Range, item, $"{at}.{name}[{i}]")).ToList()
            : [reader.Read(field.Kind, field.Range, json, $"{at}.{name}")];
        if (isList && (values.Count == 0 || (word == ControlOperator.Between && values.Count != 2)))
        {
            problems.Add($"{at}.{name}", new Reason("FileValueCount", word == ControlOperator.Between ? 2 : 1, values.Count));
        }

        return values.Count == 0 || values.Contains(null) ? null : [.. values.OfType<object>()];
    }

    private string? Text(IReadOnlyDictionary<string, JsonElement> members, string at, string name)
    {
        if (!members.TryGetValue(name, out var json))
        {
            return null;
        }

        if (json.ValueKind == JsonValueKind.String)
        {
            return json.GetString();
        }

        problems.Add($"{at}.{name}", new Reason("FileNotString", FileProblems.Show(json)));
        return null;
    }

    // One text for all, or one for each language with English for the rest.
    private string? Localized(IReadOnlyDictionary<string, JsonElement> members, string at, string name)
    {
        if (!members.TryGetValue(name, out var json) || json.ValueKind == JsonValueKind.String)
        {
            return Text(members, at, name);
        }

        var texts = problems.MembersOf(json, $"{at}.{name}", ["en", "nl"]);
        var language = CultureInfo.CurrentUICulture.TwoLetterISOLanguageName;
        return Text(texts, $"{at}.{name}", texts.ContainsKey(language) ? language : "en");
    }
}
