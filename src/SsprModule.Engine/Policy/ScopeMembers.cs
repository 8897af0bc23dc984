using System.Text.Json.Nodes;
using Microsoft.Graph.Models;
using Microsoft.Graph.Users.Item.CheckMemberGroups;
using SsprModule.Contracts;
using SsprModule.Engine.Graph;
using SsprModule.Errors;
using SsprModule.Models;

namespace SsprModule.Engine.Policy;

/// <summary>Puts people into the group in scope and takes them out (Add members, Remove member, Microsoft Learn).</summary>
internal sealed class ScopeMembers : IScopeMembers
{
    private static readonly string[] Permissions = ["GroupMember.ReadWrite.All", "Group.ReadWrite.All", "Directory.ReadWrite.All"];
    private static readonly string[] Roles = ["Groups Administrator", "User Administrator", "Directory Writers"];

    // Whoever can change the members of such a group could give away roles (Use Microsoft Entra groups to manage role assignments, Microsoft Learn).
    private static readonly string[] RoleGroupPermissions = ["RoleManagement.ReadWrite.Directory"];
    private static readonly string[] RoleGroupRoles = ["Privileged Role Administrator"];
    private static readonly string[] CheckPermissions = ["User.Read.All", "GroupMember.Read.All", "Directory.Read.All"];

    private readonly GraphClient graph;
    private readonly PolicyPart policy;
    private readonly GroupResolver groups;
    private readonly UserReader users;
    private readonly RollbackFile rollback;

    public ScopeMembers(GraphClient graph, PolicyPart policy, GroupResolver groups, UserReader users, RollbackFile rollback)
    {
        this.graph = graph;
        this.policy = policy;
        this.groups = groups;
        this.users = users;
        this.rollback = rollback;
    }

    /// <inheritdoc/>
    public async Task<SsprGroup> FindGroupAsync(string? group, IEngineLog log, CancellationToken cancellationToken)
    {
        var now = await Attempt<JsonObject>.OfAsync(() => policy.ReadAsync(log, cancellationToken)!).ConfigureAwait(false);
        if (now.Value is not { } json)
        {
            return await UncheckedAsync(group, now.Fault!, log, cancellationToken).ConfigureAwait(false);
        }

        if (UserPolicyFields.Group.Read(json) is not SsprGroup inScope)
        {
            throw new SsprException(SsprErrorId.NoGroupInScope, StoredField.Show(UserPolicyFields.Scope.Read(json)));
        }

        var found = await groups.ResolveForMembersAsync(group ?? inScope.Id, log, cancellationToken).ConfigureAwait(false);
        return StoredField.AreSame(found, inScope)
            ? found
            : throw new SsprException(SsprErrorId.GroupNotInScope, StoredField.Show(found), StoredField.Show(inScope)) { Target = group };
    }

    /// <inheritdoc/>
    public async Task<ScopeMemberChange?> PlanAsync(SsprGroup group, string user, bool add, IEngineLog log, CancellationToken cancellationToken)
    {
        var found = await users.GetAsync(user, log, cancellationToken).ConfigureAwait(false);
        var name = found.UserPrincipalName ?? user;
        if (await IsMemberAsync(group, found.Id!, name, log, cancellationToken).ConfigureAwait(false) == add)
        {
            log.Verbose(add ? "The user already is in scope; nothing is written." : "The user is not in scope; nothing is written.");
            return null;
        }

        return new ScopeMemberChange(group, found.Id!, name, add);
    }

    /// <inheritdoc/>
    public string Keep(IReadOnlyList<ScopeMemberChange> changes, string? rollbackPath) => rollback.WriteIds(changes.Select(c => c.UserId), rollbackPath);

    /// <inheritdoc/>
    public async Task ApplyAsync(ScopeMemberChange change, IEngineLog log, CancellationToken cancellationToken)
    {
        var givesRoles = change.Group.IsAssignableToRole;
        var call = new GraphCall(log) { Permissions = givesRoles ? RoleGroupPermissions : Permissions, Roles = givesRoles ? RoleGroupRoles : Roles, Target = change.UserPrincipalName };
        var members = graph.Build.Groups[change.Group.Id].Members;
        if (!change.Add)
        {
            await RemoveAsync(change, call, cancellationToken).ConfigureAwait(false);
            return;
        }

        var body = new JsonObject { ["@odata.id"] = $"{graph.Build.RequestAdapter.BaseUrl}/directoryObjects/{change.UserId}" };
        try
        {
            await graph.WriteJsonAsync(members.Ref.ToPostRequestInformation(new ReferenceCreate()), call, body, cancellationToken).ConfigureAwait(false);
        }
        catch (SsprException e) when (e.IsRefusal(400) && e.Failure!.Message?.IndexOf("already exist", StringComparison.OrdinalIgnoreCase) >= 0)
        {
            log.Verbose("Somebody else was faster; the user is in the group.");
        }
    }

    private async Task RemoveAsync(ScopeMemberChange change, GraphCall call, CancellationToken cancellationToken)
    {
        try
        {
            var request = graph.Build.Groups[change.Group.Id].Members[change.UserId].Ref.ToDeleteRequestInformation();
            using var response = await graph.SendAsync(request, call, cancellationToken).ConfigureAwait(false);
        }
        catch (SsprException e) when (e.IsRefusal(404))
        {
            // In scope, but not in the group itself.
            throw new SsprException(SsprErrorId.NotDirectMember, change.UserPrincipalName, StoredField.Show(change.Group)) { Failure = e.Failure, Target = change.UserPrincipalName };
        }
    }

    // An application can't read the scope: then the group must be named.
    private async Task<SsprGroup> UncheckedAsync(string? group, SsprException fault, IEngineLog log, CancellationToken cancellationToken)
    {
        if (group is null)
        {
            throw new SsprException(SsprErrorId.ScopeGroupUnknown, fault, fault.Message) { Failure = fault.Failure };
        }

        var found = await groups.ResolveForMembersAsync(group, log, cancellationToken).ConfigureAwait(false);
        log.Warning(SsprWarning.ScopeGroupUnchecked, StoredField.Show(found));
        return found;
    }

    // Groups within the group count, so this asks for membership of any depth (checkMemberGroups, Microsoft Learn).
    private async Task<bool> IsMemberAsync(SsprGroup group, string user, string name, IEngineLog log, CancellationToken cancellationToken)
    {
        var call = new GraphCall(log) { Permissions = CheckPermissions, Target = name, Cost = 4 };
        var body = new CheckMemberGroupsPostRequestBody { GroupIds = [group.Id] };
        var request = graph.Build.Users[user].CheckMemberGroups.ToPostRequestInformation(body);
        var answer = await graph.ReadAsync(request, call, CheckMemberGroupsPostResponse.CreateFromDiscriminatorValue, cancellationToken).ConfigureAwait(false);
        return answer.Value?.Contains(group.Id, StringComparer.OrdinalIgnoreCase) == true;
    }
}
