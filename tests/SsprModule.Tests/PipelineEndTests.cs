using System.Management.Automation;
using SsprModule.Tests.Support;

namespace SsprModule.Tests;

/// <summary>A pipeline that ends early takes the work behind it along, whatever that is doing at the moment.</summary>
public sealed class PipelineEndTests
{
    // Only a guard against hanging for ever; nothing here takes time.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public Task Work_that_is_busy_is_cancelled() => EndsAsync(busy: true);

    [Fact]
    public Task Work_that_waits_for_the_pipeline_to_take_its_object_is_let_go() => EndsAsync(busy: false);

    private static async Task EndsAsync(bool busy)
    {
        // Closed only when the command has ended: closing would wait for one that hangs.
        var session = new UserSession();
        using var isUnderWay = new ManualResetEventSlim();
        var run = Task.Run(() => session.Run(
            """
            Import-Module -Assembly $assembly
            Test-PipelineEnd -IsUnderWay $signal -Busy:$busy -Verbose 4>&1 | ForEach-Object { $signal.Wait(); $_ } | Select-Object -First 1
            """,
            ("assembly", typeof(PipelineEndTests).Assembly),
            ("signal", isUnderWay),
            ("busy", busy)));

        var outcome = await run.WaitAsync(Patience, TestContext.Current.CancellationToken);

        session.Dispose();
        Assert.IsType<VerboseRecord>(Assert.Single(outcome.AssertFine().Output).BaseObject);
    }
}

/// <summary>Says something, and is then busy, or waits for an object to be taken, until it is cancelled or let go.</summary>
[Cmdlet(VerbsDiagnostic.Test, "PipelineEnd")]
public sealed class TestPipelineEndCommand : AsyncCmdlet
{
    [Parameter(Mandatory = true)]
    public ManualResetEventSlim IsUnderWay { get; set; } = null!;

    [Parameter]
    public SwitchParameter Busy { get; set; }

    private protected override async Task EndAsync(CmdletOutput output, CancellationToken cancellationToken)
    {
        output.Verbose("The work has begun.");
        var work = Busy ? Task.Delay(Timeout.Infinite, cancellationToken) : output.WriteAsync("never taken");
        IsUnderWay.Set();
        await work;
    }
}
