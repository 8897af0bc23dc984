namespace SsprModule.Engine.Graph;

/// <summary>
/// The time of the service, from the Date of its answers and the time that has run since. The clock of this machine may be
/// wrong or be set back; only how much time passes is taken from it.
/// </summary>
internal sealed class ServiceClock
{
    private readonly TimeProvider clock;
    private readonly object gate = new();
    private (DateTimeOffset Date, long At)? seen;

    public ServiceClock(TimeProvider clock) => this.clock = clock;

    /// <summary>Now, at most about a second early because a Date has no fractions; null before the first answer.</summary>
    public DateTimeOffset? Now
    {
        get
        {
            lock (gate)
            {
                return seen is { } s ? s.Date + clock.GetElapsedTime(s.At) : null;
            }
        }
    }

    /// <summary>Takes the time from an answer.</summary>
    public void Observe(DateTimeOffset? date)
    {
        if (date is { } now)
        {
            lock (gate)
            {
                seen = (now, clock.GetTimestamp());
            }
        }
    }
}
