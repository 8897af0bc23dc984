
namespace SsprModule.Engine.Graph;

/// <summary>
/// Waits before the service would have to refuse. Limits: Microsoft Graph service-specific throttling limits (Microsoft
/// Learn): reports 5 requests in 10 s; directory 3,500 resource units in 10 s for the smallest tenants, which is enough
/// for any; writes 3,000 in 150 s.
/// </summary>
internal sealed class PacingHandler : DelegatingHandler
{
    private readonly TimeProvider clock;
    private readonly QuotaWindow reports;
    private readonly QuotaWindow directory;
    private readonly QuotaWindow writes;

    public PacingHandler(TimeProvider clock)
    {
        this.clock = clock;
        reports = new QuotaWindow(5, TimeSpan.FromSeconds(10), clock);
        directory = new QuotaWindow(3_500, TimeSpan.FromSeconds(10), clock);
        writes = new QuotaWindow(3_000, TimeSpan.FromSeconds(150), clock);
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var call = GraphCall.Of(request);
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, call.Unsent);
        try
        {
            await WaitForAsync(call, ends.Token, call.Quota == QuotaKind.Reports ? reports : directory, call.Quota == QuotaKind.Reports ? 1 : call.Cost).ConfigureAwait(false);
            if ((call.Writes ?? (request.Method == HttpMethod.Get ? 0 : 1)) is > 0 and var count)
            {
                await WaitForAsync(call, ends.Token, writes, count).ConfigureAwait(false);
            }

            ends.Token.ThrowIfCancellationRequested();
        }
        catch (OperationCanceledException) when (call.Unsent.IsCancellationRequested)
        {
            throw new NotSentException();
        }

        return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
    }

    private async Task WaitForAsync(GraphCall call, CancellationToken cancellationToken, QuotaWindow quota, int cost)
    {
        // One waits at a time, in the order of arrival: a large call is not overtaken by small ones for ever.
        await quota.Turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            TimeSpan wait;
            while ((wait = quota.TryTake(cost)) > TimeSpan.Zero)
            {
                call.Log.Verbose($"Waiting {wait.TotalSeconds:0.0} s to stay within the published quota ({call.Quota}).");
                call.BeginWait(wait);
                try
                {
                    await clock.WaitAsync(wait, cancellationToken).ConfigureAwait(false);
                }
                finally
                {
                    call.EndWait();
                }
            }
        }
        finally
        {
            quota.Turn.Release();
        }
    }
}
