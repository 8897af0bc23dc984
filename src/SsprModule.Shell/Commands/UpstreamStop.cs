using System.Management.Automation;
using System.Reflection;

namespace SsprModule.Shell.Commands;

/// <summary>The exception with which a command ends those before it in the pipeline and lets those after it go on.</summary>
/// <remarks>PowerShell keeps the type to its own assemblies; the package's version is pinned, and a test runs this.</remarks>
internal static class UpstreamStop
{
    private static readonly ConstructorInfo Constructor = typeof(PSObject).Assembly
        .GetType("System.Management.Automation.StopUpstreamCommandsException", throwOnError: true)!
        .GetConstructors(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)[0];

    internal static Exception Create(PSCmdlet command) => (Exception)Constructor.Invoke([command]);
}
