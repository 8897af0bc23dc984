using System.Security.Cryptography;
using System.Text;
using SsprModule.Models;

namespace SsprModule.Engine.Registration.Measuring;

/// <summary>Takes a snapshot while rows are counted, and compares it with the one before.</summary>
internal sealed class SnapshotTaker
{
    private const int MostNames = 10_000;

    private readonly List<ulong> people = [];
    private readonly List<string> able = [];
    private readonly List<string> lost = [];
    private readonly Snapshot? last;
    private readonly string salt;
    private readonly byte[] saltBytes;

    /// <param name="earlier">What the file holds.</param>
    public SnapshotTaker(SnapshotHistory earlier)
    {
        last = earlier.Last;
        Earlier = earlier.Trend;
        salt = last?.Salt ?? NewSalt();
        saltBytes = Encoding.UTF8.GetBytes(salt);
    }

    /// <summary>The earlier snapshots, oldest first.</summary>
    public IReadOnlyList<SsprRegistrationTrend> Earlier { get; }

    /// <summary>Adds a user, when the row counts.</summary>
    public void Add(SsprRegistration row)
    {
        if (!RegistrationMeasurement.IsCounted(row))
        {
            return;
        }

        var isCapable = row.IsSsprCapable == true;
        var mark = Mark(row.Id);
        people.Add(mark | (isCapable ? 1UL : 0));
        if (last is not null && Find(last.People, mark) is { } was && was != isCapable)
        {
            var names = isCapable ? able : lost;
            if (names.Count < MostNames)
            {
                names.Add(row.UserPrincipalName);
            }
        }
    }

    /// <summary>The snapshot as a line of the file.</summary>
    public byte[] Line(SsprRegistrationMeasure total, DateTimeOffset now) => Snapshot(total, now).ToLine();

    /// <summary>This snapshot, and what changed since the last one.</summary>
    public SsprRegistrationTrend Compare(SsprRegistrationMeasure total, DateTimeOffset now)
    {
        var trend = SnapshotHistory.Compare(last, Snapshot(total, now));
        return new SsprRegistrationTrend
        {
            TakenAt = trend.TakenAt,
            Users = trend.Users,
            Enabled = trend.Enabled,
            Capable = trend.Capable,
            NewlyAble = trend.NewlyAble,
            NewlyLost = trend.NewlyLost,
            Joined = trend.Joined,
            Left = trend.Left,
            NewlyAbleUsers = new ValueList<string>(able),
            NewlyLostUsers = new ValueList<string>(lost),
        };
    }

    private Snapshot Snapshot(SsprRegistrationMeasure total, DateTimeOffset now)
    {
        people.Sort();
        return new Snapshot { TakenAt = now, Salt = salt, Users = people.Count, Enabled = total.Enabled, Capable = total.Capable, People = [.. people] };
    }

    // 47 bits of a hash: two of a million users share one with a chance of a third of a per cent.
    private ulong Mark(string id)
    {
        var bytes = new byte[saltBytes.Length + id.Length];
        saltBytes.CopyTo(bytes, 0);
        Encoding.ASCII.GetBytes(id.ToLowerInvariant(), 0, id.Length, bytes, saltBytes.Length);
#if NET
        var hash = SHA256.HashData(bytes);
#else
        using var sha = SHA256.Create();
        var hash = sha.ComputeHash(bytes);
#endif
        return (BitConverter.ToUInt64(hash, 0) & 0xFFFF_FFFF_FFFF) & ~1UL;
    }

    private static bool? Find(ulong[] people, ulong mark)
    {
        var at = Array.BinarySearch(people, mark);
        at = at < 0 ? ~at : at;
        return at < people.Length && (people[at] & ~1UL) == mark ? (people[at] & 1) == 1 : null;
    }

    private static string NewSalt()
    {
        var bytes = new byte[16];
        using var random = RandomNumberGenerator.Create();
        random.GetBytes(bytes);
        return Convert.ToBase64String(bytes);
    }
}
