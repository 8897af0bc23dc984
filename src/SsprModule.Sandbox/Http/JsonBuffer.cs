using System.Buffers;

namespace SsprModule.Sandbox.Http;

/// <summary>A growing byte buffer from the shared pool; a page of 999 rows fits without new allocations.</summary>
internal sealed class JsonBuffer : IBufferWriter<byte>, IDisposable
{
    private byte[] bytes = ArrayPool<byte>.Shared.Rent(4096);

    public int Length { get; private set; }

    public byte[] Bytes => bytes;

    public void Advance(int count) => Length += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return bytes.AsMemory(Length);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return bytes.AsSpan(Length);
    }

    public void Write(byte[] source)
    {
        Reserve(source.Length);
        Buffer.BlockCopy(source, 0, bytes, Length, source.Length);
        Length += source.Length;
    }

    /// <summary>Cuts the content off, as a broken proxy does.</summary>
    public void Truncate(int length) => Length = Math.Min(Length, length);

    public void Dispose()
    {
        var rented = bytes;
        bytes = [];
        Length = 0;
        if (rented.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    private void Reserve(int sizeHint)
    {
        var needed = Length + Math.Max(sizeHint, 1);
        if (needed <= bytes.Length)
        {
            return;
        }

        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(needed, bytes.Length * 2));
        Buffer.BlockCopy(bytes, 0, larger, 0, Length);
        ArrayPool<byte>.Shared.Return(bytes);
        bytes = larger;
    }
}
