namespace SsprModule.Engine.Password;

/// <summary>
/// Something that a run reads once, when it is first needed, however many users ask at the same time. A read that failed is
/// not kept: what was cancelled for one user must not fail the next.
/// </summary>
internal sealed class Once<T> : IDisposable
    where T : class
{
    private readonly SemaphoreSlim gate = new(1, 1);
    private volatile T? value;

    /// <summary>The value, read now if nobody did before.</summary>
    public async Task<T> GetAsync(Func<CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        if (value is { } known)
        {
            return known;
        }

        await gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return value ??= await read(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            gate.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => gate.Dispose();
}
