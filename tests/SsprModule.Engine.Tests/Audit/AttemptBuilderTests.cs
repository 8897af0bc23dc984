using System.Globalization;
using SsprModule.Engine.Audit;
using SsprModule.Models;
using Xunit;

namespace SsprModule.Engine.Tests.Audit;

public sealed class AttemptBuilderTests
{
    private const string Flow = "Self-service password reset flow activity progress";
    private const string End = "Reset password (self-service)";
    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Events_of_one_correlation_id_become_one_attempt_that_tells_how_it_went()
    {
        var attempt = Assert.Single(Build(newestFirst: true,
            Event(0, "User submitted their user ID"),
            Event(5, "User was presented with verification options"),
            Event(9, "User started the email verification option"),
            Event(40, "User completed the email verification option"),
            Event(50, "User started the mobile SMS verification option"),
            Event(70, "User completed the mobile SMS verification option"),
            Event(71, "User completed all verification steps required"),
            Event(90, "User submitted a new password"),
            Event(92, "Successfully completed reset.", activity: End, result: SsprAuditResult.Success)));

        Assert.Equal((SsprAttemptKind.Reset, SsprAttemptResult.Succeeded, SsprAttemptStep.Done, 9), (attempt.Kind, attempt.Result, attempt.LastStep, attempt.Events));
        Assert.Equal((Noon, Noon.AddSeconds(92), TimeSpan.FromSeconds(92)), (attempt.Started, attempt.Ended, attempt.Duration));
        Assert.Equal(["email", "mobileSms"], attempt.GatesPassed);
        Assert.Equal("bob@contoso.com", attempt.User);
        Assert.Null(attempt.Cause);
        Assert.Empty(attempt.Remedy);
    }

    [Theory]
    [InlineData("User does not have a license", "SSPR_0012", SsprAttemptResult.Failed, SsprAttemptStep.Eligibility)]
    [InlineData("We could not reach your on-premises password reset service", "SSPR_0030", SsprAttemptResult.Failed, SsprAttemptStep.Writeback)]
    [InlineData("User abandoned after starting the email verification option", "abandonedAfterStarting:email", SsprAttemptResult.Abandoned, SsprAttemptStep.Gate)]
    [InlineData("User cancelled before submitting a new password", "cancelledAtPassword", SsprAttemptResult.Cancelled, SsprAttemptStep.Password)]
    [InlineData("User contacted an admin after trying the mobile SMS verification option", "contactedAdmin:mobileSms", SsprAttemptResult.ContactedAdmin, SsprAttemptStep.Gate)]
    [InlineData("User tried to answer security questions too many times and is blocked for 24 hours", "blocked:securityQuestions", SsprAttemptResult.Blocked, SsprAttemptStep.Throttle)]
    [InlineData("User started the mobile SMS verification option", "gateStarted:mobileSms", SsprAttemptResult.Unfinished, SsprAttemptStep.Gate)]
    public void The_last_word_of_the_log_decides_result_step_and_cause(string reason, string cause, SsprAttemptResult result, SsprAttemptStep step)
    {
        var attempt = Assert.Single(Build(newestFirst: true, Event(0, "User submitted their user ID"), Event(9, reason)));
        Assert.Equal((cause, result, step), (attempt.Cause, attempt.Result, attempt.LastStep));
        Assert.NotEmpty(attempt.Remedy);
        Assert.NotNull(attempt.Reason);
    }

    [Fact]
    public void A_block_is_a_block_though_it_is_logged_as_a_success()
    {
        var attempt = Assert.Single(Build(true, Event(0, "Too often.", activity: "Blocked from self-service password reset", result: SsprAuditResult.Success)));
        Assert.Equal((SsprAttemptResult.Blocked, SsprAttemptStep.Throttle), (attempt.Result, attempt.LastStep));
    }

    [Fact]
    public void A_reset_that_reached_only_Active_Directory_succeeded_and_says_what_is_pending()
    {
        var attempt = Assert.Single(Build(true, Event(0, "OnPremisesSuccessCloudFailure", activity: End, result: SsprAuditResult.Success)));
        Assert.Equal((SsprAttemptResult.Succeeded, "OnPremisesSuccessCloudFailure"), (attempt.Result, attempt.Cause));
        Assert.NotEmpty(attempt.Remedy);
    }

    [Fact]
    public void An_unknown_reason_is_kept_and_not_explained()
    {
        var attempt = Assert.Single(Build(true, Event(0, "A reason of next year", activity: End, result: SsprAuditResult.Failure)));
        Assert.Equal((SsprAttemptResult.Failed, SsprAttemptStep.Unknown, "unknown", "A reason of next year"), (attempt.Result, attempt.LastStep, attempt.Cause, attempt.ReasonText));
        Assert.Null(attempt.Reason);
        Assert.Empty(attempt.Remedy);
    }

