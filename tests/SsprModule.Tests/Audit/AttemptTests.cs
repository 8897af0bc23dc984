using SsprModule.Models;
using SsprModule.Tests.Support;

namespace SsprModule.Tests.Audit;

/// <summary>Get-SsprAuditEvent and Get-SsprAttempt against the sandbox, whose log begins with some weeks of attempts.</summary>
public sealed class AttemptTests
{
    [Fact]
    public void The_last_attempt_of_a_user_tells_why_it_failed_and_what_to_do()
    {
        using var session = UserSession.InSandbox();
        var attempt = (SsprAttempt)session.Run("Get-SsprAttempt bob@contoso.com").AssertFine().Output[0].BaseObject;

        Assert.Equal(("bob@contoso.com", SsprAttemptResult.Failed, SsprAttemptStep.Eligibility, "SSPR_0014"), (attempt.User, attempt.Result, attempt.LastStep, attempt.Cause));
        Assert.NotEmpty(attempt.Remedy);
        Assert.Equal(2, attempt.Events);
    }

    [Fact]
    public void Several_users_each_get_their_own_and_an_unknown_one_an_error()
    {
        using var session = UserSession.InSandbox();
        var outcome = session.Run("'anna@contoso.com', 'nobody@contoso.com', 'sanne.synced@contoso.com' | Get-SsprAttempt -After 02:00:00");
        Assert.Equal(["UserNotFound"], outcome.ErrorIds);
        Assert.Equal(
            [("anna@contoso.com", SsprAttemptResult.Succeeded, (string?)null), ("sanne.synced@contoso.com", SsprAttemptResult.Failed, "SSPR_0030")],
            outcome.As<SsprAttempt>().Select(a => (a.User!, a.Result, a.Cause)));
        Assert.All(outcome.As<SsprAttempt>(), a => Assert.NotEmpty(a.GatesPassed));
    }

    [Fact]
    public void Attempts_of_the_log_and_of_piped_events_are_the_same()
    {
        using var session = UserSession.InSandbox();
        var own = session.Run("Get-SsprAttempt").AssertFine().As<SsprAttempt>().ToList();
        var piped = session.Run("Get-SsprAuditEvent | Get-SsprAttempt").AssertFine().As<SsprAttempt>().ToList();

        Assert.Equal(own.Select(Line), piped.Select(Line));
        Assert.Equal(own.Select(a => a.CorrelationId).Distinct(), own.Select(a => a.CorrelationId));
        Assert.Equal(own.OrderByDescending(a => a.Started).Select(Line), own.Select(Line));
        Assert.Superset(
            new HashSet<SsprAttemptResult> { SsprAttemptResult.Succeeded, SsprAttemptResult.Failed, SsprAttemptResult.Blocked, SsprAttemptResult.Abandoned, SsprAttemptResult.Unfinished },
            own.Select(a => a.Result).ToHashSet());
        Assert.DoesNotContain(own, a => a.Cause == "unknown");

        static string Line(SsprAttempt a) => $"{a.CorrelationId} {a.Started:O} {a.Result} {a.Cause} {a.Events}";
    }

    [Fact]
    public void Piped_events_need_no_connection()
    {
        using var session = UserSession.InSandbox();
        Assert.NotEmpty(session.Run("$events = Get-SsprAuditEvent -After 7.00:00:00; Disconnect-Sspr; $events | Get-SsprAttempt").AssertFine().Output);
    }

    [Fact]
    public void Without_a_connection_and_without_events_it_says_so()
    {
        using var session = new UserSession();
        Assert.Equal("NotConnected", session.Run("Get-SsprAttempt").EndedWith);
    }

    [Fact]
    public void Users_piped_without_a_connection_are_told_so_too()
    {
        using var session = new UserSession();
        Assert.Equal("NotConnected", session.Run("'anna@contoso.com' | Get-SsprAttempt").EndedWith);
    }

    [Fact]
    public void A_filter_beside_piped_events_is_a_conflict()
    {
        using var session = UserSession.InSandbox();
        Assert.Equal("ParametersConflict", session.Run("Get-SsprAuditEvent | Get-SsprAttempt -After 7.00:00:00").EndedWith);
    }

