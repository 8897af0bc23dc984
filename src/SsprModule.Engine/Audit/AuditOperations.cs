using System.Globalization;
using Microsoft.Kiota.Abstractions;
using SsprModule.Contracts;
using SsprModule.Engine.Graph;
using SsprModule.Errors;
using SsprModule.Models;

namespace SsprModule.Engine.Audit;

/// <summary>Reads the audit log: List directoryAudits (Microsoft Learn).</summary>
internal sealed class AuditOperations : IAuditOperations
{
    private const int LargestPage = 999;

    // Microsoft Entra data retention (Microsoft Learn).
    private const int DaysWithLicense = 30;
    private const int DaysWithout = 7;

    private static readonly string[] Permissions = ["AuditLog.Read.All", "Directory.Read.All"];
    private static readonly string[] Roles = ["Reports Reader", "Security Reader", "Security Administrator", "Global Reader"];

    private readonly GraphClient graph;
    private readonly UserReader users;
    private readonly TimeProvider clock;

    public AuditOperations(GraphClient graph, UserReader users, TimeProvider clock)
    {
        this.graph = graph;
        this.users = users;
        this.clock = clock;
    }

    /// <inheritdoc/>
    public async Task StreamAsync(AuditQuery query, ISink<SsprAuditEvent> sink, IEngineLog log, CancellationToken cancellationToken)
    {
        if (query.Result is not null)
        {
            log.Verbose("The result is compared here: Graph documents no filter on it.");
        }

        var filter = new AuditFilter(query, await UserIdAsync(query.User, log, cancellationToken).ConfigureAwait(false), clock.GetUtcNow());
        var chosen = new Chosen<SsprAuditEvent>(sink, filter.Fits);
        await ReadAsync(filter, chosen, log, cancellationToken).ConfigureAwait(false);
        if (chosen.Count == 0)
        {
            log.Warning(SsprWarning.NoAuditEvents, DaysWithLicense, DaysWithout);
        }
    }

    /// <inheritdoc/>
    public Task StreamAttemptsAsync(AuditQuery query, ISink<SsprAttempt> sink, IEngineLog log, CancellationToken cancellationToken)
    {
        // An attempt belongs to the time at which it started, so the events around the edges are needed to see it whole.
        var now = clock.GetUtcNow();
        var (after, before) = (query.After?.At(now), query.Before?.At(now));
        var wider = new AuditQuery
        {
            User = query.User,
            After = after is { } from ? new SsprMoment(from - AttemptBuilder.LongestPause) : null,
            Before = before is { } to ? new SsprMoment(to + AttemptBuilder.LongestPause) : null,
        };
        var within = new Chosen<SsprAttempt>(sink, a => a.Started is not { } start || ((after is null || start >= after) && (before is null || start <= before)));
        return StitchAsync(wider, within, log, cancellationToken);
    }

    private async Task StitchAsync(AuditQuery query, ISink<SsprAttempt> sink, IEngineLog log, CancellationToken cancellationToken)
    {
        var stitches = new Stitches(new AttemptBuilder(CultureInfo.CurrentUICulture), sink);
        await StreamAsync(query, stitches, log, cancellationToken).ConfigureAwait(false);
        await stitches.CompleteAsync().ConfigureAwait(false);
    }

    private async Task ReadAsync(AuditFilter filter, ISink<SsprAuditEvent> sink, IEngineLog log, CancellationToken cancellationToken)
    {
        var whole = new Damaged(sink);
        var call = new GraphCall(log) { Quota = QuotaKind.Reports, Permissions = Permissions, Roles = Roles, Target = filter.Full };
        var reader = new PageReader<SsprAuditEvent>(graph, call, AuditRow.Read);
        log.Verbose($"Filter sent to Graph: {filter.Full}");
        try
        {
            await reader.ReadAllAsync(() => Request(filter.Full), whole, EngineActivity.ReadingAuditEvents, cancellationToken).ConfigureAwait(false);
        }
        catch (SsprException e) when (e.IsRefusal(400) && call.Rows == 0)
        {
            // Each part of the filter is documented, joining them with "or" is not.
            log.Verbose($"Refused ({e.Failure!.Message}); asking with '{filter.Simple}' and choosing here.");
            await reader.ReadAllAsync(() => Request(filter.Simple), whole, EngineActivity.ReadingAuditEvents, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            if (whole.Count > 0)
            {
                log.Warning(SsprWarning.AuditEventsDamaged, whole.Count);
            }
        }
    }

    private RequestInformation Request(string? filter) =>
        graph.Build.AuditLogs.DirectoryAudits.ToGetRequestInformation(c =>
        {
            c.QueryParameters.Filter = filter;
            c.QueryParameters.Orderby = ["activityDateTime desc"];
            c.QueryParameters.Top = LargestPage;
        });

    // Events can be filtered by the id of their target, not by its name.
    private async Task<string?> UserIdAsync(string? user, IEngineLog log, CancellationToken cancellationToken) =>
        user is null || Guid.TryParse(user, out _) ? user : (await users.GetAsync(user, log, cancellationToken).ConfigureAwait(false)).Id;

    /// <summary>Hands on what fits.</summary>
    private sealed class Chosen<T>(ISink<T> next, Func<T, bool> fits) : ISink<T>
    {
        /// <summary>How many were handed on.</summary>
        public long Count { get; private set; }

        /// <inheritdoc/>
        public Task WriteAsync(IReadOnlyList<T> page)
        {
            List<T> chosen = [.. page.Where(fits)];
            Count += chosen.Count;
            return chosen.Count == 0 ? Task.CompletedTask : next.WriteAsync(chosen);
        }
    }

    /// <summary>Counts the events that lack members.</summary>
    private sealed class Damaged(ISink<SsprAuditEvent> next) : ISink<SsprAuditEvent>
    {
        /// <summary>How many lacked some.</summary>
        public long Count { get; private set; }

        /// <inheritdoc/>
        public Task WriteAsync(IReadOnlyList<SsprAuditEvent> page)
        {
            Count += page.Count(e => e.Missing.Count > 0);
            return next.WriteAsync(page);
        }
    }

    /// <summary>Makes attempts of events.</summary>
    private sealed class Stitches(AttemptBuilder builder, ISink<SsprAttempt> next) : ISink<SsprAuditEvent>
    {
        /// <inheritdoc/>
        public Task WriteAsync(IReadOnlyList<SsprAuditEvent> page) => HandOnAsync([.. page.SelectMany(builder.Add)]);

        /// <summary>Hands on the attempts that were still open.</summary>
        public Task CompleteAsync() => HandOnAsync(builder.Complete());

        private Task HandOnAsync(IReadOnlyList<SsprAttempt> attempts) => attempts.Count == 0 ? Task.CompletedTask : next.WriteAsync(attempts);
    }
}
