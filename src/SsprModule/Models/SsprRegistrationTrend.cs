namespace SsprModule.Models;

/// <summary>One snapshot of registration, and what changed since the one before.</summary>
public sealed class SsprRegistrationTrend
{
    /// <summary>When it was taken, UTC.</summary>
    public DateTimeOffset TakenAt { get; init; }

    /// <summary>Enabled members.</summary>
    public long Users { get; init; }

    /// <summary>Of them, in scope.</summary>
    public long Enabled { get; init; }

    /// <summary>Of them, able to reset.</summary>
    public long Capable { get; init; }

    /// <summary>Capable of Users, 0 to 100, one decimal; null without users.</summary>
    public double? Coverage => Users == 0 ? null : Math.Round(100.0 * Capable / Users, 1);

    /// <summary>Users who were there before and not able, and now are; null without a snapshot before.</summary>
    public long? NewlyAble { get; init; }

    /// <summary>Users who were able before and are there, and now are not; null without a snapshot before.</summary>
    public long? NewlyLost { get; init; }

    /// <summary>Users who came since; null without a snapshot before.</summary>
    public long? Joined { get; init; }

    /// <summary>Users who went since, disabled ones included; null without a snapshot before.</summary>
    public long? Left { get; init; }

    /// <summary>Who is newly able, by sign-in name, at most 10,000; empty for earlier snapshots, which hold no names.</summary>
    public ValueList<string> NewlyAbleUsers { get; init; } = new([]);

    /// <summary>Who is newly lost, likewise.</summary>
    public ValueList<string> NewlyLostUsers { get; init; } = new([]);
}
