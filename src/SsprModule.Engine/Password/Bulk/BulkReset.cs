using System.Collections.Concurrent;
using SsprModule.Contracts;
using SsprModule.Engine.Graph;
using SsprModule.Engine.Policy;
using SsprModule.Errors;
using SsprModule.Models;

namespace SsprModule.Engine.Password.Bulk;

/// <summary>Resets many users, several at a time, and knows of each what became of it.</summary>
internal sealed class BulkReset : IBulkReset
{
    /// <summary>How long calls that are on their way are waited for after Ctrl+C, in real time because they are.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly BulkServices services;
    private readonly PasswordRun run;
    private readonly ResetJournal? journal;
    private readonly ResetLedger ledger;
    private readonly PastResets past;
    private readonly BulkCalls calls;
    private readonly SemaphoreSlim seats;
    private readonly CancellationTokenSource stop = new();
    private readonly CancellationTokenSource halt;
    private readonly CancellationTokenSource abandon = new();
    private readonly ConcurrentDictionary<string, bool> seen = new(StringComparer.OrdinalIgnoreCase);
    private readonly BulkProgress progress;
    private SsprException? fault;

    private BulkReset(BulkServices services, PasswordResetOptions options, BulkResetOptions bulk, ResetJournal? journal)
    {
        var (own, graph) = (services.Own, services.Graph);
        this.services = services;
        this.journal = journal;
        halt = CancellationTokenSource.CreateLinkedTokenSource(stop.Token);
        stop.Token.Register(() => abandon.CancelAfter(Patience));
        ledger = new ResetLedger(journal, graph.Time, options);
        var proof = new ChangeProof(own.Users, own.Clock);
        past = new PastResets(ledger, proof, own, options.Timeout);
        calls = new BulkCalls(graph, own.Clock, bulk.ThrottleLimit, stop.Token, abandon.Token);
        seats = new SemaphoreSlim(bulk.ThrottleLimit * BatchClient.Largest);
        progress = new BulkProgress(own.Clock);
        run = new PasswordRun(own with { Calls = new JournaledCalls(own.Calls, ledger, proof, own.Clock, abandon.Token) }, options);
    }

