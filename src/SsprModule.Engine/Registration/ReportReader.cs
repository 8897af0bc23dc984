using Microsoft.Kiota.Abstractions;
using SsprModule.Contracts;
using SsprModule.Engine.Graph;
using SsprModule.Errors;
using SsprModule.Models;

namespace SsprModule.Engine.Registration;

/// <summary>The calls for the registration report: List and Get userRegistrationDetails (Microsoft Learn).</summary>
internal sealed class ReportReader
{
    /// <summary>Rows of a page; the service gives no more.</summary>
    public const int LargestPage = 999;

    private static readonly string[] Permissions = ["AuditLog.Read.All"];
    private static readonly string[] Roles = ["Reports Reader", "Security Reader", "Security Administrator", "Global Reader"];

    private readonly GraphClient graph;

    public ReportReader(GraphClient graph) => this.graph = graph;

    /// <summary>Reads every row that the filter of a query lets through; where Graph refuses that filter, it is applied here.</summary>
    /// <exception cref="SsprException">FilterRefused for a raw filter, or the report could not be read to its end.</exception>
    public async Task StreamAsync(RegistrationQuery query, IRegistrationContext? context, ISink<SsprRegistration> sink, IEngineLog log, CancellationToken cancellationToken)
    {
        var filter = RegistrationFilter.From(query);
        log.Verbose(filter is null ? "Reading the whole report." : $"Filter sent to Graph: {filter}");
        try
        {
            await ReadAsync(filter, sink).ConfigureAwait(false);
        }
        catch (SsprException e) when (e.Id == SsprErrorId.FilterRefused && query.Filter is null)
        {
            log.Verbose($"Graph refused that filter ({e.Failure!.Message}). It is applied here, to the whole report.");
            await ReadAsync(null, new FilterSink<SsprRegistration>(sink, row => RegistrationFilter.Matches(query, row))).ConfigureAwait(false);
        }

        Task ReadAsync(string? sent, ISink<SsprRegistration> target) => WithoutTopIfRefusedAsync(sent, LargestPage, context, log, async (reader, first) =>
        {
            await reader.ReadAllAsync(first, target, EngineActivity.ReadingRegistrations, cancellationToken).ConfigureAwait(false);
            return true;
        });
    }

    /// <summary>Reads on from a page that an earlier run could not read.</summary>
    public Task ContinueAsync(Uri page, IRegistrationContext? context, ISink<SsprRegistration> sink, IEngineLog log, CancellationToken cancellationToken) =>
        new PageReader<SsprRegistration>(graph, Call(log, null), new RegistrationRows(context).Read).ContinueAsync(page, sink, EngineActivity.ReadingRegistrations, cancellationToken);

    /// <summary>The first row that matches, or null.</summary>
    public Task<SsprRegistration?> FirstAsync(string filter, IRegistrationContext? context, IEngineLog log, CancellationToken cancellationToken) =>
        WithoutTopIfRefusedAsync(filter, 1, context, log, (reader, first) => reader.FirstAsync(first, cancellationToken));

    /// <summary>The row of the user with that object id, or null.</summary>
    public async Task<SsprRegistration?> ByIdAsync(string id, IRegistrationContext? context, IEngineLog log, CancellationToken cancellationToken)
    {
        var information = graph.Build.Reports.AuthenticationMethods.UserRegistrationDetails[id].ToGetRequestInformation();
        var call = Call(log, id);
        try
        {
            using var response = await graph.SendAsync(information, call, cancellationToken).ConfigureAwait(false);
            return new RegistrationRows(context).Read(await Sender.BodyAsync(response, call, cancellationToken).ConfigureAwait(false));
        }
        catch (SsprException e) when (e.IsRefusal(404))
        {
            return null;
        }
    }

    // $top works but is not documented for this report: a service that refuses it still gets a chance.
    private async Task<TResult> WithoutTopIfRefusedAsync<TResult>(
        string? filter, int top, IRegistrationContext? context, IEngineLog log, Func<PageReader<SsprRegistration>, Func<RequestInformation>, Task<TResult>> read)
    {
        var call = Call(log, filter);
        var rows = new RegistrationRows(context);
        try
        {
            return await read(new PageReader<SsprRegistration>(graph, call, rows.Read), () => Request(filter, top)).ConfigureAwait(false);
        }
        catch (SsprException e) when (e.IsRefusal(400) && call.Rows == 0)
        {
            log.Verbose($"Refused with $top ({e.Failure!.Message}); asking without it.");
        }

        try
        {
            return await read(new PageReader<SsprRegistration>(graph, call, rows.Read), () => Request(filter, null)).ConfigureAwait(false);
        }
        catch (SsprException e) when (e.IsRefusal(400) && filter is not null && call.Rows == 0)
        {
            throw new SsprException(SsprErrorId.FilterRefused, e.Failure!.Message ?? e.Failure.Code) { Failure = e.Failure, Target = filter };
        }
    }

    private RequestInformation Request(string? filter, int? top) =>
        graph.Build.Reports.AuthenticationMethods.UserRegistrationDetails.ToGetRequestInformation(c =>
        {
            c.QueryParameters.Filter = filter;
            c.QueryParameters.Top = top;
        });

    private static GraphCall Call(IEngineLog log, string? target) =>
        new(log) { Quota = QuotaKind.Reports, Permissions = Permissions, Roles = Roles, Target = target };
}
