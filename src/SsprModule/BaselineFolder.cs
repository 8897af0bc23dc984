namespace SsprModule;

/// <summary>The baselines that come with the module: one file each, in the folder <c>baselines</c> beside this assembly.</summary>
internal static class BaselineFolder
{
    private const string Extension = ".json";

    private static string Path => System.IO.Path.Combine(System.IO.Path.GetDirectoryName(typeof(BaselineFolder).Assembly.Location)!, "baselines");

    /// <summary>The names of the baselines, sorted; none when the folder is missing.</summary>
    public static IReadOnlyList<string> Names() => !Directory.Exists(Path) ? [] :
        [.. Directory.EnumerateFiles(Path, "*" + Extension).Select(System.IO.Path.GetFileNameWithoutExtension).OrderBy(n => n, StringComparer.OrdinalIgnoreCase)];

    /// <summary>The file of a baseline.</summary>
    public static string FileOf(string name) => System.IO.Path.Combine(Path, name + Extension);
}
