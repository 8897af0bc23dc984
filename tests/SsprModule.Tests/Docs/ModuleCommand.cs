using System.Management.Automation;
using System.Reflection;

namespace SsprModule.Tests.Docs;

/// <summary>The module's cmdlets as PowerShell sees them.</summary>
internal static class ModuleCommand
{
    public static IReadOnlyDictionary<string, CmdletInfo> All { get; } = typeof(AsyncCmdlet).Assembly.GetTypes()
        .Where(t => t.GetCustomAttribute<CmdletAttribute>(false) is not null)
        .Select(t => (Attribute: t.GetCustomAttribute<CmdletAttribute>()!, Type: t))
        .Select(c => new CmdletInfo($"{c.Attribute.VerbName}-{c.Attribute.NounName}", c.Type))
        .ToDictionary(c => c.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>The parameters of a cmdlet without those that all cmdlets have.</summary>
    public static IReadOnlyDictionary<string, ParameterMetadata> Own(this CmdletInfo cmdlet) =>
        cmdlet.Parameters.Where(p => !Cmdlet.CommonParameters.Contains(p.Key)).ToDictionary(p => p.Key, p => p.Value, StringComparer.Ordinal);

    public static IEnumerable<RequiresPermissionAttribute> Permissions(this CmdletInfo cmdlet) =>
        cmdlet.ImplementingType.GetCustomAttributes<RequiresPermissionAttribute>();
}
