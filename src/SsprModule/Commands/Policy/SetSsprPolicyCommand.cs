using System.Management.Automation;
using SsprModule.Models;

namespace SsprModule.Commands.Policy;

/// <summary>Changes the tenant's SSPR policy: what is asked for, and nothing else.</summary>
[Cmdlet(VerbsCommon.Set, "SsprPolicy", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(SsprPolicy))]
[RequiresPermission("Policy.Read.All", Purpose = "-PassThru, and to warn of too few methods")]
[RequiresPermission("Policy.ReadWrite.Authorization", Write = true, Purpose = "-AdminSspr")]
[RequiresPermission("Policy.ReadWrite.AuthenticationMethod", Write = true, Purpose = "-EnableMethod, -DisableMethod, -MigrationState")]
[RequiresPermission("GroupMember.Read.All", For = SsprSignInKind.Delegated, Purpose = "-Group")]
[RequiresPermission("GroupSettings.ReadWrite.All", Write = true, Purpose = "lockout and banned passwords")]
[RequiresPermission("Domain.ReadWrite.All", Write = true, Purpose = "-PasswordExpiry")]
public sealed class SetSsprPolicyCommand : PolicySettingsCmdlet
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

    /// <inheritdoc/>
    private protected override async Task ProcessAsync(CmdletOutput output, CancellationToken cancellationToken)
    {
        var wish = await WishAsync(cancellationToken).ConfigureAwait(false);
        await new PolicyWriter(Session.Policy, rollbackPath, PassThru).RunAsync(wish, output, cancellationToken).ConfigureAwait(false);
    }
}
