using SsprModule.Contracts;

namespace SsprModule.Engine.Registration;

/// <summary>Hands on the rows that are wanted.</summary>
/// <param name="next">Takes them.</param>
/// <param name="isWanted">Decides, and may look at or complete each row.</param>
internal sealed class FilterSink<T>(ISink<T> next, Func<T, bool> isWanted) : ISink<T>
{
    /// <inheritdoc/>
    public async Task WriteAsync(IReadOnlyList<T> page)
    {
        var wanted = page.Where(isWanted).ToList();
        if (wanted.Count > 0)
        {
            await next.WriteAsync(wanted).ConfigureAwait(false);
        }
    }
}

/// <summary>Does something with each row.</summary>
internal sealed class EachSink<T>(Action<T> take) : ISink<T>
{
    /// <inheritdoc/>
    public Task WriteAsync(IReadOnlyList<T> page)
    {
        foreach (var row in page)
        {
            take(row);
        }

        return Task.CompletedTask;
    }
}
