using System.Management.Automation;
using SsprModule.Errors;
using SsprModule.Models;

namespace SsprModule.Commands.Policy;

/// <summary>Switches SSPR off: for users, or for administrators.</summary>
[Cmdlet(VerbsLifecycle.Disable, "SsprPolicy", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(SsprPolicy))]
[RequiresPermission("Policy.Read.All", Purpose = "-PassThru")]
[RequiresPermission("Policy.ReadWrite.Authorization", Write = true, Purpose = "-Scope Admins")]
[RequiresPermission("GroupMember.ReadWrite.All", Write = true, Purpose = "-User")]
[RequiresPermission("User.Read.All", Purpose = "-User")]
public sealed class DisableSsprPolicyCommand : PolicyChangeCmdlet
{
    /// <summary>Users, or administrators. Users by default; administrators have a switch of their own.</summary>
    [Parameter(Position = 0)]
    public SsprDisableScope Scope { get; set; }

    /// <summary>With -User: name or object id of the group in scope, where this sign-in can't read which one it is.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Group { get; set; }

    /// <inheritdoc/>
    private protected override string? GroupName => Group;

    /// <inheritdoc/>
    private protected override bool AddsUsers => false;

    /// <inheritdoc/>
    private protected override void CheckScopeForUsers()
    {
        if (Scope != SsprDisableScope.Users)
        {
            throw new SsprException(SsprErrorId.ParametersConflict, $"-Scope {Scope}, -User");
        }
    }

    /// <inheritdoc/>
    private protected override SsprPolicySettings Wish()
    {
        if (Group is not null)
        {
            throw new SsprException(SsprErrorId.GroupNotAllowed, Scope);
        }

        return Scope == SsprDisableScope.Admins
            ? new SsprPolicySettings { AdminSspr = false }
            : new SsprPolicySettings { UserScope = SsprUserScope.None };
    }
}
