using Microsoft.Graph.Models;
using Microsoft.Kiota.Abstractions;
using SsprModule.Contracts;
using SsprModule.Engine.Graph;
using SsprModule.Errors;
using SsprModule.Models;

namespace SsprModule.Engine.Policy;

/// <summary>Finds the one group that is to be the scope of SSPR and checks that it can be (Get group, List groups, Microsoft Learn).</summary>
internal sealed class GroupResolver
{
    private static readonly string[] Permissions = ["GroupMember.Read.All", "Group.Read.All", "Directory.Read.All"];
    private static readonly string[] Fields = ["id", "displayName", "securityEnabled"];

    private readonly GraphClient graph;

    public GroupResolver(GraphClient graph) => this.graph = graph;

    /// <summary>The group with that id or exact name.</summary>
    /// <exception cref="SsprException">GroupNotFound, GroupAmbiguous, GroupNotSecurity, or the service refused.</exception>
    public async Task<SsprGroup> ResolveAsync(string group, IEngineLog log, CancellationToken cancellationToken)
    {
        var found = await FindAsync(group, log, cancellationToken).ConfigureAwait(false);
        return found.SecurityEnabled == true
            ? new SsprGroup(found.Id!, found.DisplayName)
            : throw new SsprException(SsprErrorId.GroupNotSecurity, found.DisplayName ?? group) { Target = group };
    }

    /// <summary>The group with that id or exact name, of whatever kind.</summary>
    /// <exception cref="SsprException">GroupNotFound, GroupAmbiguous, or the service refused.</exception>
    public Task<Group> FindAsync(string group, IEngineLog log, CancellationToken cancellationToken)
    {
        var call = new GraphCall(log) { Permissions = Permissions, Target = group };
        return Guid.TryParse(group, out var id) ? ByIdAsync(id.ToString("D"), call, cancellationToken) : ByNameAsync(group, call, cancellationToken);
    }

    private async Task<Group> ByIdAsync(string id, GraphCall call, CancellationToken cancellationToken)
    {
        try
        {
            var request = graph.Build.Groups[id].ToGetRequestInformation(c => c.QueryParameters.Select = Fields);
            return await graph.ReadAsync(request, call, Group.CreateFromDiscriminatorValue, cancellationToken).ConfigureAwait(false);
        }
        catch (SsprException e) when (e.IsRefusal(404))
        {
            throw new SsprException(SsprErrorId.GroupNotFound, id) { Failure = e.Failure, Target = id };
        }
    }

    private async Task<Group> ByNameAsync(string name, GraphCall call, CancellationToken cancellationToken)
    {
        RequestInformation request = graph.Build.Groups.ToGetRequestInformation(c =>
        {
            c.QueryParameters.Filter = $"displayName eq {OData.Quote(name)}";
            c.QueryParameters.Select = Fields;
        });
        var page = await graph.ReadAsync(request, call, GroupCollectionResponse.CreateFromDiscriminatorValue, cancellationToken).ConfigureAwait(false);
        var found = page.Value ?? [];
        return found.Count switch
        {
            0 => throw new SsprException(SsprErrorId.GroupNotFound, name) { Target = name },
            1 => found[0],
            _ => throw new SsprException(SsprErrorId.GroupAmbiguous, name, found.Select(g => g.Id ?? "?")) { Target = name },
        };
    }
}
