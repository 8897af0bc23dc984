using System.Text.Json;
using SsprModule.Contracts;
using SsprModule.Engine.Graph;
using SsprModule.Errors;

namespace SsprModule.Engine.Policy.Impact;

/// <summary>
/// The users in groups, those in groups within them included, each group read
/// once. This is what of a simulation grows with the tenant: some 40 bytes for each member.
/// </summary>
internal sealed class GroupMembers
{
    private static readonly string[] Fields = ["id"];

    private readonly GroupMemberReader reader;
    private readonly Dictionary<string, HashSet<Guid>> known = new(StringComparer.OrdinalIgnoreCase);

    public GroupMembers(GraphClient graph) => reader = new GroupMemberReader(graph);

    /// <summary>The ids of all users in a group; one that was deleted has none.</summary>
    public async Task<HashSet<Guid>> OfAsync(string group, IEngineLog log, CancellationToken cancellationToken)
    {
        if (known.TryGetValue(group, out var members))
        {
            return members;
        }

        members = [];
        try
        {
            await reader.StreamAsync(group, Fields, ReadId, new Collector(members), EngineActivity.ReadingMembers, log, cancellationToken).ConfigureAwait(false);
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
