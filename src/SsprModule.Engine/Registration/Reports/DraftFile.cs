using SsprModule.Errors;

namespace SsprModule.Engine.Registration.Reports;

/// <summary>A file that is written beside its place and moved there when it is whole; until then the one before stays as it is.</summary>
internal sealed class DraftFile : IDisposable
{
    private readonly string path;
    private readonly bool overwrite;
    private readonly string draft;

    /// <param name="path">Its place.</param>
    /// <param name="overwrite">Whether a file that is there may be replaced.</param>
    /// <param name="open">Opens the draft, for tests; null for a new file.</param>
    /// <exception cref="SsprException">ReportExists, ReportNotWritten.</exception>
    public DraftFile(string path, bool overwrite, Func<string, FileStream>? open = null)
    {
        this.path = path;
        this.overwrite = overwrite;
        draft = $"{path}.{Guid.NewGuid():N}.tmp";
        if (!overwrite && File.Exists(path))
        {
            throw new SsprException(SsprErrorId.ReportExists, path) { Target = path };
        }

        open ??= file => new FileStream(file, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read, 64 * 1024);
        Stream = Guard(() => open(draft));
    }

    /// <summary>Takes the content.</summary>
    public FileStream Stream { get; }

    /// <summary>Runs something that writes, and tells what the system says as an error of the report.</summary>
    /// <exception cref="SsprException">ReportNotWritten.</exception>
    public T Guard<T>(Func<T> write)
    {
        try
        {
            return write();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw new SsprException(SsprErrorId.ReportNotWritten, e, path, e.Message) { Target = path };
        }
    }

    /// <summary>Puts the file in its place.</summary>
    /// <returns>Its length in bytes.</returns>
    /// <exception cref="SsprException">ReportExists, ReportNotWritten.</exception>
    public long Commit() => Guard(() =>
    {
        Stream.Flush(flushToDisk: true);
        var length = Stream.Length;
        Stream.Dispose();
        if (!overwrite && File.Exists(path))
        {
            throw new SsprException(SsprErrorId.ReportExists, path) { Target = path };
        }

#if NET
        File.Move(draft, path, overwrite);
#else
        if (File.Exists(path))
        {
            File.Replace(draft, path, null);
        }
        else
        {
            File.Move(draft, path);
        }
#endif
        return length;
    });

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            Stream.Dispose();
        }
        catch (IOException)
        {
            // What is in the buffer of a full disk can't be written; the draft goes all the same.
        }

        try
        {
            File.Delete(draft);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A draft that stays does no harm.
        }
    }
}
