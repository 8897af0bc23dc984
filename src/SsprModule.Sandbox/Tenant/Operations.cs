namespace SsprModule.Sandbox.Tenant;

/// <summary>A password reset on its way.</summary>
internal sealed class ResetOperation
{
    public required Guid Id { get; init; }

    public required int User { get; init; }

    public required DateTimeOffset Created { get; init; }

    public required TimeSpan Duration { get; init; }

    /// <summary>Null = it will succeed; else why it fails.</summary>
    public string? Failure { get; init; }

    public bool NeverEnds { get; init; }

    /// <summary>What happens to the tenant when it ends.</summary>
    public required Action<DateTimeOffset> Finish { get; init; }

    public bool IsFinished { get; set; }

    public DateTimeOffset Due => Created + Duration;

    public string StatusAt(DateTimeOffset now)
    {
        if (now - Created < TimeSpan.FromTicks(Duration.Ticks / 4))
        {
            return "notStarted";
        }

        if (NeverEnds || now < Due)
        {
            return "running";
        }

        return Failure is null ? "succeeded" : "failed";
    }
}

/// <summary>The resets under way and past. They end by the clock, not because somebody polls.</summary>
internal sealed class Operations
{
    private readonly Dictionary<Guid, ResetOperation> all = [];
    private readonly List<ResetOperation> running = [];

    public void Add(ResetOperation operation)
    {
        all[operation.Id] = operation;
        if (!operation.NeverEnds)
        {
            running.Add(operation);
        }
    }

    public ResetOperation? Find(Guid id) => all.TryGetValue(id, out var operation) ? operation : null;

    public bool HasDue(DateTimeOffset now) => running.Exists(operation => operation.Due <= now);

    /// <summary>Lets everything happen that is due.</summary>
    public void Settle(DateTimeOffset now)
    {
        foreach (var operation in running.Where(each => each.Due <= now).OrderBy(each => each.Due).ToList())
        {
            running.Remove(operation);
            operation.IsFinished = true;
            operation.Finish(operation.Due);
        }
    }
}
