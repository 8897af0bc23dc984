using Microsoft.Graph.Models;
using Microsoft.Kiota.Abstractions;
using SsprModule.Contracts;
using SsprModule.Engine.Graph;
using SsprModule.Errors;
using SsprModule.Models;
using SsprModule.Text;

namespace SsprModule.Engine.Policy;

/// <summary>Finds the one group that is to be the scope of SSPR and checks that it can be (Get group, List groups, Microsoft Learn).</summary>
internal sealed class GroupResolver
{
    private static readonly string[] Permissions = ["GroupMember.Read.All", "GroupMember.ReadWrite.All", "Group.Read.All", "Directory.Read.All"];

    private static readonly string[] Fields =
        ["id", "displayName", "securityEnabled", "mailEnabled", "groupTypes", "isAssignableToRole", "membershipRule", "onPremisesSyncEnabled"];

    private readonly GraphClient graph;

    public GroupResolver(GraphClient graph) => this.graph = graph;

    /// <summary>The group with that id or exact name, when it can be the scope. What is peculiar about it is warned of.</summary>
    /// <exception cref="SsprException">GroupNotFound, GroupDeleted, GroupAmbiguous, GroupNotSecurity, or the service refused.</exception>
    public async Task<SsprGroup> ResolveAsync(string group, IEngineLog log, CancellationToken cancellationToken)
    {
        var found = await FindAsync(group, log, cancellationToken).ConfigureAwait(false);
        var name = found.DisplayName ?? group;
        if (found.SecurityEnabled != true)
        {
            throw new SsprException(SsprErrorId.GroupNotSecurity, name, new Reason(found.GroupTypes?.Contains("Unified") == true ? "GroupUnified" : "GroupMail")) { Target = group };
        }

        if (found.MembershipRule is { Length: > 0 } rule)
        {
            log.Warning(SsprWarning.GroupDynamic, name, rule);
        }

        if (found.IsAssignableToRole == true)
        {
            log.Warning(SsprWarning.GroupRoleAssignable, name);
        }

        return new SsprGroup(found.Id!, found.DisplayName);
    }

    /// <summary>The group with that id or exact name, when its members can be changed by hand.</summary>
    /// <exception cref="SsprException">As above, and GroupMembersFixed.</exception>
    public async Task<SsprGroup> ResolveForMembersAsync(string group, IEngineLog log, CancellationToken cancellationToken)
    {
        var found = await FindAsync(group, log, cancellationToken).ConfigureAwait(false);
        var why = found switch
        {
            { MembershipRule.Length: > 0 } => new Reason("GroupDynamic", found.MembershipRule),
            { OnPremisesSyncEnabled: true } => new Reason("GroupSynced"),
            { SecurityEnabled: not true, MailEnabled: true } when found.GroupTypes?.Contains("Unified") != true => new Reason("GroupMail"),
            _ => null,
        };
        if (why is not null)
        {
            throw new SsprException(SsprErrorId.GroupMembersFixed, found.DisplayName ?? group, why) { Target = group };
        }

        if (found.IsAssignableToRole == true)
        {
            log.Warning(SsprWarning.GroupRoleAssignable, found.DisplayName ?? group);
        }

        return new SsprGroup(found.Id!, found.DisplayName) { IsAssignableToRole = found.IsAssignableToRole == true };
    }

    /// <summary>The group with its name and how many users it has, those of groups within it included.</summary>
    public async Task<SsprGroup> DescribeAsync(SsprGroup group, IEngineLog log, CancellationToken cancellationToken)
    {
        var name = group.DisplayName ?? (await ByIdAsync(group.Id, log, cancellationToken).ConfigureAwait(false)).DisplayName;
        var request = graph.Build.Groups[group.Id].TransitiveMembers.GraphUser.ToGetRequestInformation(c =>
        {
            c.QueryParameters.Count = true;
            c.QueryParameters.Top = 1;
            c.QueryParameters.Select = ["id"];
            c.Headers.Add("ConsistencyLevel", "eventual");
        });
        var call = new GraphCall(log) { Permissions = Permissions, Target = group.Id, Cost = 5 };
        var page = await graph.ReadAsync(request, call, UserCollectionResponse.CreateFromDiscriminatorValue, cancellationToken).ConfigureAwait(false);
        return group with { DisplayName = name, MemberCount = page.OdataCount };
    }

