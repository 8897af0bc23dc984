namespace SsprModule.Shell;

/// <summary>The scripts inside this assembly.</summary>
internal static class Resources
{
    /// <summary>The names of all scripts that stand in for a command.</summary>
    internal static IEnumerable<string> Commands =>
        typeof(Resources).Assembly.GetManifestResourceNames().Where(name => name.StartsWith("Commands/", StringComparison.Ordinal));

    /// <summary>The text of one script.</summary>
    internal static string Read(string name)
    {
        using var reader = new StreamReader(typeof(Resources).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
