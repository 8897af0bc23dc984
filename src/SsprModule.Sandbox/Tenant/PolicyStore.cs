using System.Text.Json.Nodes;

namespace SsprModule.Sandbox.Tenant;

/// <summary>The policies and settings that Graph serves as single objects.</summary>
internal sealed class PolicyStore
{
    public PolicyStore(Guid tenantId, DateTimeOffset started, bool premium)
    {
        Authorization = new Timeline<JsonObject>(PolicySeeds.Authorization());
        Methods = new Timeline<JsonObject>(PolicySeeds.AuthenticationMethods(started));
        Domains = PolicySeeds.Domains();
        Skus = PolicySeeds.Skus(tenantId, premium);
        Synchronization = PolicySeeds.Synchronization(tenantId);
    }

    public Timeline<JsonObject> Authorization { get; }

    /// <summary>The authentication methods policy, configurations included.</summary>
    public Timeline<JsonObject> Methods { get; }

    public List<JsonObject> Domains { get; }

    public List<JsonObject> Skus { get; }

    public JsonObject Synchronization { get; }

    /// <summary>groupSettings objects; none exists until it is created.</summary>
    public List<JsonObject> Settings { get; } = [];
}
