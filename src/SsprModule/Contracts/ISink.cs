namespace SsprModule.Contracts;

/// <summary>Takes what an operation finds, a page at a time, and holds the operation back until it is taken.</summary>
/// <typeparam name="T">What is handed over.</typeparam>
public interface ISink<in T>
{
    /// <summary>Hands over a page. The task completes when the pipeline has taken it.</summary>
    Task WriteAsync(IReadOnlyList<T> page);
}
