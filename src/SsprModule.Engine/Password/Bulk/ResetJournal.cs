using SsprModule.Errors;

namespace SsprModule.Engine.Password.Bulk;

/// <summary>
/// The journal of a run: what it is going to do is on disk before it is done, and what came of it right after. A run that
/// was killed is gone on with from here. One run at a time holds the file.
/// </summary>
internal sealed class ResetJournal : IDisposable
{
    private readonly FileStream file;
    private readonly TimeProvider clock;
    private readonly Dictionary<string, PastReset> past;
    private readonly SemaphoreSlim writing = new(1, 1);
    private readonly object gate = new();
    private List<byte[]> waiting = [];
    private TaskCompletionSource<bool>? flushed;

    private ResetJournal(FileStream file, Dictionary<string, PastReset> past, TimeProvider clock)
    {
        this.file = file;
        this.past = past;
        this.clock = clock;
    }

    /// <summary>Opens a journal, or begins one, and notes that a run begins.</summary>
    /// <param name="path">The full path.</param>
    /// <param name="tenant">The tenant that the session is signed in to; null when the token does not tell.</param>
    /// <param name="reason">Why the resets are done, or null.</param>
    /// <param name="clock">The time in the lines; nothing is decided by it.</param>
    /// <exception cref="SsprException">JournalInUse, JournalOtherTenant, JournalDamaged or JournalUnusable.</exception>
    public static ResetJournal Open(string path, string? tenant, string? reason, TimeProvider clock)
    {
        var file = OpenFile(path);
        try
        {
            var past = JournalReader.Read(file, path, tenant);
            var journal = new ResetJournal(file, past, clock);
            journal.Write([JournalLine.Run(clock.GetUtcNow(), typeof(SsprException).Assembly.GetName().Version?.ToString(3) ?? "?", tenant, reason)]);
            return journal;
        }
        catch (IOException e)
        {
            file.Dispose();
            throw new SsprException(SsprErrorId.JournalUnusable, e, path, e.Message) { Target = path };
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>What earlier runs noted of a user, or null.</summary>
    public PastReset? Of(string id) => past.TryGetValue(id, out var reset) ? reset : null;

    /// <summary>A line with the present time.</summary>
    public byte[] Line(Func<DateTimeOffset, byte[]> line) => line(clock.GetUtcNow());

    /// <summary>Writes lines and completes when they are on the disk. Those of several callers go there together.</summary>
    /// <exception cref="SsprException">JournalUnusable: they may not be there.</exception>
    public async Task AppendAsync(params byte[][] lines)
    {
        Task mine;
        lock (gate)
        {
            waiting.AddRange(lines);
            flushed ??= new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
            mine = flushed.Task;
        }

        await writing.WaitAsync().ConfigureAwait(false);
        try
        {
            Flush();
        }
        finally
        {
            writing.Release();
        }

        await mine.ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        file.Dispose();
        writing.Dispose();
    }

    private void Flush()
    {
        List<byte[]> lines;
        TaskCompletionSource<bool>? done;
        lock (gate)
        {
            (lines, waiting) = (waiting, []);
            (done, flushed) = (flushed, null);
        }

        if (done is null)
        {
            return;
        }

        try
        {
            Write(lines);
            done.SetResult(true);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or UnauthorizedAccessException)
        {
            done.SetException(new SsprException(SsprErrorId.JournalUnusable, e, file.Name, e.Message));
        }
    }

    private void Write(List<byte[]> lines)
    {
        foreach (var line in lines)
        {
            file.Write(line, 0, line.Length);
        }

        file.Flush(flushToDisk: true);
    }

    private static FileStream OpenFile(string path)
    {
        try
        {
#if NET
            return new FileStream(path, Options());
#else
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
#endif
        }
        catch (IOException e) when (File.Exists(path))
        {
            throw new SsprException(SsprErrorId.JournalInUse, e, path) { Target = path };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new SsprException(SsprErrorId.JournalUnusable, e, path, e.Message) { Target = path };
        }
    }

#if NET
    // It names users and why they were reset: for nobody but the owner.
    private static FileStreamOptions Options()
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return options;
    }
#endif
}
