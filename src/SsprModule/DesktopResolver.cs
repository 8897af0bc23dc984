using System.Reflection;

namespace SsprModule;

/// <summary>
/// Finds the engine's dependencies in Windows PowerShell, which has no load contexts and no binding redirects for
/// us. It answers for the assemblies of our own closure and for nobody else's requests.
/// </summary>
internal sealed class DesktopResolver
{
    /// <summary>The list of our closure, written by the build: one assembly's full name a line.</summary>
    internal const string ClosureFile = "closure.txt";

    private static readonly object Gate = new();
    private static DesktopResolver? registered;

    private readonly string folder;
    private readonly Dictionary<string, AssemblyName> closure;

    internal DesktopResolver(string folder, IEnumerable<string> closure)
    {
        this.folder = folder;
        this.closure = closure
            .Where(line => line.Length > 0)
            .Select(line => new AssemblyName(line))
            .ToDictionary(name => name.Name, StringComparer.OrdinalIgnoreCase);
    }

    internal static void Register(string folder, string closureFile)
    {
        lock (Gate)
        {
            if (registered is null)
            {
                registered = new DesktopResolver(folder, File.ReadAllLines(closureFile));
                AppDomain.CurrentDomain.AssemblyResolve += registered.Resolve;
            }
        }
    }

    internal static void Remove()
    {
        lock (Gate)
        {
            if (registered is not null)
            {
                AppDomain.CurrentDomain.AssemblyResolve -= registered.Resolve;
                registered = null;
            }
        }
    }

    /// <summary>The file that answers a request, or null when the request is not ours to answer.</summary>
    /// <param name="requested">What is looked for.</param>
    /// <param name="requester">The file of the assembly that asks; null when .NET Framework does not tell.</param>
    internal string? FindFile(AssemblyName requested, string? requester)
    {
        if (requester is not null && !IsInFolder(requester))
        {
            return null;
        }

        return closure.TryGetValue(requested.Name, out var ours) && Satisfies(ours, requested)
            ? Path.Combine(folder, ours.Name + ".dll")
            : null;
    }

    private static bool Satisfies(AssemblyName ours, AssemblyName requested)
    {
        var token = requested.GetPublicKeyToken() ?? [];
        return (requested.Version is null || ours.Version >= requested.Version)
            && (token.Length == 0 || token.SequenceEqual(ours.GetPublicKeyToken() ?? []));
    }

    private Assembly? Resolve(object sender, ResolveEventArgs request)
    {
        var name = new AssemblyName(request.Name);
        var requester = request.RequestingAssembly?.Location;

        // The engine asks for the contract, which PowerShell loaded from another folder than the engine's.
        var contract = typeof(DesktopResolver).Assembly;
        if (requester is not null && IsInFolder(requester) && name.Name == contract.GetName().Name)
        {
            return contract;
        }

        var file = FindFile(name, requester);
        return file is null ? null : Assembly.LoadFrom(file);
    }

    private bool IsInFolder(string path) =>
        path.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.OrdinalIgnoreCase);
}
