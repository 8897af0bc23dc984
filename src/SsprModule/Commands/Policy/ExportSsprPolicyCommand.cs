using System.Management.Automation;
using SsprModule.Models;
using SsprModule.Text;

namespace SsprModule.Commands.Policy;

/// <summary>Exports the tenant's SSPR policy as settings: to a file, or to the pipeline.</summary>
[Cmdlet(VerbsData.Export, "SsprPolicy", SupportsShouldProcess = true)]
[OutputType(typeof(SsprPolicySettings))]
[RequiresPermission("Policy.Read.All")]
[RequiresPermission("GroupMember.Read.All", For = SsprSignInKind.Delegated, Purpose = "to name the group in scope")]
[RequiresPermission("GroupSettings.Read.All", Purpose = "for lockout and banned passwords")]
[RequiresPermission("Domain.Read.All", Purpose = "for the expiry of passwords")]
[RequiresPermission("AuditLog.Read.All", Purpose = "to name the user scope that is left out where the portal backend can't be used")]
public sealed class ExportSsprPolicyCommand : ConnectedCmdlet
{
    private string? path;

    /// <summary>The policy file to write. Without it, the settings go to the pipeline.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    /// <summary>Replaces a file that is there.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Writes the settings to the pipeline as well.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void Prepare()
    {
        base.Prepare();
        path = Path is null ? null : GetUnresolvedProviderPathFromPSPath(Path);
    }

    /// <inheritdoc/>
    private protected override async Task EndAsync(CmdletOutput output, CancellationToken cancellationToken)
    {
        if (path is not null && !await output.ShouldProcessAsync(path, Texts.Get("Confirm_Export")).ConfigureAwait(false))
        {
            return;
        }

        var settings = await Session.Comparison.ExportAsync(path, Force, output, cancellationToken).ConfigureAwait(false);
        if (path is null || PassThru)
        {
            await output.WriteAsync(settings).ConfigureAwait(false);
        }
    }
}
