using Microsoft.Graph.Models;
using SsprModule.Contracts;
using SsprModule.Errors;

namespace SsprModule.Engine.Graph;

/// <summary>Looks up one user (Get user, Microsoft Learn).</summary>
internal sealed class UserReader
{
    private static readonly string[] Permissions = ["User.Read.All", "User.ReadWrite.All", "Directory.Read.All"];
    private static readonly string[] Fields = ["id", "userPrincipalName", "displayName", "userType", "accountEnabled", "onPremisesSyncEnabled", "lastPasswordChangeDateTime"];

    private readonly GraphClient graph;

    public UserReader(GraphClient graph) => this.graph = graph;

    /// <summary>The user with that name or id.</summary>
    /// <exception cref="SsprException">UserNotFound, or the service refused.</exception>
    public Task<User> GetAsync(string user, IEngineLog log, CancellationToken cancellationToken) => GetAsync(user, Fields, log, cancellationToken);

    /// <summary>The user with that name or id, with these properties.</summary>
    /// <exception cref="SsprException">UserNotFound, or the service refused.</exception>
    public async Task<User> GetAsync(string user, string[] fields, IEngineLog log, CancellationToken cancellationToken)
    {
        var call = new GraphCall(log) { Permissions = Permissions, Target = user, CanBatch = true };
        var builder = graph.Build.Users[user];
        if (user.StartsWith("$", StringComparison.Ordinal))
        {
            // Get user: a name that begins with $ takes the form with parentheses.
            builder = builder.WithUrl($"{graph.Build.RequestAdapter.BaseUrl}/users({Uri.EscapeDataString(OData.Quote(user))})?$select={string.Join(",", fields)}");
        }

        try
        {
            return await graph.ReadAsync(builder.ToGetRequestInformation(c => c.QueryParameters.Select = fields), call, User.CreateFromDiscriminatorValue, cancellationToken).ConfigureAwait(false);
        }
        catch (SsprException e) when (e.IsRefusal(404))
        {
            throw new SsprException(SsprErrorId.UserNotFound, user) { Failure = e.Failure, Target = user };
        }
    }
}
