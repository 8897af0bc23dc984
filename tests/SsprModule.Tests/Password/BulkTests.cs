using System.Management.Automation;
using SsprModule.Models;
using SsprModule.Sandbox;
using SsprModule.Tests.Support;

namespace SsprModule.Tests.Password;

/// <summary>Reset-UserPassword over many users.</summary>
public sealed class BulkTests
{
    private const string Reset = "Reset-UserPassword -AllowPrivileged -Confirm:$false";

    [Fact]
    public async Task Hundreds_of_users_are_each_reset_once_in_few_calls_and_bring_their_input_along()
    {
        var server = new SandboxServer(new SandboxOptions { UserCount = 600 });
        var users = await server.CloudUsersAsync(300);
        using var counter = new CountingHandler(server.Handler);
        using var session = server.Connect(counter);

        var outcome = session.Run($"$users | ForEach-Object {{ [pscustomobject]@{{ Id = $_; Desk = 7 }} }} | {Reset}", ("users", users)).AssertFine();

        Assert.Equal(users.Order(), outcome.As<SsprPasswordResetResult>().Select(r => r.Id).Order());
        Assert.All(outcome.As<SsprPasswordResetResult>(), r => Assert.Equal((SsprResetStatus.Succeeded, r.Id), (r.Status, ((PSObject)r.Input!).Properties["Id"].Value.ToString())));
        Assert.Equal(users.ToDictionary(u => u, _ => 1), server.Resets);
        Assert.True(counter.Count < 200, $"{counter.Count} requests for 300 users");
    }

    [Theory]
    [InlineData("$users")]
    [InlineData("$users | ForEach-Object { [pscustomobject]@{ UserPrincipalName = $_; Password = 'ignored' } }")]
    [InlineData("[pscustomobject]@{ User = $users }")]
    public void Names_bind_from_the_pipeline_whole_or_by_property(string source)
    {
        using var session = UserSession.InSandbox("-SignIn Application");
        var outcome = session.Run($"{source} | Reset-UserPassword -Confirm:$false", ("users", new[] { "bob@contoso.com", "anna@contoso.com" })).AssertFine();
        Assert.Equal(["anna@contoso.com", "bob@contoso.com"], outcome.As<SsprPasswordResetResult>().Select(r => r.UserPrincipalName).Order());
    }

    [Fact]
    public void A_given_name_is_its_own_input()
    {
        using var session = UserSession.InSandbox();
        Assert.Equal("BOB@contoso.com", session.Run("(Reset-UserPassword BOB@contoso.com -Confirm:$false).Input").Single<string>());
        Assert.Equal("BOB@contoso.com", session.Run("('BOB@contoso.com' | Reset-UserPassword -Confirm:$false).Input").Single<string>());
    }

    [Fact]
    public void One_bad_user_of_many_is_an_error_about_that_row_and_the_others_are_reset()
    {
        using var session = UserSession.InSandbox("-SignIn Application");
        var outcome = session.Run("'bob@contoso.com', 'nobody@contoso.com', 'no name', 'anna@contoso.com' | Reset-UserPassword -Confirm:$false");
        Assert.Equal(2, outcome.Output.Count);
        Assert.Equal(["no name", "nobody@contoso.com"], outcome.Errors.Select(e => (string)e.TargetObject).Order());
        Assert.Null(outcome.Ended);
    }

    [Fact]
    public void The_same_user_by_name_and_by_id_is_reset_once()
    {
        using var session = UserSession.InSandbox();
        var outcome = session.Run("$id = (Reset-UserPassword bob@contoso.com -Confirm:$false).Id; 'bob@contoso.com', $id, 'BOB@CONTOSO.COM' | Reset-UserPassword -Confirm:$false").AssertFine();
        Assert.Single(outcome.Output);
        Assert.Equal(2, outcome.Warnings.Count);
    }

    [Fact]
    public void The_members_of_a_group_are_reset_with_those_of_groups_in_it()
    {
        using var session = UserSession.InSandbox("-SignIn Application");
        var outcome = session.Run("Reset-UserPassword -Group 'SSPR Pilot' -Confirm:$false");
        Assert.NotEmpty(outcome.Output);
        Assert.All(outcome.ErrorIds, id => Assert.Contains(id, (string[])["ResetNotSupported", "AccessDenied", "PrivilegedUser"]));
        Assert.Contains("anna@contoso.com", outcome.As<SsprPasswordResetResult>().Select(r => r.UserPrincipalName));
        Assert.Equal(["GroupNotFound"], [session.Run("Reset-UserPassword -Group 'No Such Group' -Confirm:$false").EndedWith!]);
    }

