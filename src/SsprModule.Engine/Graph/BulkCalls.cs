using SsprModule.Errors;

namespace SsprModule.Engine.Graph;

/// <summary>
/// The calls of one run over many objects. Calls that come close together and that Graph takes in a batch go as one (Combine
/// multiple requests in one HTTP call using JSON batching, Microsoft Learn); a single one goes by itself.
/// </summary>
internal sealed class BulkCalls : IDisposable
{
    // Calls of one batch of answers come back within milliseconds; much less than the call that waiting for them saves.
    private static readonly TimeSpan Linger = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);
    private static readonly AsyncLocal<BulkCalls?> Ambient = new();

    private readonly BatchClient batches;
    private readonly int prefix;
    private readonly TimeProvider clock;
    private readonly AdaptiveGate gate;
    private readonly CancellationToken stop;
    private readonly CancellationToken abandon;
    private readonly CancellationTokenRegistration onStop;
    private readonly object queueGate = new();
    private readonly Queue<BulkItem> queue = new();
    private int active;
    private bool lingers;

    /// <param name="graph">The client.</param>
    /// <param name="clock">All waits happen on it.</param>
    /// <param name="most">Calls under way at a time.</param>
    /// <param name="stop">Sends nothing more.</param>
    /// <param name="abandon">Ends batches that are on their way, too.</param>
    public BulkCalls(GraphClient graph, TimeProvider clock, int most, CancellationToken stop, CancellationToken abandon)
    {
        batches = new BatchClient(graph, clock);
        prefix = new Uri(graph.Build.RequestAdapter.BaseUrl!).AbsolutePath.Length;
        this.clock = clock;
        this.stop = stop;
        this.abandon = abandon;
        gate = new AdaptiveGate(most, clock);
        onStop = stop.Register(DropQueue);
    }

    /// <summary>The run that the present work belongs to; flows with it.</summary>
    public static BulkCalls? Current => Ambient.Value;

    /// <summary>Calls under way at a time, as the service lets us.</summary>
    public int Limit => gate.Limit;

    /// <summary>Does the work for one object; its calls are part of the run.</summary>
    public async Task RunAsync(Func<Task> work)
    {
        Ambient.Value = this;
        Interlocked.Increment(ref active);
        try
        {
            await work().ConfigureAwait(false);
        }
        finally
        {
            Interlocked.Decrement(ref active);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => onStop.Dispose();

    /// <summary>Sends a call that takes no batch.</summary>
    public async Task<HttpResponseMessage> SendAloneAsync(BulkItem item)
    {
        item.Call.Unsent = stop;
        while (true)
        {
            var response = await EnterAsync(item.SendAsync).ConfigureAwait(false);
            if ((int)response.StatusCode != 429 || !item.TakesRefusal())
            {
                SpeedUp([(int)response.StatusCode]);
                return response;
            }

            var wait = response.Headers.RetryAfter?.Delta;
            response.Dispose();
            await SlowDownAsync(item.Call, wait).ConfigureAwait(false);
        }
    }

    /// <summary>Sends a call with others.</summary>
    public Task<HttpResponseMessage> SendInBatchAsync(BulkItem item)
    {
        if (stop.IsCancellationRequested)
        {
            throw new NotSentException();
        }

        item.Call.Unsent = stop;
        Enqueue(item);
        return item.Answer;
    }

    private void Enqueue(BulkItem item)
    {
        bool isFull, mustLinger;
        lock (queueGate)
        {
            queue.Enqueue(item);
            isFull = queue.Count >= Math.Min(BatchClient.Largest, Volatile.Read(ref active));
            mustLinger = !isFull && !lingers;
            lingers |= mustLinger;
        }

        if (isFull)
        {
            _ = DispatchAsync();
        }
        else if (mustLinger)
        {
            _ = LingerAsync();
        }
    }

    private async Task LingerAsync()
    {
        try
        {
            await clock.WaitAsync(Linger, CancellationToken.None).ConfigureAwait(false);
        }
        finally
        {
            lock (queueGate)
            {
                lingers = false;
            }
        }

        await DispatchAsync().ConfigureAwait(false);
    }

    private async Task DispatchAsync()
    {
        try
        {
            while (await EnterAsync(SendNextAsync).ConfigureAwait(false))
            {
            }
        }
        catch (Exception e)
        {
            // Nobody awaits this: whatever it is, those in the queue must hear of it.
            DropQueue(e);
        }
    }

    private async Task<T> EnterAsync<T>(Func<Task<T>> work)
    {
        try
        {
            return await gate.RunAsync(work, stop).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (e.CancellationToken == stop)
        {
            throw new NotSentException();
        }
    }

    /// <returns>True when there is more to send.</returns>
    private async Task<bool> SendNextAsync()
    {
        var items = Take();
        if (items.Count > 0)
        {
            await SendBatchAsync(items).ConfigureAwait(false);
        }

        lock (queueGate)
        {
            return queue.Count > 0 && !lingers;
        }
    }

    private List<BulkItem> Take()
    {
        var items = new List<BulkItem>(BatchClient.Largest);
        lock (queueGate)
        {
            while (items.Count < BatchClient.Largest && queue.Count > 0)
            {
                items.Add(queue.Dequeue());
            }
        }

        return items;
    }

    private async Task SendBatchAsync(List<BulkItem> items)
    {
        try
        {
            if (items.Count == 1)
            {
                var response = await items[0].SendAsync().ConfigureAwait(false);
                SpeedUp([(int)response.StatusCode]);
                Settle(items[0], response);
            }
            else
            {
                await ExchangeAsync(items).ConfigureAwait(false);
            }
        }
        catch (Exception e)
        {
            Fail(items, e);
        }
    }

    private async Task ExchangeAsync(List<BulkItem> items)
    {
        var requests = await Task.WhenAll(items.Select((item, id) => item.ToBatchAsync(id, prefix))).ConfigureAwait(false);
        try
        {
            var writes = items.Count(i => !i.IsRead);
            var call = new GraphCall(items[0].Call.Log) { IsBatch = true, IsRepeatable = false, HandsBackThrottling = true, Cost = items.Count, Writes = writes, Unsent = stop };
            var answers = await batches.SendOnceAsync(requests, call, writes == 0 ? stop : abandon).ConfigureAwait(false);
            SpeedUp(answers.Select(a => a.Status));
            for (var i = 0; i < items.Count; i++)
            {
                items[i].Call.Log.Verbose($"In that batch: {items[i].Request.Method} {items[i].Call.Path} {answers[i].Status}");
                Settle(items[i], BulkItem.FromBatch(answers[i]), answers[i].RetryAfter);
            }
        }
        finally
        {
            foreach (var secret in requests.Where(r => r.SecretBody is not null))
            {
                Array.Clear(secret.SecretBody!, 0, secret.SecretBody!.Length);
            }
        }
    }

    private void Settle(BulkItem item, HttpResponseMessage response, TimeSpan? retryAfter = null)
    {
        var status = (int)response.StatusCode;
        if (status == 429 && item.TakesRefusal())
        {
            _ = RepeatAsync(item, SlowDownAsync(item.Call, retryAfter ?? response.Headers.RetryAfter?.Delta));
        }
        else if (status >= 500 && item.TakesFault())
        {
            _ = RepeatAsync(item, clock.WaitAsync(Bounded(retryAfter ?? TimeSpan.FromSeconds(1)), stop));
        }
        else
        {
            item.Complete(response);
        }
    }

    // Once for each exchange, and not while the service has trouble: twenty answers of one batch would undo what one refusal did.
    private void SpeedUp(IEnumerable<int> statuses)
    {
        if (statuses.All(s => s is not 429 and < 500))
        {
            gate.SpeedUp();
        }
    }

    private static TimeSpan Bounded(TimeSpan wait) => wait < RetryHandler.LongestWait ? wait : RetryHandler.LongestWait;

    // Nothing of the batch was answered: each call is judged for itself.
    private void Fail(List<BulkItem> items, Exception exception)
    {
        var isRefused = exception is SsprException { Id: SsprErrorId.Throttled };
        var pause = isRefused ? SlowDownAsync(items[0].Call, ((SsprException)exception).Failure?.RetryAfter) : null;
        foreach (var item in items.Where(i => !i.Answer.IsCompleted))
        {
            if (exception is OperationCanceledException)
            {
                item.Cancel();
            }
            else if (isRefused ? item.TakesRefusal() : IsFault(exception) && item.TakesFault())
            {
                _ = RepeatAsync(item, pause ?? clock.WaitAsync(TimeSpan.FromSeconds(1), stop));
            }
            else
            {
                item.Fail(exception);
            }
        }
    }

    private static bool IsFault(Exception exception) =>
        exception is HttpRequestException or TimeoutException or SsprException { MayHaveHadEffect: true };

    private async Task RepeatAsync(BulkItem item, Task pause)
    {
        try
        {
            await pause.ConfigureAwait(false);
            stop.ThrowIfCancellationRequested();
            Enqueue(item);
        }
        catch (Exception e) when (e is OperationCanceledException or NotSentException)
        {
            item.Fail(new NotSentException());
        }
        catch (Exception e)
        {
            item.Fail(e);
        }
    }

    private async Task SlowDownAsync(GraphCall call, TimeSpan? wait)
    {
        var pause = Bounded(wait ?? Pause);
        call.Log.Verbose($"Refused with 429: waiting {pause.TotalSeconds:0.0} s, then going on with half as many calls at a time.");
        call.BeginWait(pause);
        try
        {
            await gate.SlowDownAsync(pause, stop).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            throw new NotSentException();
        }
        finally
        {
            call.EndWait();
        }
    }

    private void DropQueue() => DropQueue(new NotSentException());

    private void DropQueue(Exception reason)
    {
        List<BulkItem> dropped;
        lock (queueGate)
        {
            dropped = [.. queue];
            queue.Clear();
        }

        dropped.ForEach(i => i.Fail(reason));
    }
}

/// <summary>The run was stopped before this call was sent: it had no effect.</summary>
internal sealed class NotSentException : Exception
{
}
