using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;
using SsprModule.Models;

namespace SsprModule.Commands.Connection;

/// <summary>The connection that cmdlets use by default, one for each runspace, so that parallel runspaces do not disturb each other.</summary>
internal static class CurrentConnection
{
    private static readonly ConditionalWeakTable<Runspace, StrongBox<SsprConnection?>> ByRunspace = new();

    /// <summary>The place that holds it for the runspace of this thread. To be called on the pipeline thread.</summary>
    public static StrongBox<SsprConnection?> Current() =>
        Runspace.DefaultRunspace is { } runspace ? ByRunspace.GetOrCreateValue(runspace) : new StrongBox<SsprConnection?>();
}
