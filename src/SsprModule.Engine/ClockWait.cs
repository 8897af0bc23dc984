namespace SsprModule.Engine;

/// <summary>Waiting on a clock that tests and the embedded tenant can move.</summary>
internal static class ClockWait
{
    /// <summary>Completes after that time on that clock.</summary>
    public static Task WaitAsync(this TimeProvider clock, TimeSpan time, CancellationToken cancellationToken) =>
#if NET
        Task.Delay(time, clock, cancellationToken);
#else
        clock.Delay(time, cancellationToken);
#endif
}
