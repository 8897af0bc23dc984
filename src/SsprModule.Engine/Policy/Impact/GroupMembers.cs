using System.Text.Json;
using SsprModule.Contracts;
using SsprModule.Engine.Graph;
using SsprModule.Errors;

namespace SsprModule.Engine.Policy.Impact;

/// <summary>
/// The members of groups, those of groups within them included (List group transitive members, Microsoft Learn), each group read
/// once. This is what of a simulation grows with the tenant: some 40 bytes for each member.
/// </summary>
internal sealed class GroupMembers
{
    private const int LargestPage = 999;
    private const int Cost = 5;

    private static readonly string[] Permissions = ["GroupMember.Read.All", "Group.Read.All", "Directory.Read.All"];
    private static readonly string[] Fields = ["id"];

    private readonly GraphClient graph;
    private readonly Dictionary<string, HashSet<Guid>> known = new(StringComparer.OrdinalIgnoreCase);

    public GroupMembers(GraphClient graph) => this.graph = graph;

    /// <summary>The ids of all members; groups among them do no harm, because no user has such an id. A group that was deleted has none.</summary>
    public async Task<HashSet<Guid>> OfAsync(string group, IEngineLog log, CancellationToken cancellationToken)
    {
        if (known.TryGetValue(group, out var members))
        {
            return members;
        }

        members = [];
        var call = new GraphCall(log) { Permissions = Permissions, Target = group, Cost = Cost };
        try
        {
            await new PageReader<Guid>(graph, call, ReadId).ReadAllAsync(
                () => graph.Build.Groups[group].TransitiveMembers.ToGetRequestInformation(c =>
                {
                    c.QueryParameters.Select = Fields;
                    c.QueryParameters.Top = LargestPage;
                }),
                new Collector(members),
                EngineActivity.ReadingMembers,
                cancellationToken).ConfigureAwait(false);
        }
        catch (SsprException e) when (e.IsRefusal(404))
        {
            log.Verbose($"The group {group} does not exist.");
        }

        return known[group] = members;
    }

    private static Guid ReadId(ref Utf8JsonReader reader)
    {
        var id = Guid.Empty;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("id"u8) && reader.Read() && reader.TokenType == JsonTokenType.String)
            {
                id = reader.TryGetGuid(out var found) ? found : Guid.Empty;
            }
            else
            {
                reader.Skip();
            }
        }

        return id;
    }

    private sealed class Collector(HashSet<Guid> members) : ISink<Guid>
    {
        public Task WriteAsync(IReadOnlyList<Guid> page)
        {
            members.UnionWith(page);
            return Task.CompletedTask;
        }
    }
}
