namespace SsprModule.Engine.Graph;

/// <summary>Keeps the cost of calls within any sliding window of time below a limit.</summary>
internal sealed class QuotaWindow
{
    private readonly int limit;
    private readonly TimeSpan length;
    private readonly TimeProvider clock;
    private readonly Queue<(long Started, int Cost)> spent = new();
    private int total;

    public QuotaWindow(int limit, TimeSpan length, TimeProvider clock)
    {
        this.limit = limit;
        this.length = length;
        this.clock = clock;
    }

    /// <summary>Whose turn it is to wait.</summary>
    public SemaphoreSlim Turn { get; } = new(1, 1);

    /// <summary>Books a call now, or tells how long to wait before asking again.</summary>
    /// <param name="cost">What the call costs, at most the limit.</param>
    /// <returns>Zero when the call is booked.</returns>
    public TimeSpan TryTake(int cost)
    {
        lock (spent)
        {
            Forget();
            if (total + cost <= limit)
            {
                total += cost;
                spent.Enqueue((clock.GetTimestamp(), cost));
                return TimeSpan.Zero;
            }

            var wait = length - clock.GetElapsedTime(spent.Peek().Started);
            return wait > TimeSpan.Zero ? wait : TimeSpan.FromMilliseconds(1);
        }
    }

    private void Forget()
    {
        while (spent.Count > 0 && clock.GetElapsedTime(spent.Peek().Started) >= length)
        {
            total -= spent.Dequeue().Cost;
        }
    }
}
