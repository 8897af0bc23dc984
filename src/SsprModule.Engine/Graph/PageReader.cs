using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Kiota.Abstractions;
using SsprModule.Contracts;
using SsprModule.Errors;

namespace SsprModule.Engine.Graph;

/// <summary>Reads one row of a page; the reader stands on the row's opening brace and must end on its closing one.</summary>
internal delegate T RowReader<out T>(ref Utf8JsonReader reader);

/// <summary>
/// Reads a collection page by page in constant memory: one page is parsed while the next one is on its way and the one
/// before is being taken. A page whose body breaks off is asked for again, because nothing of it was handed on.
/// </summary>
internal sealed class PageReader<T>
{
    private const int Attempts = 3;
    private const int LongestPage = 64 * 1024 * 1024;

    private readonly GraphClient graph;
    private readonly GraphCall call;
    private readonly RowReader<T> readRow;
    private readonly HashSet<long> seen = [];
    private bool anyPage;

    public PageReader(GraphClient graph, GraphCall call, RowReader<T> readRow)
    {
        this.graph = graph;
        this.call = call;
        this.readRow = readRow;
    }

    /// <summary>Hands every page to the sink.</summary>
    /// <param name="first">Builds the request for the first page; called again when its body broke off.</param>
    /// <param name="sink">Takes the pages.</param>
    /// <param name="activity">What the progress is called.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    /// <exception cref="SsprException">The collection could not be read to its end; the rows before were handed on.</exception>
    public Task ReadAllAsync(Func<RequestInformation> first, ISink<T> sink, EngineActivity activity, CancellationToken cancellationToken) =>
        ReadFromAsync(() => graph.SendAsync(first(), call, cancellationToken), sink, activity, cancellationToken);

    /// <summary>Hands every page from this one on to the sink.</summary>
    /// <param name="page">The address of a page that an earlier run could not read.</param>
    /// <param name="sink">Takes the pages.</param>
    /// <param name="activity">What the progress is called.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    /// <exception cref="SsprException">As for <see cref="ReadAllAsync"/>.</exception>
    public async Task ContinueAsync(Uri page, ISink<T> sink, EngineActivity activity, CancellationToken cancellationToken)
    {
        try
        {
            await ReadFromAsync(() => graph.FollowAsync(page, call, cancellationToken), sink, activity, cancellationToken).ConfigureAwait(false);
        }
        catch (SsprException e) when (e.FailedPage is null && !anyPage)
        {
            e.FailedPage = page;
            throw;
        }
    }

    private async Task ReadFromAsync(Func<Task<HttpResponseMessage>> first, ISink<T> sink, EngineActivity activity, CancellationToken cancellationToken)
    {
        using var body = new Body.PooledBody();
        var page = await ReadPageAsync(first, body, cancellationToken).ConfigureAwait(false);
        anyPage = true;
        while (true)
        {
            // The rows of this page are handed on in any case; only then does a bad link end the run.
            var fault = Check(page.Next, out var link);
            var next = link is null ? null : FollowAsync(link, body, cancellationToken);
            await HandOnAsync(page, sink, activity, isLast: link is null, next).ConfigureAwait(false);
            if (next is null)
            {
                if (fault is { } bad)
                {
                    throw Error(bad);
                }

                return;
            }

            page = await ArrivedAsync(next, link!).ConfigureAwait(false);
        }
    }

    // A page may have broken off while the one before was still being taken: the rows are counted now, not then.
    private async Task<Page> ArrivedAsync(Task<Page> next, Uri link)
    {
        try
        {
            return await next.ConfigureAwait(false);
        }
        catch (SsprException e) when (e.Id == SsprErrorId.AnswerTruncated)
        {
            throw new SsprException(e.Id, e.InnerException, call.Rows) { FailedPage = link };
        }
        catch (SsprException e)
        {
            e.FailedPage = link;
            throw;
        }
    }

