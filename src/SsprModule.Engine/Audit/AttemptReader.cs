using System.Globalization;
using SsprModule.Engine.Troubleshooting;
using SsprModule.Models;

namespace SsprModule.Engine.Audit;

/// <summary>Reads out of the events of one attempt how it went.</summary>
internal static class AttemptReader
{
    /// <summary>The attempt that these events make, in whatever order they came.</summary>
    public static SsprAttempt Read(IReadOnlyList<SsprAuditEvent> events, CultureInfo culture)
    {
        var steps = events.Select(e => new Step(e)).OrderBy(s => s.Event.Time).ThenBy(s => s.Reason?.Entry.Stage).ToList();
        var end = steps.LastOrDefault(s => s.IsDecisive) ?? steps[steps.Count - 1];
        var times = steps.Select(s => s.Event.Time).OfType<DateTimeOffset>().ToList();
        var (started, ended) = times.Count > 0 ? (times[0], times[times.Count - 1]) : ((DateTimeOffset?)null, (DateTimeOffset?)null);
        var result = end.Result;
        return new SsprAttempt
        {
            CorrelationId = steps[0].Event.CorrelationId,
            Kind = steps.LastOrDefault(s => s.Activity.IsEnd)?.Activity.Attempt ?? steps[0].Activity.Attempt!.Value,
            User = steps.Select(s => s.Event.User).FirstOrDefault(u => u is not null),
            UserId = steps.Select(s => s.Event.UserId).FirstOrDefault(u => u is not null),
            Started = started,
            Ended = ended,
            Duration = ended - started,
            Result = result,
            LastStep = end.Where,
            GatesPassed = new(steps.Where(s => s.IsGatePassed).Select(s => s.Reason!.Method!).Distinct().ToList()),
            Methods = new(steps.Select(s => s.Reason?.Method).OfType<string>().Distinct().ToList()),
            Cause = Cause(end, result),
            Code = end.Reason?.Entry.Code,
            Reason = end.Reason?.Meaning(culture),
            ReasonText = end.Event.ReasonText,
            Remedy = new(Remedy(end, result, culture).ToList()),
            Link = end.Reason?.Entry.Link,
            IPAddress = steps.Select(s => s.Event.IPAddress).FirstOrDefault(a => a is not null),
            Events = events.Count,
        };
    }

    private static string? Cause(Step end, SsprAttemptResult result)
    {
        if (end.Reason is not { Entry: var entry } reason)
        {
            return result is SsprAttemptResult.Succeeded ? null : result is SsprAttemptResult.Blocked ? "blocked" : "unknown";
        }

        return entry.Code ?? (result is SsprAttemptResult.Succeeded ? null : reason.Method is { } method ? $"{entry.Text}:{method}" : entry.Text);
    }

    private static IReadOnlyList<string> Remedy(Step end, SsprAttemptResult result, CultureInfo culture) =>
        end.Reason?.Entry.Code is { } code ? CodeExplainer.Explain(new FoundCode(SsprCodeKind.Sspr, code), culture).Steps
        : result is SsprAttemptResult.Succeeded || end.Reason is null ? []
        : end.Reason.Steps(culture);

    /// <summary>An event with what is known of its activity and its reason.</summary>
    private sealed class Step(SsprAuditEvent item)
    {
        public SsprAuditEvent Event => item;

        public ActivityEntry Activity { get; } = Activities.Find(item.Activity)!;

        public KnownReason? Reason { get; } = ReasonBook.Find(item.ReasonText);

        public bool IsGatePassed => Reason is { Method: not null, Entry.Text: "gatePassed" or "abandonedAfterPassing" };

        private bool IsBlock => item.Activity?.StartsWith("Blocked", StringComparison.OrdinalIgnoreCase) == true;

        /// <summary>Whether the attempt ends here, as far as the log says.</summary>
        public bool IsDecisive => Activity.IsEnd || Reason is { Entry.Outcome: not ReasonOutcome.Progress };

        public SsprAttemptStep Where =>
            IsBlock ? SsprAttemptStep.Throttle
            : Reason?.Entry.Stage ?? (Result is SsprAttemptResult.Succeeded ? SsprAttemptStep.Done : SsprAttemptStep.Unknown);

        // A block is logged as a success, and so is a reset that reached Active Directory only.
        public SsprAttemptResult Result =>
            IsBlock ? SsprAttemptResult.Blocked
            : Reason?.Entry.Outcome switch
            {
                ReasonOutcome.Succeeded => SsprAttemptResult.Succeeded,
                ReasonOutcome.Failed => SsprAttemptResult.Failed,
                ReasonOutcome.Abandoned => SsprAttemptResult.Abandoned,
                ReasonOutcome.Cancelled => SsprAttemptResult.Cancelled,
                ReasonOutcome.Blocked => SsprAttemptResult.Blocked,
                ReasonOutcome.ContactedAdmin => SsprAttemptResult.ContactedAdmin,
                _ when !IsDecisive => SsprAttemptResult.Unfinished,
                _ => Event.Result switch
                {
                    SsprAuditResult.Success => SsprAttemptResult.Succeeded,
                    SsprAuditResult.Failure or SsprAuditResult.Timeout => SsprAttemptResult.Failed,
                    _ => SsprAttemptResult.Unknown,
                },
            };
    }
}
