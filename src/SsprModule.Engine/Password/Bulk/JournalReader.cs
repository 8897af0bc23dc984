using System.Text.Json;
using SsprModule.Errors;

namespace SsprModule.Engine.Password.Bulk;

/// <summary>Reads what earlier runs noted, and leaves the file ready to be written on.</summary>
internal static class JournalReader
{
    private const int LongestLine = 64 * 1024;

    /// <summary>The last attempt of each user.</summary>
    /// <param name="file">The journal; stands behind its last whole line afterwards. A line that a kill cut off is taken away: its call was never sent.</param>
    /// <param name="path">For errors.</param>
    /// <param name="tenant">The tenant that the session is signed in to; null when the token does not tell.</param>
    /// <exception cref="SsprException">JournalDamaged or JournalOtherTenant.</exception>
    public static Dictionary<string, PastReset> Read(FileStream file, string path, string? tenant)
    {
        var past = new Dictionary<string, PastReset>(StringComparer.OrdinalIgnoreCase);
        var (whole, number) = (0L, 0);
        foreach (var (line, isLast) in Lines(file))
        {
            number++;
            try
            {
                Take(line, number, past, path, tenant);
            }
            catch (JsonException e)
            {
                // The first line must tell that this is a journal at all: nothing else is ever cut or written to.
                if (isLast && (number > 1 || line.Span.StartsWith(JournalLine.Start)))
                {
                    break;
                }

                throw new SsprException(SsprErrorId.JournalDamaged, e, path, number) { Target = path };
            }

            if (isLast && line.Span[line.Length - 1] != (byte)'\n')
            {
                // Whole but for its end: a kill between the two. The line counts; the end is written now.
                file.Seek(0, SeekOrigin.End);
                file.WriteByte((byte)'\n');
                return past;
            }

            whole += line.Length;
        }

        file.SetLength(whole);
        file.Seek(whole, SeekOrigin.Begin);
        return past;
    }

    private static void Take(ReadOnlyMemory<byte> line, int number, Dictionary<string, PastReset> past, string path, string? tenant)
    {
        var (name, theirs, id, change) = JournalLine.Read(line);
        if (number == 1 && name != "run")
        {
            throw new JsonException("A journal begins with a run.");
        }

        if (name == "run" && theirs is not null && tenant is not null && !string.Equals(theirs, tenant, StringComparison.OrdinalIgnoreCase))
        {
            throw new SsprException(SsprErrorId.JournalOtherTenant, path, theirs, tenant) { Target = path };
        }

        if (id is not null)
        {
            past[id] = change!(past.TryGetValue(id, out var before) ? before : null);
        }
    }

    // Each with its line feed; the last one may lack it.
    private static IEnumerable<(ReadOnlyMemory<byte> Line, bool IsLast)> Lines(FileStream file)
    {
        var buffer = new byte[LongestLine];
        var held = 0;
        file.Seek(0, SeekOrigin.Begin);
        for (var isEnd = false; !isEnd;)
        {
            var read = file.Read(buffer, held, buffer.Length - held);
            held += read;
            isEnd = read == 0;
            var start = 0;
            for (int end; (end = Array.IndexOf(buffer, (byte)'\n', start, held - start)) >= 0; start = end + 1)
            {
                yield return (buffer.AsMemory(start, end + 1 - start), end + 1 == held && file.Position == file.Length);
            }

            Buffer.BlockCopy(buffer, start, buffer, 0, held - start);
            held -= start;
            if ((isEnd || held == buffer.Length) && held > 0)
            {
                // Longer than any line of ours: damaged, unless it is the last.
                yield return (buffer.AsMemory(0, held), isEnd || file.Position == file.Length);
                held = 0;
            }
        }
    }
}
