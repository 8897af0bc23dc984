using System.Management.Automation;
using SsprModule.Models;

namespace SsprModule.Commands.Policy;

/// <summary>Shows the tenant's SSPR policy, each value with the backend that it came from.</summary>
[Cmdlet(VerbsCommon.Get, "SsprPolicy")]
[OutputType(typeof(SsprPolicy))]
[RequiresPermission("Policy.Read.All")]
[RequiresPermission("AuditLog.Read.All", Purpose = "to infer the user scope where the portal backend can't be used")]
public sealed class GetSsprPolicyCommand : ConnectedCmdlet
{
    /// <inheritdoc/>
    private protected override async Task EndAsync(CmdletOutput output, CancellationToken cancellationToken)
    {
        var policy = await Session.Policy.GetAsync(output, cancellationToken).ConfigureAwait(false);
        await output.WriteAsync(policy).ConfigureAwait(false);
    }
}
