using System.Net;
using Polly;
using Polly.Retry;

namespace SsprModule.Engine.Graph;

/// <summary>
/// Sends a call again after 429, 500, 502, 503 and 504, and after a broken or silent connection, as long as that can't do a thing twice. It
/// stands in the place of the SDK's own retry handler, which waits on the wall clock and would repeat a POST after 503.
/// </summary>
internal sealed class RetryHandler : DelegatingHandler
{
    /// <summary>Attempts after the first one for a call that the service refused with 429.</summary>
    public const int ThrottleRetries = 10;

    /// <summary>Attempts after the first one for any other fault.</summary>
    public const int FaultRetries = 4;

    /// <summary>The longest single wait, whatever Retry-After says.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(2);

    private const HttpStatusCode TooManyRequests = (HttpStatusCode)429;

    private readonly ResiliencePipeline<HttpResponseMessage> pipeline;
    private readonly TimeProvider clock;

    public RetryHandler(TimeProvider clock)
    {
        this.clock = clock;
        pipeline = new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = clock }
            .AddRetry(new RetryStrategyOptions<HttpResponseMessage>
            {
                MaxRetryAttempts = ThrottleRetries,
                BackoffType = DelayBackoffType.Exponential,
                Delay = TimeSpan.FromSeconds(1),
                MaxDelay = TimeSpan.FromSeconds(30),
                UseJitter = true,
                ShouldHandle = a => new ValueTask<bool>(ShouldRepeat(a.Context, a.Outcome)),
                DelayGenerator = a => new ValueTask<TimeSpan?>(RetryAfter(a.Outcome.Result)),
                OnRetry = a =>
                {
                    Tell(GraphCall.Of(Request(a.Context)), a.Outcome, a.RetryDelay);
                    a.Outcome.Result?.Dispose();
                    return default;
                },
            })
            .Build();
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var context = ResilienceContextPool.Shared.Get(cancellationToken);
        context.Properties.Set(RequestKey, request);
        try
        {
            return await pipeline.ExecuteAsync(
                static (c, self) => self.SendOnceAsync(Request(c), c.CancellationToken), context, this).ConfigureAwait(false);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private static readonly ResiliencePropertyKey<HttpRequestMessage> RequestKey = new("SsprModule.Request");
    private static readonly ResiliencePropertyKey<int> FaultsKey = new("SsprModule.Faults");

    private static HttpRequestMessage Request(ResilienceContext context) => context.Properties.GetValue(RequestKey, null!);

    private async ValueTask<HttpResponseMessage> SendOnceAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        GraphCall.Of(request).EndWait();
        return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
    }

    private static bool ShouldRepeat(ResilienceContext context, Outcome<HttpResponseMessage> outcome) => outcome switch
    {
        { Result.StatusCode: TooManyRequests } => !GraphCall.Of(Request(context)).HandsBackThrottling,
        { Result.StatusCode: HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout or HttpStatusCode.BadGateway or HttpStatusCode.InternalServerError }
            or { Exception: HttpRequestException or TimeoutException } => GraphCall.Of(Request(context)).IsRepeatable && CountFault(context) <= FaultRetries,
        _ => false,
    };

    private static int CountFault(ResilienceContext context)
    {
        var faults = context.Properties.GetValue(FaultsKey, 0) + 1;
        context.Properties.Set(FaultsKey, faults);
        return faults;
    }

    private TimeSpan? RetryAfter(HttpResponseMessage? response)
    {
        var header = response?.Headers.RetryAfter;
        var wait = header?.Delta ?? (header?.Date - clock.GetUtcNow());
        return wait switch
        {
            null => null,
            { } w when w < TimeSpan.Zero => TimeSpan.Zero,
            { } w when w > LongestWait => LongestWait,
            { } w => w,
        };
    }

    private static void Tell(GraphCall call, Outcome<HttpResponseMessage> outcome, TimeSpan wait)
    {
        var reason = outcome.Result is { } r ? ((int)r.StatusCode).ToString(System.Globalization.CultureInfo.InvariantCulture) : outcome.Exception!.Message;
        call.Log.Verbose($"Waiting {wait.TotalSeconds:0.0} s before the next attempt ({reason}).");
        call.BeginWait(wait);
    }
}
