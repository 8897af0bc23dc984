using SsprModule.Contracts;

namespace SsprModule.Engine.ContactInfo.Import;

/// <summary>How far an import has come, and how fast it goes.</summary>
internal sealed class ImportProgress(TimeProvider clock, long total, IEngineLog log)
{
    private readonly long started = clock.GetTimestamp();
    private long rows;

    /// <summary>More rows are done.</summary>
    public void Advance(int count)
    {
        rows += count;
        var seconds = clock.GetElapsedTime(started).TotalSeconds;
        log.Progress(new EngineProgress(EngineActivity.ImportingContacts, rows) { Total = total, Rate = seconds > 0 ? rows / seconds : null });
    }

    /// <summary>Takes the progress off the screen.</summary>
    public void End() => log.Progress(new EngineProgress(EngineActivity.ImportingContacts, rows, Completed: true) { Total = total });
}