    [Fact]
    public void The_summary_counts_by_result_by_cause_and_by_step()
    {
        using var session = UserSession.InSandbox();
        var attempts = session.Run("Get-SsprAttempt").As<SsprAttempt>().ToList();
        var counts = session.Run("Get-SsprAttempt -Summary").AssertFine().As<SsprAttemptCount>().ToList();
        var failed = attempts.Count(a => a.Result != SsprAttemptResult.Succeeded);

        Assert.Equal(attempts.Count, counts.Where(c => c.By == "Result").Sum(c => c.Count));
        Assert.Equal(failed, counts.Where(c => c.By == "Cause").Sum(c => c.Count));
        Assert.Equal(failed, counts.Where(c => c.By == "Step").Sum(c => c.Count));
        Assert.Equal(100, counts.Where(c => c.By == "Result").Sum(c => c.Percent), 0.5);
        Assert.Contains(counts, c => c.Value == "SSPR_0014" && c.Meaning is not null);
    }

    [Fact]
    public void Only_attempts_that_ended_so_are_given()
    {
        using var session = UserSession.InSandbox();
        Assert.All(session.Run("Get-SsprAttempt -Result Blocked, Failed").AssertFine().As<SsprAttempt>(), a => Assert.Contains(a.Result, new[] { SsprAttemptResult.Blocked, SsprAttemptResult.Failed }));
    }

    [Fact]
    public void An_attempt_across_the_edge_of_the_time_asked_for_is_whole_or_absent()
    {
        using var session = UserSession.InSandbox();
        var whole = session.Run("Get-SsprAttempt").As<SsprAttempt>().First(a => a.Events > 4);
        var edge = whole.Started!.Value.AddSeconds(1);
        Assert.DoesNotContain(session.Run("Get-SsprAttempt -After $edge", ("edge", edge)).AssertFine().As<SsprAttempt>(), a => a.CorrelationId == whole.CorrelationId);
        Assert.Equal(whole.Events, session.Run("Get-SsprAttempt -Before $edge", ("edge", edge)).AssertFine().As<SsprAttempt>().Single(a => a.CorrelationId == whole.CorrelationId).Events);
    }

    [Fact]
    public void Events_of_the_whole_log_come_newest_first_in_pages()
    {
        using var session = UserSession.InSandbox();
        var events = session.Run("Get-SsprAuditEvent").AssertFine().As<SsprAuditEvent>().ToList();
        Assert.True(events.Count > 999);
        Assert.Equal(events.OrderByDescending(e => e.Time).Select(e => e.Time), events.Select(e => e.Time));
        Assert.All(events, e => Assert.Contains(e.Service, new[] { "Self-service Password Management", "Authentication Methods" }));
    }

    [Fact]
    public void Pages_of_a_registration_or_a_file_bind_by_their_user_principal_name()
    {
        using var session = UserSession.InSandbox();
        Assert.All(session.Run("Get-SsprRegistration anna@contoso.com | Get-SsprAuditEvent").AssertFine().As<SsprAuditEvent>(), e => Assert.Equal("anna@contoso.com", e.User));
        Assert.NotEmpty(session.Run("Get-SsprRegistration anna@contoso.com | Get-SsprAttempt").AssertFine().Output);
    }

    [Fact]
    public void No_input_does_not_become_the_whole_tenant()
    {
        using var session = UserSession.InSandbox();
        Assert.Empty(session.Run("@() | Get-SsprAuditEvent; @() | Get-SsprAttempt").AssertFine().Output);
    }

    [Fact]
    public void An_event_and_an_attempt_are_explained_by_Get_SsprErrorInfo()
    {
        using var session = UserSession.InSandbox();
        Assert.Equal(["SSPR_0014", "SSPR_0014"], session.Run("Get-SsprAuditEvent bob@contoso.com -Result Failure | Select-Object -First 1 | Get-SsprErrorInfo; Get-SsprAttempt bob@contoso.com | Select-Object -First 1 | Get-SsprErrorInfo").AssertFine().As<SsprErrorInfo>().Select(i => i.Code));
    }

    [Fact]
    public void Tables_fit_120_columns_and_show_no_phone_number()
    {
        using var session = UserSession.InSandbox();
        var text = session.Run("Get-SsprAttempt -After 7.00:00:00 | Out-String -Width 120; Get-SsprAuditEvent -After 7.00:00:00 | Out-String -Width 120; Get-SsprAttempt -Summary | Out-String -Width 120").AssertFine().AllText;
        Assert.Contains("The writeback agent could not be reached.", text);
        Assert.Contains("sanne.synced@contoso.com", text);
        Assert.DoesNotContain("+44", text);
    }

    [Theory]
    [InlineData("soon")]
    [InlineData("2026-13-01")]
    public void What_is_no_moment_is_refused_by_name(string moment)
    {
        using var session = UserSession.InSandbox();
        Assert.Contains(moment, session.Run("Get-SsprAuditEvent -After $moment", ("moment", moment)).Ended!.Message);
    }
}
