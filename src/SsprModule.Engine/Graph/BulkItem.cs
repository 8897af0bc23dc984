using System.Net;
using System.Text;

namespace SsprModule.Engine.Graph;

/// <summary>One call of a run over many objects.</summary>
internal sealed class BulkItem
{
    private readonly Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> send;
    private readonly TaskCompletionSource<HttpResponseMessage> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int refusals;
    private int faults;

    /// <param name="request">The request.</param>
    /// <param name="call">What is known of it.</param>
    /// <param name="send">Sends it by itself.</param>
    /// <param name="cancellationToken">Ends it, on its way too.</param>
    public BulkItem(HttpRequestMessage request, GraphCall call, Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> send, CancellationToken cancellationToken)
    {
        Request = request;
        Call = call;
        this.send = send;
        CancellationToken = cancellationToken;
        call.HandsBackThrottling = true;
    }

    public HttpRequestMessage Request { get; }

    public GraphCall Call { get; }

    public CancellationToken CancellationToken { get; }

    public Task<HttpResponseMessage> Answer => answer.Task;

    public bool IsRead => Request.Method == HttpMethod.Get;

    public Task<HttpResponseMessage> SendAsync() => send(Request, CancellationToken);

    public void Complete(HttpResponseMessage response)
    {
        response.RequestMessage = Request;
        answer.TrySetResult(response);
    }

    public void Fail(Exception exception) => answer.TrySetException(exception);

    public void Cancel() => answer.TrySetCanceled();

    /// <summary>True when the call may be sent again after it was refused with 429, which had no effect.</summary>
    public bool TakesRefusal() => ++refusals <= RetryHandler.ThrottleRetries;

    /// <summary>True when the call may be sent again after a fault.</summary>
    public bool TakesFault() => Call.IsRepeatable && ++faults <= RetryHandler.FaultRetries;

    /// <summary>The call as one of a batch. A body becomes bytes that are wiped afterwards.</summary>
    /// <param name="id">Names it in the batch.</param>
    /// <param name="prefix">Length of the path of the service root, which the batch itself has.</param>
    public async Task<BatchRequest> ToBatchAsync(int id, int prefix)
    {
        var path = Request.RequestUri!.PathAndQuery;
        var body = Request.Content is null ? null : await BytesAsync(Request.Content).ConfigureAwait(false);
        return new BatchRequest(
            id.ToString(System.Globalization.CultureInfo.InvariantCulture), Request.Method.Method, path.Substring(prefix))
        {
            SecretBody = body is { Length: > 0 } ? body : null,
        };
    }

    // Read as an array, the content would keep a buffer of its own, which nobody wipes.
    private static async Task<byte[]> BytesAsync(HttpContent content)
    {
        using var stream = new MemoryStream((int)(content.Headers.ContentLength ?? 0));
        await content.CopyToAsync(stream).ConfigureAwait(false);
        var buffer = stream.GetBuffer();
        return buffer.Length == stream.Length ? buffer : stream.ToArray();
    }

    /// <summary>The answer as if the call had been sent by itself.</summary>
    public static HttpResponseMessage FromBatch(BatchAnswer answer)
    {
        var response = new HttpResponseMessage((HttpStatusCode)answer.Status);
        response.Content = answer.Body is null ? new ByteArrayContent([]) : new StringContent(answer.Body.ToJsonString(), Encoding.UTF8, "application/json");
        return response;
    }
}
