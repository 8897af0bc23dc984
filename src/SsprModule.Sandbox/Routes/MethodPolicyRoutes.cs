using System.Text.Json;
using System.Text.Json.Nodes;
using SsprModule.Sandbox.Access;
using SsprModule.Sandbox.Http;
using SsprModule.Sandbox.OData;
using SsprModule.Sandbox.Tenant;

namespace SsprModule.Sandbox.Routes;

/// <summary>The authentication methods policy and its configurations.</summary>
internal static class MethodPolicyRoutes
{
    private const string Base = "policies/authenticationMethodsPolicy";
    private const string Configurations = "authenticationMethodConfigurations";
    private static readonly string[] States = ["preMigration", "migrationInProgress", "migrationComplete"];

    public static void Map(RouteTable routes)
    {
        var read = AccessRule.Both(Permit.MethodsPolicyRead).As(RoleNames.MethodPolicyReaders);
        var write = AccessRule.Both(Permit.MethodsPolicyWrite).As(RoleNames.AuthenticationPolicyAdministrator);
        routes.Get(Base, read, call => JsonListing.One(call, Base + "/$entity", Current(call)));
        routes.Patch(Base, write, Patch);
        routes.Get(Base + "/" + Configurations, read, call => JsonListing.Page(call, Base + "/" + Configurations, All(Current(call))));
        routes.Get(Base + "/" + Configurations + "/{id}", read, call => JsonListing.One(call, Base + "/" + Configurations + "/$entity", Find(All(Current(call)), call)));
        routes.Patch(Base + "/" + Configurations + "/{id}", write, PatchConfiguration);
        routes.Delete(Base + "/" + Configurations + "/{id}", write, ResetConfiguration);
    }

    private static JsonObject Current(Call call) => call.Tenant.Policies.Methods.Current;

    private static IEnumerable<JsonObject> All(JsonObject policy) => policy[Configurations]!.AsArray().Select(node => node!.AsObject());

    private static JsonObject Find(IEnumerable<JsonObject> all, Call call) => MethodRoutes.Pick(all, call["id"]);

    private static Answer Patch(Call call)
    {
        var patched = JsonPatch.Apply(Current(call), call.Body, "policyMigrationState", "reconfirmationInDays", "registrationEnforcement", "displayName", "description");
        if (Array.IndexOf(States, (string?)patched["policyMigrationState"]) < 0)
        {
            throw GraphErrors.BadRequest("Invalid value specified for property 'policyMigrationState'.");
        }

        Set(call, patched, AuditKind.MethodsPolicyUpdate);
        return Answer.Empty();
    }

    private static Answer PatchConfiguration(Call call)
    {
        var policy = (JsonObject)Current(call).DeepClone();
        var old = Find(All(policy), call);
        var type = call.Body.TryGetProperty("@odata.type", out var sent) && sent.ValueKind == JsonValueKind.String ? sent.GetString()!.TrimStart('#') : null;
        if (type is null || "#" + type != (string?)old["@odata.type"])
        {
            throw GraphErrors.BadRequest("The request body must contain the '@odata.type' of the configuration.");
        }

        var settable = old.Select(member => member.Key).Where(name => name is not ("id" or "@odata.type")).ToArray();
        var patched = JsonPatch.Apply(old, call.Body, settable);
        if ((string?)patched["state"] is not ("enabled" or "disabled"))
        {
            throw GraphErrors.BadRequest("Invalid value specified for property 'state'.");
        }

        Complete(patched["includeTargets"]);
        Replace(policy, old, patched);
        Set(call, policy, AuditKind.MethodsPolicyUpdate);
        return Answer.Empty();
    }

    /// <summary>Checks targets, which are groups only, and writes the default of what was left out.</summary>
    private static void Complete(JsonNode? targets)
    {
        foreach (var target in targets?.AsArray() ?? [])
        {
            if (target is not JsonObject each || each["targetType"] is not JsonValue type || !type.TryGetValue<string>(out var kind) || kind != "group")
            {
                throw GraphErrors.BadRequest("Invalid value specified for property 'includeTargets': the targetType must be 'group'.");
            }

            each["isRegistrationRequired"] ??= false;
        }
    }

    /// <summary>DELETE means: back to the default.</summary>
    private static Answer ResetConfiguration(Call call)
    {
        var policy = (JsonObject)Current(call).DeepClone();
        var fresh = Find(All(PolicySeeds.AuthenticationMethods(call.Tenant.Started)), call);
        Replace(policy, Find(All(policy), call), (JsonObject)fresh.DeepClone());
        Set(call, policy, AuditKind.MethodsPolicyReset);
        return Answer.Empty();
    }

    private static void Replace(JsonObject policy, JsonObject old, JsonObject with)
    {
        var list = policy[Configurations]!.AsArray();
        list[list.IndexOf(old)] = with;
    }

    private static void Set(Call call, JsonObject policy, AuditKind kind)
    {
        policy["lastModifiedDateTime"] = PolicySeeds.Stamp(call.Now);
        call.Tenant.Policies.Methods.Set(call.Now, policy);
        call.Tenant.Audit.Add(call.Now, kind, call.Caller, null);
    }
}
