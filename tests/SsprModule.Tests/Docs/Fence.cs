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
}
