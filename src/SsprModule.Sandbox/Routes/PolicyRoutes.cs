using System.Text.Json;
using SsprModule.Sandbox.Access;
using SsprModule.Sandbox.Http;
using SsprModule.Sandbox.OData;

namespace SsprModule.Sandbox.Routes;

/// <summary>The authorization policy, whose allowedToUseSSPR governs administrators only.</summary>
internal static class PolicyRoutes
{
    private const string Base = "policies/authorizationPolicy";
    private static readonly string[] Settable =
    [
        "allowedToSignUpEmailBasedSubscriptions", "allowedToUseSSPR", "allowEmailVerifiedUsersToJoinOrganization", "allowInvitesFrom",
        "allowUserConsentForRiskyApps", "blockMsolPowerShell", "guestUserRoleId", "defaultUserRolePermissions", "displayName", "description",
    ];

    public static void Map(RouteTable routes)
    {
        var read = AccessRule.Both(Permit.AuthorizationRead);
        var write = AccessRule.Both(Permit.AuthorizationWrite).As(RoleNames.PrivilegedRoleAdministrator);
        routes.Get(Base, read, Get);
        routes.Patch(Base, write, Patch);
        routes.Add(new Route("GET", Base + "/authorizationPolicy", read, GetOne) { IsBetaOnly = true });
        routes.Add(new Route("PATCH", Base + "/authorizationPolicy", write, Patch) { IsBetaOnly = true });
    }

    // Beta has it as a collection of one.
    private static Answer Get(Call call) => call.IsBeta
        ? JsonListing.Page(call, Base, [call.Tenant.Policies.Authorization.Current])
        : GetOne(call);

    private static Answer GetOne(Call call) => JsonListing.One(call, Base + "/$entity", call.Tenant.Policies.Authorization.Current);

    private static Answer Patch(Call call)
    {
        if (call.IsBeta && call.Segments.Count == 2)
        {
            throw GraphErrors.WrongVerb();
        }

        if (call.Body.TryGetProperty("allowedToUseSSPR", out var sspr) && sspr.ValueKind == JsonValueKind.Null)
        {
            throw GraphErrors.BadRequest("Invalid value specified for property 'allowedToUseSSPR' of resource 'AuthorizationPolicy'.");
        }

        var policy = call.Tenant.Policies.Authorization;
        policy.Set(call.Now, JsonPatch.Apply(policy.Current, call.Body, Settable));
        return Answer.Empty();
    }
}
