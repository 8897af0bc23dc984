using SsprModule.Errors;

namespace SsprModule.Engine.Policy;

/// <summary>Writes a file beside its place and moves it there when it is complete.</summary>
internal static class FileWriter
{
    /// <exception cref="SsprException">PolicyFileExists, PolicyFileNotWritten.</exception>
    public static void Write(string path, byte[] content, bool overwrite, bool ownerOnly)
    {
        var draft = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            // Asked first, so that a wrong path is told as such and not as a draft that can't be written.
            if (!overwrite && File.Exists(path))
            {
                throw new SsprException(SsprErrorId.PolicyFileExists, path) { Target = path };
            }

            using (var stream = Create(draft, ownerOnly))
            {
                stream.Write(content, 0, content.Length);
                stream.Flush(flushToDisk: true);
            }

            Move(draft, path, overwrite);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            Remove(draft);
            throw !overwrite && File.Exists(path)
                ? new SsprException(SsprErrorId.PolicyFileExists, e, path) { Target = path }
                : new SsprException(SsprErrorId.PolicyFileNotWritten, e, path, e.Message) { Target = path };
        }
    }

#if NET
    private static FileStream Create(string path, bool ownerOnly)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (ownerOnly && !OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(path, options);
    }

    private static void Move(string draft, string path, bool overwrite) => File.Move(draft, path, overwrite);
#else
    private static FileStream Create(string path, bool ownerOnly) => new(path, FileMode.CreateNew, FileAccess.Write);

    private static void Move(string draft, string path, bool overwrite)
    {
        if (overwrite && File.Exists(path))
        {
            File.Replace(draft, path, null);
        }
        else
        {
            File.Move(draft, path);
        }
    }
#endif

    private static void Remove(string draft)
    {
        try
        {
            File.Delete(draft);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            // What made the write fail is told; a draft that stays does no harm.
        }
    }
}
