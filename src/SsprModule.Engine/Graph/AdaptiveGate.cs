namespace SsprModule.Engine.Graph;

/// <summary>
/// Lets so much work be under way at a time as the service takes: half as much, after a pause, when it refuses with 429,
/// and slowly more again with each success (as TCP does, RFC 5681).
/// </summary>
internal sealed class AdaptiveGate
{
    private readonly int most;
    private readonly TimeProvider clock;
    private readonly object gate = new();
    private TaskCompletionSource<bool>? changed;
    private double limit;
    private int busy;
    private bool isPaused;
    private long resumes;

    /// <param name="most">The most at a time, also what it begins with.</param>
    /// <param name="clock">Pauses happen on it.</param>
    public AdaptiveGate(int most, TimeProvider clock)
    {
        this.most = most;
        this.clock = clock;
        limit = most;
    }

    /// <summary>How much may be under way at present.</summary>
    public int Limit
    {
        get
        {
            lock (gate)
            {
                return (int)limit;
            }
        }
    }

    /// <summary>Does the work when its turn has come.</summary>
    /// <param name="work">What to do.</param>
    /// <param name="cancellationToken">Ends the wait for the turn, not the work.</param>
    public async Task<T> RunAsync<T>(Func<Task<T>> work, CancellationToken cancellationToken)
    {
        await EnterAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await work().ConfigureAwait(false);
        }
        finally
        {
            lock (gate)
            {
                busy--;
            }

            Wake();
        }
    }

    /// <summary>The service refused: everybody waits that long, then half as much goes on. Further refusals during the pause can only make it longer.</summary>
    public async Task SlowDownAsync(TimeSpan pause, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            var end = clock.GetTimestamp() + (long)(pause.TotalSeconds * clock.TimestampFrequency);
            resumes = isPaused ? Math.Max(resumes, end) : end;
            if (isPaused)
            {
                return;
            }

            isPaused = true;
            limit = Math.Max(1, limit / 2);
        }

        try
        {
            for (TimeSpan left; (left = Left()) > TimeSpan.Zero;)
            {
                await clock.WaitAsync(left, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            lock (gate)
            {
                isPaused = false;
            }

            Wake();
        }
    }

    /// <summary>The service took something: a little more may go on.</summary>
    public void SpeedUp()
    {
        lock (gate)
        {
            limit = Math.Min(most, limit + (1 / limit));
        }

        Wake();
    }

    private async Task EnterAsync(CancellationToken cancellationToken)
    {
        using var registration = cancellationToken.Register(Wake);
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Task wait;
            lock (gate)
            {
                if (!isPaused && busy < (int)limit)
                {
                    busy++;
                    return;
                }

                changed ??= new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
                wait = changed.Task;
            }

            // Woken between the two, it is asked again at once.
            await (cancellationToken.IsCancellationRequested ? Task.CompletedTask : wait).ConfigureAwait(false);
        }
    }

    // In whole milliseconds, as a timer counts them.
    private TimeSpan Left()
    {
        lock (gate)
        {
            return TimeSpan.FromMilliseconds(Math.Ceiling((resumes - clock.GetTimestamp()) * 1000.0 / clock.TimestampFrequency));
        }
    }

    private void Wake()
    {
        TaskCompletionSource<bool>? woken;
        lock (gate)
        {
            woken = changed;
            changed = null;
        }

        woken?.TrySetResult(true);
    }
}
