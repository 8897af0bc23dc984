using System.Text.Json;
using SsprModule.Errors;
using SsprModule.Text;

namespace SsprModule.Engine.Policy;

/// <summary>What is wrong with a file, collected so that a person corrects it once.</summary>
/// <param name="path">The file.</param>
internal sealed class FileProblems(string path)
{
    private const int LongestShown = 40;

    private readonly List<string> found = [];

    /// <summary>Adds a problem.</summary>
    /// <param name="at">The place in the file, such as <c>settings.userScope</c>.</param>
    /// <param name="reason">What is wrong there.</param>
    public void Add(string at, Reason reason) => found.Add($"{at}: {reason}");

    /// <exception cref="SsprException">PolicyFileInvalid with all problems.</exception>
    public void ThrowIfAny()
    {
        if (found.Count > 0)
        {
            throw new SsprException(SsprErrorId.PolicyFileInvalid, path, string.Join("; ", found)) { Target = path };
        }
    }

    /// <summary>The members of an object by name; those that are not known or come twice become problems.</summary>
    public IReadOnlyDictionary<string, JsonElement> MembersOf(JsonElement value, string at, IReadOnlyList<string> known)
    {
        var members = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        if (value.ValueKind != JsonValueKind.Object)
        {
            Add(at.Length == 0 ? "$" : at, new Reason("FileNotObject", Show(value)));
            return members;
        }

        foreach (var member in value.EnumerateObject())
        {
            var place = at.Length == 0 ? member.Name : $"{at}.{member.Name}";
            if (members.ContainsKey(member.Name))
            {
                Add(place, new Reason("FileMemberTwice"));
            }
            else if (known.Contains(member.Name))
            {
                members[member.Name] = member.Value;
            }
            else
            {
                Add(place, Nearest.To(member.Name, known) is { } near ? new Reason("FileMemberUnknownNear", near) : new Reason("FileMemberUnknown", known));
            }
        }

        return members;
    }

    /// <summary>The items of an array; none, and a problem, when it is no array.</summary>
    public IReadOnlyList<JsonElement> ItemsOf(JsonElement value, string at)
    {
        if (value.ValueKind == JsonValueKind.Array)
        {
            return [.. value.EnumerateArray()];
        }

        Add(at, new Reason("FileNotList", Show(value)));
        return [];
    }

    /// <summary>A value as it stands in the file, shortened.</summary>
    public static string Show(JsonElement value)
    {
        var text = value.GetRawText();
        return text.Length > LongestShown ? text.Substring(0, LongestShown) + "..." : text;
    }
}
