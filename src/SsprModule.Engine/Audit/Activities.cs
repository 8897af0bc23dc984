using SsprModule.Engine.Troubleshooting;

namespace SsprModule.Engine.Audit;

/// <summary>The activities of the audit log that have to do with SSPR, by any of their spellings.</summary>
internal static class Activities
{
    private static readonly Lazy<IReadOnlyDictionary<string, ActivityEntry>> ByName = new(() =>
        Catalogue.Structure.Activities.SelectMany(a => Spellings(a).Select(name => (name, a))).ToDictionary(p => p.name, p => p.a, StringComparer.OrdinalIgnoreCase));

    /// <summary>The services whose events are read when no activity is named (Microsoft Entra audit log activity reference, Microsoft Learn).</summary>
    public static IReadOnlyList<string> Services { get; } = ["Self-service Password Management", "Authentication Methods"];

    /// <summary>What is known of an activity, or null.</summary>
    public static ActivityEntry? Find(string? name) => name is not null && ByName.Value.TryGetValue(name.Trim(), out var entry) ? entry : null;

    /// <summary>The spelling of the log first, then others that were seen in it.</summary>
    public static IEnumerable<string> Spellings(ActivityEntry entry) => [entry.Id, .. entry.Aliases ?? []];
}
