namespace SsprModule.Engine.Password.ResultFile;

/// <summary>Reads lines as bytes, and tells a line that was cut off from one that ended.</summary>
internal sealed class LineReader
{
    private readonly Stream stream;
    private readonly int longest;

    /// <param name="stream">The file.</param>
    /// <param name="longest">The longest line in bytes, so that a file of another kind is not read whole.</param>
    public LineReader(Stream stream, int longest)
    {
        this.stream = stream;
        this.longest = longest;
    }

    /// <summary>True when the file ended in the middle of a line.</summary>
    public bool WasCut { get; private set; }

    /// <summary>True when a line was longer than allowed.</summary>
    public bool IsTooLong { get; private set; }

    /// <summary>The next line without its end, or null when there is no whole one.</summary>
    public byte[]? Next()
    {
        using var line = new MemoryStream();
        for (var next = stream.ReadByte(); next >= 0; next = stream.ReadByte())
        {
            if (next == '\n')
            {
                return line.ToArray();
            }

            if (line.Length == longest)
            {
                IsTooLong = true;
                return null;
            }

            line.WriteByte((byte)next);
        }

        WasCut = line.Length > 0;
        return null;
    }
}
