using System.Management.Automation;
using SsprModule.Completion;
using SsprModule.Contracts;
using SsprModule.Models;

namespace SsprModule.Commands.Audit;

/// <summary>Reads what the audit log holds on SSPR and registration, newest first, streamed.</summary>
[Cmdlet(VerbsCommon.Get, "SsprAuditEvent")]
[OutputType(typeof(SsprAuditEvent))]
[RequiresPermission("AuditLog.Read.All")]
[RequiresPermission("User.Read.All", Purpose = "-User")]
public sealed class GetSsprAuditEventCommand : AuditCmdlet
{
    /// <summary>Only these activities, in the words of the log.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ActivityCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? Activity { get; set; }

    /// <summary>Only events that ended so.</summary>
    [Parameter]
    public SsprAuditResult Result { get; set; }

    /// <inheritdoc/>
    private protected override Task ReadAsync(string? user, CmdletOutput output, CancellationToken cancellationToken)
    {
        var query = new AuditQuery
        {
            User = user,
            After = After,
            Before = Before,
            Activities = Activity ?? [],
            Result = MyInvocation.BoundParameters.ContainsKey(nameof(Result)) ? Result : null,
        };
        return Session.Audit.StreamAsync(query, new PipelineSink<SsprAuditEvent>(output), output, cancellationToken);
    }
}
