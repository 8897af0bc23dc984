using System.ComponentModel;
using System.Management.Automation;
using SsprModule.Contracts;
using SsprModule.Errors;
using SsprModule.Models;
using SsprModule.Text;

namespace SsprModule.Commands.Policy;

/// <summary>A cmdlet that changes who is in the scope of SSPR: the scope itself, or the people in its group.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class PolicyChangeCmdlet : ConnectedCmdlet
{
    private readonly List<string> users = [];
    private string? rollbackPath;

    /// <summary>People to put into the group in scope, or to take out: user principal names or object ids. The scope itself stays.</summary>
    [Parameter(ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("UserPrincipalName", "UPN", "Id", "UserId", "ObjectId")]
    [ValidateNotNullOrEmpty]
    public string[]? User { get; set; }

    /// <summary>Writes the policy as it was read back.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>The file, or a folder for it, that keeps what there was before the change; without it, the user's state folder.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? RollbackPath { get; set; }

    /// <inheritdoc/>
    protected override void Prepare()
    {
        base.Prepare();
        rollbackPath = RollbackPath is null ? null : GetUnresolvedProviderPathFromPSPath(RollbackPath);
    }

    /// <summary>Name or id of the group, or null.</summary>
    private protected abstract string? GroupName { get; }

    /// <summary>Whether <see cref="User"/> are put into the group.</summary>
    private protected abstract bool AddsUsers { get; }

    /// <summary>What is to change of the scope.</summary>
    private protected abstract SsprPolicySettings Wish();

    /// <summary>Refuses a scope that has no people to choose from.</summary>
    private protected abstract void CheckScopeForUsers();

    /// <inheritdoc/>
    private protected override Task ProcessAsync(CmdletOutput output, CancellationToken cancellationToken)
    {
        users.AddRange(User ?? []);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    private protected override async Task EndAsync(CmdletOutput output, CancellationToken cancellationToken)
    {
        if (users.Count == 0)
        {
            await new PolicyWriter(Session.Policy, rollbackPath, PassThru).RunAsync(Wish(), output, cancellationToken).ConfigureAwait(false);
            return;
        }

        CheckScopeForUsers();
        var group = await Session.ScopeMembers.FindGroupAsync(GroupName, output, cancellationToken).ConfigureAwait(false);
        var changes = await AskAsync(group, output, cancellationToken).ConfigureAwait(false);
        if (changes.Count > 0)
        {
            await ApplyAsync(changes, output, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<List<ScopeMemberChange>> AskAsync(SsprGroup group, CmdletOutput output, CancellationToken cancellationToken)
    {
        var changes = new Dictionary<string, ScopeMemberChange>(StringComparer.OrdinalIgnoreCase);
        foreach (var user in users)
        {
            try
            {
                var change = await Session.ScopeMembers.PlanAsync(group, UserName.Check(user), AddsUsers, output, cancellationToken).ConfigureAwait(false);
                var question = Texts.Format(AddsUsers ? "Confirm_AddMember" : "Confirm_RemoveMember", group);
                if (change is not null && !changes.ContainsKey(change.UserId) && await output.ShouldProcessAsync(change.UserPrincipalName, question).ConfigureAwait(false))
                {
                    changes.Add(change.UserId, change);
                }
            }
            catch (SsprException e) when (e.IsAboutTarget)
            {
                await output.WriteErrorAsync(ErrorRecords.From(e)).ConfigureAwait(false);
            }
        }

        return [.. changes.Values];
    }

    private async Task ApplyAsync(List<ScopeMemberChange> changes, CmdletOutput output, CancellationToken cancellationToken)
    {
        var path = Session.ScopeMembers.Keep(changes, rollbackPath);
        output.Verbose($"To go back: {(AddsUsers ? "Disable-SsprPolicy" : "Enable-SsprPolicy Selected")} -Group {changes[0].Group.Id} -User (Get-Content '{path}')");
        foreach (var change in changes)
        {
            try
            {
                await Session.ScopeMembers.ApplyAsync(change, output, cancellationToken).ConfigureAwait(false);
            }
            catch (SsprException e) when (e.IsAboutTarget)
            {
                await output.WriteErrorAsync(ErrorRecords.From(e)).ConfigureAwait(false);
            }
        }

        if (PassThru)
        {
            await PolicyWriter.ShowAsync(Session.Policy, path, output, cancellationToken).ConfigureAwait(false);
        }
    }
}