    /// <summary>The group with that id or exact name, of whatever kind.</summary>
    /// <exception cref="SsprException">GroupNotFound, GroupAmbiguous, or the service refused.</exception>
    public Task<Group> FindAsync(string group, IEngineLog log, CancellationToken cancellationToken) => Guid.TryParse(group, out var id)
        ? ByIdAsync(id.ToString("D"), log, cancellationToken)
        : ByNameAsync(group, log, cancellationToken);

    private async Task<Group> ByIdAsync(string id, IEngineLog log, CancellationToken cancellationToken)
    {
        try
        {
            var request = graph.Build.Groups[id].ToGetRequestInformation(c => c.QueryParameters.Select = Fields);
            return await graph.ReadAsync(request, Call(id, log), Group.CreateFromDiscriminatorValue, cancellationToken).ConfigureAwait(false);
        }
        catch (SsprException e) when (e.IsRefusal(404))
        {
            var deleted = await DeletedAsync(graph.Build.Directory.DeletedItems[id].GraphGroup.ToGetRequestInformation(), Group.CreateFromDiscriminatorValue, id, log, cancellationToken).ConfigureAwait(false);
            throw Missing(id, deleted?.DisplayName, e.Failure);
        }
    }

    private async Task<Group> ByNameAsync(string name, IEngineLog log, CancellationToken cancellationToken)
    {
        var filter = $"displayName eq {OData.Quote(name)}";
        var request = graph.Build.Groups.ToGetRequestInformation(c =>
        {
            c.QueryParameters.Filter = filter;
            c.QueryParameters.Select = Fields;
        });
        var page = await graph.ReadAsync(request, Call(name, log), GroupCollectionResponse.CreateFromDiscriminatorValue, cancellationToken).ConfigureAwait(false);
        var found = page.Value ?? [];
        if (found.Count == 1)
        {
            return found[0];
        }

        if (found.Count > 1)
        {
            throw new SsprException(SsprErrorId.GroupAmbiguous, name, found.Select(g => g.Id ?? "?")) { Target = name };
        }

        var gone = await DeletedAsync(
            graph.Build.Directory.DeletedItems.GraphGroup.ToGetRequestInformation(c => c.QueryParameters.Filter = filter),
            GroupCollectionResponse.CreateFromDiscriminatorValue, name, log, cancellationToken).ConfigureAwait(false);
        throw Missing(name, gone?.Value?.FirstOrDefault()?.DisplayName, null);
    }

    // It only makes the error better, and takes permissions that this module does not ask for: a refusal leaves it as it is.
    private async Task<T?> DeletedAsync<T>(RequestInformation request, Microsoft.Kiota.Abstractions.Serialization.ParsableFactory<T> factory, string group, IEngineLog log, CancellationToken cancellationToken)
        where T : class, Microsoft.Kiota.Abstractions.Serialization.IParsable
    {
        try
        {
            return await graph.ReadAsync(request, Call(group, log), factory, cancellationToken).ConfigureAwait(false);
        }
        catch (SsprException)
        {
            return null;
        }
    }

    private static SsprException Missing(string group, string? deletedName, GraphFailure? failure) =>
        new(deletedName is null ? SsprErrorId.GroupNotFound : SsprErrorId.GroupDeleted, deletedName ?? group) { Failure = failure, Target = group };

    private static GraphCall Call(string group, IEngineLog log) => new(log) { Permissions = Permissions, Target = group };
}
