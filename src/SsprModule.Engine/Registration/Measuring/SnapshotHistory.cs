using SsprModule.Models;

namespace SsprModule.Engine.Registration.Measuring;

/// <summary>The snapshots of a file: their figures and changes, and the last one whole.</summary>
internal sealed class SnapshotHistory
{
    private readonly List<SsprRegistrationTrend> trend = [];

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<SsprRegistrationTrend> Trend => trend;

    /// <summary>The newest; null when there is none.</summary>
    public Snapshot? Last { get; private set; }

    /// <summary>Adds the next line of the file.</summary>
    public void Add(Snapshot snapshot)
    {
        trend.Add(Compare(Last, snapshot));
        Last = snapshot;
    }

    /// <summary>The figures of a snapshot, and what changed since the one before.</summary>
    public static SsprRegistrationTrend Compare(Snapshot? before, Snapshot now)
    {
        // Marks with another salt say nothing of the same people.
        var changes = before is not null && before.Salt == now.Salt ? Changes(before.People, now.People) : null;
        return new SsprRegistrationTrend
        {
            TakenAt = now.TakenAt,
            Users = now.Users,
            Enabled = now.Enabled,
            Capable = now.Capable,
            NewlyAble = changes?[0],
            NewlyLost = changes?[1],
            Joined = changes?[2],
            Left = changes?[3],
        };
    }

    // Both lists are sorted, so one walk along both is enough.
    private static long[] Changes(ulong[] before, ulong[] now)
    {
        var (able, lost, joined, left) = (0L, 0L, 0L, 0L);
        var (i, j) = (0, 0);
        while (i < before.Length || j < now.Length)
        {
            var was = i < before.Length ? before[i] & ~1UL : ulong.MaxValue;
            var isNow = j < now.Length ? now[j] & ~1UL : ulong.MaxValue;
            if (was == isNow)
            {
                able += (now[j] & 1) > (before[i] & 1) ? 1 : 0;
                lost += (now[j] & 1) < (before[i] & 1) ? 1 : 0;
                i++;
                j++;
            }
            else if (was < isNow)
            {
                left++;
                i++;
            }
            else
            {
                joined++;
                j++;
            }
        }

        return [able, lost, joined, left];
    }
}
