using SsprModule.Contracts;
using SsprModule.Engine.Graph;
using SsprModule.Errors;
using SsprModule.Models;
using SsprModule.Text;

namespace SsprModule.Engine.ContactInfo.Import;

/// <summary>
/// Writes the contact data of many users. Rows go through in groups: all of a group are looked up at a time, confirmed in
/// their order, noted in the journal, written, and told in their order.
/// </summary>
internal sealed class ContactImport
{
    // Four batches of reads at a time, and few enough rows that a run which is killed has little to look at again.
    private const int GroupSize = 80;
    private const int BatchesAtATime = 4;

    private readonly ContactServices services;
    private readonly ContactImportRequest request;
    private readonly IContactImportHost host;
    private readonly IEngineLog log;
    private readonly Dictionary<string, int> seen = new(StringComparer.OrdinalIgnoreCase);
    private SsprException? fault;

    public ContactImport(ContactServices services, ContactImportRequest request, IContactImportHost host, IEngineLog log)
    {
        this.services = services;
        this.request = request;
        this.host = host;
        this.log = log;
    }

    /// <summary>Does the whole import.</summary>
    /// <exception cref="SsprException">The input or the journal can't be used, or what would meet every row alike; what was done before is told and noted.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var csv = request.Path is null ? null : ContactCsv.Open(request);
        if (csv is { Ignored.Count: > 0 })
        {
            log.Warning(SsprWarning.ColumnsIgnored, csv.Ignored);
        }

        IEnumerable<ContactRow> rows = csv?.Rows() ?? request.Rows.Select((values, i) => Given(values, i + 1));
        var index = RowIndex.Of(rows, cancellationToken);
        if (index.Shared.Count > 0)
        {
            log.Warning(SsprWarning.NumbersShared, index.Shared.Count, string.Join(", ", index.Shared.Take(5)));
        }

        using var journal = request.Journal is null || request.DryRun ? null : ContactJournal.Open(request.Journal, services.Tenant(), services.Clock, mustExist: false);
        using var abandon = new CancellationTokenSource();
        using var registration = cancellationToken.Register(() => abandon.CancelAfter(TimeSpan.FromSeconds(30)));
        using var bulk = new BulkCalls(services.Graph, services.Clock, BatchesAtATime, cancellationToken, abandon.Token);
        var progress = new ImportProgress(services.Clock, index.Count, log);
        foreach (var group in Groups(rows))
        {
            await RunAsync([.. group.Select(r => new ImportTask(r))], index, journal, bulk, cancellationToken).ConfigureAwait(false);
            progress.Advance(group.Count);
        }