    [Theory]
    [InlineData("@() | Reset-UserPassword")]
    [InlineData("'Id' | ConvertFrom-Csv | Reset-UserPassword")]
    public void Input_without_a_user_is_told(string command)
    {
        using var session = UserSession.InSandbox();
        session.Run("function ConvertFrom-Csv { process { } }");
        var outcome = session.Run($"{command} -Confirm:$false").AssertFine();
        Assert.Empty(outcome.Output);
        Assert.Single(outcome.Warnings);
    }

    [Fact]
    public async Task Refusals_faults_and_broken_connections_reset_nobody_twice_and_leave_nobody_out()
    {
        var server = new SandboxServer(new SandboxOptions
        {
            UserCount = 1500,
            Quotas = false,
            Faults = [SandboxFault.Throttled, SandboxFault.Unavailable, SandboxFault.GatewayTimeout, SandboxFault.Dropped],
            FaultRhythms = new Dictionary<SandboxFault, int> { [SandboxFault.Throttled] = 23, [SandboxFault.Unavailable] = 29, [SandboxFault.GatewayTimeout] = 31, [SandboxFault.Dropped] = 10 },
        });
        var users = await new SandboxServer(new SandboxOptions { UserCount = 1500 }).CloudUsersAsync(700);
        using var session = server.Connect();

        var outcome = session.Run($"$users | {Reset}", ("users", users)).AssertFine();

        Assert.Equal(users.Order(), outcome.As<SsprPasswordResetResult>().Select(r => r.Id).Order());
        Assert.All(outcome.As<SsprPasswordResetResult>(), r => Assert.Equal(SsprResetStatus.Succeeded, r.Status));
        Assert.Equal(users.ToDictionary(u => u, _ => 1), server.Resets);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task No_more_calls_are_under_way_than_ThrottleLimit_says(int limit)
    {
        var server = new SandboxServer(new SandboxOptions { UserCount = 600 });
        var users = await server.CloudUsersAsync(200);
        using var counter = new CountingHandler(server.Handler, TimeSpan.FromMilliseconds(5));
        using var session = server.Connect(counter);
        session.Run($"$users | {Reset} -ThrottleLimit {limit}", ("users", users)).AssertFine();
        Assert.InRange(counter.Most, 1, limit);
    }

    [Fact]
    public async Task An_error_that_meets_everybody_ends_the_run_and_tells_who_was_not_started()
    {
        var server = new SandboxServer(new SandboxOptions { UserCount = 600 });
        var users = await server.CloudUsersAsync(100);
        using var handler = new CountingHandler(server.Handler) { ExpiredFrom = 6 };
        using var session = server.Connect(handler);

        var outcome = session.Run($"$users | {Reset}", ("users", users));

        Assert.Equal("TokenExpired", outcome.EndedWith);
        var results = outcome.As<SsprPasswordResetResult>().ToList();
        Assert.All(results, r => Assert.Contains(r.Status, (SsprResetStatus[])[SsprResetStatus.Succeeded, SsprResetStatus.NotStarted]));
        Assert.Contains(results, r => r.Status == SsprResetStatus.NotStarted);
        Assert.Equal(server.Resets.Keys.Order(), results.Where(r => r.Status == SsprResetStatus.Succeeded).Select(r => r.Id).Order());
        Assert.Equal(users.Length - 1, results.Count);
    }

    [Fact]
    public void WhatIf_names_the_route_and_the_user_and_Force_asks_nothing()
    {
        using var session = UserSession.InSandbox("-SignIn Application");
        Assert.Empty(session.Run("Reset-UserPassword bob@contoso.com, anna@contoso.com -WhatIf").AssertFine().Output);
        Assert.Equal(2, session.Run("Reset-UserPassword bob@contoso.com, anna@contoso.com -Force").AssertFine().Output.Count);
    }

    [Fact]
    public async Task No_password_is_left_in_any_stream_when_sent_in_batches()
    {
        const string canary = "C4nary!Zq8-vogel";
        var server = new SandboxServer(new SandboxOptions { UserCount = 200, Faults = [SandboxFault.Unavailable], FaultEvery = 9 });
        var users = await server.CloudUsersAsync(60);
        using var session = server.Connect();
        var outcome = session.Run($"$r = $users | {Reset} -NewPassword $p -Verbose -Debug -WarningAction Continue *>&1; $r; $r | ForEach-Object {{ $_ | ConvertTo-Json }}", ("users", users), ("p", Connections.Secret(canary)));
        Assert.Null(outcome.Ended);
        Assert.NotEmpty(outcome.Output);
        Assert.DoesNotContain(canary, outcome.AllText);
    }

    [Fact]
    public async Task Ctrl_C_waits_for_what_is_on_its_way_and_the_journal_knows_it()
    {
        var journal = Path.GetTempFileName();
        File.Delete(journal);
        var server = new SandboxServer(new SandboxOptions { UserCount = 600 });
        var users = await server.CloudUsersAsync(200);
        using var slow = new SlowWrites(server.Handler);
        using var session = server.Connect(slow);

        var outcome = session.RunAndStop($"$users | {Reset} -Journal $journal -NewPassword $p", slow.Begun.Task, ("users", users), ("journal", journal), ("p", Connections.Secret("Wet-Clay-Lantern-58")));
        var (sent, lines) = (server.Resets, File.ReadAllLines(journal));
        var second = session.Run($"$users | {Reset} -Journal $journal -NewPassword $p", ("users", users), ("journal", journal), ("p", Connections.Secret("Wet-Clay-Lantern-58"))).AssertFine();
        File.Delete(journal);

        Assert.True(outcome.WasStopped);
        Assert.InRange(sent.Count, 1, 199);
        Assert.Equal(sent.Count, lines.Count(l => l.Contains("\"outcome\":\"Succeeded\"", StringComparison.Ordinal)));
        Assert.Contains(lines, l => l.Contains("\"event\":\"stopped\"", StringComparison.Ordinal));
        Assert.Equal(sent.Count, second.As<SsprPasswordResetResult>().Count(r => r.IsFromJournal));
        Assert.Equal(users.ToDictionary(u => u, _ => 1), server.Resets);
    }

    [Fact]
    public async Task A_run_at_the_quota_of_writes_takes_no_longer_than_the_quota_makes_it()
    {
        var server = new SandboxServer(new SandboxOptions { UserCount = 7000 });
        var users = await server.CloudUsersAsync(3100);
        using var session = server.Connect();
        var started = server.Clock.GetTimestamp();

        var outcome = session.Run($"$users | {Reset} -Verbose", ("users", users)).AssertFine();

        // 3,000 writes in 150 s: the last hundred must wait until the first ones are so old.
        Assert.InRange(server.Clock.GetElapsedTime(started).TotalSeconds, 145, 165);
        Assert.Equal(3100, server.Resets.Count);
        Assert.DoesNotContain(outcome.Verbose, v => v.Contains(" 429", StringComparison.Ordinal));
    }

    /// <summary>Carries out writes, and answers them only a moment after the first one has come, whatever is cancelled meanwhile.</summary>
    private sealed class SlowWrites(HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        public TaskCompletionSource Begun { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var isBatchOfWrites = request.Method == HttpMethod.Post && (await request.Content!.ReadAsStringAsync(cancellationToken)).Contains("passwordProfile\":{", StringComparison.Ordinal);
            var response = await base.SendAsync(request, cancellationToken);
            if (isBatchOfWrites && !Begun.Task.IsCompleted)
            {
                Begun.TrySetResult();
                await Task.Delay(300, cancellationToken);
            }

            return response;
        }
    }

    /// <summary>Counts what passes, and how much of it at a time.</summary>
    private sealed class CountingHandler(HttpMessageHandler inner, TimeSpan delay = default) : DelegatingHandler(inner)
    {
        private int active;
        private int count;
        private int most;

        public int Count => count;

        public int Most => most;

        public int ExpiredFrom { get; init; } = int.MaxValue;

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var now = Interlocked.Increment(ref active);
            for (var seen = most; now > seen && Interlocked.CompareExchange(ref most, now, seen) != seen; seen = most)
            {
            }

            try
            {
                if (Interlocked.Increment(ref count) >= ExpiredFrom)
                {
                    return FakeServer.Error(System.Net.HttpStatusCode.Unauthorized, "InvalidAuthenticationToken", "Lifetime validation failed, the token is expired.");
                }

                if (delay > TimeSpan.Zero)
                {
                    await Task.Delay(delay, cancellationToken);
                }

                return await base.SendAsync(request, cancellationToken);
            }
            finally
            {
                Interlocked.Decrement(ref active);
            }
        }
    }
}
