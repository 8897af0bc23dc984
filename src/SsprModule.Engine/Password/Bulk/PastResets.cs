using System.Globalization;
using SsprModule.Contracts;
using SsprModule.Errors;
using SsprModule.Models;
using SsprModule.Text;

namespace SsprModule.Engine.Password.Bulk;

/// <summary>Finishes with what an earlier run with the same journal began: it never resets anybody twice.</summary>
internal sealed class PastResets
{
    private readonly ResetLedger ledger;
    private readonly ChangeProof proof;
    private readonly PasswordServices services;
    private readonly TimeSpan timeout;
    private readonly long opened;

    /// <param name="ledger">Knows what was noted.</param>
    /// <param name="proof">Asks the service about a change.</param>
    /// <param name="services">Follow an operation.</param>
    /// <param name="timeout">How long to follow one.</param>
    public PastResets(ResetLedger ledger, ChangeProof proof, PasswordServices services, TimeSpan timeout)
    {
        this.ledger = ledger;
        this.proof = proof;
        this.services = services;
        this.timeout = timeout;

        // Whoever held the journal before is gone by now, and sends nothing more.
        opened = services.Clock.GetTimestamp();
    }

    /// <summary>What became of a user in an earlier run; null when the user is to be reset now.</summary>
    public async Task<PasswordResetOutcome?> SettleAsync(PasswordResetPlan plan, IEngineLog log, CancellationToken cancellationToken)
    {
        if (ledger.Of(plan.Id) is not { } past)
        {
            return null;
        }

        var (outcome, reason) = past.IsOpen ? await AskAsync(plan, past, log, cancellationToken).ConfigureAwait(false) : (past.Outcome!.Value, null);
        if (past.IsOpen && outcome != JournalOutcome.Unknown)
        {
            await ledger.EndAsync(plan.Id, outcome).ConfigureAwait(false);
        }

        return outcome switch
        {
            JournalOutcome.NotChanged => null,
            JournalOutcome.Succeeded => Done(plan, past),
            _ => new PasswordResetOutcome(Result(plan, past, SsprResetStatus.Unknown), Error(SsprErrorId.ResetUnresolved, plan, past, reason)),
        };
    }

    private async Task<(JournalOutcome Outcome, Reason? Reason)> AskAsync(PasswordResetPlan plan, PastReset past, IEngineLog log, CancellationToken cancellationToken)
    {
        log.Verbose("An earlier run left open whether this user was reset; asking the service.");
        if (past.Operation is { } operation)
        {
            try
            {
                var state = await services.Operations.FollowAsync(new Uri(operation), timeout, plan.UserPrincipalName, log, cancellationToken).ConfigureAwait(false);
                return state switch
                {
                    { HasSucceeded: true } => (JournalOutcome.Succeeded, null),
                    { HasFailed: true } => (JournalOutcome.NotChanged, null),
                    _ => (JournalOutcome.Unknown, new Reason("OperationOpen", state.Status)),
                };
            }
            catch (SsprException e) when (e.IsAboutTarget)
            {
                log.Verbose($"The service does not know the operation any more ({e.Failure?.Code}).");
            }
        }

        var (verdict, reason) = await proof.AskAsync(plan, past, opened, log, cancellationToken).ConfigureAwait(false);
        return (verdict switch
        {
            Verdict.Changed => JournalOutcome.Succeeded,
            Verdict.NotChanged => JournalOutcome.NotChanged,
            _ => JournalOutcome.Unknown,
        }, reason);
    }

    // Handed to nobody, a generated password is known to nobody.
    private static PasswordResetOutcome Done(PasswordResetPlan plan, PastReset past) => new(
        Result(plan, past, SsprResetStatus.Succeeded),
        past.Password == JournalPassword.Generated && !past.IsDelivered ? Error(SsprErrorId.PasswordLost, plan, past) : null);

    private static SsprPasswordResetResult Result(PasswordResetPlan plan, PastReset past, SsprResetStatus status) => new()
    {
        Id = plan.Id,
        UserPrincipalName = plan.UserPrincipalName,
        Status = status,
        Route = past.Route,
        IsSynced = plan.IsSynced,
        IsFromJournal = true,
    };

    private static SsprException Error(SsprErrorId id, PasswordResetPlan plan, PastReset past, Reason? reason = null) =>
        new(id, plan.UserPrincipalName, past.ServiceTime?.ToString("u", CultureInfo.InvariantCulture) ?? "?", reason) { Target = plan.UserPrincipalName };
}
