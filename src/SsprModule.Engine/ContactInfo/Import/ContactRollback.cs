using Microsoft.Graph.Models;
using SsprModule.Contracts;
using SsprModule.Engine.Graph;
using SsprModule.Errors;
using SsprModule.Models;
using SsprModule.Text;

namespace SsprModule.Engine.ContactInfo.Import;

/// <summary>Takes back what a journal notes: restores the value from before, or removes what was added. Leaves alone what somebody has changed since.</summary>
internal sealed class ContactRollback
{
    private const int GroupSize = 80;
    private const int BatchesAtATime = 4;

    private readonly ContactServices services;
    private readonly IContactImportHost host;
    private readonly IEngineLog log;
    private SsprException? fault;

    public ContactRollback(ContactServices services, IContactImportHost host, IEngineLog log)
    {
        this.services = services;
        this.host = host;
        this.log = log;
    }

    /// <summary>Takes back the whole journal.</summary>
    /// <exception cref="SsprException">The journal can't be used, or what would meet every user alike.</exception>
    public async Task RunAsync(string path, bool dryRun, CancellationToken cancellationToken)
    {
        using var journal = ContactJournal.Open(path, services.Tenant(), services.Clock, mustExist: true);
        var users = journal.Changes.GroupBy(c => c.Id, StringComparer.OrdinalIgnoreCase).Select(g => new Undoing(g)).ToList();
        if (users.Count == 0)
        {
            log.Warning(SsprWarning.NothingToRollBack, path);
        }

        using var abandon = new CancellationTokenSource();
        using var registration = cancellationToken.Register(() => abandon.CancelAfter(TimeSpan.FromSeconds(30)));
        using var bulk = new BulkCalls(services.Graph, services.Clock, BatchesAtATime, cancellationToken, abandon.Token);
        var progress = new ImportProgress(services.Clock, users.Count, log);
        for (var at = 0; at < users.Count; at += GroupSize)
        {
            var group = users.GetRange(at, Math.Min(GroupSize, users.Count - at));
            await RunAsync(group, journal, bulk, dryRun, cancellationToken).ConfigureAwait(false);
            progress.Advance(group.Count);
        }

        progress.End();
    }

    private async Task RunAsync(List<Undoing> group, ContactJournal journal, BulkCalls bulk, bool dryRun, CancellationToken cancellationToken)
    {
        await EachAsync(group, bulk, u => ReadAsync(u, cancellationToken)).ConfigureAwait(false);
        foreach (var user in group.Where(u => u.Changes.Count > 0))
        {
            var isMeant = await host.ConfirmAsync(user.User.UserPrincipalName!, user.Changes).ConfigureAwait(false);
            if (dryRun || !isMeant)
            {
                user.Tell(user.Changes, dryRun ? SsprImportStatus.WouldChange : SsprImportStatus.Declined);
                user.Changes.Clear();
            }
        }

        if (fault is null && !dryRun)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await EachAsync(group, bulk, u => UndoAsync(u, journal)).ConfigureAwait(false);
        }

        foreach (var (result, error) in group.SelectMany(u => u.Results))
        {
            await host.WriteAsync(result, error).ConfigureAwait(false);
        }

        cancellationToken.ThrowIfCancellationRequested();
        if (fault is not null)
        {
            throw fault;
        }
    }

    private async Task ReadAsync(Undoing user, CancellationToken cancellationToken)
    {
        var present = await services.Calls.ContactsAsync(
            user.User, user.Past.Any(c => c.Method != SsprMethodKind.Email), user.Past.Any(c => c.Method == SsprMethodKind.Email), log, cancellationToken).ConfigureAwait(false);
        foreach (var past in user.Past)
        {
            var now = present.FirstOrDefault(m => m.Kind == past.Method)?.Value;
            if (ContactPlanner.Same(past.Method, now, past.From))
            {
                user.Back.Add(past);
            }
            else if (now is not null && past.Wrote(now))
            {
                user.Changes.Add(new ContactChange(past.Method, now, past.From));
            }
            else
            {
                user.Tell([new ContactChange(past.Method, now, past.From)], SsprImportStatus.ChangedSince, new Reason("ChangedSince", past.Method).ToString());
            }
        }

        user.Sort();
    }

    private async Task UndoAsync(Undoing user, ContactJournal journal)
    {
        foreach (var past in user.Back)
        {
            await journal.NoteAsync(past.Id, past.Method, "undone").ConfigureAwait(false);
        }

        foreach (var change in user.Changes)
        {
            try
            {
                await services.Writer.WriteAsync(user.User, change, log, CancellationToken.None).ConfigureAwait(false);
                await journal.NoteAsync(user.User.Id!, change.Method, "undone").ConfigureAwait(false);
                user.Tell([change], SsprImportStatus.RolledBack);
            }
            catch (SsprException e)
            {
                user.Fail(change, e);
                KeepFault(e);
            }
        }
    }

    private Task EachAsync(IEnumerable<Undoing> users, BulkCalls bulk, Func<Undoing, Task> work) =>
        Task.WhenAll(users.Select(u => bulk.RunAsync(async () =>
        {
            try
            {
                await work(u).ConfigureAwait(false);
            }
            catch (SsprException e)
            {
                u.Fail(null, e);
                KeepFault(e);
            }
            catch (NotSentException)
            {
                // Stopped: nothing was sent for this user.
            }
        })));

    private void KeepFault(SsprException e)
    {
        if (!e.IsAboutTarget && e.Id is not (SsprErrorId.RoleMissing or SsprErrorId.AccessDenied))
        {
            Interlocked.CompareExchange(ref fault, e, null);
        }
    }

    /// <summary>What is to be taken back of one user.</summary>
    private sealed class Undoing(IEnumerable<PastChange> past)
    {
        public List<PastChange> Past { get; } = [.. past];

        public User User => new() { Id = Past[0].Id, UserPrincipalName = Past[0].User };

        public List<ContactChange> Changes { get; } = [];

        /// <summary>What is back already.</summary>
        public List<PastChange> Back { get; } = [];

        public List<(SsprContactImportResult Result, SsprException? Error)> Results { get; } = [];

        /// <summary>An alternate mobile phone is removed before the mobile one, and comes back after it.</summary>
        public void Sort() => Changes.Sort((a, b) => Turn(a).CompareTo(Turn(b)));

        public void Tell(IReadOnlyCollection<ContactChange> changes, SsprImportStatus status, string? reason = null, SsprException? error = null) => Results.Add((new SsprContactImportResult
        {
            Row = Past[0].Row,
            User = Past[0].User,
            Id = Past[0].Id,
            UserPrincipalName = Past[0].User,
            Status = status,
            Methods = [.. changes.Select(c => c.Method)],
            Reason = reason,
        }, error));

        public void Fail(ContactChange? change, SsprException cause) => Tell(
            change is null ? [] : [change], SsprImportStatus.Failed, cause.Message,
            new SsprException(SsprErrorId.ImportRowFailed, cause, Past[0].Row, Past[0].User, cause.Message) { Failure = cause.Failure, Target = Past[0].User });

        private static int Turn(ContactChange change) => (change.Method, change.To) switch
        {
            (SsprMethodKind.AlternateMobilePhone, null) => 0,
            (SsprMethodKind.AlternateMobilePhone, _) => 2,
            _ => 1,
        };
    }
}
