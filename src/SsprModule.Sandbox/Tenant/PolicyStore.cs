using System.Text.Json.Nodes;

namespace SsprModule.Sandbox.Tenant;

/// <summary>The policies and settings that Graph serves as single objects.</summary>
internal sealed class PolicyStore
{
    public PolicyStore(Guid tenantId, DateTimeOffset started, bool premium, Guid pilot)
    {
        Authorization = new Timeline<JsonObject>(PolicySeeds.Authorization());
        var methods = PolicySeeds.AuthenticationMethods(started);
        var pass = methods["authenticationMethodConfigurations"]!.AsArray().Single(each => (string?)each!["id"] == "TemporaryAccessPass");
        pass!["includeTargets"]![0]!["id"] = pilot.ToString();
        Methods = new Timeline<JsonObject>(methods);
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
