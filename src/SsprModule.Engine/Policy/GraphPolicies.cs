using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.Graph.Models;
using SsprModule.Contracts;
using SsprModule.Engine.Graph;
using SsprModule.Errors;
using SsprModule.Models;

namespace SsprModule.Engine.Policy;

/// <summary>The parts of the policy that Graph has: authorizationPolicy and authenticationMethodsPolicy (Microsoft Learn).</summary>
internal sealed class GraphPolicies
{
    private static readonly string[] ReadAuthorization = ["Policy.Read.All", "Policy.ReadWrite.Authorization"];
    private static readonly string[] WriteAuthorization = ["Policy.ReadWrite.Authorization"];
    private static readonly string[] ReadMethods = ["Policy.Read.AuthenticationMethod", "Policy.Read.All", "Policy.ReadWrite.AuthenticationMethod"];
    private static readonly string[] Readers = ["Global Reader", "Security Reader", "Authentication Policy Administrator"];
    private static readonly string[] Writers = ["Privileged Role Administrator", "Global Administrator"];

    // How to migrate to the authentication methods policy, Microsoft Learn; order as people read it.
    internal static readonly string[] CountForSspr = ["Email", "Sms", "Voice", "MicrosoftAuthenticator", "SoftwareOath", "HardwareOath"];

    private readonly GraphClient graph;
    private readonly SsprEnvironment cloud;

    public GraphPolicies(GraphClient graph, SsprEnvironment cloud)
    {
        this.graph = graph;
        this.cloud = cloud;
    }

    /// <summary>Whether administrators may use SSPR; null when the service leaves it out.</summary>
    public async Task<bool?> AdminSsprAsync(IEngineLog log, CancellationToken cancellationToken)
    {
        var request = graph.Build.Policies.AuthorizationPolicy.ToGetRequestInformation();
        var call = new GraphCall(log) { Permissions = ReadAuthorization, Roles = Readers };
        var policy = await graph.ReadAsync(request, call, AuthorizationPolicy.CreateFromDiscriminatorValue, cancellationToken).ConfigureAwait(false);
        return policy.AllowedToUseSSPR;
    }

    /// <summary>Sets whether administrators may use SSPR; only this property is sent.</summary>
    public async Task SetAdminSsprAsync(bool value, IEngineLog log, CancellationToken cancellationToken)
    {
        var request = graph.Build.Policies.AuthorizationPolicy.ToPatchRequestInformation(new AuthorizationPolicy());
        var call = new GraphCall(log) { Permissions = WriteAuthorization, Roles = Writers };
        using var body = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, bool> { ["allowedToUseSSPR"] = value }));
        body.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var response = await graph.SendAsync(request, call, cancellationToken, body).ConfigureAwait(false);
    }

    /// <summary>Migration state and the methods that count for SSPR.</summary>
    public async Task<MethodsPolicy?> MethodsAsync(IEngineLog log, CancellationToken cancellationToken)
    {
        // The metadata of this cloud has no such type.
        if (cloud == SsprEnvironment.China)
        {
            throw new SsprException(SsprErrorId.NotAvailableInCloud, "authenticationMethodsPolicy", cloud);
        }

        var request = graph.Build.Policies.AuthenticationMethodsPolicy.ToGetRequestInformation();
        var call = new GraphCall(log) { Permissions = ReadMethods, Roles = Readers };
        var policy = await graph.ReadAsync(request, call, AuthenticationMethodsPolicy.CreateFromDiscriminatorValue, cancellationToken).ConfigureAwait(false);
        var all = policy.AuthenticationMethodConfigurations ?? [];
        var methods = CountForSspr
            .Select(id => all.Find(c => string.Equals(c.Id, id, StringComparison.OrdinalIgnoreCase)))
            .OfType<AuthenticationMethodConfiguration>()
            .Select(c => new SsprMethodState(c.Id!, c.State == AuthenticationMethodState.Enabled))
            .ToList();
        return new MethodsPolicy(StateOf(policy.PolicyMigrationState), new ValueList<SsprMethodState>(methods));
    }

    // Newer tenants leave the state out: they were never anything but migrated (observed).
    private static SsprMigrationState? StateOf(AuthenticationMethodsPolicyMigrationState? state) => state switch
    {
        AuthenticationMethodsPolicyMigrationState.PreMigration => SsprMigrationState.PreMigration,
        AuthenticationMethodsPolicyMigrationState.MigrationInProgress => SsprMigrationState.MigrationInProgress,
        AuthenticationMethodsPolicyMigrationState.MigrationComplete or null => SsprMigrationState.MigrationComplete,
        _ => null,
    };
}

/// <summary>What the authentication methods policy says of SSPR.</summary>
/// <param name="State">Where the migration stands; null when the word is not known.</param>
/// <param name="Methods">The methods that count, whether on or not.</param>
internal sealed record MethodsPolicy(SsprMigrationState? State, ValueList<SsprMethodState> Methods);
