using SsprModule.Contracts;

namespace SsprModule.Engine.Password.Bulk;

/// <summary>How far a run has come, and how fast it goes.</summary>
internal sealed class BulkProgress
{
    private readonly TimeProvider clock;
    private readonly long started;
    private long received;
    private long done;
    private volatile bool isComplete;

    public BulkProgress(TimeProvider clock)
    {
        this.clock = clock;
        started = clock.GetTimestamp();
    }

    /// <summary>More users have come.</summary>
    /// <param name="count">How many.</param>
    /// <param name="isLast">True when there will be no more.</param>
    public void Add(int count, bool isLast)
    {
        Interlocked.Add(ref received, count);
        isComplete = isLast;
    }

    /// <summary>One user is finished with.</summary>
    public void Advance(IEngineLog log)
    {
        var rows = Interlocked.Increment(ref done);
        var total = Interlocked.Read(ref received);
        var seconds = clock.GetElapsedTime(started).TotalSeconds;
        if (total > 1)
        {
            log.Progress(new EngineProgress(EngineActivity.ResettingPasswords, rows, Completed: isComplete && rows == total)
            {
                Total = isComplete ? total : null,
                Rate = seconds > 0 ? rows / seconds : null,
            });
        }
    }

    /// <summary>Takes the progress off the screen.</summary>
    public void End(IEngineLog log) => log.Progress(new EngineProgress(EngineActivity.ResettingPasswords, Interlocked.Read(ref done), Completed: true));
}
