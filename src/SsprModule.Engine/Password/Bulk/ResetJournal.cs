using SsprModule.Engine.Journal;
using SsprModule.Errors;

namespace SsprModule.Engine.Password.Bulk;

/// <summary>The journal of a run of resets: what earlier runs noted of each user, and the file that this one notes in.</summary>
internal sealed class ResetJournal : IDisposable
{
    private readonly JournalFile file;
    private readonly TimeProvider clock;
    private readonly JournalReader past;

    private ResetJournal(JournalFile file, JournalReader past, TimeProvider clock)
    {
        this.file = file;
        this.past = past;
        this.clock = clock;
    }

    /// <summary>Opens a journal, or begins one; that a run begins is noted with its first line.</summary>
    /// <param name="path">The full path.</param>
    /// <param name="tenant">The tenant that the session is signed in to; null when the token does not tell.</param>
    /// <param name="reason">Why the resets are done, or null.</param>
    /// <param name="clock">The time in the lines; nothing is decided by it.</param>
    /// <exception cref="SsprException">JournalInUse, JournalOtherTenant, JournalDamaged or JournalUnusable.</exception>
    public static ResetJournal Open(string path, string? tenant, string? reason, TimeProvider clock)
    {
        var past = new JournalReader(path, tenant);
        var file = JournalFile.Open(path, JournalLine.Start, past.Take);
        file.Begin(JournalLine.Run(clock.GetUtcNow(), typeof(SsprException).Assembly.GetName().Version?.ToString(3) ?? "?", tenant, reason));
        return new ResetJournal(file, past, clock);
    }

    /// <summary>What earlier runs noted of a user, or null.</summary>
    public PastReset? Of(string id) => past.Of(id);

    /// <summary>A line with the present time.</summary>
    public byte[] Line(Func<DateTimeOffset, byte[]> line) => line(clock.GetUtcNow());

    /// <summary>Writes lines and completes when they are on the disk. Those of several callers go there together.</summary>
    /// <exception cref="SsprException">JournalUnusable: they may not be there.</exception>
    public Task AppendAsync(params byte[][] lines) => file.AppendAsync(lines);

    /// <summary>Writes a line of which a power failure, but not a kill, may cost the last ones.</summary>
    /// <exception cref="SsprException">JournalUnusable.</exception>
    public Task AppendSoonAsync(byte[] line) => file.AppendSoonAsync(line);

    /// <inheritdoc/>
    public void Dispose() => file.Dispose();
}
