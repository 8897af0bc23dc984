namespace SsprModule.Sandbox.Tenant;

/// <summary>A value with its recent past, so that a report can show how things stood some time ago.</summary>
internal sealed class Timeline<T>(T initial)
{
    private static readonly TimeSpan Memory = TimeSpan.FromDays(2);
    private readonly List<KeyValuePair<DateTimeOffset, T>> entries = [new(DateTimeOffset.MinValue, initial)];

    public T Current => entries[entries.Count - 1].Value;

    public void Set(DateTimeOffset now, T value)
    {
        // What nobody can look back to any more is dropped; one entry before the horizon stays.
        while (entries.Count > 1 && entries[1].Key < now - Memory)
        {
            entries.RemoveAt(0);
        }

        entries.Add(new(now, value));
    }

    public T AsOf(DateTimeOffset time) => Find(time).Value;

    /// <summary>When the value that held at that time was set; MinValue when it was there from the start.</summary>
    public DateTimeOffset ChangedAt(DateTimeOffset time) => Find(time).Key;

    private KeyValuePair<DateTimeOffset, T> Find(DateTimeOffset time)
    {
        for (var i = entries.Count - 1; i > 0; i--)
        {
            if (entries[i].Key <= time)
            {
                return entries[i];
            }
        }

        return entries[0];
    }
}
