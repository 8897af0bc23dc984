using Microsoft.Graph.Models;
using SsprModule.Contracts;
using SsprModule.Errors;

namespace SsprModule.Engine.Graph;

/// <summary>Looks up one user (Get user, Microsoft Learn).</summary>
internal sealed class UserReader
{
    private static readonly string[] Permissions = ["User.Read.All", "User.ReadWrite.All", "Directory.Read.All"];
    private static readonly string[] Fields = ["id", "userPrincipalName", "displayName", "givenName", "surname", "userType", "accountEnabled", "onPremisesSyncEnabled", "lastPasswordChangeDateTime"];
    private static readonly string[] ProfileFields = ["id", "passwordProfile"];

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

    /// <summary>Whether the user must choose a new password at the next sign-in, as the service has it now; null when it does not say.</summary>
    /// <param name="id">The user's object id.</param>
    /// <param name="name">The user's name, for errors.</param>
    /// <param name="log">Where to report.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="SsprException">It can't be read.</exception>
    public async Task<bool?> MustChangeAsync(string id, string name, IEngineLog log, CancellationToken cancellationToken)
    {
        var request = graph.Build.Users[id].ToGetRequestInformation(c => c.QueryParameters.Select = ProfileFields);
        var call = new GraphCall(log) { Permissions = Permissions, Target = name, CanBatch = true };
        var user = await graph.ReadAsync(request, call, User.CreateFromDiscriminatorValue, cancellationToken).ConfigureAwait(false);
        return user.PasswordProfile is { ForceChangePasswordNextSignIn: { } mustChange } profile
            ? mustChange || profile.ForceChangePasswordNextSignInWithMfa == true
            : null;
    }
}
