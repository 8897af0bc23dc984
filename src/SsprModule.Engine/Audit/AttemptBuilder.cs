using System.Globalization;
using SsprModule.Contracts;
using SsprModule.Models;

namespace SsprModule.Engine.Audit;

/// <summary>
/// Puts events together by correlation id. Events come in order of time, so an attempt that nothing was added to for longer
/// than any session lasts can't grow any more and is handed on: what is kept in memory is one hour of the log.
/// </summary>
internal sealed class AttemptBuilder : IAttemptBuilder
{
    /// <summary>A session lasts 15 minutes (How it works, Microsoft Learn); the rest is room for late events.</summary>
    public static readonly TimeSpan LongestPause = TimeSpan.FromHours(1);

    private readonly CultureInfo culture;
    private readonly Dictionary<string, LinkedListNode<Open>> byId = new(StringComparer.OrdinalIgnoreCase);
    private readonly LinkedList<Open> byAge = new();
    private DateTimeOffset? last;
    private int direction;
    private bool isOrdered = true;

    /// <param name="culture">The language of the texts.</param>
    public AttemptBuilder(CultureInfo culture) => this.culture = culture;

    /// <inheritdoc/>
    public IReadOnlyList<SsprAttempt> Add(SsprAuditEvent item)
    {
        if (Activities.Find(item.Activity)?.Attempt is null)
        {
            return [];
        }

        if (item.CorrelationId is not { } id)
        {
            return [AttemptReader.Read([item], culture)];
        }

        var time = item.Time ?? last;
        Watch(time);
        Keep(id, item, time);
        return isOrdered && time is { } now ? Close(now) : [];
    }

    /// <inheritdoc/>
    public IReadOnlyList<SsprAttempt> Complete()
    {
        List<SsprAttempt> rest = [.. byAge.Select(open => AttemptReader.Read(open.Events, culture))];
        byAge.Clear();
        byId.Clear();
        return rest;
    }

    // Rows sorted by something else than time leave no way to tell when an attempt is whole: then all wait for the end.
    private void Watch(DateTimeOffset? time)
    {
        var step = time - last ?? TimeSpan.Zero;
        if (step.Duration() > LongestPause)
        {
            isOrdered &= direction == 0 || direction == Math.Sign(step.Ticks);
        }

        direction = direction == 0 ? Math.Sign(step.Ticks) : direction;
        last = time;
    }

    private void Keep(string id, SsprAuditEvent item, DateTimeOffset? time)
    {
        if (byId.TryGetValue(id, out var node))
        {
            byAge.Remove(node);
        }
        else
        {
            node = new LinkedListNode<Open>(new Open(id));
            byId.Add(id, node);
        }

        node.Value.Events.Add(item);
        node.Value.Touched = time;
        byAge.AddLast(node);
    }

    private List<SsprAttempt> Close(DateTimeOffset now)
    {
        var closed = new List<SsprAttempt>();
        while (byAge.First is { } oldest && oldest.Value.Touched is { } touched && (now - touched).Duration() > LongestPause)
        {
            byAge.RemoveFirst();
            byId.Remove(oldest.Value.Id);
            closed.Add(AttemptReader.Read(oldest.Value.Events, culture));
        }

        return closed;
    }

    /// <summary>An attempt that may still grow.</summary>
    private sealed class Open(string id)
    {
        public string Id => id;

        public List<SsprAuditEvent> Events { get; } = [];

        public DateTimeOffset? Touched { get; set; }
    }
}
