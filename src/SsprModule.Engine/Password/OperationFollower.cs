using System.Text.Json;
using SsprModule.Contracts;
using SsprModule.Engine.Graph;
using SsprModule.Errors;

namespace SsprModule.Engine.Password;

/// <summary>
/// Follows a reset that the service has accepted (longRunningOperation, Microsoft Learn). The address is used exactly as
/// given, its query included.
/// </summary>
internal sealed class OperationFollower
{
    private static readonly string[] Permissions = ["UserAuthenticationMethod.Read.All", "UserAuthenticationMethod.ReadWrite.All"];
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    private readonly GraphClient graph;
    private readonly TimeProvider clock;

    public OperationFollower(GraphClient graph, TimeProvider clock)
    {
        this.graph = graph;
        this.clock = clock;
    }

    /// <summary>Asks until the operation has ended or the time is over.</summary>
    /// <param name="location">The address that the service gave.</param>
    /// <param name="timeout">How long to ask.</param>
    /// <param name="target">The user, for errors.</param>
    /// <param name="log">Where to report.</param>
    /// <param name="cancellationToken">Ends the wait; the reset goes on.</param>
    /// <exception cref="SsprException">The service can't be asked; what became of the reset is then unknown.</exception>
    public async Task<OperationState> FollowAsync(Uri location, TimeSpan timeout, string target, IEngineLog log, CancellationToken cancellationToken)
    {
        var started = clock.GetTimestamp();
        var call = new GraphCall(log) { Path = "/users/{user-id}/authentication/operations/{operation-id}", Permissions = Permissions, Target = target };
        while (true)
        {
            var (state, pause) = await AskAsync(location, call, cancellationToken).ConfigureAwait(false);
            var waited = clock.GetElapsedTime(started);
            if (state.HasEnded || waited >= timeout)
            {
                log.Progress(new EngineProgress(EngineActivity.FollowingReset, 0, Completed: true));
                return state;
            }

            log.Progress(new EngineProgress(EngineActivity.FollowingReset, 0, pause));
            await clock.WaitAsync(pause < timeout - waited ? pause : timeout - waited, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<(OperationState State, TimeSpan Pause)> AskAsync(Uri location, GraphCall call, CancellationToken cancellationToken)
    {
        using var response = await graph.FollowAsync(location, call, cancellationToken).ConfigureAwait(false);
        var body = await Sender.BodyAsync(response, call, cancellationToken).ConfigureAwait(false);
        var pause = response.Headers.RetryAfter?.Delta is { } wait && wait > TimeSpan.Zero ? wait : Pause;
        return (Parse(body), pause);
    }

    private static OperationState Parse(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var root = document.RootElement;
            return root.ValueKind == JsonValueKind.Object
                ? new OperationState(Json.Text(root, "id"), Json.Text(root, "status") ?? "", Json.Text(root, "statusDetail"))
                : throw new JsonException("The answer is no object.");
        }
        catch (JsonException e)
        {
            throw new SsprException(SsprErrorId.AnswerTruncated, e, 0L);
        }
    }
}

/// <summary>What the service says of an operation.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Status">notStarted, running, succeeded or failed; other words count as not ended.</param>
/// <param name="Detail">Such as ResetSuccess, or the reason of a failure.</param>
internal sealed record OperationState(string? Id, string Status, string? Detail)
{
    public bool HasSucceeded => string.Equals(Status, "succeeded", StringComparison.OrdinalIgnoreCase);

    public bool HasFailed => string.Equals(Status, "failed", StringComparison.OrdinalIgnoreCase);

    public bool HasEnded => HasSucceeded || HasFailed;
}
