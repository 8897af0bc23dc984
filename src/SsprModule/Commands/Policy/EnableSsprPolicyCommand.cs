using System.Management.Automation;
using SsprModule.Contracts;
using SsprModule.Models;

namespace SsprModule.Commands.Policy;

/// <summary>Switches SSPR on: for all users, for the members of one group, or for administrators.</summary>
[Cmdlet(VerbsLifecycle.Enable, "SsprPolicy", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(SsprPolicy))]
[RequiresPermission("Policy.Read.All", Purpose = "-PassThru")]
[RequiresPermission("Policy.ReadWrite.Authorization", Write = true, Purpose = "-Scope Admins")]
[RequiresPermission("GroupMember.Read.All", For = SsprSignInKind.Delegated, Purpose = "-Group")]
public sealed class EnableSsprPolicyCommand : PolicyChangeCmdlet
{
    /// <summary>All users, the members of one group, or administrators.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    public SsprEnableScope Scope { get; set; }

    /// <summary>Name or object id of the one security group for -Scope Selected; groups within it count.</summary>
    [Parameter(Position = 1)]
    [ValidateNotNullOrEmpty]
    public string? Group { get; set; }

    /// <inheritdoc/>
    private protected override PolicyChangeRequest Request() => Scope == SsprEnableScope.Admins
        ? new PolicyChangeRequest { AdminSspr = true, Group = Group }
        : new PolicyChangeRequest { UserScope = Scope == SsprEnableScope.All ? SsprUserScope.All : SsprUserScope.Selected, Group = Group };
}
