using SsprModule.Engine.Registration;
using SsprModule.Models;

namespace SsprModule.Engine.Policy.Impact;

/// <summary>
/// Whether the methods that somebody has registered are enough under certain rules. What is not known of the rules makes a
/// lower and an upper bound; only where both say the same is there an answer.
/// </summary>
internal sealed class MethodCount
{
    private const string HardwareOath = "HardwareOath";
    private const int MostRequired = 2;

    private readonly MethodRules rules;
    private readonly IReadOnlyList<Audience> audiences;
    private readonly bool knowsHardware;
    private readonly Dictionary<int, (UsableMethods? Least, UsableMethods? Most)> usable = [];

    /// <param name="rules">What decides which methods count; the methods that are on, whomever they are for.</param>
    /// <param name="audiences">The methods that are not for everybody.</param>
    /// <param name="knowsHardware">Whether the policy tells of hardware tokens; v1.0 of Graph leaves them out.</param>
    public MethodCount(MethodRules rules, IReadOnlyList<Audience> audiences, bool knowsHardware)
    {
        this.rules = rules;
        this.audiences = audiences;
        this.knowsHardware = knowsHardware;
    }

    /// <summary>Whether they are enough; null when that can't be told.</summary>
    public bool? IsEnough(Guid user, IReadOnlyList<string> registered)
    {
        var (least, most) = For(user);
        if (least is null || most is null)
        {
            return null;
        }

        // A word that is new to this module may or may not be a method of SSPR.
        var strange = registered.Count(w => !MethodWords.IsKnown(w));
        if (least.CountOf(registered) >= (rules.MethodsRequired ?? MostRequired))
        {
            return true;
        }

        return most.CountOf(registered) + strange < (rules.MethodsRequired ?? 1) ? false : null;
    }

    /// <summary>The words of the methods that the user could register in addition, each a method of its own.</summary>
    public IReadOnlyList<string> Missing(Guid user, IReadOnlyList<string> registered)
    {
        if (For(user).Least is not { } least)
        {
            return [];
        }

        var now = least.CountOf(registered);
        return [.. least.Words.Where(w => least.CountOf([.. registered, w]) > now)];
    }

    private (UsableMethods? Least, UsableMethods? Most) For(Guid user)
    {
        var key = 0;
        for (var i = 0; i < audiences.Count; i++)
        {
            key |= audiences[i].Has(user) ? 1 << i : 0;
        }

        if (!usable.TryGetValue(key, out var bounds))
        {
            usable[key] = bounds = (Under(key, isMost: false), Under(key, isMost: true));
        }

        return bounds;
    }

    private UsableMethods? Under(int key, bool isMost)
    {
        var others = audiences.Where((_, i) => (key & (1 << i)) == 0).Select(a => a.Method).ToList();
        var on = rules.On.Where(m => !others.Contains(m, StringComparer.OrdinalIgnoreCase));
        return UsableMethods.Of(rules with
        {
            On = [.. isMost && !knowsHardware ? on.Append(HardwareOath) : on],
            SecurityQuestions = rules.SecurityQuestions ?? isMost,
            Legacy = new SsprLegacyMethods
            {
                Email = rules.Legacy?.Email ?? isMost,
                MobilePhone = rules.Legacy?.MobilePhone ?? isMost,
                OfficePhone = rules.Legacy?.OfficePhone ?? isMost,
                AppNotification = rules.Legacy?.AppNotification ?? isMost,
                AppCode = rules.Legacy?.AppCode ?? isMost,
            },
        });
    }
}
