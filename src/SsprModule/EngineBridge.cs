using System.Reflection;
using System.Runtime.InteropServices;
using SsprModule.Contracts;
using SsprModule.Errors;

namespace SsprModule;

/// <summary>
/// The one way from the cmdlets to the engine. Nothing of it is loaded before the first use, and the cmdlets
/// never reference it, so that Graph's types stay in the engine's private load context.
/// </summary>
internal static class EngineBridge
{
    private static readonly object Gate = new();
    private static ISsprEngine? engine;

    /// <summary>True in Windows PowerShell, whose .NET has no load contexts.</summary>
    internal static bool IsDesktop { get; } =
        RuntimeInformation.FrameworkDescription.StartsWith(".NET Framework", StringComparison.Ordinal);

    /// <summary>The engine; the first use loads it.</summary>
    /// <exception cref="SsprException">Files of the module are missing, or another module's assembly is in the way.</exception>
    internal static ISsprEngine Engine
    {
        get
        {
            lock (Gate)
            {
                if (IsDesktop)
                {
                    // Each time: Remove-Module takes the resolver away, while the engine stays loaded.
                    var folder = EngineFolder("net472");
                    DesktopResolver.Register(folder, Existing(folder, DesktopResolver.ClosureFile));
                }

                return engine ??= Load();
            }
        }
    }

    /// <summary>Puts another engine in place, or with null lets the next use load the real one. For tests.</summary>
    internal static void Replace(ISsprEngine? replacement)
    {
        lock (Gate)
        {
            engine = replacement;
        }
    }

    private static ISsprEngine Load()
    {
        try
        {
            var assembly = IsDesktop
                ? Assembly.LoadFrom(Existing(EngineFolder("net472"), "SsprModule.Engine.dll"))
                : LoadPrivately(EngineFolder("net8.0"));
            return (ISsprEngine)Activator.CreateInstance(assembly.GetType("SsprModule.Engine.SsprEngine", throwOnError: true));
        }
        catch (Exception exception)
        {
            throw Explain(exception is TargetInvocationException { InnerException: { } inner } ? inner : exception);
        }
    }

    private static Assembly LoadPrivately(string folder)
    {
        if (Environment.Version.Major < 8)
        {
            throw new SsprException(SsprErrorId.PowerShellTooOld, Environment.Version);
        }

        var loader = Assembly.LoadFrom(Existing(folder, "SsprModule.Loader.dll"));
        Existing(folder, "SsprModule.Engine.dll");
        var method = loader.GetType("SsprModule.Loader.EngineLoader", throwOnError: true).GetMethod("Load");
        var load = (Func<string, Assembly, Assembly>)Delegate.CreateDelegate(typeof(Func<string, Assembly, Assembly>), method);
        return load(folder, typeof(EngineBridge).Assembly);
    }

    /// <summary>The engine's folder, beneath the one that the module was imported from.</summary>
    private static string EngineFolder(string framework) =>
        Path.Combine(Path.GetDirectoryName(typeof(EngineBridge).Assembly.Location) ?? "", "lib", framework);

    private static string Existing(string folder, string name)
    {
        var path = Path.Combine(folder, name);
        return File.Exists(path) ? path : throw new SsprException(SsprErrorId.ModuleFilesMissing, path);
    }

    private static SsprException Explain(Exception exception) => exception switch
    {
        SsprException known => known,
        FileNotFoundException missing => new SsprException(SsprErrorId.ModuleFilesMissing, missing, missing.FileName),
        FileLoadException conflict when IsDesktop => new SsprException(SsprErrorId.ConflictingAssembly, conflict, conflict.FileName),
        _ => new SsprException(SsprErrorId.Unexpected, exception, exception.Message),
    };
}
