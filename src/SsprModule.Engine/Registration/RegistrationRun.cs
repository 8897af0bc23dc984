using SsprModule.Contracts;
using SsprModule.Errors;
using SsprModule.Models;

namespace SsprModule.Engine.Registration;

/// <summary>
/// One run over the report with what is joined to it: first what fits in memory (members of a group, properties of users), then
/// the report, streamed, then the users whom it did not list. A run that breaks off says where to go on.
/// </summary>
internal sealed class RegistrationRun
{
    private readonly RegistrationServices services;
    private readonly RegistrationQuery query;
    private readonly ISink<SsprRegistration> sink;
    private readonly IEngineLog log;
    private readonly HashSet<Guid> reported = [];
    private readonly HashSet<Guid> members = [];
    private RegistrationContext context = null!;
    private DetailTable? details;
    private string? group;
    private ResumePoint? start;
    private bool handedOn;

    public RegistrationRun(RegistrationServices services, RegistrationQuery query, ISink<SsprRegistration> sink, IEngineLog log)
    {
        this.services = services;
        this.query = query;
        this.sink = sink;
        this.log = log;
    }

    /// <summary>Runs to the end.</summary>
    /// <exception cref="SsprException">The run broke off; with a ResumeToken when something had been handed on.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            start = query.ResumeFrom is { } token ? ResumePoint.Parse(token, services.Tenant(), query) : null;
            await PrepareAsync(cancellationToken).ConfigureAwait(false);
            await ReadAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (SsprException e) when (e.ResumeToken is null && e.Id != SsprErrorId.ResumeTokenInvalid)
        {
            // Before it has handed on anything, a continued run stands where the one before it ended.
            e.ResumeToken = handedOn ? null : query.ResumeFrom;
            throw;
        }
    }

    private async Task PrepareAsync(CancellationToken cancellationToken)
    {
        context = await services.Contexts.ReadAsync(log, cancellationToken).ConfigureAwait(false);
        await ReadMembersAsync(cancellationToken).ConfigureAwait(false);
        if (query.Properties.Count > 0)
        {
            details = await DetailTable.ReadAsync(services.Users, services.Roles, query.Properties, log, cancellationToken).ConfigureAwait(false);
        }

        if (query.IncludeUnreported && start is not null)
        {
            log.Verbose("Reading the report once more from its start, for the ids of those who are in it.");
            await services.Report.StreamAsync(new RegistrationQuery(), context, new EachSink<SsprRegistration>(Remember), log, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        if (await IsMemberByMemberAsync(cancellationToken).ConfigureAwait(false))
        {
            await ReadEachMemberAsync(cancellationToken).ConfigureAwait(false);
            return;
        }

        if (start?.Phase != RunPhase.Unreported)
        {
            await InPhaseAsync(RunPhase.Report, () => ReadReportAsync(start?.Address(services.Endpoint), cancellationToken)).ConfigureAwait(false);
        }

        if (query.IncludeUnreported)
        {
            handedOn = false;
            var from = start?.Phase == RunPhase.Unreported ? start.Address(services.Endpoint) : null;
            await InPhaseAsync(RunPhase.Unreported, () => ReadUnreportedAsync(from, cancellationToken)).ConfigureAwait(false);
        }
    }

    private async Task<bool> IsMemberByMemberAsync(CancellationToken cancellationToken) =>
        group is not null && !query.IncludeUnreported && query.Filter is null
        && (start is not null ? start.Phase == RunPhase.Members : !await services.Cost.IsPassCheaperAsync(members.Count, log, cancellationToken).ConfigureAwait(false));

    // What fails while a page is read leaves a place to go on from: that page, or the first one of the list.
    private async Task InPhaseAsync(RunPhase phase, Func<Task> read)
    {
        try
        {
            await read().ConfigureAwait(false);
        }
        catch (SsprException e)
        {
            var page = e.FailedPage?.PathAndQuery ?? (phase == RunPhase.Unreported && !handedOn ? ResumePoint.FirstPage : null);
            e.ResumeToken = page is null ? null : new ResumePoint(phase, page).ToToken(services.Tenant(), query);
            throw;
        }
    }

    private async Task ReadMembersAsync(CancellationToken cancellationToken)
    {
        if (query.Group is not { } wanted)
        {
            return;
        }

        var found = await services.Groups.FindAsync(wanted, log, cancellationToken).ConfigureAwait(false);
        group = found.Id!;
        await services.Users.StreamMembersAsync(group, null, new EachSink<TenantUser>(user => members.Add(user.Id)), log, cancellationToken).ConfigureAwait(false);
        log.Verbose($"The group has {members.Count} users, those in groups within it included.");
    }

    private async Task ReadEachMemberAsync(CancellationToken cancellationToken)
    {
        var ids = members.Select(id => id.ToString("D")).OrderBy(id => id, StringComparer.Ordinal);
        foreach (var id in ids.SkipWhile(id => start is not null && string.CompareOrdinal(id, start.Page.Substring(1)) < 0))
        {
            try
            {
                if (await services.Report.ByIdAsync(id, context, log, cancellationToken).ConfigureAwait(false) is { } row && IsWanted(row))
                {
                    await sink.WriteAsync([row]).ConfigureAwait(false);
                }
            }
            catch (SsprException e)
            {
                e.ResumeToken = new ResumePoint(RunPhase.Members, "/" + id).ToToken(services.Tenant(), query);
                throw;
            }
        }
    }

    private Task ReadReportAsync(Uri? from, CancellationToken cancellationToken)
    {
        // Who is in the report decides who is not: every row must be seen, so the filter is applied here.
        var sent = query.IncludeUnreported ? new RegistrationQuery() : query;
        if (query.IncludeUnreported && RegistrationFilter.From(query) is { } local)
        {
            log.Verbose($"Applied here rather than in Graph, because of -IncludeUnreported: {local}");
        }

        // A run that goes on does not know whether Graph took the filter, so it looks itself.
        var isPlain = !query.IncludeUnreported && group is null && details is null && from is null;
        var target = isPlain ? sink : new FilterSink<SsprRegistration>(sink, IsWanted);
        return from is null
            ? services.Report.StreamAsync(sent, context, target, log, cancellationToken)
            : services.Report.ContinueAsync(from, context, target, log, cancellationToken);
    }

    private Task ReadUnreportedAsync(Uri? from, CancellationToken cancellationToken)
    {
        log.Verbose("Reading the users whom the report does not list.");
        var target = new UnreportedSink(this);
        return group is null
            ? services.Users.StreamAsync([], from, target, log, cancellationToken)
            : services.Users.StreamMembersAsync(group, from, target, log, cancellationToken);
    }

    private bool IsWanted(SsprRegistration row)
    {
        handedOn = true;
        Remember(row);
        if ((group is not null && !(Guid.TryParse(row.Id, out var id) && members.Contains(id))) || !RegistrationFilter.Matches(query, row))
        {
            return false;
        }

        row.Details = details?.Of(row.Id);
        return true;
    }

    private void Remember(SsprRegistration row)
    {
        if (query.IncludeUnreported && Guid.TryParse(row.Id, out var id))
        {
            reported.Add(id);
        }
    }

    /// <summary>Turns users whom the report does not list into rows.</summary>
    private sealed class UnreportedSink(RegistrationRun run) : ISink<TenantUser>
    {
        public async Task WriteAsync(IReadOnlyList<TenantUser> page)
        {
            var unreported = page.Where(user => !run.reported.Contains(user.Id)).ToList();
            if (unreported.Exists(user => user.UserPrincipalName.Length == 0))
            {
                // With GroupMember.Read.All alone the service gives of a member no more than the id.
                throw new SsprException(SsprErrorId.PermissionMissing, TenantUsers.UserPermissions, "-IncludeUnreported") { Target = run.group };
            }

            run.handedOn = true;
            var rows = unreported.Select(user => user.ToRegistration(run.context)).Where(run.IsWanted).ToList();
            if (rows.Count > 0)
            {
                await run.sink.WriteAsync(rows).ConfigureAwait(false);
            }
        }
    }
}
