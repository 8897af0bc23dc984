using System.Management.Automation;
using SsprModule.Errors;
using SsprModule.Models;

namespace SsprModule.Commands.Policy;

/// <summary>Switches SSPR on: for all users, for the members of one group, or for administrators.</summary>
[Cmdlet(VerbsLifecycle.Enable, "SsprPolicy", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(SsprPolicy))]
[RequiresPermission("Policy.Read.All", Purpose = "-PassThru")]
[RequiresPermission("Policy.ReadWrite.Authorization", Write = true, Purpose = "-Scope Admins")]
[RequiresPermission("GroupMember.Read.All", Purpose = "-Group")]
[RequiresPermission("GroupMember.ReadWrite.All", Write = true, Purpose = "-User")]
[RequiresPermission("User.Read.All", Purpose = "-User")]
public sealed class EnableSsprPolicyCommand : PolicyChangeCmdlet
{
    /// <summary>All users, the members of one group, or administrators.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    public SsprEnableScope Scope { get; set; }

    /// <summary>Name or object id of the one security group for -Scope Selected; groups within it count. With -User, the group in scope.</summary>
    [Parameter(Position = 1)]
    [ValidateNotNullOrEmpty]
    public string? Group { get; set; }

    /// <inheritdoc/>
    private protected override string? GroupName => Group;

    /// <inheritdoc/>
    private protected override bool AddsUsers => true;

    /// <inheritdoc/>
    private protected override void CheckScopeForUsers()
    {
        if (Scope != SsprEnableScope.Selected)
        {
            throw new SsprException(SsprErrorId.ParametersConflict, $"-Scope {Scope}, -User");
        }
    }

    /// <inheritdoc/>
    private protected override SsprPolicySettings Wish()
    {
        if (Group is not null && Scope != SsprEnableScope.Selected)
        {
            throw new SsprException(SsprErrorId.GroupNotAllowed, Scope);
        }

        return Scope switch
        {
            SsprEnableScope.Admins => new SsprPolicySettings { AdminSspr = true },
            SsprEnableScope.All => new SsprPolicySettings { UserScope = SsprUserScope.All },
            _ => new SsprPolicySettings { UserScope = SsprUserScope.Selected, ScopeGroup = Group },
        };
    }
}