    /// <summary>The first row, or the default when there is none; reads no further than it must.</summary>
    /// <exception cref="SsprException">The service refused, or sent something else than a page.</exception>
    public async Task<T?> FirstAsync(Func<RequestInformation> first, CancellationToken cancellationToken)
    {
        using var body = new Body.PooledBody();
        var page = await ReadPageAsync(() => graph.SendAsync(first(), call, cancellationToken), body, cancellationToken).ConfigureAwait(false);
        while (page.Rows.Count == 0 && page.Next is not null)
        {
            var fault = Check(page.Next, out var link);
            page = fault is { } bad
                ? throw Error(bad)
                : await FollowAsync(link!, body, cancellationToken).ConfigureAwait(false);
        }

        return page.Rows.FirstOrDefault();
    }

    private async Task HandOnAsync(Page page, ISink<T> sink, EngineActivity activity, bool isLast, Task? next)
    {
        try
        {
            await sink.WriteAsync(page.Rows).ConfigureAwait(false);
            call.Rows += page.Rows.Count;
            call.Log.Progress(new EngineProgress(activity, call.Rows, Completed: isLast));
        }
        catch
        {
            await EndAsync(next).ConfigureAwait(false);
            throw;
        }
    }

    private Task<Page> FollowAsync(Uri link, Body.PooledBody body, CancellationToken cancellationToken) =>
        ReadPageAsync(() => graph.FollowAsync(link, call, cancellationToken), body, cancellationToken);

    private async Task<Page> ReadPageAsync(Func<Task<HttpResponseMessage>> send, Body.PooledBody body, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            using var response = await send().ConfigureAwait(false);
            try
            {
                await body.FillAsync(response, LongestPage, cancellationToken).ConfigureAwait(false);
                return Parse(body.Written.Span);
            }
            catch (Exception e) when (e is JsonException || Sender.IsBroken(e, cancellationToken))
            {
                if (attempt == Attempts)
                {
                    throw new SsprException(SsprErrorId.AnswerTruncated, e, call.Rows);
                }

                call.Log.Verbose($"The page broke off ({e.GetType().Name}); asking for it again.");
            }
        }
    }

    private Page Parse(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        var rows = new List<T>();
        string? next = null;
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("value"u8))
            {
                ReadRows(ref reader, rows);
            }
            else if (reader.ValueTextEquals("@odata.nextLink"u8))
            {
                reader.Read();
                next = reader.GetString();
            }
            else
            {
                reader.Skip();
            }
        }

        // A page that ends without its closing brace was cut off, even when all its rows were whole.
        return reader.TokenType == JsonTokenType.EndObject && reader.CurrentDepth == 0 ? new Page(rows, next) : throw new JsonException("The page is cut off.");
    }

    private void ReadRows(ref Utf8JsonReader reader, List<T> rows)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw new JsonException("The page has no list of values.");
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
        {
            rows.Add(readRow(ref reader));
        }
    }

    private SsprException Error((SsprErrorId Id, object? Argument) fault) => new(fault.Id, fault.Argument ?? call.Rows);

    private (SsprErrorId Id, object? Argument)? Check(string? link, out Uri? address)
    {
        address = null;
        if (link is null)
        {
            return null;
        }

        if (!Uri.TryCreate(link, UriKind.Absolute, out var target) || !Origin.IsSame(target, graph.Endpoint))
        {
            return (SsprErrorId.NextLinkUntrusted, target?.Authority ?? link);
        }

        if (!seen.Add(Fingerprint(link)))
        {
            return (SsprErrorId.PagingLoop, null);
        }

        address = target;
        return null;
    }

    // Eight bytes a page instead of the link itself keep the memory of a million users constant.
    private static long Fingerprint(string link)
    {
#if NET
        return BitConverter.ToInt64(SHA256.HashData(Encoding.UTF8.GetBytes(link)), 0);
#else
        using var hash = SHA256.Create();
        return BitConverter.ToInt64(hash.ComputeHash(Encoding.UTF8.GetBytes(link)), 0);
#endif
    }

    private static async Task EndAsync(Task? next)
    {
        try
        {
            await (next ?? Task.CompletedTask).ConfigureAwait(false);
        }
        catch (Exception)
        {
            // The run already ends with another error; this only makes sure that no request outlives it.
        }
    }

    private sealed record Page(List<T> Rows, string? Next);
}
