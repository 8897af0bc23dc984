using System.Management.Automation;
using SsprModule.Models;

namespace SsprModule.Commands.Policy;

/// <summary>Switches SSPR off: for users, or for administrators.</summary>
[Cmdlet(VerbsLifecycle.Disable, "SsprPolicy", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(SsprPolicy))]
[RequiresPermission("Policy.Read.All", Purpose = "-PassThru")]
[RequiresPermission("Policy.ReadWrite.Authorization", Write = true, Purpose = "-Scope Admins")]
public sealed class DisableSsprPolicyCommand : PolicyChangeCmdlet
{
    /// <summary>Users, or administrators. Users by default; administrators have a switch of their own.</summary>
    [Parameter(Position = 0)]
    public SsprDisableScope Scope { get; set; }

    /// <inheritdoc/>
    private protected override SsprPolicySettings Wish() => Scope == SsprDisableScope.Admins
        ? new SsprPolicySettings { AdminSspr = false }
        : new SsprPolicySettings { UserScope = SsprUserScope.None };
}
