using System.Text.Json;
using Microsoft.Kiota.Abstractions;
using SsprModule.Contracts;
using SsprModule.Engine.Graph;
using SsprModule.Errors;
using SsprModule.Models;

namespace SsprModule.Engine.Registration;

/// <summary>
/// Who holds which directory role now, direct or through a group (List unifiedRoleAssignments, List roleDefinitions, Microsoft
/// Learn). A role that a person is eligible for and has not activated is not among them.
/// </summary>
internal sealed class RoleMembers
{
    private static readonly string[] Permissions = ["RoleManagement.Read.Directory", "Directory.Read.All"];

    private readonly GraphClient graph;
    private readonly TenantUsers users;
    private readonly Func<SsprContext> context;

    /// <param name="graph">The client.</param>
    /// <param name="users">Lists the members of groups.</param>
    /// <param name="context">Tells what the present token may do.</param>
    public RoleMembers(GraphClient graph, TenantUsers users, Func<SsprContext> context)
    {
        this.graph = graph;
        this.users = users;
        this.context = context;
    }

    /// <summary>The names of the roles of each user who holds any, sorted.</summary>
    /// <param name="isUser">Whether an id is a user's; the others are taken for groups.</param>
    /// <param name="log">Where the operation reports.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<IReadOnlyDictionary<Guid, SortedSet<string>>> ReadAsync(Func<Guid, bool> isUser, IEngineLog log, CancellationToken cancellationToken)
    {
        var directory = graph.Build.RoleManagement.Directory;
        var names = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var assignments = new List<(Guid Principal, string Role)>();
        await ReadAllAsync(() => directory.RoleDefinitions.ToGetRequestInformation(), "id", "displayName", (id, name) => names[id] = name).ConfigureAwait(false);
        await ReadAllAsync(() => directory.RoleAssignments.ToGetRequestInformation(), "principalId", "roleDefinitionId", (principal, role) =>
        {
            if (Guid.TryParse(principal, out var id))
            {
                assignments.Add((id, names.TryGetValue(role, out var name) ? name : role));
            }
        }).ConfigureAwait(false);

        var found = new Dictionary<Guid, SortedSet<string>>();
        foreach (var principal in assignments.GroupBy(a => a.Principal, a => a.Role))
        {
            foreach (var user in isUser(principal.Key) ? [principal.Key] : await MembersAsync(principal.Key, log, cancellationToken).ConfigureAwait(false))
            {
                if (!found.TryGetValue(user, out var roles))
                {
                    found[user] = roles = new SortedSet<string>(StringComparer.Ordinal);
                }

                roles.UnionWith(principal);
            }
        }

        return found;

        Task ReadAllAsync(Func<RequestInformation> first, string key, string value, Action<string, string> take)
        {
            var call = new GraphCall(log) { Permissions = Permissions };
            return new PageReader<(string, string)>(graph, call, (ref Utf8JsonReader reader) => Pair(ref reader, key, value))
                .ReadAllAsync(first, new EachSink<(string Key, string Value)>(pair => take(pair.Key, pair.Value)), EngineActivity.ReadingUsers, cancellationToken);
        }
    }

    // A principal that is neither user nor group is an application.
    private async Task<List<Guid>> MembersAsync(Guid principal, IEngineLog log, CancellationToken cancellationToken)
    {
        var members = new List<Guid>();
        try
        {
            await users.StreamMembersAsync(principal.ToString("D"), null, new EachSink<TenantUser>(user => members.Add(user.Id)), log, cancellationToken).ConfigureAwait(false);
        }
        catch (SsprException e) when (e.IsRefusal(404) || (e.Id == SsprErrorId.AccessDenied && MayReadMembers()))
        {
            log.Verbose("A holder of a role is neither a user nor a group and is passed over.");
        }

        return members;
    }

    private bool MayReadMembers() => context().Permissions?.Intersect(GroupMemberReader.Permissions, StringComparer.OrdinalIgnoreCase).Any() == true;

    private static (string Key, string Value) Pair(ref Utf8JsonReader reader, string key, string value)
    {
        var element = JsonElement.ParseValue(ref reader);
        return (Json.Text(element, key) ?? "", Json.Text(element, value) ?? "");
    }
}
