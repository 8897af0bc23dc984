using System.Reflection;

namespace SsprModule.Loader.Tests;

/// <summary>Where things lie in the clone that the tests were built in.</summary>
internal static class Clone
{
    internal static string Root { get; } = FindRoot();

    internal static string Module { get; } = Path.Combine(Root, "out", "SsprModule");

    internal static string Net8 { get; } = Path.Combine(Module, "lib", "net8.0");

    internal static string Net472 { get; } = Path.Combine(Module, "lib", "net472");

    /// <summary>The version that the build gave the module's assembly, three numbers.</summary>
    internal static string Version { get; } = AssemblyName.GetAssemblyName(Path.Combine(Module, "SsprModule.dll")).Version!.ToString(3);

    /// <summary>Debug or Release, as the tests themselves were built.</summary>
    internal static string Configuration { get; } = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;

    internal static string Shell { get; } =
        Path.Combine(Root, "src", "SsprModule.Shell", "bin", Configuration, "net10.0", "SsprModule.Shell.dll");

    internal static string GraphServer { get; } =
        Path.Combine(Root, "tests", "GraphServer", "bin", Configuration, "net10.0", "GraphServer.dll");

    internal static string Fixture(params string[] path) => Path.Combine([AppContext.BaseDirectory, "Fixtures", .. path]);

    internal static string Rival(string assembly) => Path.Combine(AppContext.BaseDirectory, "Rivals", assembly + ".dll");

    internal static string Metadata(string key) => typeof(Clone).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "SsprModule.sln")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("The tests must lie in a clone.");
        }

        return folder.FullName;
    }
}
