using SsprModule.Contracts;

namespace SsprModule.Engine.Graph;

/// <summary>
/// Reads the users in a group, those in nested groups included (List group transitive members, Microsoft Learn). A cast to users
/// is an advanced query there: it needs $count and the header ConsistencyLevel, on each page.
/// </summary>
internal sealed class GroupMemberReader
{
    /// <summary>The permissions of which one is enough.</summary>
    public static readonly string[] Permissions = ["GroupMember.Read.All", "Group.Read.All", "Directory.Read.All"];

    private const int LargestPage = 999;

    // 5 units, and one less with $select.
    private const int Cost = 4;

    private readonly GraphClient graph;

    public GroupMemberReader(GraphClient graph) => this.graph = graph;

    /// <summary>Hands over the members, a page at a time.</summary>
    /// <param name="group">The group's object id.</param>
    /// <param name="fields">The properties that are read of each user.</param>
    /// <param name="readRow">Reads one user.</param>
    /// <param name="sink">Takes them.</param>
    /// <param name="activity">What the progress is called.</param>
    /// <param name="log">Where to report.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    /// <param name="from">A page that an earlier run could not read, or null.</param>
    public Task StreamAsync<T>(
        string group, string[] fields, RowReader<T> readRow, ISink<T> sink, EngineActivity activity, IEngineLog log, CancellationToken cancellationToken, Uri? from = null)
    {
        var call = new GraphCall(log) { Permissions = Permissions, Cost = Cost, Target = group, IsEventual = true };
        var reader = new PageReader<T>(graph, call, readRow);
        return from is not null
            ? reader.ContinueAsync(from, sink, activity, cancellationToken)
            : reader.ReadAllAsync(() => graph.Build.Groups[group].TransitiveMembers.GraphUser.ToGetRequestInformation(c =>
            {
                c.QueryParameters.Select = fields;
                c.QueryParameters.Count = true;
                c.QueryParameters.Top = LargestPage;
            }), sink, activity, cancellationToken);
    }
}
