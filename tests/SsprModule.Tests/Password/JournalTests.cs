using System.Globalization;
using System.Text.Json;
using SsprModule.Engine;
using SsprModule.Engine.Password.Bulk;
using SsprModule.Models;
using SsprModule.Sandbox;
using SsprModule.Tests.Support;

namespace SsprModule.Tests.Password;

/// <summary>A run with a journal is gone on with, and nobody is reset twice.</summary>
public sealed class JournalTests : IDisposable
{
    private const string Canary = "C4nary!Zq8-vogel";
    private const string Reset = "Reset-UserPassword -AllowPrivileged -Confirm:$false -Journal $journal";

    private static readonly DateTimeOffset Sent = DateTimeOffset.Parse("2026-11-23T10:00:00Z", CultureInfo.InvariantCulture);

    private readonly string folder = Directory.CreateTempSubdirectory("sspr-journal-").FullName;

    private string Journal => Path.Combine(folder, "run.jsonl");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_second_run_leaves_alone_who_is_done_and_says_so()
    {
        var server = new SandboxServer(new SandboxOptions { UserCount = 200 });
        var users = await server.CloudUsersAsync(50);
        using var session = server.Connect();

        Run(session, users[..30]).AssertFine();
        var second = Run(session, users).AssertFine();

        Assert.Equal(30, second.As<SsprPasswordResetResult>().Count(r => r is { IsFromJournal: true, Status: SsprResetStatus.Succeeded, NewPassword: null }));
        Assert.Equal(20, second.As<SsprPasswordResetResult>().Count(r => r is { IsFromJournal: false, NewPassword: not null }));
        Assert.Equal(users.ToDictionary(u => u, _ => 1), server.Resets);
    }

    [Fact]
    public async Task Resets_whose_outcome_was_not_noted_are_asked_about_and_their_lost_passwords_are_told()
    {
        var server = new SandboxServer(new SandboxOptions { UserCount = 200 });
        var users = await server.CloudUsersAsync(40);
        using var session = server.Connect();
        Run(session, users).AssertFine();
        Keep(line => Event(line) is "run" or "intent");

        var second = Run(session, users);

        Assert.Equal(40, second.Output.Count);
        Assert.Equal(Enumerable.Repeat("PasswordLost", 40), second.ErrorIds);
        Assert.Equal(users.ToDictionary(u => u, _ => 1), server.Resets);
    }

    [Fact]
    public async Task A_supplied_password_is_never_lost()
    {
        var server = new SandboxServer(new SandboxOptions { UserCount = 200 });
        var users = await server.CloudUsersAsync(5);
        using var session = server.Connect();
        Run(session, users, "-NewPassword $p").AssertFine();
        Keep(line => Event(line) is "run" or "intent");
        Run(session, users, "-NewPassword $p").AssertFine();
        Assert.Equal(users.ToDictionary(u => u, _ => 1), server.Resets);
    }

    [Fact]
    public async Task A_reset_that_was_going_to_be_sent_and_was_not_is_done_now()
    {
        var server = new SandboxServer(new SandboxOptions { UserCount = 200 });
        var users = await server.CloudUsersAsync(3);
        using var session = server.Connect();
        Run(session, users[..2]).AssertFine();
        File.AppendAllText(Journal, $$"""{"event":"intent","time":"2026-11-23T06:00:00Z","id":"{{users[2]}}","route":"PasswordProfile","password":"Generated","serviceTime":"2026-11-23T06:00:00.0000000Z","changedBefore":null}""" + "\n");
        Assert.Empty(Run(session, users).Errors);
        Assert.Equal(users.ToDictionary(u => u, _ => 1), server.Resets);
    }

    [Fact]
    public async Task A_change_long_after_the_reset_leaves_it_unknown_and_nothing_is_sent()
    {
        var server = new SandboxServer(new SandboxOptions { UserCount = 200 });
        var users = await server.CloudUsersAsync(1);
        using var session = server.Connect();
        Run(session, users).AssertFine();
        Keep(line => Event(line) is "run" or "intent");
        File.WriteAllText(Journal, File.ReadAllText(Journal).Replace("\"serviceTime\":\"2026", "\"serviceTime\":\"2025"));

        var second = Run(session, users);

        Assert.Equal(SsprResetStatus.Unknown, Assert.Single(second.As<SsprPasswordResetResult>()).Status);
        Assert.Equal(["ResetUnresolved"], second.ErrorIds);
        Assert.NotEmpty(second.Errors[0].ErrorDetails.RecommendedAction);
        Assert.Equal(1, Assert.Single(server.Resets).Value);
    }

