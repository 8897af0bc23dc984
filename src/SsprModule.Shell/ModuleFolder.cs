namespace SsprModule.Shell;

/// <summary>Finds the assembled module.</summary>
internal static class ModuleFolder
{
    /// <summary>The folder <c>out/SsprModule</c> of the clone that this shell was built in.</summary>
    /// <exception cref="DirectoryNotFoundException">The shell does not lie in a clone.</exception>
    internal static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "SsprModule.sln")))
            {
                return Path.Combine(folder.FullName, "out", "SsprModule");
            }
        }

        throw new DirectoryNotFoundException("SsprModule.Shell must lie inside a clone of SsprModule: it looks for SsprModule.sln upwards.");
    }
}
