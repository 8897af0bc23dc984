using System.Text.Json;
using SsprModule.Contracts;
using SsprModule.Engine.Graph;

namespace SsprModule.Engine.Password.Bulk;

/// <summary>Reads the users in a group whose passwords are to be reset, those in nested groups included.</summary>
internal sealed class MemberReader
{
    private static readonly string[] Fields = ["id", "userPrincipalName"];

    private readonly GroupMemberReader reader;

    public MemberReader(GraphClient graph) => reader = new GroupMemberReader(graph);

    /// <summary>Hands over the members, a page at a time.</summary>
    /// <param name="group">The group's object id.</param>
    /// <param name="sink">Takes them.</param>
    /// <param name="log">Where to report.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    public Task StreamAsync(string group, ISink<ResetRow> sink, IEngineLog log, CancellationToken cancellationToken) =>
        reader.StreamAsync(group, Fields, Read, sink, EngineActivity.ReadingMembers, log, cancellationToken);

    private static ResetRow Read(ref Utf8JsonReader reader)
    {
        using var row = JsonDocument.ParseValue(ref reader);
        var id = Json.Text(row.RootElement, "id") ?? throw new JsonException("A member has no id.");
        return new ResetRow(id, Json.Text(row.RootElement, "userPrincipalName") ?? id);
    }
}
