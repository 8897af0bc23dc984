using System.Security;
using System.Text.Json;
using SsprModule.Contracts;
using SsprModule.Engine.Graph;
using SsprModule.Engine.Journal;
using SsprModule.Engine.Password;
using SsprModule.Engine.Password.Bulk;
using SsprModule.Engine.Password.ResultFile;
using SsprModule.Errors;
using SsprModule.Models;
using SsprModule.Tests.Support;

namespace SsprModule.Tests.Password;

/// <summary>What goes wrong below a run of resets is never taken for something else.</summary>
public sealed class BulkFaultTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("sspr-fault-").FullName;

    private string Journal => Path.Combine(folder, "run.jsonl");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_call_that_waits_for_the_quota_is_not_sent_after_a_stop()
    {
        var network = new CountingNetwork();
        using var sender = new HttpMessageInvoker(new PacingHandler(TimeProvider.System) { InnerHandler = network });
        using var stop = new CancellationTokenSource();
        await SendAsync(sender, new GraphCall(new NoLog()) { Writes = 3_000 });

        var waiting = SendAsync(sender, new GraphCall(new NoLog()) { Writes = 20, Unsent = stop.Token });
        await stop.CancelAsync();

        await Assert.ThrowsAsync<NotSentException>(() => waiting);
        Assert.Equal(1, network.Count);
    }

    [Fact]
    public async Task An_error_that_nobody_foresaw_leaves_the_outcome_unknown_in_the_journal()
    {
        using (var journal = ResetJournal.Open(Journal, null, null, TimeProvider.System))
        {
            var ledger = new ResetLedger(journal, new ServiceClock(TimeProvider.System), new PasswordResetOptions());
            var calls = new JournaledCalls(new Failing(new InvalidOperationException()), ledger, null!, TimeProvider.System, CancellationToken.None);
            await Assert.ThrowsAsync<InvalidOperationException>(() => calls.SetProfileAsync(Plan, null!, new NoLog(), CancellationToken.None));
        }

        Assert.Contains("\"Unknown\"", File.ReadLines(Journal).Last(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_call_that_was_not_sent_is_noted_as_without_effect()
    {
        using (var journal = ResetJournal.Open(Journal, null, null, TimeProvider.System))
        {
            var ledger = new ResetLedger(journal, new ServiceClock(TimeProvider.System), new PasswordResetOptions());
            var calls = new JournaledCalls(new Failing(new NotSentException()), ledger, null!, TimeProvider.System, CancellationToken.None);
            await Assert.ThrowsAsync<NotSentException>(() => calls.SetProfileAsync(Plan, null!, new NoLog(), CancellationToken.None));
        }

        Assert.Contains("\"NotChanged\"", File.ReadLines(Journal).Last(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_a_write_that_failed_a_journal_takes_nothing_more()
    {
        using (var file = JournalFile.Open(Journal, "{"u8, (_, _) => { }))
        {
            await file.AppendAsync("{\"a\":1}\n"u8.ToArray());
            Assert.Equal(SsprErrorId.JournalUnusable, (await Assert.ThrowsAsync<SsprException>(() => file.AppendAsync("{\"b\""u8.ToArray(), null!))).Id);
            Assert.Equal(SsprErrorId.JournalUnusable, (await Assert.ThrowsAsync<SsprException>(() => file.AppendAsync("{\"c\":1}\n"u8.ToArray()))).Id);
            Assert.Equal(SsprErrorId.JournalUnusable, (await Assert.ThrowsAsync<SsprException>(() => file.AppendSoonAsync("{\"d\":1}\n"u8.ToArray()))).Id);
        }

        Assert.Equal("{\"a\":1}\n", File.ReadAllText(Journal));
    }

    [Theory]
    [InlineData(SsprResetStatus.NotStarted, false)]
    [InlineData(SsprResetStatus.Failed, false)]
    [InlineData(SsprResetStatus.Unknown, true)]
    public void A_result_file_gives_back_only_a_password_that_may_be_valid(SsprResetStatus status, bool isGiven)
    {
        using var outcome = JsonDocument.Parse(ResultRow.OfOutcome(1, new SsprPasswordResetResult { Status = status }));
        using var password = Connections.Secret("Wet-Clay-Lantern-58");
        var result = ResultRow.ToResult(new SsprPasswordResetResult { NewPassword = password }, outcome.RootElement);
        Assert.Equal((status, isGiven), (result.Status, result.NewPassword is not null));
    }

    private static PasswordResetPlan Plan => new("7c7b5b4e-0000-0000-0000-000000000001", "bob@contoso.com", false, SsprResetRoute.PasswordProfile);

    private static async Task SendAsync(HttpMessageInvoker sender, GraphCall call)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "https://graph.test/v1.0/$batch");
        call.AttachTo(request);
        using var response = await sender.SendAsync(request, CancellationToken.None);
    }

    private sealed class CountingNetwork : HttpMessageHandler
    {
        public int Count { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Count++;
            return Task.FromResult(new HttpResponseMessage());
        }
    }

    private sealed class Failing(Exception error) : IPasswordCalls
    {
        public Task<Uri?> ResetAsync(PasswordResetPlan plan, SecureString password, IEngineLog log, CancellationToken cancellationToken) => throw error;

        public Task SetProfileAsync(PasswordResetPlan plan, SecureString password, IEngineLog log, CancellationToken cancellationToken) => throw error;

        public Task RevokeAsync(PasswordResetPlan plan, IEngineLog log, CancellationToken cancellationToken) => throw error;
    }

    private sealed class NoLog : IEngineLog
    {
        public void Verbose(string message)
        {
        }

        public void Warning(SsprWarning warning, params object?[] arguments)
        {
        }

        public void Prompt(string message)
        {
        }

        public void Progress(EngineProgress progress)
        {
        }
    }
}
