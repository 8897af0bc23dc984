using System.Text.Json;
using System.Text.Json.Nodes;
using SsprModule.Sandbox.Access;
using SsprModule.Sandbox.Http;
using SsprModule.Sandbox.OData;
using SsprModule.Sandbox.Tenant;

namespace SsprModule.Sandbox.Routes;

/// <summary>The organization, its domains, licences and directory synchronisation.</summary>
internal static class TenantRoutes
{
    public static void Map(RouteTable routes)
    {
        var sync = AccessRule.DelegatedOnly(Permit.SyncRead).As(RoleNames.GlobalAdministrator);
        routes.Get("organization", AccessRule.Both(Permit.OrganizationRead) with { Delegated = [.. Permit.OrganizationRead, "User.Read"] },
            call => JsonListing.Page(call, "organization", [Organization(call.Tenant)]));
        routes.Get("organization/{id}", AccessRule.Both(Permit.OrganizationRead) with { Delegated = [.. Permit.OrganizationRead, "User.Read"] },
            call => JsonListing.One(call, "organization/$entity", MethodRoutes.Pick([Organization(call.Tenant)], call["id"])));
        routes.Get("domains", AccessRule.Both(Permit.DomainsRead), call => JsonListing.Page(call, "domains", call.Tenant.Policies.Domains));
        routes.Get("domains/{id}", AccessRule.Both(Permit.DomainsRead), call => JsonListing.One(call, "domains/$entity", Domain(call)));
        routes.Patch("domains/{id}", AccessRule.Both(Permit.DomainsWrite).As(RoleNames.DomainNameAdministrator), PatchDomain);
        routes.Get("subscribedSkus", AccessRule.Both(Permit.LicencesRead), call => JsonListing.Page(call, "subscribedSkus", call.Tenant.Policies.Skus), cost: 3);
        routes.Get("directory/onPremisesSynchronization", sync, call => JsonListing.Page(call, "directory/onPremisesSynchronization", [call.Tenant.Policies.Synchronization]));
        routes.Get("directory/onPremisesSynchronization/{id}", sync, call => JsonListing.One(call, "directory/onPremisesSynchronization/$entity", Synchronization(call)));
        routes.Patch("directory/onPremisesSynchronization/{id}", AccessRule.DelegatedOnly(Permit.SyncWrite).As(RoleNames.GlobalAdministrator), PatchSynchronization);
    }

    private static JsonObject Organization(TenantState tenant) => new()
    {
        ["id"] = tenant.Id.ToString(),
        ["displayName"] = "Contoso",
        ["countryLetterCode"] = "NL",
        ["createdDateTime"] = PolicySeeds.Stamp(tenant.Started.AddDays(-2400)),
        ["tenantType"] = "AAD",
        ["onPremisesSyncEnabled"] = true,
        ["onPremisesLastSyncDateTime"] = PolicySeeds.Stamp(tenant.Started.AddMinutes(-20)),
        ["verifiedDomains"] = new JsonArray([.. tenant.Policies.Domains.Select(domain => (JsonNode)new JsonObject
        {
            ["capabilities"] = "Email, OfficeCommunicationsOnline",
            ["isDefault"] = (bool)domain["isDefault"]!,
            ["isInitial"] = (bool)domain["isInitial"]!,
            ["name"] = (string)domain["id"]!,
            ["type"] = (string)domain["authenticationType"]!,
        })]),
        ["assignedPlans"] = new JsonArray([.. tenant.Policies.Skus.SelectMany(sku => sku["servicePlans"]!.AsArray()).Select(plan => (JsonNode)new JsonObject
        {
            ["capabilityStatus"] = "Enabled", ["service"] = (string)plan!["servicePlanName"]!, ["servicePlanId"] = (string)plan["servicePlanId"]!,
        })]),
    };

    private static JsonObject Domain(Call call) => MethodRoutes.Pick(call.Tenant.Policies.Domains, call["id"]);

    private static Answer PatchDomain(Call call)
    {
        var domain = Domain(call);
        foreach (var name in new[] { "passwordValidityPeriodInDays", "passwordNotificationWindowInDays" })
        {
            if (call.Body.TryGetProperty(name, out var days) && (days.ValueKind != JsonValueKind.Number || !days.TryGetInt32(out var count) || count < 0))
            {
                throw GraphErrors.BadRequest($"Invalid value specified for property '{name}' of resource 'Domain'.");
            }
        }

        var patched = JsonPatch.Apply(domain, call.Body, "passwordValidityPeriodInDays", "passwordNotificationWindowInDays", "isDefault", "supportedServices");
        call.Tenant.Policies.Domains[call.Tenant.Policies.Domains.IndexOf(domain)] = patched;
        if ((bool)patched["isDefault"]!)
        {
            foreach (var other in call.Tenant.Policies.Domains.Where(each => each != patched))
            {
                other["isDefault"] = false;
            }
        }

        return Answer.Empty();
    }

    private static JsonObject Synchronization(Call call) => MethodRoutes.Pick([call.Tenant.Policies.Synchronization], call["id"]);

    private static Answer PatchSynchronization(Call call)
    {
        var features = Synchronization(call)["features"]!.AsObject();
        if (!call.Body.TryGetProperty("features", out var sent) || sent.ValueKind != JsonValueKind.Object)
        {
            throw GraphErrors.BadRequest("Only 'features' can be updated.");
        }

        // Documented: passwordWritebackEnabled is not in use and cannot be updated.
        var settable = features.Select(feature => feature.Key).Where(name => name != "passwordWritebackEnabled").ToArray();
        foreach (var (name, value) in JsonPatch.Apply(features, sent, settable).ToList())
        {
            features[name] = value?.DeepClone();
        }

        return Answer.Empty();
    }
}
