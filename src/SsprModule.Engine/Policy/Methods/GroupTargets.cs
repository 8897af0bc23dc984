using Microsoft.Graph.Models;
using SsprModule.Contracts;
using SsprModule.Engine.Graph;
using SsprModule.Errors;
using SsprModule.Models;

namespace SsprModule.Engine.Policy.Methods;

/// <summary>The groups that methods are for: their names for people, and the ids of groups that people name.</summary>
internal sealed class GroupTargets
{
    private const string Everybody = "All";

    private static readonly string[] Permissions = ["GroupMember.Read.All", "Group.Read.All", "Directory.Read.All"];
    private static readonly string[] Fields = ["id", "displayName"];

    private readonly GraphClient graph;
    private readonly GroupResolver resolver;

    public GroupTargets(GraphClient graph, GroupResolver resolver)
    {
        this.graph = graph;
        this.resolver = resolver;
    }

    /// <summary>The names of these groups, by id. A group without a name does not exist any more or can't be read; the latter is warned of once.</summary>
    public async Task<Dictionary<string, string?>> NamesAsync(IEnumerable<SsprMethodTarget> targets, IEngineLog log, CancellationToken cancellationToken)
    {
        var names = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        try
        {
            foreach (var id in targets.Where(t => t.TargetType == "group" && Guid.TryParse(t.Id, out _)).Select(t => t.Id))
            {
                if (!names.ContainsKey(id))
                {
                    names[id] = await NameAsync(id, log, cancellationToken).ConfigureAwait(false);
                }
            }
        }
        catch (SsprException e) when (e.Id is SsprErrorId.PermissionMissing or SsprErrorId.RoleMissing or SsprErrorId.AccessDenied)
        {
            log.Warning(SsprWarning.PolicyPartUnreadable, nameof(SsprMethodTarget.DisplayName), e.Message);
        }

        return names;
    }

    /// <summary>The group that is meant by a name, an object id, or <c>All</c> for everybody.</summary>
    /// <exception cref="SsprException">There is no such group, there are several, or it is no security group.</exception>
    public async Task<SsprGroup> ResolveAsync(string group, IEngineLog log, CancellationToken cancellationToken) => IsEverybody(group)
        ? new SsprGroup(SsprMethodTarget.AllUsers, Everybody)
        : await resolver.ResolveAsync(group, log, cancellationToken).ConfigureAwait(false);

    /// <summary>A group to take away: one that was deleted is still known by its id.</summary>
    public async Task<SsprGroup> ResolveAnyAsync(string group, IReadOnlyList<SsprMethodTarget> present, IEngineLog log, CancellationToken cancellationToken) =>
        present.FirstOrDefault(t => string.Equals(t.Id, group, StringComparison.OrdinalIgnoreCase)) is { } known
            ? new SsprGroup(known.Id, null)
            : await ResolveAsync(group, log, cancellationToken).ConfigureAwait(false);

    private static bool IsEverybody(string group) =>
        string.Equals(group, Everybody, StringComparison.OrdinalIgnoreCase) || string.Equals(group, SsprMethodTarget.AllUsers, StringComparison.OrdinalIgnoreCase);

    private async Task<string?> NameAsync(string id, IEngineLog log, CancellationToken cancellationToken)
    {
        try
        {
            var call = new GraphCall(log) { Permissions = Permissions, Target = id };
            var request = graph.Build.Groups[id].ToGetRequestInformation(c => c.QueryParameters.Select = Fields);
            return (await graph.ReadAsync(request, call, Group.CreateFromDiscriminatorValue, cancellationToken).ConfigureAwait(false)).DisplayName;
        }
        catch (SsprException e) when (e.IsRefusal(404))
        {
            return null;
        }
    }
}
