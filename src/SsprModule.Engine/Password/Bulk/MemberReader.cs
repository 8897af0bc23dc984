using System.Text.Json;
using SsprModule.Contracts;
using SsprModule.Engine.Graph;

namespace SsprModule.Engine.Password.Bulk;

/// <summary>Reads the users in a group, those in nested groups included (List group transitive members, Microsoft Learn).</summary>
internal sealed class MemberReader
{
    private const int LargestPage = 999;

    private static readonly string[] Permissions = ["GroupMember.Read.All", "Group.Read.All", "Directory.Read.All"];

    private readonly GraphClient graph;

    public MemberReader(GraphClient graph) => this.graph = graph;

    /// <summary>Hands over the members, a page at a time.</summary>
    /// <param name="group">The group's object id.</param>
    /// <param name="sink">Takes them.</param>
    /// <param name="log">Where to report.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    public Task StreamAsync(string group, ISink<ResetRow> sink, IEngineLog log, CancellationToken cancellationToken)
    {
        var call = new GraphCall(log) { Permissions = Permissions, Cost = 5, Target = group };
        return new PageReader<ResetRow>(graph, call, Read).ReadAllAsync(
            () => graph.Build.Groups[group].TransitiveMembers.GraphUser.ToGetRequestInformation(c =>
            {
                c.QueryParameters.Select = ["id", "userPrincipalName"];
                c.QueryParameters.Top = LargestPage;
            }),
            sink,
            EngineActivity.ReadingMembers,
            cancellationToken);
    }

    private static ResetRow Read(ref Utf8JsonReader reader)
    {
        using var row = JsonDocument.ParseValue(ref reader);
        var id = Json.Text(row.RootElement, "id") ?? throw new JsonException("A member has no id.");
        return new ResetRow(id, Json.Text(row.RootElement, "userPrincipalName") ?? id);
    }
}
