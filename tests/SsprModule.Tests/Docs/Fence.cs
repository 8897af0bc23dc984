namespace SsprModule.Tests.Docs;

/// <summary>PowerShell in a page: a block fenced as powershell, with what the comment above it says of it.</summary>
/// <param name="Line">The line of the page at which the code begins, from 1.</param>
/// <param name="NeedsTenant">True below <c>&lt;!-- needs a tenant --&gt;</c>: it can't run here.</param>
/// <param name="ShowsErrors">The ids of <c>&lt;!-- shows an error: A, B --&gt;</c>, in the order in which they come.</param>
internal sealed record Fence(int Line, string Code, bool NeedsTenant, IReadOnlyList<string> ShowsErrors)
{
    private const string Shows = "<!-- shows an error: ";

    public static IReadOnlyList<Fence> Of(string page)
    {
        var fences = new List<Fence>();
        var lines = page.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            if (lines[i].Trim() != "```powershell")
            {
                continue;
            }

            var code = lines.Skip(i + 1).TakeWhile(l => l.Trim() != "```").ToList();
            var above = i == 0 ? "" : lines[i - 1].Trim();
            string[] errors = above.StartsWith(Shows, StringComparison.Ordinal) ? above[Shows.Length..].Replace(" -->", "").Split(", ") : [];
            fences.Add(new Fence(i + 2, string.Join('\n', code), above == "<!-- needs a tenant -->", errors));
            i += code.Count + 1;
        }

        return fences;
    }
    /// <summary>
    /// The code of an about topic: lines indented by eight below an empty line, where they name
    /// a cmdlet or a variable; the others are tables. Only read, never run: a
    /// topic has no place for a comment that tells what it needs.
    /// </summary>
    public static IReadOnlyList<Fence> OfTopic(string topic)
    {
        var fences = new List<Fence>();
        var lines = topic.Split('\n');
        for (var i = 1; i < lines.Length; i++)
        {
            if (!IsCode(lines[i]) || lines[i - 1].Length > 0)
            {
                continue;
            }

            var code = lines.Skip(i).TakeWhile(l => IsCode(l) || l.Length == 0).ToList();
            fences.Add(new Fence(i + 1, string.Join('\n', code), NeedsTenant: true, []));
            i += code.Count;
        }

        return [.. fences.Where(f => f.Code.Contains("-Sspr") || f.Code.Contains("$"))];

        static bool IsCode(string line) => line.StartsWith("        ", StringComparison.Ordinal);
    }
}
