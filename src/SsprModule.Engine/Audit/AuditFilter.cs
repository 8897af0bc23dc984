using System.Globalization;
using SsprModule.Contracts;
using SsprModule.Engine.Graph;
using SsprModule.Models;

namespace SsprModule.Engine.Audit;

/// <summary>
/// What a query asks, for the service and for us. List directoryAudits (Microsoft Learn) documents filters on time,
/// service, activity and target; result is none of them. All is compared here as well, so that a service that takes a
/// part of the filter only still gives the same rows.
/// </summary>
internal sealed class AuditFilter
{
    private readonly DateTimeOffset? after;
    private readonly DateTimeOffset? before;
    private readonly HashSet<string> activities;
    private readonly SsprAuditResult? result;
    private readonly string? userId;

    /// <param name="query">What is asked for.</param>
    /// <param name="userId">The object id of the user in it, or null.</param>
    /// <param name="now">What "ago" counts from.</param>
    public AuditFilter(AuditQuery query, string? userId, DateTimeOffset now)
    {
        after = query.After?.At(now);
        before = query.Before?.At(now);
        activities = new(query.Activities.SelectMany(a => Activities.Find(a) is { } known ? Activities.Spellings(known) : [a.Trim()]), StringComparer.OrdinalIgnoreCase);
        result = query.Result;
        this.userId = userId;
    }

    /// <summary>The filter with all that the service documents.</summary>
    public string Full => string.Join(" and ", Narrow.Append(activities.Count > 0 ? AnyOf("activityDisplayName", activities) : AnyOf("loggedByService", Activities.Services)));

    /// <summary>The filter without alternatives, for a service that takes none; null when nothing is left.</summary>
    public string? Simple => Narrow.Any() ? string.Join(" and ", Narrow) : null;

    private IEnumerable<string> Narrow
    {
        get
        {
            if (after is { } from)
            {
                yield return $"activityDateTime ge {Moment(from)}";
            }

            if (before is { } to)
            {
                yield return $"activityDateTime le {Moment(to)}";
            }

            if (userId is not null)
            {
                yield return $"targetResources/any(t:t/id eq {OData.Quote(userId)})";
            }
        }
    }

    /// <summary>Whether an event is one of those asked for. One without a time is not held back by it.</summary>
    public bool Fits(SsprAuditEvent item) =>
        (activities.Count > 0 ? item.Activity is not null && activities.Contains(item.Activity) : item.Service is null || Activities.Services.Contains(item.Service, StringComparer.OrdinalIgnoreCase))
        && (result is null || item.Result == result)
        && (item.Time is not { } time || ((after is null || time >= after) && (before is null || time <= before)));

    private static string AnyOf(string property, IEnumerable<string> values)
    {
        var parts = values.Select(v => $"{property} eq {OData.Quote(v)}").ToList();
        return parts.Count == 1 ? parts[0] : $"({string.Join(" or ", parts)})";
    }

    private static string Moment(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFFZ", CultureInfo.InvariantCulture);
}
