using System.Runtime.InteropServices;

namespace SsprModule.Loader;

/// <summary>Where a native library of the engine can lie. PowerShell's own probing serves the default context only.</summary>
internal static class NativeProbe
{
    /// <summary>The files to try, most likely first; none for a name that is a path.</summary>
    internal static IEnumerable<string> Candidates(string folder, string library)
    {
        if (Path.GetFileName(library) != library)
        {
            yield break;
        }

        var (system, extension) = Platform();
        // The process decides: an x64 process on an Arm machine needs x64 libraries.
        var architecture = RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant();
        var native = Path.Combine(folder, "runtimes", $"{system}-{architecture}", "native");
        yield return Path.Combine(native, library);
        yield return Path.Combine(native, library + extension);
        yield return Path.Combine(native, "lib" + library + extension);
    }

    private static (string System, string Extension) Platform() =>
        OperatingSystem.IsWindows() ? ("win", ".dll") : OperatingSystem.IsMacOS() ? ("osx", ".dylib") : ("linux", ".so");
}
