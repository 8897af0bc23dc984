using System.ComponentModel;
using System.Management.Automation;
using SsprModule.Models;

namespace SsprModule.Commands.Policy;

/// <summary>A cmdlet that changes the scope of SSPR.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class PolicyChangeCmdlet : ConnectedCmdlet
{
    private string? rollbackPath;

    /// <summary>Writes the policy as it was read back.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>The file, or a folder for it, that keeps the values before the change; without it, the user's state folder.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? RollbackPath { get; set; }

    /// <inheritdoc/>
    protected override void Prepare()
    {
        base.Prepare();
        rollbackPath = RollbackPath is null ? null : GetUnresolvedProviderPathFromPSPath(RollbackPath);
    }

    /// <summary>What is to change.</summary>
    private protected abstract SsprPolicySettings Wish();

    /// <inheritdoc/>
    private protected override Task EndAsync(CmdletOutput output, CancellationToken cancellationToken) =>
        new PolicyWriter(Session.Policy, rollbackPath, PassThru).RunAsync(Wish(), output, cancellationToken);
}
