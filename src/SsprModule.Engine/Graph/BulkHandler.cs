namespace SsprModule.Engine.Graph;

/// <summary>
/// Takes the calls of a run over many objects aside: they share one limit of calls under way, and those that Graph takes in
/// a batch go in batches. Calls outside of such a run pass.
/// </summary>
internal sealed class BulkHandler : DelegatingHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var call = GraphCall.Of(request);
        return BulkCalls.Current is not { } bulk || call.IsBatch ? base.SendAsync(request, cancellationToken)
            : call.CanBatch ? bulk.SendInBatchAsync(new BulkItem(request, call, base.SendAsync, cancellationToken))
            : bulk.SendAloneAsync(new BulkItem(request, call, base.SendAsync, cancellationToken));
    }
}
