using System.Buffers;

namespace SsprModule.Engine.Graph;

/// <summary>Reads bodies.</summary>
internal static class Body
{
    /// <summary>Longest pause between two pieces of a body before the connection counts as dead.</summary>
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(100);

    /// <summary>The whole body, or its first bytes up to a limit.</summary>
    /// <exception cref="IOException">The connection broke in the middle.</exception>
    /// <exception cref="HttpRequestException">Likewise.</exception>
    public static async Task<byte[]> ReadAsync(HttpResponseMessage response, int limit, CancellationToken cancellationToken)
    {
        using var body = new PooledBody();
        await body.FillAsync(response, limit, cancellationToken).ConfigureAwait(false);
        return body.Written.ToArray();
    }

    /// <summary>A body in rented memory, for pages that are read one after another.</summary>
    public sealed class PooledBody : IDisposable
    {
        private byte[] buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
        private int length;

        /// <summary>What was read.</summary>
        public ReadOnlyMemory<byte> Written => buffer.AsMemory(0, length);

        /// <summary>Reads the body, replacing what was there.</summary>
        public async Task FillAsync(HttpResponseMessage response, int limit, CancellationToken cancellationToken)
        {
            length = 0;
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
#if NET
            using var stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
#else
            using var stream = await response.Content.ReadAsStreamAsync().ConfigureAwait(false);
#endif
            while (length < limit)
            {
                if (length == buffer.Length)
                {
                    Grow();
                }

                patience.CancelAfter(LongestSilence);
                var read = await stream.ReadAsync(buffer, length, Math.Min(buffer.Length, limit) - length, patience.Token).ConfigureAwait(false);
                if (read == 0)
                {
                    return;
                }

                length += read;
            }
        }

        /// <inheritdoc/>
        public void Dispose()
        {
            ArrayPool<byte>.Shared.Return(buffer);
            buffer = [];
            length = 0;
        }

        private void Grow()
        {
            var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
            Buffer.BlockCopy(buffer, 0, larger, 0, length);
            ArrayPool<byte>.Shared.Return(buffer);
            buffer = larger;
        }
    }
}
