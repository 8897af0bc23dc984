namespace SsprModule.Engine;

/// <summary>
/// The time of the embedded tenant: it runs as ours does, but a wait is over at once and moves the clock on by its length.
/// So quotas, delays and expiry of the sandbox are kept to the letter without making anybody wait.
/// </summary>
internal sealed class LeapingClock : TimeProvider
{
    private readonly DateTimeOffset? start;
    private readonly long started;
    private long leapt;

    /// <param name="start">The time to begin at and to stand still at between waits; null runs along with the system's.</param>
    public LeapingClock(DateTimeOffset? start = null)
    {
        this.start = start;
        started = System.GetTimestamp();
    }

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => (start ?? System.GetUtcNow()) + TimeSpan.FromTicks(Interlocked.Read(ref leapt));

    /// <inheritdoc/>
    public override long GetTimestamp() => (start is null ? System.GetElapsedTime(started).Ticks : 0) + Interlocked.Read(ref leapt);

    /// <summary>Moves the clock on.</summary>
    public void Leap(TimeSpan time) => Interlocked.Add(ref leapt, time.Ticks);

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new LeapingTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private sealed class LeapingTimer : ITimer
    {
        private readonly LeapingClock clock;
        private readonly TimerCallback callback;
        private readonly object? state;

        public LeapingTimer(LeapingClock clock, TimerCallback callback, object? state)
        {
            this.clock = clock;
            this.callback = callback;
            this.state = state;
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            if (dueTime != Timeout.InfiniteTimeSpan)
            {
                clock.Leap(dueTime);
                ThreadPool.QueueUserWorkItem(_ => callback(state));
            }

            return true;
        }

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => default;
    }
}
