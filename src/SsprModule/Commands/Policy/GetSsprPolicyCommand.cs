using System.Management.Automation;
using SsprModule.Models;

namespace SsprModule.Commands.Policy;

/// <summary>Shows the tenant's SSPR policy, each value with the backend that it came from.</summary>
[Cmdlet(VerbsCommon.Get, "SsprPolicy")]
[OutputType(typeof(SsprPolicy))]
[RequiresPermission("Policy.Read.All")]
[RequiresPermission("GroupMember.Read.All", For = SsprSignInKind.Delegated, Purpose = "to name and count the group in scope")]
[RequiresPermission("GroupSettings.Read.All", Purpose = "for lockout and banned passwords")]
[RequiresPermission("Domain.Read.All", Purpose = "for the expiry of passwords")]
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