    /// <summary>Begins a run.</summary>
    /// <exception cref="SsprException">The journal or an option can't be used.</exception>
    public static BulkReset Begin(BulkServices services, PasswordResetOptions options, BulkResetOptions bulk)
    {
        var journal = bulk.Journal is { } path ? ResetJournal.Open(path, services.Own.Context().TenantId, options.Reason, services.Own.Clock) : null;
        try
        {
            return new BulkReset(services, options, bulk, journal);
        }
        catch
        {
            journal?.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public async Task ResetAsync(IReadOnlyList<ResetRow> rows, bool isLast, IResetOutput output, CancellationToken cancellationToken)
    {
        progress.Add(rows.Count, isLast);
        using var registration = cancellationToken.Register(stop.Cancel);
        var attempts = new List<Attempt>(rows.Count);
        foreach (var row in rows)
        {
            var attempt = new Attempt(row);
            attempts.Add(attempt);
            attempt.Work = await StartAsync(attempt, output).ConfigureAwait(false);

            // A token that does not tell who signed in shows it with the first user; the others need not find out again.
            if (services.Own.SignIn == SsprSignInKind.Unknown && attempts.Count == 1)
            {
                await attempt.Work.ConfigureAwait(false);
            }
        }

        await Task.WhenAll(attempts.Select(a => a.Work)).ConfigureAwait(false);
        await EndAsync(attempts, output, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<long> ResetGroupAsync(string group, IResetOutput output, CancellationToken cancellationToken)
    {
        var found = await services.Groups.FindAsync(group, output, cancellationToken).ConfigureAwait(false);
        var members = new MemberSink(this, output, cancellationToken);
        await services.Members.StreamAsync(found.Id!, members, output, cancellationToken).ConfigureAwait(false);
        progress.End(output);
        return members.Count;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        calls.Dispose();
        run.Dispose();
        journal?.Dispose();
        halt.Dispose();
        stop.Dispose();
        abandon.Dispose();
        seats.Dispose();
    }

    private async Task<Task> StartAsync(Attempt attempt, IResetOutput output)
    {
        try
        {
            await seats.WaitAsync(halt.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return Task.CompletedTask;
        }

        return calls.RunAsync(() => TryAsync(attempt, output));
    }

    private async Task TryAsync(Attempt attempt, IResetOutput output)
    {
        try
        {
            await ResetAsync(attempt, output).ConfigureAwait(false);
            attempt.IsOver = true;
        }
        // Who may reset whom differs from account to account, so a missing role concerns this one only.
        catch (SsprException e) when (e.IsAboutTarget || e.Id is SsprErrorId.RoleMissing or SsprErrorId.AccessDenied)
        {
            attempt.IsOver = true;
            await WriteAsync(null, e, output).ConfigureAwait(false);
        }
        catch (SsprException e)
        {
            // Thrown only when nothing was changed.
            attempt.HasBegun = false;
            attempt.IsOver = Halt(e);
        }
        catch (NotSentException)
        {
            attempt.HasBegun = false;
        }
        catch (OperationCanceledException)
        {
            // Told in the end, by who has no result.
        }
        finally
        {
            seats.Release();
            progress.Advance(output);
        }
    }

    /// <returns>True when this is the error that the run ends with.</returns>
    private bool Halt(SsprException error)
    {
        var isFirst = Interlocked.CompareExchange(ref fault, error, null) is null;
        halt.Cancel();
        return isFirst;
    }

    private async Task ResetAsync(Attempt attempt, IResetOutput output)
    {
        halt.Token.ThrowIfCancellationRequested();
        var plan = await run.PlanAsync(UserName.Check(attempt.Row.User), output, stop.Token).ConfigureAwait(false);
        attempt.Plan = plan;
        if (!seen.TryAdd(plan.Id, true))
        {
            output.Warning(SsprWarning.DuplicateUser, plan.UserPrincipalName);
            return;
        }

        if (await past.SettleAsync(plan, output, stop.Token).ConfigureAwait(false) is { } earlier)
        {
            await HandOverAsync(attempt, earlier, output).ConfigureAwait(false);
            return;
        }

        if (!await output.ConfirmAsync(plan).ConfigureAwait(false))
        {
            return;
        }

        halt.Token.ThrowIfCancellationRequested();
        attempt.HasBegun = true;
        var outcome = await run.ResetAsync(plan, output, stop.Token).ConfigureAwait(false);
        await NoteAsync(outcome).ConfigureAwait(false);
        await HandOverAsync(attempt, outcome, output).ConfigureAwait(false);
        await ledger.DeliverAsync(plan.Id).ConfigureAwait(false);
    }

    // The outcome of the route PasswordProfile was noted when the call came back.
    private Task NoteAsync(PasswordResetOutcome outcome) => outcome.Result switch
    {
        { Route: SsprResetRoute.ResetPassword, Status: SsprResetStatus.Succeeded } r => ledger.EndAsync(r.Id, JournalOutcome.Succeeded),
        { Route: SsprResetRoute.ResetPassword, Status: SsprResetStatus.Failed } r => ledger.EndAsync(r.Id, JournalOutcome.NotChanged, outcome.Error),
        _ => Task.CompletedTask,
    };

    private static async Task HandOverAsync(Attempt attempt, PasswordResetOutcome outcome, IResetOutput output)
    {
        if (outcome.Result is { } result)
        {
            result.Input = attempt.Row.Input;
        }

        await output.WriteAsync(outcome.Result, outcome.Error).ConfigureAwait(false);
    }

    private async Task EndAsync(List<Attempt> attempts, IResetOutput output, CancellationToken cancellationToken)
    {
        fault ??= ledger.Fault;
        var open = attempts.Where(a => !a.IsOver).ToList();
        if (open.Count > 0)
        {
            await ledger.StopAsync(open.Count(a => !a.HasBegun)).ConfigureAwait(false);
        }

        cancellationToken.ThrowIfCancellationRequested();
        foreach (var attempt in open)
        {
            await output.WriteAsync(attempt.Open(), null).ConfigureAwait(false);
        }

        if (fault is not null)
        {
            progress.End(output);
            throw fault;
        }
    }

    private async Task WriteAsync(SsprPasswordResetResult? result, SsprException? error, IResetOutput output)
    {
        try
        {
            await output.WriteAsync(result, error).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The pipeline is gone, and the run with it.
        }
    }

    /// <summary>One row on its way.</summary>
    private sealed class Attempt(ResetRow row)
    {
        public ResetRow Row { get; } = row;

        public PasswordResetPlan? Plan { get; set; }

        public Task Work { get; set; } = Task.CompletedTask;

        /// <summary>True when there is nothing more to tell of this row.</summary>
        public bool IsOver { get; set; }

        /// <summary>True when the reset may have been sent.</summary>
        public bool HasBegun { get; set; }

        /// <summary>The result of a row that has no other.</summary>
        public SsprPasswordResetResult Open() => new()
        {
            Id = Plan?.Id ?? (Guid.TryParse(Row.User, out _) ? Row.User : ""),
            UserPrincipalName = Plan?.UserPrincipalName ?? (Guid.TryParse(Row.User, out _) ? "" : Row.User),
            IsSynced = Plan?.IsSynced ?? false,
            Status = HasBegun ? SsprResetStatus.Unknown : SsprResetStatus.NotStarted,
            Input = Row.Input,
        };
    }

    /// <summary>Resets the members of a group, a page at a time.</summary>
    private sealed class MemberSink(BulkReset bulk, IResetOutput output, CancellationToken cancellationToken) : ISink<ResetRow>
    {
        public long Count { get; private set; }

        public Task WriteAsync(IReadOnlyList<ResetRow> page)
        {
            Count += page.Count;
            return bulk.ResetAsync(page, isLast: false, output, cancellationToken);
        }
    }
}

/// <summary>What a run over many users works with.</summary>
/// <param name="Own">What every reset works with.</param>
/// <param name="Graph">The client.</param>
/// <param name="Groups">Finds groups.</param>
/// <param name="Members">Reads their members.</param>
internal sealed record BulkServices(PasswordServices Own, GraphClient Graph, GroupResolver Groups, MemberReader Members);