    [Fact]
    public void A_success_after_a_refused_password_is_a_success()
    {
        var attempt = Assert.Single(Build(false,
            Event(0, "FuzzyPolicyViolationInvalidPassword", activity: End, result: SsprAuditResult.Failure),
            Event(30, "Successfully completed reset.", activity: End, result: SsprAuditResult.Success)));
        Assert.Equal(SsprAttemptResult.Succeeded, attempt.Result);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void An_attempt_is_handed_on_when_it_cannot_grow_any_more(bool newestFirst)
    {
        var builder = new AttemptBuilder(CultureInfo.InvariantCulture);
        var sign = newestFirst ? -1 : 1;
        Assert.Empty(builder.Add(Event(0, "User submitted their user ID", id: "a")));
        Assert.Empty(builder.Add(Event(sign * 60, "User submitted their user ID", id: "b")));
        Assert.Empty(builder.Add(Event(sign * 3000, "User submitted their user ID", id: "a")));

        Assert.Equal(["b"], builder.Add(Event(sign * 5000, "User submitted their user ID", id: "c")).Select(a => a.CorrelationId));
        Assert.Equal(["a", "c"], builder.Complete().Select(a => a.CorrelationId));
        Assert.Empty(builder.Complete());
    }

    [Fact]
    public void Memory_holds_an_hour_of_the_log_however_long_it_is()
    {
        var builder = new AttemptBuilder(CultureInfo.InvariantCulture);
        var handed = Enumerable.Range(0, 10_000).Sum(i => builder.Add(Event(-60 * i, "User submitted their user ID", id: i.ToString(CultureInfo.InvariantCulture))).Count);
        Assert.InRange(10_000 - handed, 1, 62);
        Assert.Equal(10_000 - handed, builder.Complete().Count);
    }

    [Fact]
    public void Events_in_no_order_of_time_are_kept_to_the_end_so_that_no_attempt_is_torn()
    {
        var builder = new AttemptBuilder(CultureInfo.InvariantCulture);
        Assert.Empty(builder.Add(Event(0, "x", id: "a")));
        Assert.Single(builder.Add(Event(-9000, "x", id: "b")));
        Assert.Empty(builder.Add(Event(9000, "x", id: "c")));
        Assert.Empty(builder.Add(Event(-9001, "x", id: "b")));

        Assert.Equal([("c", 1), ("b", 2)], builder.Complete().Select(a => (a.CorrelationId!, a.Events)));
    }

    [Fact]
    public void An_event_without_a_correlation_id_is_an_attempt_of_its_own_and_one_without_a_time_is_kept()
    {
        var builder = new AttemptBuilder(CultureInfo.InvariantCulture);
        var alone = Assert.Single(builder.Add(Event(0, "User submitted their user ID", id: null)));
        Assert.Null(alone.CorrelationId);
        Assert.Empty(builder.Add(new SsprAuditEvent { Activity = End, CorrelationId = "a", Result = SsprAuditResult.Failure }));
        var timeless = Assert.Single(builder.Complete());
        Assert.Equal((null, null, SsprAttemptResult.Failed), (timeless.Started, timeless.Duration, timeless.Result));
    }

    [Theory]
    [InlineData("Enable password writeback for directory")]
    [InlineData("Authentication Methods Policy Update")]
    [InlineData("Reset user password")]
    [InlineData("Something else")]
    [InlineData(null)]
    public void Events_that_are_no_part_of_an_attempt_make_none(string? activity) =>
        Assert.Empty(Build(true, Event(0, null, activity: activity)));

    [Theory]
    [InlineData("User registered security info", SsprAttemptKind.Registration, SsprAttemptResult.Succeeded)]
    [InlineData("User started security info registration", SsprAttemptKind.Registration, SsprAttemptResult.Unfinished)]
    [InlineData("Change password (self-service)", SsprAttemptKind.Change, SsprAttemptResult.Succeeded)]
    [InlineData("Unlock user account (self-service)", SsprAttemptKind.Unlock, SsprAttemptResult.Succeeded)]
    [InlineData("Unlock a user account (self-service)", SsprAttemptKind.Unlock, SsprAttemptResult.Succeeded)]
    [InlineData("Reset password (by admin)", SsprAttemptKind.Administration, SsprAttemptResult.Succeeded)]
    public void The_activity_tells_what_was_attempted(string activity, SsprAttemptKind kind, SsprAttemptResult result)
    {
        var attempt = Assert.Single(Build(true, Event(0, null, activity: activity, result: SsprAuditResult.Success)));
        Assert.Equal((kind, result), (attempt.Kind, attempt.Result));
    }

    private static IReadOnlyList<SsprAttempt> Build(bool newestFirst, params SsprAuditEvent[] events)
    {
        var builder = new AttemptBuilder(CultureInfo.InvariantCulture);
        IEnumerable<SsprAuditEvent> ordered = newestFirst ? events.Reverse() : events;
        return [.. ordered.SelectMany(builder.Add), .. builder.Complete()];
    }

    private static SsprAuditEvent Event(int seconds, string? reason, string? activity = Flow, SsprAuditResult result = SsprAuditResult.Success, string? id = "a") => new()
    {
        Activity = activity,
        Time = Noon.AddSeconds(seconds),
        ReasonText = reason,
        Result = result,
        CorrelationId = id,
        User = "bob@contoso.com",
    };
}
