using System.Management.Automation;
using SsprModule.Errors;
using SsprModule.Models;

namespace SsprModule.Commands.Policy;

/// <summary>Picks methods by word or wildcard.</summary>
internal static class MethodSelection
{
    /// <summary>Writes the methods that are asked for, each once. A word without a wildcard that fits nothing is an error; the others follow.</summary>
    public static async Task WriteAsync(string[]? asked, IReadOnlyList<SsprMethodPolicy> all, CmdletOutput output)
    {
        var patterns = (asked ?? ["*"]).Select(a => (Text: a, Pattern: WildcardPattern.Get(a, WildcardOptions.IgnoreCase))).ToList();
        foreach (var (text, pattern) in patterns.Where(p => !WildcardPattern.ContainsWildcardCharacters(p.Text) && !all.Any(m => Fits(p.Pattern, m))))
        {
            var error = new SsprException(SsprErrorId.MethodUnknown, text, all.Select(m => m.Method)) { Target = text };
            await output.WriteErrorAsync(ErrorRecords.From(error)).ConfigureAwait(false);
        }

        await output.WritePageAsync(all.Where(m => patterns.Exists(p => Fits(p.Pattern, m))).ToList()).ConfigureAwait(false);
    }

    private static bool Fits(WildcardPattern pattern, SsprMethodPolicy method) =>
        pattern.IsMatch(method.Method) || (method.DisplayName is { } name && pattern.IsMatch(name));
}
