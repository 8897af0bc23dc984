using System.Globalization;
using System.Management.Automation;
using SsprModule.Commands.Connection;
using SsprModule.Contracts;
using SsprModule.Errors;
using SsprModule.Models;

namespace SsprModule.Commands.Audit;

/// <summary>Puts audit events together into attempts: those of the log, or events from the pipeline, which need no connection.</summary>
[Cmdlet(VerbsCommon.Get, "SsprAttempt")]
[OutputType(typeof(SsprAttempt), typeof(SsprAttemptCount))]
[RequiresPermission("AuditLog.Read.All")]
[RequiresPermission("User.Read.All", Purpose = "-User")]
public sealed class GetSsprAttemptCommand : AuditCmdlet
{
    private readonly AttemptTally tally = new();
    private CultureInfo culture = CultureInfo.InvariantCulture;
    private IAttemptBuilder? builder;
    private string? chosen;

    /// <summary>Events of Get-SsprAuditEvent; the log is not read then.</summary>
    [Parameter(ValueFromPipeline = true)]
    public SsprAuditEvent? InputObject { get; set; }

    /// <summary>Only attempts that ended so.</summary>
    [Parameter]
    public SsprAttemptResult[]? Result { get; set; }

    /// <summary>Counts by result, by cause and by step instead of attempts.</summary>
    [Parameter]
    public SwitchParameter Summary { get; set; }

    /// <inheritdoc/>
    protected override void Prepare()
    {
        culture = CultureInfo.CurrentUICulture;
        chosen = new[] { nameof(User), nameof(After), nameof(Before) }.FirstOrDefault(MyInvocation.BoundParameters.ContainsKey);
        if (!MyInvocation.ExpectingInput || Connection is not null || CurrentConnection.Current().Value is not null)
        {
            base.Prepare();
        }
    }

    /// <inheritdoc/>
    private protected override async Task ProcessAsync(CmdletOutput output, CancellationToken cancellationToken)
    {
        // An event has a property User as well, which then binds to -User: the event counts.
        if (InputObject is null)
        {
            await base.ProcessAsync(output, cancellationToken).ConfigureAwait(false);
            return;
        }

        if (chosen is not null)
        {
            throw new SsprException(SsprErrorId.ParametersConflict, $"-{chosen}, -{nameof(InputObject)}");
        }

        builder ??= EngineBridge.Engine.Knowledge.Attempts(culture);
        await WriteAsync(builder.Add(InputObject), output).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    private protected override async Task EndAsync(CmdletOutput output, CancellationToken cancellationToken)
    {
        if (builder is not null)
        {
            await WriteAsync(builder.Complete(), output).ConfigureAwait(false);
        }
        else
        {
            await base.EndAsync(output, cancellationToken).ConfigureAwait(false);
        }

        if (Summary)
        {
            await output.WritePageAsync(tally.Counts()).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    private protected override Task ReadAsync(string? user, CmdletOutput output, CancellationToken cancellationToken)
    {
        var session = Session ?? throw new SsprException(SsprErrorId.NotConnected);
        return session.Audit.StreamAttemptsAsync(new AuditQuery { User = user, After = After, Before = Before }, new Sink(this, output), output, cancellationToken);
    }

    private Task WriteAsync(IReadOnlyList<SsprAttempt> attempts, CmdletOutput output)
    {
        List<SsprAttempt> wanted = [.. attempts.Where(a => Result is null || Result.Contains(a.Result))];
        if (!Summary)
        {
            return output.WritePageAsync(wanted);
        }

        wanted.ForEach(tally.Add);
        return Task.CompletedTask;
    }

    private sealed class Sink(GetSsprAttemptCommand cmdlet, CmdletOutput output) : ISink<SsprAttempt>
    {
        public Task WriteAsync(IReadOnlyList<SsprAttempt> page) => cmdlet.WriteAsync(page, output);
    }
}
