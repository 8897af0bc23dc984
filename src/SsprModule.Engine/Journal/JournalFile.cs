using System.Text.Json;
using SsprModule.Errors;

namespace SsprModule.Engine.Journal;

/// <summary>
/// The journal of a run over many users, as JSON Lines: what it is going to do is on disk before it is done, and what came
/// of it right after. A run that was killed is gone on with from here. One run at a time holds the file.
/// </summary>
internal sealed class JournalFile : IDisposable
{
    // The stream keeps nothing back, that a failed write could leave for a later one. 0 is refused by .NET Framework.
    private const int Unbuffered = 1;

    private readonly FileStream file;
    private readonly SemaphoreSlim writing = new(1, 1);
    private readonly object gate = new();
    private List<byte[]> waiting = [];
    private TaskCompletionSource<bool>? flushed;
    private Exception? fault;

    private JournalFile(FileStream file) => this.file = file;

    /// <summary>Opens a journal, or begins one, and reads what is in it.</summary>
    /// <param name="path">The full path.</param>
    /// <param name="start">How the first line of each journal of this kind begins; a file that does not begin so is never written to.</param>
    /// <param name="take">Takes each line and its number, from 1; throws <see cref="JsonException"/> when it is none.</param>
    /// <param name="mustExist">True does not begin a new one.</param>
    /// <exception cref="SsprException">JournalInUse, JournalDamaged or JournalUnusable, and what <paramref name="take"/> throws.</exception>
    public static JournalFile Open(string path, ReadOnlySpan<byte> start, Action<ReadOnlyMemory<byte>, int> take, bool mustExist = false)
    {
        var file = OpenFile(path, mustExist);
        try
        {
            JournalLines.Read(file, path, start, take);
            return new JournalFile(file);
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

        // Who comes while another writes finds its own lines taken along by whoever writes next.
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

    /// <summary>Sets the line with which a run begins; it is written with the first other one.</summary>
    public void Begin(byte[] line)
    {
        lock (gate)
        {
            waiting.Insert(0, line);
        }
    }

    /// <summary>Writes a line of which a power failure, but not a kill, may cost the last ones.</summary>
    /// <exception cref="SsprException">JournalUnusable.</exception>
    public async Task AppendSoonAsync(byte[] line)
    {
        await writing.WaitAsync().ConfigureAwait(false);
        try
        {
            Write([line], toDisk: false);
        }
        catch (Exception e)
        {
            throw Unusable(e);
        }
        finally
        {
            writing.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // Nothing was done, as under -WhatIf: nothing stays behind.
        // Where an open file can be deleted that comes first: afterwards it may be another run's already.
        var isLeft = IsEmpty() && !TryDelete();
        try
        {
            file.Dispose();
        }
        catch (IOException)
        {
            // What counts was flushed, or its writer has heard that it was not.
        }

        writing.Dispose();
        if (isLeft)
        {
            TryDelete();
        }
    }

    private bool IsEmpty()
    {
        try
        {
            return file.Length == 0;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private bool TryDelete()
    {
        try
        {
            File.Delete(file.Name);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
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
            Write(lines, toDisk: true);
            done.SetResult(true);
        }
        catch (Exception e)
        {
            done.SetException(Unusable(e));
        }
    }

    private void Write(List<byte[]> lines, bool toDisk)
    {
        if (fault is not null)
        {
            throw fault;
        }

        var good = file.Position;
        try
        {
            byte[] all = [.. lines.SelectMany(l => l)];
            file.Write(all, 0, all.Length);
            file.Flush(toDisk);
        }
        catch (Exception e)
        {
            // Nothing may follow half a line: the next run would take the journal for damaged.
            fault = e;
            Cut(good);
            throw;
        }
    }

    private void Cut(long length)
    {
        try
        {
            file.SetLength(length);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or UnauthorizedAccessException or NotSupportedException)
        {
            // As the last line, a half one is left out by the next run.
        }
    }

    private SsprException Unusable(Exception e) => new(SsprErrorId.JournalUnusable, e, file.Name, e.Message);

    private static FileStream OpenFile(string path, bool mustExist)
    {
        try
        {
#if NET
            return new FileStream(path, Options(mustExist));
#else
            return new FileStream(path, mustExist ? FileMode.Open : FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, Unbuffered);
#endif
        }
        catch (IOException e) when (e is not FileNotFoundException && File.Exists(path))
        {
            throw new SsprException(SsprErrorId.JournalInUse, e, path) { Target = path };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new SsprException(SsprErrorId.JournalUnusable, e, path, e.Message) { Target = path };
        }
    }

#if NET
    // It names users and what was done to them: for nobody but the owner.
    private static FileStreamOptions Options(bool mustExist)
    {
        var options = new FileStreamOptions { Mode = mustExist ? FileMode.Open : FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None, BufferSize = Unbuffered };
        if (!OperatingSystem.IsWindows() && !mustExist)
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return options;
    }
#endif
}
