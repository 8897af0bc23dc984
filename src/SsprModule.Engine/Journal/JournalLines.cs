using System.Globalization;
using System.Text.Json;
using SsprModule.Errors;

namespace SsprModule.Engine.Journal;

/// <summary>Reads and makes the lines of a journal.</summary>
internal static class JournalLines
{
    private const int LongestLine = 64 * 1024;

    /// <summary>Hands over each line, and leaves the file ready to be written on.</summary>
    /// <param name="file">The journal; stands behind its last whole line afterwards. A line that a kill cut off is taken away: what it announces was never done.</param>
    /// <param name="path">For errors.</param>
    /// <param name="start">How the first line begins.</param>
    /// <param name="take">Takes each line and its number, from 1.</param>
    /// <exception cref="SsprException">JournalDamaged.</exception>
    public static void Read(FileStream file, string path, ReadOnlySpan<byte> start, Action<ReadOnlyMemory<byte>, int> take)
    {
        var (whole, number) = (0L, 0);
        foreach (var (line, isLast) in Split(file))
        {
            number++;
            try
            {
                if (number == 1 && !line.Span.StartsWith(start))
                {
                    throw new JsonException("This file is something else.");
                }

                take(line, number);
            }
            catch (JsonException e)
            {
                // The first line must tell that this is a journal at all: nothing else is ever cut or written to.
                if (isLast && (number > 1 || line.Span.StartsWith(start)))
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
                return;
            }

            whole += line.Length;
        }

        file.SetLength(whole);
        file.Seek(whole, SeekOrigin.Begin);
    }

    /// <summary>Makes a line: the event, the time, and more.</summary>
    public static byte[] Make(string name, DateTimeOffset now, Action<Utf8JsonWriter> fields)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteString("event", name);
            fields(json);
            json.WriteString("time", now.UtcDateTime.ToString("O", CultureInfo.InvariantCulture));
            json.WriteEndObject();
        }

        stream.WriteByte((byte)'\n');
        return stream.ToArray();
    }

    // Each with its line feed; the last one may lack it.
    private static IEnumerable<(ReadOnlyMemory<byte> Line, bool IsLast)> Split(FileStream file)
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
