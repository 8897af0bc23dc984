using SsprModule.Models;

namespace SsprModule.Engine.Policy.Impact;

/// <summary>Counts verdicts.</summary>
internal sealed class ImpactTally
{
    private readonly Counter users = new();
    private readonly Counter admins = new();
    private readonly Dictionary<(SsprImpactKind, SsprImpactReason), long> reasons = [];

    public long Guests { get; set; }

    public SsprImpactFigures Users => users.Figures();

    public SsprImpactFigures Admins => admins.Figures();

    public SsprImpactFigures Total => users.Plus(admins).Figures();

    /// <summary>The reasons, most frequent first.</summary>
    public ValueList<SsprImpactCount> Reasons =>
        new([.. reasons.OrderByDescending(r => r.Value).ThenBy(r => r.Key).Select(r => new SsprImpactCount(r.Key.Item1, r.Key.Item2, r.Value))]);

    public void Add(SsprRegistration row, ImpactVerdict verdict)
    {
        (row.IsAdmin == true ? admins : users).Add(row, verdict);
        if (verdict.Kind != SsprImpactKind.Unchanged)
        {
            var key = (verdict.Kind, verdict.Reason);
            reasons[key] = (reasons.TryGetValue(key, out var count) ? count : 0) + 1;
        }
    }

    private sealed class Counter
    {
        private readonly long[] kinds = new long[(int)SsprImpactKind.Unexplained + 1];
        private long before;
        private long after;

        public void Add(SsprRegistration row, ImpactVerdict verdict)
        {
            kinds[(int)verdict.Kind]++;
            before += row.IsSsprCapable == true ? 1 : 0;
            after += verdict.After == true ? 1 : 0;
        }

        public Counter Plus(Counter other)
        {
            var sum = new Counter { before = before + other.before, after = after + other.after };
            for (var i = 0; i < kinds.Length; i++)
            {
                sum.kinds[i] = kinds[i] + other.kinds[i];
            }

            return sum;
        }

        public SsprImpactFigures Figures() => new()
        {
            Total = kinds.Sum(),
            CapableBefore = before,
            CapableAfter = after,
            Gained = kinds[(int)SsprImpactKind.Gained],
            Lost = kinds[(int)SsprImpactKind.Lost],
            Unchanged = kinds[(int)SsprImpactKind.Unchanged],
            Unknown = kinds[(int)SsprImpactKind.Unknown],
            Unexplained = kinds[(int)SsprImpactKind.Unexplained],
        };
    }
}
