namespace Benchmarks;

/// <summary>Where things lie in the clone that this was built in.</summary>
internal static class Clone
{
    internal static string Root { get; } = FindRoot();

    internal static string Module { get; } = Path.Combine(Root, "out", "SsprModule", "SsprModule.psd1");

    internal static string Shell { get; } = Built("src/SsprModule.Shell", "net10.0", "SsprModule.Shell.dll");

    internal static string Server { get; } = Built("tests/GraphServer", "net10.0", "GraphServer.dll");

    internal static string EmptyModule { get; } = Built("tests/Benchmarks/EmptyModule", "netstandard2.0", "EmptyModule.psd1");

    internal static string WarmUpModule { get; } = Built("tests/Benchmarks/WarmUpModule", "netstandard2.0", "WarmUpModule.psd1");

    /// <summary>A real PowerShell: the one that PWSH names, or the first on the path; null where there is none.</summary>
    internal static string? Pwsh { get; } = Environment.GetEnvironmentVariable("PWSH") is { Length: > 0 } named ? named
        : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(folder => Path.Combine(folder, "pwsh")).FirstOrDefault(File.Exists);

    // Debug or Release, as this was built.
    private static string Built(string project, string framework, string file) =>
        Path.Combine(Root, project, "bin", new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name, framework, file);

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "SsprModule.sln")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("The benchmarks must lie in a clone.");
        }

        return folder.FullName;
    }
}