        progress.End();
        await (journal?.EndAsync() ?? Task.CompletedTask).ConfigureAwait(false);
    }

    private async Task RunAsync(List<ImportTask> group, RowIndex index, ContactJournal? journal, BulkCalls bulk, CancellationToken cancellationToken)
    {
        group.ForEach(t => Check(t, index, journal));
        await EachAsync(group.Where(t => t.Status is null), bulk, t => LookUpAsync(t, cancellationToken)).ConfigureAwait(false);
        foreach (var task in group.Where(t => t.Plan is not null).TakeWhile(_ => fault is null))
        {
            await ConfirmAsync(task).ConfigureAwait(false);
        }

        var open = group.Where(t => t.IsOpen).ToList();
        if (fault is null && open.Count > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (await NoteAsync(journal?.IntendAsync(open.SelectMany(t => t.Plan!.Changes.Select(c => (t.Plan!, c, t.Row.Number))))).ConfigureAwait(false))
            {
                await EachAsync(open, bulk, t => WriteAsync(t, journal)).ConfigureAwait(false);
            }
        }

        var settled = group.Where(t => t.IsSettled && t.Status != SsprImportStatus.DoneBefore);
        await NoteAsync(journal?.SettleAsync(settled.Select(t => (t.Row.Number, t.Row.Key(), t.User?.Id)))).ConfigureAwait(false);
        foreach (var task in group.Where(t => t.Status is not null))
        {
            await host.WriteAsync(task.Result(), task.Error).ConfigureAwait(false);
        }

        cancellationToken.ThrowIfCancellationRequested();
        if (fault is not null)
        {
            throw fault;
        }
    }

    private void Check(ImportTask task, RowIndex index, ContactJournal? journal)
    {
        var row = task.Row;
        if (row.Problem is { } problem)
        {
            task.Fail(SsprImportStatus.Invalid, problem.ToString());
        }
        else if (index.ConflictOf(row) is { } other)
        {
            task.Fail(SsprImportStatus.Conflict, new Reason("RowConflict", other).ToString());
        }
        else if (index.DuplicateOf(row) is { } first)
        {
            task.End(SsprImportStatus.Duplicate, new Reason("RowDuplicate", first).ToString());
        }
        else if (journal is not null && journal.IsSettled(row.Key(), out var id))
        {
            task.End(SsprImportStatus.DoneBefore);
            if (id is not null)
            {
                seen[id] = row.Number;
            }
        }
    }

    private async Task LookUpAsync(ImportTask task, CancellationToken cancellationToken)
    {
        var values = task.Row.Values;
        task.User = await services.FindAsync(UserName.Check(values.User), log, cancellationToken).ConfigureAwait(false);
        ContactOperations.RefuseGuest(task.User);
        var domains = ContactPlanner.IsGiven(values.Email) ? await services.Domains.GetAsync(log, cancellationToken).ConfigureAwait(false) : [];
        var present = await services.PresentAsync(task.User, values, log, cancellationToken).ConfigureAwait(false);
        task.Plan = ContactPlanner.Plan(task.User, values, present, domains);
    }

    private async Task ConfirmAsync(ImportTask task)
    {
        var plan = task.Plan!;
        var notes = plan.Notes.Count > 0 ? string.Join(" ", plan.Notes) : null;
        if (seen.TryGetValue(plan.Id, out var row))
        {
            // One row by name and another by id: only the service knows that they are the same.
            task.Fail(SsprImportStatus.Conflict, new Reason("RowConflict", row).ToString());
            return;
        }

        seen[plan.Id] = task.Row.Number;
        if (plan.Changes.Count == 0)
        {
            task.End(SsprImportStatus.Unchanged, notes);
            return;
        }

        var isMeant = await host.ConfirmAsync(plan.UserPrincipalName, plan.Changes).ConfigureAwait(false);
        if (request.DryRun)
        {
            task.Methods.AddRange(plan.Changes.Select(c => c.Method));
            task.End(SsprImportStatus.WouldChange, notes);
        }
        else if (!isMeant)
        {
            task.End(SsprImportStatus.Declined);
        }
    }

    // One after the other: the alternate mobile phone needs the mobile one.
    private async Task WriteAsync(ImportTask task, ContactJournal? journal)
    {
        var plan = task.Plan!;
        var refusals = new List<string>();
        SsprException? cause = null;
        foreach (var change in plan.Changes)
        {
            try
            {
                await services.Writer.WriteAsync(task.User!, change, log, CancellationToken.None).ConfigureAwait(false);
            }
            catch (SsprException e)
            {
                // What may have had effect stays open in the journal; the next run looks.
                if (e.Id != SsprErrorId.OutcomeUnknown && !e.MayHaveHadEffect)
                {
                    await NoteAsync(journal?.NoteAsync(plan.Id, change.Method, "refused", e.Id.ToString())).ConfigureAwait(false);
                }

                refusals.Add($"{change.Method}: {e.Message}");
                cause = e;
                KeepFault(e);
                continue;
            }

            task.Methods.Add(change.Method);
            await NoteAsync(journal?.NoteAsync(plan.Id, change.Method, "done")).ConfigureAwait(false);
        }

        if (cause is not null)
        {
            task.Fail(SsprImportStatus.Failed, string.Join(" ", refusals), cause);
        }
        else
        {
            task.End(SsprImportStatus.Changed, plan.Notes.Count > 0 ? string.Join(" ", plan.Notes) : null);
        }
    }

    // A journal that can't be written ends the import, but what was done before is told first.
    private async Task<bool> NoteAsync(Task? note)
    {
        try
        {
            await (note ?? Task.CompletedTask).ConfigureAwait(false);
            return true;
        }
        catch (SsprException e)
        {
            KeepFault(e);
            return false;
        }
    }

    private Task EachAsync(IEnumerable<ImportTask> tasks, BulkCalls bulk, Func<ImportTask, Task> work) =>
        Task.WhenAll(tasks.Select(t => bulk.RunAsync(() => TryAsync(t, work))));

    private async Task TryAsync(ImportTask task, Func<ImportTask, Task> work)
    {
        try
        {
            await work(task).ConfigureAwait(false);
        }
        catch (SsprException e) when (IsAboutRow(e))
        {
            task.Fail(e.Id is SsprErrorId.ContactInvalid or SsprErrorId.UserNameInvalid ? SsprImportStatus.Invalid : SsprImportStatus.Failed, e.Message, e);
        }
        catch (SsprException e)
        {
            KeepFault(e);
        }
        catch (NotSentException)
        {
            // Stopped: nothing was sent for this row.
        }
    }

    private void KeepFault(SsprException e)
    {
        if (!IsAboutRow(e))
        {
            Interlocked.CompareExchange(ref fault, e, null);
        }
    }

    // Who may change whose methods differs from account to account, so a missing role concerns this row only.
    private static bool IsAboutRow(SsprException e) => e.IsAboutTarget || e.Id is SsprErrorId.RoleMissing or SsprErrorId.AccessDenied;

    private static ContactRow Given(ContactValues values, int number) =>
        new(number, values, ContactPlanner.HasAny(values) ? null : new Reason("RowWithoutValue"));

    private static IEnumerable<List<ContactRow>> Groups(IEnumerable<ContactRow> rows)
    {
        var group = new List<ContactRow>(GroupSize);
        foreach (var row in rows)
        {
            group.Add(row);
            if (group.Count == GroupSize)
            {
                yield return group;
                group = new List<ContactRow>(GroupSize);
            }
        }

        if (group.Count > 0)
        {
            yield return group;
        }
    }
}
