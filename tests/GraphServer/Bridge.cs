using System.Diagnostics;
using Microsoft.AspNetCore.Http.Features;
using SsprModule.Sandbox;

namespace GraphServer;

/// <summary>Hands what Kestrel received to the sandbox and streams back what it answers.</summary>
internal sealed class Bridge(SandboxTenant tenant, ServerOptions options, RequestLog log) : IDisposable
{
    private readonly HttpMessageInvoker invoker = new(new SandboxHandler(tenant));

    public async Task HandleAsync(HttpContext context)
    {
        var started = Stopwatch.GetTimestamp();
        var time = TimeProvider.System.GetUtcNow();
        var target = Target(context);
        using var request = await ToRequestAsync(context, target);
        if (options.Latency > TimeSpan.Zero)
        {
            await Task.Delay(options.Latency, context.RequestAborted);
        }

        HttpResponseMessage? answer;
        try
        {
            answer = await invoker.SendAsync(request, context.RequestAborted);
        }
        catch (HttpRequestException)
        {
            // The fault Dropped: no answer, only the end of the connection.
            log.Write(new RequestLog.Entry(time, request.Method.Method, target, 0, null, null, Stopwatch.GetElapsedTime(started).TotalMilliseconds, Aborted: true));
            context.Abort();
            return;
        }

        using var response = answer;
        var complete = await CopyAsync(response, context);
        log.Write(new RequestLog.Entry(
            time, request.Method.Method, target, (int)response.StatusCode, First(response, "request-id"), First(response, "client-request-id"),
            Stopwatch.GetElapsedTime(started).TotalMilliseconds, !complete));
    }

    public void Dispose() => invoker.Dispose();

    // The raw target: what Kestrel decodes (as %23 and %2F) must arrive as it was sent.
    private static string Target(HttpContext context)
    {
        var raw = context.Features.Get<IHttpRequestFeature>()!.RawTarget;
        return raw.StartsWith('/') ? raw : new Uri(raw).PathAndQuery;
    }

    private static async Task<HttpRequestMessage> ToRequestAsync(HttpContext context, string target)
    {
        var request = new HttpRequestMessage(new HttpMethod(context.Request.Method), $"http://{context.Request.Host}{target}");
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        request.Content = new ByteArrayContent(body.ToArray());
        foreach (var (name, values) in context.Request.Headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, values.ToArray()))
            {
                request.Content.Headers.TryAddWithoutValidation(name, values.ToArray());
            }
        }

        return request;
    }

    /// <summary>False when the body broke off, as the fault DropMidPage has it: then the connection is cut too.</summary>
    private static async Task<bool> CopyAsync(HttpResponseMessage response, HttpContext context)
    {
        context.Response.StatusCode = (int)response.StatusCode;
        foreach (var (name, values) in response.Headers.Concat(response.Content.Headers))
        {
            context.Response.Headers[name] = values.ToArray();
        }

        if (response.Content.Headers.ContentLength is null or 0)
        {
            return true;
        }

        try
        {
            await using var stream = await response.Content.ReadAsStreamAsync(context.RequestAborted);
            await stream.CopyToAsync(context.Response.Body, context.RequestAborted);
            return true;
        }
        catch (IOException) when (!context.RequestAborted.IsCancellationRequested)
        {
            // What was written goes out; Kestrel then finds the body shorter than announced and closes the connection.
            // Abort() would reset it, and a reset may overtake the bytes that are still on their way.
            await context.Response.Body.FlushAsync(context.RequestAborted);
            return false;
        }
    }

    private static string? First(HttpResponseMessage response, string header)
        => response.Headers.TryGetValues(header, out var values) ? values.FirstOrDefault() : null;
}
