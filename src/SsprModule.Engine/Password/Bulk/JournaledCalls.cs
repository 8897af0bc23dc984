using System.Security;
using SsprModule.Contracts;
using SsprModule.Engine.Graph;
using SsprModule.Errors;
using SsprModule.Models;

namespace SsprModule.Engine.Password.Bulk;

/// <summary>
/// The calls of a reset with their traces in the ledger: the intent before, the outcome after. Once sent, a call is not
/// ended by Ctrl+C but waited for.
/// </summary>
internal sealed class JournaledCalls : IPasswordCalls
{
    // Attempts for one user after faults; each is made only when the service showed that the one before had no effect.
    private const int Attempts = 5;

    private readonly IPasswordCalls inner;
    private readonly ResetLedger ledger;
    private readonly ChangeProof proof;
    private readonly TimeProvider clock;
    private readonly CancellationToken abandon;

    /// <param name="inner">Sends the calls.</param>
    /// <param name="ledger">Takes the notes.</param>
    /// <param name="proof">Asks whether a call had effect.</param>
    /// <param name="clock">All waits happen on it.</param>
    /// <param name="abandon">Ends even what was sent.</param>
    public JournaledCalls(IPasswordCalls inner, ResetLedger ledger, ChangeProof proof, TimeProvider clock, CancellationToken abandon)
    {
        this.inner = inner;
        this.ledger = ledger;
        this.proof = proof;
        this.clock = clock;
        this.abandon = abandon;
    }

    /// <inheritdoc/>
    public async Task<Uri?> ResetAsync(PasswordResetPlan plan, SecureString password, IEngineLog log, CancellationToken cancellationToken)
    {
        CheckUnsent(cancellationToken);
        await ledger.IntendAsync(plan, SsprResetRoute.ResetPassword).ConfigureAwait(false);
        try
        {
            var location = await inner.ResetAsync(plan, password, log, abandon).ConfigureAwait(false);
            await (location is null ? ledger.EndAsync(plan.Id, JournalOutcome.Unknown) : ledger.AcceptAsync(plan.Id, location)).ConfigureAwait(false);
            return location;
        }
        catch (Exception e)
        {
            await NoteAsync(plan, e).ConfigureAwait(false);
            throw;
        }
    }

    /// <inheritdoc/>
    public async Task SetProfileAsync(PasswordResetPlan plan, SecureString password, IEngineLog log, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            CheckUnsent(cancellationToken);
            var intent = await ledger.IntendAsync(plan, SsprResetRoute.PasswordProfile).ConfigureAwait(false);
            try
            {
                await inner.SetProfileAsync(plan, password, log, abandon).ConfigureAwait(false);
                await ledger.EndAsync(plan.Id, JournalOutcome.Succeeded).ConfigureAwait(false);
                return;
            }
            catch (Exception e)
            {
                await NoteAsync(plan, e).ConfigureAwait(false);
                if (!IsOpen(e))
                {
                    throw;
                }

                var verdict = await AskAsync(plan, intent, log, cancellationToken).ConfigureAwait(false);
                if (verdict == Verdict.Changed)
                {
                    await ledger.EndAsync(plan.Id, JournalOutcome.Succeeded).ConfigureAwait(false);
                    return;
                }

                if (verdict == Verdict.Unknown || attempt == Attempts)
                {
                    throw;
                }

                log.Verbose("The service shows that this had no effect; sending it again.");
            }
        }
    }

    /// <inheritdoc/>
    public Task RevokeAsync(PasswordResetPlan plan, IEngineLog log, CancellationToken cancellationToken) => inner.RevokeAsync(plan, log, cancellationToken);

    private Task NoteAsync(PasswordResetPlan plan, Exception e) =>
        ledger.EndAsync(plan.Id, e is NotSentException or SsprException { MayHaveHadEffect: false } ? JournalOutcome.NotChanged : JournalOutcome.Unknown, e as SsprException);

    private static void CheckUnsent(CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            throw new NotSentException();
        }
    }

    private async Task<Verdict> AskAsync(PasswordResetPlan plan, PastReset intent, IEngineLog log, CancellationToken cancellationToken)
    {
        try
        {
            return (await proof.AskAsync(plan, intent, clock.GetTimestamp(), log, cancellationToken).ConfigureAwait(false)).Verdict;
        }
        catch (Exception)
        {
            // Stopped while asking, too: what was sent stays unknown then.
            return Verdict.Unknown;
        }
    }

    private static bool IsOpen(Exception e) => e is SsprException { MayHaveHadEffect: true };
}
