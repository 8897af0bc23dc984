namespace SsprModule.Sandbox;

/// <summary>What the tenant looks like and how it behaves. The same options give the same tenant.</summary>
public sealed class SandboxOptions
{
    private readonly int userCount = 250;

    /// <summary>Number of users, 1 to 1,000,000; default 250. The named users of README.md come first.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public int UserCount
    {
        get => userCount;
        init => userCount = value is >= 1 and <= 1_000_000
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "UserCount must be between 1 and 1,000,000.");
    }

    /// <summary>Chooses the tenant; the same seed gives the same tenant. Default 1.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>The faults that are on; default none.</summary>
    public IReadOnlyCollection<SandboxFault> Faults { get; init; } = [];

    /// <summary>Overrides the rhythm of every counted fault: 1 = each fitting call; null (default) = each fault's own rhythm.</summary>
    public int? FaultEvery { get; init; }

    /// <summary>Overrides the rhythm of single faults, before <see cref="FaultEvery"/>; default none.</summary>
    public IReadOnlyDictionary<SandboxFault, int> FaultRhythms { get; init; } = new Dictionary<SandboxFault, int>();

    /// <summary>Whether the published quotas are enforced; default true.</summary>
    public bool Quotas { get; init; } = true;

    /// <summary>How long a change takes to show in the registration report; default one hour (documented as "some hours").</summary>
    public TimeSpan ReportLatency { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How long an event takes to show in the audit log; default two minutes (documented as "minutes").</summary>
    public TimeSpan AuditLatency { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How long a password reset of a cloud user takes; default 2 seconds.</summary>
    public TimeSpan CloudResetTime { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long a password reset with writeback takes; default 20 seconds.</summary>
    public TimeSpan WritebackResetTime { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How late each page is with <see cref="SandboxFault.SlowPages"/>; default 2 seconds.</summary>
    public TimeSpan SlowPageDelay { get; init; } = TimeSpan.FromSeconds(2);

    internal bool Has(SandboxFault fault)
    {
        foreach (var candidate in Faults)
        {
            if (candidate == fault)
            {
                return true;
            }
        }

        return false;
    }
}
