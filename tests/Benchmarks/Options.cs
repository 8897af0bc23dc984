using System.Globalization;

namespace Benchmarks;

/// <summary>What may follow the name of a benchmark.</summary>
/// <param name="Users">Users of the large tenant.</param>
/// <param name="Rounds">How often each candidate is measured; null for the benchmark's own number.</param>
internal sealed record Options(int Users, int? Rounds)
{
    /// <summary>Users of the small tenant.</summary>
    internal int FewUsers => Math.Max(1, Users / 10);

    internal static bool TryParse(string[] args, out Options options)
    {
        options = new Options(1_000_000, null);
        for (var i = 0; i < args.Length; i += 2)
        {
            if (i + 1 == args.Length || !int.TryParse(args[i + 1], NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number < 1)
            {
                return false;
            }

            switch (args[i])
            {
                case "--users" when number <= 1_000_000:
                    options = options with { Users = number };
                    break;
                case "--rounds":
                    options = options with { Rounds = number };
                    break;
                default:
                    return false;
            }
        }

        return true;
    }
}
