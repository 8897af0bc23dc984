using SsprModule.Contracts;
using SsprModule.Engine.Graph;
using SsprModule.Errors;
using SsprModule.Models;

namespace SsprModule.Engine.Password.Bulk;

/// <summary>What a run notes of each reset: in the journal, if there is one, and for itself.</summary>
internal sealed class ResetLedger
{
    private readonly ResetJournal? journal;
    private readonly ServiceClock service;
    private readonly JournalPassword password;

    /// <param name="journal">The journal, or null.</param>
    /// <param name="service">The time of the service.</param>
    /// <param name="options">Tell where the passwords come from.</param>
    public ResetLedger(ResetJournal? journal, ServiceClock service, PasswordResetOptions options)
    {
        this.journal = journal;
        this.service = service;
        password = options.NewPassword is not null ? JournalPassword.Supplied : options.OutFile is not null ? JournalPassword.Filed : JournalPassword.Generated;
    }

    /// <summary>Why the journal could not be written after a call; null while all is well. The run ends then, but loses nothing that it has.</summary>
    public SsprException? Fault { get; private set; }

    /// <summary>What earlier runs noted of a user, or null.</summary>
    public PastReset? Of(string id) => journal?.Of(id);

    /// <summary>Before a call: it is on the disk when this completes.</summary>
    /// <exception cref="SsprException">JournalUnusable: the call must not be made.</exception>
    public async Task<PastReset> IntendAsync(PasswordResetPlan plan, SsprResetRoute route)
    {
        var intent = new PastReset { Route = route, Password = password, ServiceTime = service.Now, ChangedBefore = plan.PasswordChanged };
        if (Fault is not null)
        {
            throw Fault;
        }

        if (journal is not null)
        {
            await journal.AppendAsync(journal.Line(now => JournalLine.Intent(now, plan.Id, intent))).ConfigureAwait(false);
        }

        return intent;
    }

    /// <summary>The service gave an operation to follow.</summary>
    public Task AcceptAsync(string id, Uri operation) => NoteAsync(now => JournalLine.Accepted(now, id, operation));

    /// <summary>What came of the call.</summary>
    public Task EndAsync(string id, JournalOutcome outcome, SsprException? error = null) => NoteAsync(now => JournalLine.Outcome(now, id, outcome, error?.Id.ToString()));

    /// <summary>The pipeline has taken the result.</summary>
    public Task DeliverAsync(string id) => NoteAsync(now => JournalLine.Delivered(now, id), isUrgent: false);

    /// <summary>The run was stopped.</summary>
    public Task StopAsync(int notStarted) => NoteAsync(now => JournalLine.Stopped(now, notStarted));

    private async Task NoteAsync(Func<DateTimeOffset, byte[]> line, bool isUrgent = true)
    {
        if (journal is null)
        {
            return;
        }

        try
        {
            await (isUrgent ? journal.AppendAsync(journal.Line(line)) : journal.AppendSoonAsync(journal.Line(line))).ConfigureAwait(false);
        }
        catch (SsprException e)
        {
            Fault ??= e;
        }
    }
}
