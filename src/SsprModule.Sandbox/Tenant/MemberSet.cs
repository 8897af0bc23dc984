namespace SsprModule.Sandbox.Tenant;

/// <summary>A set with its recent past, kept as the changes to it so that adding thousands of members stays cheap.</summary>
internal sealed class MemberSet<T>(IEnumerable<T> initial)
{
    private static readonly TimeSpan Memory = TimeSpan.FromDays(2);
    private readonly List<Change> changes = [];

    public HashSet<T> Current { get; } = [.. initial];

    /// <summary>False when it was there already.</summary>
    public bool Add(DateTimeOffset now, T item) => Current.Add(item) && Remember(now, item, wasAdded: true);

    /// <summary>False when it was not there.</summary>
    public bool Remove(DateTimeOffset now, T item) => Current.Remove(item) && Remember(now, item, wasAdded: false);

    /// <summary>The set as it was; a copy only when it has changed since.</summary>
    public HashSet<T> AsOf(DateTimeOffset time)
    {
        if (changes.Count == 0 || changes[changes.Count - 1].At <= time)
        {
            return Current;
        }

        var past = new HashSet<T>(Current);
        for (var i = changes.Count - 1; i >= 0 && changes[i].At > time; i--)
        {
            if (changes[i].WasAdded)
            {
                past.Remove(changes[i].Item);
            }
            else
            {
                past.Add(changes[i].Item);
            }
        }

        return past;
    }

    /// <summary>When the last change before that time was; MinValue when there was none.</summary>
    public DateTimeOffset ChangedAt(DateTimeOffset time)
    {
        var last = changes.FindLastIndex(change => change.At <= time);
        return last < 0 ? DateTimeOffset.MinValue : changes[last].At;
    }

    private bool Remember(DateTimeOffset now, T item, bool wasAdded)
    {
        if (changes.Count > 0 && changes[0].At < now - Memory)
        {
            changes.RemoveAll(change => change.At < now - Memory);
        }

        changes.Add(new Change(now, item, wasAdded));
        return true;
    }

    private readonly record struct Change(DateTimeOffset At, T Item, bool WasAdded);
}
