using System.Text.Json.Nodes;
using Microsoft.Graph.Models;
using SsprModule.Contracts;
using SsprModule.Engine.Graph;
using SsprModule.Errors;
using SsprModule.Models;

namespace SsprModule.Engine.Policy.Methods;

/// <summary>
/// Reads and writes the authentication methods policy as it is on the wire (Get/Update authenticationMethodsPolicy and
/// authenticationMethodConfiguration, Microsoft Learn). The SDK's models would drop members that they do not know and send
/// ones that nobody asked to change.
/// </summary>
internal sealed class MethodPolicyClient
{
    private static readonly string[] Readable = ["Policy.Read.AuthenticationMethod", "Policy.Read.All", "Policy.ReadWrite.AuthenticationMethod"];
    /// <summary>The permissions of which one is needed to write it.</summary>
    public static readonly string[] Writable = ["Policy.ReadWrite.AuthenticationMethod"];
    private static readonly string[] Readers = ["Global Reader", "Security Reader", "Authentication Policy Administrator"];
    private static readonly string[] Writers = ["Authentication Policy Administrator", "Global Administrator"];

    private readonly GraphClient graph;
    private readonly SsprEnvironment cloud;

    public MethodPolicyClient(GraphClient graph, SsprEnvironment cloud)
    {
        this.graph = graph;
        this.cloud = cloud;
    }

    /// <summary>The whole policy, methods included.</summary>
    /// <exception cref="SsprException">NotAvailableInCloud, or the service refused.</exception>
    public async Task<MethodPolicyDocument> ReadAsync(IEngineLog log, CancellationToken cancellationToken)
    {
        // The metadata of this cloud has no such type.
        if (cloud == SsprEnvironment.China)
        {
            throw new SsprException(SsprErrorId.NotAvailableInCloud, "authenticationMethodsPolicy", cloud);
        }

        var call = new GraphCall(log) { Permissions = Readable, Roles = Readers };
        return new MethodPolicyDocument(await graph.ReadJsonAsync(graph.Build.Policies.AuthenticationMethodsPolicy.ToGetRequestInformation(), call, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Sends a change of one method, or of the policy itself; exactly this body goes out.</summary>
    /// <param name="method">The id of the method, or null for the policy.</param>
    /// <param name="body">What changes.</param>
    /// <param name="log">Where the call reports.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public Task PatchAsync(string? method, JsonObject body, IEngineLog log, CancellationToken cancellationToken)
    {
        var policy = graph.Build.Policies.AuthenticationMethodsPolicy;
        var request = method is null
            ? policy.ToPatchRequestInformation(new AuthenticationMethodsPolicy())
            : policy.AuthenticationMethodConfigurations[method].ToPatchRequestInformation(new AuthenticationMethodConfiguration());
        var call = new GraphCall(log) { Permissions = Writable, Roles = Writers, Target = method };
        return graph.WriteJsonAsync(request, call, body, cancellationToken);
    }
}