    [Fact]
    public void A_reset_that_was_accepted_is_followed_where_it_was_left()
    {
        var server = new SandboxServer(new SandboxOptions { UserCount = 200 }, SandboxSignInKind.Delegated);
        using var session = server.Connect();
        Run(session, ["bob@contoso.com", "sanne.synced@contoso.com"]).AssertFine();
        Keep(line => Event(line) is "run" or "intent" or "accepted");

        var second = Run(session, ["bob@contoso.com", "sanne.synced@contoso.com"]);

        Assert.All(second.As<SsprPasswordResetResult>(), r => Assert.Equal((SsprResetStatus.Succeeded, true), (r.Status, r.IsFromJournal)));
        Assert.Equal(["PasswordLost", "PasswordLost"], second.ErrorIds);
        Assert.Equal(2, server.Calls.Count(c => c.Path.EndsWith("/resetPassword", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_clock_of_this_machine_decides_nothing()
    {
        var server = new SandboxServer(new SandboxOptions { UserCount = 200 });
        var users = await server.CloudUsersAsync(30);
        foreach (var year in (int[])[2031, 1999])
        {
            using var session = new UserSession();
            session.Connect(server.Handler, SandboxServer.Token, new LeapingClock(new DateTimeOffset(year, 1, 1, 0, 0, 0, TimeSpan.Zero)));
            Run(session, users);
            Keep(line => Event(line) is "run" or "intent");
        }

        Assert.Equal(users.ToDictionary(u => u, _ => 1), server.Resets);
    }

    [Fact]
    public async Task The_journal_tells_who_when_how_and_why_and_holds_no_secret()
    {
        var server = new SandboxServer(new SandboxOptions { UserCount = 200 });
        var users = await server.CloudUsersAsync(2);
        using var session = server.Connect();
        Run(session, users, "-NewPassword $p -Reason 'Incident 42'").AssertFine();

        var text = File.ReadAllText(Journal);
        Assert.DoesNotContain(Canary, text);
        Assert.DoesNotContain(SandboxServer.Token, text);
        var lines = File.ReadLines(Journal).Select(l => JsonDocument.Parse(l).RootElement).ToList();
        Assert.Equal("Incident 42", lines[0].GetProperty("reason").GetString());
        Assert.NotEmpty(lines[0].GetProperty("module").GetString()!);
        Assert.Equal(users.Order(), lines.Where(l => l.GetProperty("event").GetString() == "intent").Select(l => l.GetProperty("id").GetString()!).Distinct().Order());
        Assert.All(users, u => Assert.Equal(["intent", "outcome", "delivered"], lines.Where(l => l.TryGetProperty("id", out var id) && id.GetString() == u).Select(l => l.GetProperty("event").GetString()!).TakeLast(3)));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Journal));
        }
    }

    [Fact]
    public void A_journal_of_another_tenant_is_refused()
    {
        using (var session = UserSession.InSandbox("-SignIn Application"))
        {
            Run(session, ["bob@contoso.com"], "", false).AssertFine();
        }

        using var other = UserSession.InSandbox("-SignIn Application -Seed 2");
        var outcome = Run(other, ["bob@contoso.com"], "-Verbose", false);
        Assert.Equal("JournalOtherTenant", outcome.EndedWith);
        Assert.Empty(outcome.Verbose);
    }

    [Fact]
    public void Two_runs_on_one_journal_at_once_are_one_too_many()
    {
        using var session = UserSession.InSandbox("-SignIn Application");
        using (ResetJournal.Open(Journal, null, null, TimeProvider.System))
        {
            Assert.Equal("JournalInUse", Run(session, ["bob@contoso.com"]).EndedWith);
        }

        Run(session, ["bob@contoso.com"]).AssertFine();
    }

    [Theory]
    [InlineData("{\"event\":\"outc")]
    [InlineData("{\"event\":\"intent\",\"id\":\"x\"}\n")]
    [InlineData("\0\0\0\0\0\0\n")]
    public void A_last_line_that_was_cut_off_is_left_out(string rest)
    {
        using var session = UserSession.InSandbox("-SignIn Application");
        Run(session, ["bob@contoso.com"]).AssertFine();
        File.AppendAllText(Journal, rest);
        Assert.True(Run(session, ["bob@contoso.com"]).Single<SsprPasswordResetResult>().IsFromJournal);
        Assert.True(Run(session, ["bob@contoso.com"]).Single<SsprPasswordResetResult>().IsFromJournal);
    }

    [Fact]
    public void A_damaged_line_before_the_last_is_refused_with_its_number_and_nothing_is_sent()
    {
        using var session = UserSession.InSandbox("-SignIn Application");
        Run(session, ["bob@contoso.com", "anna@contoso.com"]).AssertFine();
        var lines = File.ReadAllLines(Journal);
        lines[2] = lines[2][..20];
        File.WriteAllLines(Journal, lines);
        var outcome = Run(session, ["o'brien@contoso.com"]);
        Assert.Equal("JournalDamaged", outcome.EndedWith);
        Assert.Contains("3", outcome.EndError.Exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("UserPrincipalName\nbob@contoso.com\n")]
    [InlineData("UserPrincipalName")]
    [InlineData("{\"event\":\"intent\",\"id\":\"x\",\"route\":\"PasswordProfile\",\"password\":\"Supplied\"}\n")]
    public void Another_file_is_not_taken_for_a_journal_and_stays_as_it_is(string content)
    {
        File.WriteAllText(Journal, content);
        using var session = UserSession.InSandbox("-SignIn Application");
        Assert.Equal("JournalDamaged", Run(session, ["bob@contoso.com"]).EndedWith);
        Assert.Equal(content, File.ReadAllText(Journal));
    }

    [Fact]
    public void A_folder_that_does_not_exist_is_told_and_nothing_is_sent()
    {
        using var session = UserSession.InSandbox("-SignIn Application");
        var outcome = session.Run("Reset-UserPassword bob@contoso.com -AllowPrivileged -Confirm:$false -Journal $path -Verbose", ("path", Path.Combine(folder, "none", "run.jsonl")));
        Assert.Equal("JournalUnusable", outcome.EndedWith);
        Assert.Empty(outcome.Verbose);
    }

    [Fact]
    public void WhatIf_leaves_no_journal_behind()
    {
        using var session = UserSession.InSandbox("-SignIn Application");
        Run(session, ["bob@contoso.com"], "-WhatIf").AssertFine();
        Assert.False(File.Exists(Journal));
    }

    [Theory]
    [InlineData(-100, -100, Verdict.NotChanged)] // As it was before.
    [InlineData(-100, 0, Verdict.Changed)]
    [InlineData(-100, -1, Verdict.Changed)] // The Date of the service has no fractions.
    [InlineData(-100, 300, Verdict.Changed)] // It waited for the quota.
    [InlineData(-100, 3600, Verdict.Unknown)] // Somebody else, later; whether after ours cannot be told.
    [InlineData(-100, -50, Verdict.Unknown)] // Somebody else, between the read and the reset.
    [InlineData(-1, -1, Verdict.Unknown)] // Changed within the same second: another change would look the same.
    [InlineData(null, -100, Verdict.NotChanged)]
    [InlineData(null, 1, Verdict.Changed)]
    public void The_time_of_the_last_change_tells_whether_a_reset_had_effect(int? before, int now, object verdict)
    {
        var intent = new PastReset { ServiceTime = Sent, ChangedBefore = before is { } b ? Sent.AddSeconds(b) : null };
        Assert.Equal(verdict, ChangeProof.Judge(intent, Sent.AddSeconds(now)).Verdict);
    }

    [Fact]
    public void Without_a_time_of_the_service_nothing_is_concluded() =>
        Assert.Equal(
            [Verdict.Unknown, Verdict.Unknown],
            [ChangeProof.Judge(new PastReset { ServiceTime = Sent }, null).Verdict, ChangeProof.Judge(new PastReset(), Sent).Verdict]);

    private static string Event(string line) => JsonDocument.Parse(line).RootElement.GetProperty("event").GetString()!;

    // As a kill leaves it that came before the other lines.
    private void Keep(Func<string, bool> which) => File.WriteAllLines(Journal, File.ReadAllLines(Journal).Where(which));

    private Outcome Run(UserSession session, string[] users, string more = "", bool check = true)
    {
        var outcome = session.Run($"$users | {Reset} {more}", ("users", users), ("journal", Journal), ("p", Connections.Secret(Canary)));
        if (check && outcome.Ended is null)
        {
            Assert.DoesNotContain(Canary, outcome.AllText);
        }

        return outcome;
    }
}
