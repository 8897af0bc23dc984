using System.Reflection;
using System.Runtime.Loader;

namespace SsprModule.Loader;

/// <summary>
/// The private home of the engine's dependencies: other modules' copies of the same assemblies neither see nor
/// disturb them. It stays for the life of the process, because clients and tokens inside it do.
/// </summary>
/// <remarks>
/// <c>AssemblyDependencyResolver</c> is not used: it throws in hosts that were not started by the dotnet host,
/// such as PowerShell remoting over WinRM (PowerShell issue 11238).
/// </remarks>
internal sealed class EngineLoadContext : AssemblyLoadContext
{
    private readonly string folder;
    private readonly Assembly contract;
    private readonly IReadOnlyDictionary<string, string> platform;

    internal EngineLoadContext(string folder, Assembly contract)
        : base("SsprModule", isCollectible: false)
    {
        this.folder = folder;
        this.contract = contract;
        platform = PlatformAssemblies();
    }

    /// <inheritdoc/>
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        if (Is(assemblyName, contract.GetName().Name))
        {
            return contract;
        }

        var file = FindFile(assemblyName);
        return file is null ? null : LoadFromAssemblyPath(file);
    }

    /// <inheritdoc/>
    protected override nint LoadUnmanagedDll(string unmanagedDllName)
    {
        var file = NativeProbe.Candidates(folder, unmanagedDllName).FirstOrDefault(File.Exists);
        return file is null ? nint.Zero : LoadUnmanagedDllFromPath(file);
    }

    /// <summary>The file that serves a request privately, or null to let the default context answer.</summary>
    internal string? FindFile(AssemblyName requested)
    {
        // Satellites are found by the runtime itself, in the folder of the culture. PowerShell is the host's own.
        if (!string.IsNullOrEmpty(requested.CultureName) || Is(requested, "System.Management.Automation"))
        {
            return null;
        }

        var file = Path.Combine(folder, requested.Name + ".dll");
        if (!File.Exists(file))
        {
            return null;
        }

        var ours = AssemblyName.GetAssemblyName(file);
        if (platform.TryGetValue(requested.Name!, out var theirs) && !IsNewer(ours, AssemblyName.GetAssemblyName(theirs)))
        {
            return null;
        }

        return AssemblyMatch.Satisfies(ours, requested) ? file : null;
    }

    private static bool IsNewer(AssemblyName ours, AssemblyName theirs) => ours.Version > theirs.Version;

    private static bool Is(AssemblyName requested, string? name) =>
        string.Equals(requested.Name, name, StringComparison.OrdinalIgnoreCase);

    /// <summary>The assemblies that the host brings, by name: .NET's own and, in pwsh, those beside it.</summary>
    private static Dictionary<string, string> PlatformAssemblies()
    {
        var paths = (AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") as string ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        var byName = new Dictionary<string, string>(paths.Length, StringComparer.OrdinalIgnoreCase);
        foreach (var path in paths)
        {
            byName.TryAdd(Path.GetFileNameWithoutExtension(path), path);
        }

        return byName;
    }
}
