using System.Globalization;
using System.Resources;

namespace SsprModule.Text;

/// <summary>Texts for people, in the language of the session. Ids and names of properties are never translated.</summary>
internal static class Texts
{
    private static readonly ResourceManager Resources = new("SsprModule.Text.Messages", typeof(Texts).Assembly);

    /// <summary>A text; a missing one is a defect that a test finds, and shows as its key.</summary>
    public static string Get(string key) => Resources.GetString(key, CultureInfo.CurrentUICulture) ?? key;

    /// <summary>A text with its placeholders filled; a list is joined with commas.</summary>
    public static string Format(string key, params object?[] arguments) =>
        string.Format(CultureInfo.CurrentCulture, Get(key), Array.ConvertAll(arguments, Flatten));

    private static object? Flatten(object? argument) =>
        argument is IEnumerable<object> list ? string.Join(", ", list) : argument;
}
