using SsprModule.Contracts;
using SsprModule.Errors;

namespace SsprModule.Engine.Registration.Measuring;

/// <summary>A file with a snapshot a line. Where the system has such rights, only its owner may read it.</summary>
internal static class SnapshotFile
{
    /// <summary>Reads what there is. A damaged line is told by its number and passed over.</summary>
    /// <exception cref="SsprException">SnapshotNotRead: the file is there and can't be read.</exception>
    public static SnapshotHistory Read(string path, IEngineLog log)
    {
        var history = new SnapshotHistory();
        if (!File.Exists(path))
        {
            return history;
        }

        try
        {
            using var reader = new StreamReader(path);
            for (var number = 1; reader.ReadLine() is { } line; number++)
            {
                if (line.Length == 0)
                {
                    continue;
                }

                if (Snapshot.Parse(line) is { } snapshot)
                {
                    history.Add(snapshot);
                }
                else
                {
                    log.Warning(SsprWarning.SnapshotDamaged, path, number);
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SsprException(SsprErrorId.SnapshotNotRead, e, path, e.Message) { Target = path };
        }

        return history;
    }

    /// <summary>Appends a line: all of it, or nothing.</summary>
    /// <exception cref="SsprException">SnapshotNotWritten.</exception>
    public static async Task AppendAsync(string path, byte[] line, CancellationToken cancellationToken)
    {
        try
        {
            using var file = Open(path);
            var length = file.Length;
            try
            {
                // What a killed process left without its end must not swallow this line.
                var needsEnd = length > 0 && LastByte(file) != '\n';
                file.Seek(0, SeekOrigin.End);
                byte[] whole = [.. needsEnd ? "\n"u8.ToArray() : [], .. line, (byte)'\n'];
                await file.WriteAsync(whole, 0, whole.Length, cancellationToken).ConfigureAwait(false);
                file.Flush(flushToDisk: true);
            }
            catch
            {
                file.SetLength(length);
                throw;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new SsprException(SsprErrorId.SnapshotNotWritten, e, path, e.Message) { Target = path };
        }
    }

    private static int LastByte(FileStream file)
    {
        file.Seek(-1, SeekOrigin.End);
        return file.ReadByte();
    }

    private static FileStream Open(string path)
    {
#if NET
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(path, options);
#else
        return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
#endif
    }
}
