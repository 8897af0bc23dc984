using System.Globalization;

namespace SsprModule.Sandbox.Tenant;

/// <summary>
/// All users. A user is computed from its index each time; only what calls changed is kept, so that a million users
/// cost no more memory than a hundred.
/// </summary>
internal sealed class UserDirectory(int count, int seed, DateTimeOffset started)
{
    private const uint Spread = 0x9E3779B1;
    private static readonly uint SpreadInverse = Invert(Spread);
    private readonly Dictionary<int, Timeline<UserState>> changed = [];
    private readonly Dictionary<bool, int[]> orders = [];
    private readonly uint offset = unchecked((uint)Hash.Mix(seed, -1, 7));

    public int Count { get; } = count;

    public DateTimeOffset Started { get; } = started;

    public Guid IdOf(int index)
    {
        var low = Hash.Mix(seed, index, 11);
        var first = unchecked(((uint)index * Spread) + offset);
        return Hash.Shape(((ulong)first << 32) | (uint)low, Hash.Mix(seed, index, 12));
    }

    public UserProfile Profile(int index)
        => index < NamedUsers.All.Length ? NamedProfile(index) : UserFactory.Make(seed, index, IdOf(index));

    public UserState State(int index)
        => changed.TryGetValue(index, out var timeline) ? timeline.Current : UserState.From(Profile(index), Started);

    /// <summary>The user's past when calls changed it, else null.</summary>
    public Timeline<UserState>? History(int index) => changed.Count > 0 && changed.TryGetValue(index, out var timeline) ? timeline : null;

    public void Change(int index, DateTimeOffset now, Func<UserState, UserState> change)
    {
        if (!changed.TryGetValue(index, out var timeline))
        {
            changed[index] = timeline = new Timeline<UserState>(UserState.From(Profile(index), Started));
        }

        timeline.Set(now, change(timeline.Current));
    }

    /// <summary>Index of the user with this id or UPN (in any case), or null.</summary>
    public int? Find(string idOrUpn)
        => Guid.TryParseExact(idOrUpn, "D", out var id) ? FindId(id) : FindUpn(idOrUpn);

    public int? FindId(Guid id)
    {
        var bytes = id.ToByteArray();
        var first = (uint)(bytes[0] | (bytes[1] << 8) | (bytes[2] << 16) | (bytes[3] << 24));
        var index = unchecked((int)((first - offset) * SpreadInverse));
        return index >= 0 && index < Count && IdOf(index) == id ? index : null;
    }

    /// <summary>Positions in the order of UPN or display name; made once when first asked for.</summary>
    public int[] Ordered(bool byDisplayName)
    {
        lock (orders)
        {
            if (orders.TryGetValue(byDisplayName, out var order))
            {
                return order;
            }

            var keys = new string[Count];
            order = new int[Count];
            for (var index = 0; index < Count; index++)
            {
                var profile = Profile(index);
                keys[index] = byDisplayName ? profile.DisplayName : profile.Upn;
                order[index] = index;
            }

            Array.Sort(keys, order, StringComparer.OrdinalIgnoreCase);
            return orders[byDisplayName] = order;
        }
    }

    // The number in a made-up UPN is the user's index; the comparison decides.
    private int? FindUpn(string upn)
    {
        for (var index = 0; index < NamedUsers.All.Length && index < Count; index++)
        {
            if (string.Equals(NamedUsers.All[index].Upn, upn, StringComparison.OrdinalIgnoreCase))
            {
                return index;
            }
        }

        var end = upn.IndexOf('@', StringComparison.Ordinal);
        var underscore = upn.IndexOf('_', StringComparison.Ordinal);
        end = underscore > 0 && underscore < end ? underscore : end;
        var start = end;
        while (start > 0 && upn[start - 1] is >= '0' and <= '9')
        {
            start--;
        }

        return end > start
            && int.TryParse(upn.Substring(start, end - start), NumberStyles.None, CultureInfo.InvariantCulture, out var found)
            && found >= NamedUsers.All.Length
            && found < Count
            && string.Equals(Profile(found).Upn, upn, StringComparison.OrdinalIgnoreCase)
            ? found
            : null;
    }

    private UserProfile NamedProfile(int index)
    {
        var named = NamedUsers.All[index];
        return new UserProfile
        {
            Index = index,
            Id = IdOf(index),
            GivenName = named.GivenName,
            Surname = named.Surname,
            DisplayName = named.GivenName + " " + named.Surname,
            Upn = named.Upn,
            IsGuest = named.IsGuest,
            IsSynced = named.IsSynced,
            IsFederated = named.IsFederated,
            IsEnabled = named.IsEnabled,
            IsLicensed = !named.IsGuest,
            Methods = named.Methods,
            Dice = Hash.Mix(seed, index, 5),
        };
    }

    private static uint Invert(uint odd)
    {
        var inverse = odd;
        for (var i = 0; i < 5; i++)
        {
            inverse = unchecked(inverse * (2 - (odd * inverse)));
        }

        return inverse;
    }
}
