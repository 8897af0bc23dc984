using SsprModule.Contracts;
using SsprModule.Engine.Graph;
using SsprModule.Models;
using SsprModule.Text;

namespace SsprModule.Engine.Password.Bulk;

/// <summary>What the service shows of a reset whose outcome is not known.</summary>
internal enum Verdict
{
    /// <summary>The password changed when the reset was sent.</summary>
    Changed,

    /// <summary>The password has not changed since before the reset.</summary>
    NotChanged,

    /// <summary>What the service shows fits both.</summary>
    Unknown,
}

/// <summary>Finds out from lastPasswordChangeDateTime (user resource type, Microsoft Learn) whether a reset had effect.</summary>
internal sealed class ChangeProof
{
    /// <summary>How long a call that nobody answered may still take effect, and the directory take to show it: only then no change means none.</summary>
    public static readonly TimeSpan Settle = TimeSpan.FromSeconds(5);

    /// <summary>The same for resetPassword, which is accepted first and done later.</summary>
    private static readonly TimeSpan SettleReset = TimeSpan.FromMinutes(1);

    // A Date has no fractions, and two servers may differ a little.
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(2);

    // A call waits at most so long between its intent and its being sent, for a quota or after a refusal.
    private static readonly TimeSpan LongestDelay = TimeSpan.FromMinutes(10);

    private readonly UserReader users;
    private readonly TimeProvider clock;

    public ChangeProof(UserReader users, TimeProvider clock)
    {
        this.users = users;
        this.clock = clock;
    }

    /// <summary>Asks the service, again after a while if it shows no change yet.</summary>
    /// <param name="plan">The user.</param>
    /// <param name="intent">What was going to be sent, and when.</param>
    /// <param name="since">When nobody could be sending any more, as a timestamp of the clock.</param>
    /// <param name="log">Where to report.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<(Verdict Verdict, Reason? Reason)> AskAsync(PasswordResetPlan plan, PastReset intent, long since, IEngineLog log, CancellationToken cancellationToken)
    {
        var settle = intent.Route == SsprResetRoute.ResetPassword ? SettleReset : Settle;
        while (true)
        {
            var left = settle - clock.GetElapsedTime(since);
            var user = await users.GetAsync(plan.Id, log, cancellationToken).ConfigureAwait(false);
            var judged = plan.IsSynced ? (Verdict.Unknown, new Reason("SyncedNoProof")) : Judge(intent, user.LastPasswordChangeDateTime);
            if (judged.Item1 != Verdict.NotChanged || left <= TimeSpan.Zero)
            {
                return judged;
            }

            await clock.WaitAsync(left, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>What the time of the last change tells of a reset.</summary>
    public static (Verdict Verdict, Reason? Reason) Judge(PastReset intent, DateTimeOffset? changed)
    {
        if (changed is not { } now)
        {
            return (Verdict.Unknown, new Reason("ChangeTimeUnknown"));
        }

        if (intent.ServiceTime is not { } sent)
        {
            return intent.ChangedBefore == now ? (Verdict.NotChanged, null) : (Verdict.Unknown, new Reason("IntentUndated"));
        }

        // A change within the same second as the one before it would look like none.
        var isRecent = now >= sent - Tolerance;
        return intent.ChangedBefore == now && !isRecent ? (Verdict.NotChanged, null)
            : intent.ChangedBefore is null && !isRecent ? (Verdict.NotChanged, null)
            : intent.ChangedBefore != now && isRecent && now <= sent + LongestDelay ? (Verdict.Changed, null)
            : (Verdict.Unknown, new Reason("ChangedLater", now));
    }
}
