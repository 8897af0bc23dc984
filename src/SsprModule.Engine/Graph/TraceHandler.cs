using System.Diagnostics;

namespace SsprModule.Engine.Graph;

/// <summary>Gives each attempt an id of its own and tells -Verbose what became of it, without names or ids of people.</summary>
internal sealed class TraceHandler : DelegatingHandler
{
    /// <summary>Longest wait for the first byte of one answer; a dead connection takes real time, so no clock is passed in.</summary>
    private static readonly TimeSpan LongestAttempt = TimeSpan.FromSeconds(100);

    private readonly string idHeader;

    /// <param name="idHeader"><c>client-request-id</c> for Graph, <c>x-ms-client-request-id</c> for the portal backend.</param>
    public TraceHandler(string idHeader) => this.idHeader = idHeader;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var call = GraphCall.Of(request);
        var id = Guid.NewGuid().ToString();
        request.Headers.Remove(idHeader);
        request.Headers.Add(idHeader, id);
        var watch = Stopwatch.StartNew();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(LongestAttempt);
        try
        {
            var response = await base.SendAsync(request, patience.Token).ConfigureAwait(false);
            call.Log.Verbose($"{request.Method} {call.Path} {(int)response.StatusCode} request-id={ResponseFacts.RequestId(response) ?? "-"} client-request-id={id} {watch.ElapsedMilliseconds} ms");
            return response;
        }
        catch (HttpRequestException e)
        {
            call.Log.Verbose($"{request.Method} {call.Path} failed: {e.Message} client-request-id={id} {watch.ElapsedMilliseconds} ms");
            throw;
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            call.Log.Verbose($"{request.Method} {call.Path} gave no answer client-request-id={id} {watch.ElapsedMilliseconds} ms");
            throw new TimeoutException(null, e);
        }
    }
}
