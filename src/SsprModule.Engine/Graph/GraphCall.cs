using SsprModule.Contracts;

namespace SsprModule.Engine.Graph;

/// <summary>What the handlers and the error mapping must know of a call beyond its HTTP request.</summary>
internal sealed class GraphCall
{
    private const string Key = "SsprModule.GraphCall";

    public GraphCall(IEngineLog log) => Log = log;

    /// <summary>Where the call reports.</summary>
    public IEngineLog Log { get; }

    /// <summary>The path with placeholders instead of ids and names, for traces and errors.</summary>
    public string Path { get; set; } = "";

    /// <summary>The quota that the call counts against.</summary>
    public QuotaKind Quota { get; init; } = QuotaKind.Directory;

    /// <summary>Resource units of a <see cref="QuotaKind.Directory"/> call (Microsoft Graph throttling limits, Microsoft Learn).</summary>
    public int Cost { get; init; } = 1;

    /// <summary>Writes that the call counts as, for the quota of writes: a batch counts each of its own. Null: one, unless it is a GET.</summary>
    public int? Writes { get; init; }

    /// <summary>The permissions of which one is enough, for a delegated or an application sign-in alike unless they differ.</summary>
    public IReadOnlyList<string> Permissions { get; init; } = [];

    /// <summary>The directory roles of which a signed-in person needs one; empty when any user will do.</summary>
    public IReadOnlyList<string> Roles { get; init; } = [];

    /// <summary>
    /// False for a call that must not be sent twice when it is unknown whether the first had effect. A refusal with 429
    /// had none, so that is always repeated.
    /// </summary>
    public bool IsRepeatable { get; init; } = true;

    /// <summary>True for a call that Graph takes in a batch: in a run over many objects it goes there.</summary>
    public bool CanBatch { get; init; }

    /// <summary>True for an advanced query (Advanced query capabilities, Microsoft Learn): each request, for a next page too, carries <c>ConsistencyLevel: eventual</c>.</summary>
    public bool IsEventual { get; init; }

    /// <summary>True for a batch itself.</summary>
    public bool IsBatch { get; init; }

    /// <summary>True when a refusal with 429 is for the caller to act on, who slows down as a whole, rather than to be sent again by itself.</summary>
    public bool HandsBackThrottling { get; set; }

    /// <summary>Ends the call as long as it waits to be sent; once it is on its way, only its own token does.</summary>
    public CancellationToken Unsent { get; set; }

    /// <summary>The user, group or other object that an error is about.</summary>
    public object? Target { get; init; }

    /// <summary>Rows handled so far, for the progress of a wait.</summary>
    public long Rows { get; set; }

    private bool IsWaiting { get; set; }

    /// <summary>Shows a pause as progress.</summary>
    public void BeginWait(TimeSpan wait)
    {
        IsWaiting = true;
        Log.Progress(new EngineProgress(EngineActivity.Waiting, Rows, wait));
    }

    /// <summary>Takes the pause off the screen, if there was one.</summary>
    public void EndWait()
    {
        if (IsWaiting)
        {
            IsWaiting = false;
            Log.Progress(new EngineProgress(EngineActivity.Waiting, Rows, Completed: true));
        }
    }

    /// <summary>The call that a request carries.</summary>
    public static GraphCall Of(HttpRequestMessage request)
    {
#if NET
        return request.Options.TryGetValue(new HttpRequestOptionsKey<GraphCall>(Key), out var call) ? call : throw Missing();
#else
        return request.Properties.TryGetValue(Key, out var call) ? (GraphCall)call : throw Missing();
#endif
    }

    /// <summary>Lets a request carry this call.</summary>
    public void AttachTo(HttpRequestMessage request)
    {
#if NET
        request.Options.Set(new HttpRequestOptionsKey<GraphCall>(Key), this);
#else
        request.Properties[Key] = this;
#endif
    }

    private static InvalidOperationException Missing() => new("A request reached the shared client without its GraphCall.");
}

/// <summary>The quotas that Microsoft publishes for the calls of this module.</summary>
internal enum QuotaKind
{
    /// <summary>None known, as for the portal backend.</summary>
    None,

    /// <summary>Reports and audit logs: 5 requests in 10 seconds.</summary>
    Reports,

    /// <summary>Directory objects: resource units in 10 seconds.</summary>
    Directory,
}
