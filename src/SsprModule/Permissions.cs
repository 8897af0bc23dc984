using System.Reflection;
using SsprModule.Models;

namespace SsprModule;

/// <summary>What the cmdlets declare with <see cref="RequiresPermissionAttribute"/>, read in one place.</summary>
internal static class Permissions
{
    private static readonly Lazy<IReadOnlyList<RequiresPermissionAttribute>> Declared = new(() =>
        [.. typeof(Permissions).Assembly.GetTypes().SelectMany(t => t.GetCustomAttributes<RequiresPermissionAttribute>())]);

    /// <summary>The delegated permissions of all cmdlets, sorted.</summary>
    /// <param name="write">False leaves out those that only changes need.</param>
    public static IReadOnlyList<string> Delegated(bool write) =>
        [.. Declared.Value.Where(p => p.For != SsprSignInKind.Application && (write || !p.Write)).Select(p => p.Permission).Distinct().OrderBy(p => p, StringComparer.Ordinal)];

    /// <summary>Every permission that any cmdlet declares, sorted.</summary>
    public static IReadOnlyList<string> All() =>
        [.. Declared.Value.Select(p => p.Permission).Distinct().OrderBy(p => p, StringComparer.Ordinal)];
}
