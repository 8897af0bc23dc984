using System.Management.Automation;
using SsprModule.Commands.Connection;

namespace SsprModule;

/// <summary>
/// What PowerShell calls when the module comes and goes. Importing does no work: the engine loads at first use,
/// and stays loaded, because .NET can't unload it.
/// </summary>
public sealed class ModuleLifetime : IModuleAssemblyInitializer, IModuleAssemblyCleanup
{
    private static int imports;

    /// <summary>Counts the runspace in.</summary>
    public void OnImport() => Interlocked.Increment(ref imports);

    /// <summary>The runspace forgets its connection; the last one to let go of the module takes its resolver with it.</summary>
    /// <param name="psModuleInfo">The module that is removed.</param>
    public void OnRemove(PSModuleInfo psModuleInfo)
    {
        CurrentConnection.Current().Value = null;
        if (Interlocked.Decrement(ref imports) <= 0)
        {
            DesktopResolver.Remove();
        }
    }
}
