namespace SsprModule.Sandbox.Faults;

/// <summary>A body whose connection is lost on the way: gives some bytes, then fails as a socket does.</summary>
internal sealed class BreakingStream(Stream inner, int breakAfter) : Stream
{
    private int left = breakAfter;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        if (left <= 0)
        {
            throw new IOException("Unable to read data from the transport connection: Connection reset by peer.");
        }

        var read = inner.Read(buffer, offset, Math.Min(count, left));
        left -= read;
        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            return Task.FromResult(Read(buffer, offset, count));
        }
        catch (IOException error)
        {
            return Task.FromException<int>(error);
        }
    }

    public override void Flush()
    {
        // Nothing is buffered.
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
