using System.Management.Automation;
using SsprModule.Errors;
using SsprModule.Models;

namespace SsprModule.Commands.Audit;

/// <summary>A cmdlet that reads the audit log: of the whole tenant, or of the users given.</summary>
public abstract class AuditCmdlet : ConnectedCmdlet
{
    /// <summary>Only events about these users: user principal names or object ids.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("UserPrincipalName", "UPN", "UserId", "ObjectId")]
    [ValidateNotNullOrEmpty]
    public string[]? User { get; set; }

    /// <summary>Only at or after this moment: a date and time, or how long ago.</summary>
    [Parameter]
    public SsprMoment? After { get; set; }

    /// <summary>Only at or before this moment: a date and time, or how long ago.</summary>
    [Parameter]
    public SsprMoment? Before { get; set; }

    /// <summary>Reads for one user, or with null for all.</summary>
    private protected abstract Task ReadAsync(string? user, CmdletOutput output, CancellationToken cancellationToken);

    /// <inheritdoc/>
    private protected override async Task ProcessAsync(CmdletOutput output, CancellationToken cancellationToken)
    {
        foreach (var user in User ?? [])
        {
            try
            {
                await ReadAsync(UserName.Check(user), output, cancellationToken).ConfigureAwait(false);
            }
            catch (SsprException e) when (e.IsAboutTarget)
            {
                await output.WriteErrorAsync(ErrorRecords.From(e)).ConfigureAwait(false);
            }
        }
    }

    /// <inheritdoc/>
    private protected override Task EndAsync(CmdletOutput output, CancellationToken cancellationToken) =>
        // No input must not become the whole tenant.
        !MyInvocation.BoundParameters.ContainsKey(nameof(User)) && !MyInvocation.ExpectingInput ? ReadAsync(null, output, cancellationToken) : Task.CompletedTask;
}
