using System.Text.Json;
using SsprModule.Sandbox.Access;
using SsprModule.Sandbox.Http;
using SsprModule.Sandbox.OData;
using SsprModule.Sandbox.Tenant;

namespace SsprModule.Sandbox.Routes;

/// <summary>In which groups and roles a user is.</summary>
internal static class MembershipRoutes
{
    private const int MostGroups = 20;
    private static readonly ListingRules Rules = new("directoryObjects", Options.List | Options.Count);

    public static void Map(RouteTable routes)
    {
        var read = AccessRule.Both(Permit.MembershipRead).OrOwn("User.Read");
        var check = AccessRule.Both(Permit.MembershipCheck).OrOwn("User.Read");
        routes.Get("users/{user}/memberOf", read, call => Parents(call, transitive: false, null), cost: 2);
        routes.Get("users/{user}/memberOf/{cast}", read, call => Parents(call, transitive: false, call["cast"]), cost: 2);
        routes.Get("users/{user}/transitiveMemberOf", read, call => Parents(call, transitive: true, null), cost: 2);
        routes.Get("users/{user}/transitiveMemberOf/{cast}", read, call => Parents(call, transitive: true, call["cast"]), cost: 2);
        routes.Post("users/{user}/checkMemberGroups", check, Check, cost: 4);
        routes.Post("users/{user}/getMemberGroups", check, GetGroups, cost: 4);
    }

    private static Answer Parents(Call call, bool transitive, string? cast)
    {
        var user = call.User();
        var groups = transitive ? call.Tenant.Groups.TransitiveGroupsOf(user) : call.Tenant.Groups.DirectGroupsOf(user);
        var roles = transitive ? call.Tenant.Roles.RolesOf(user) : call.Tenant.Roles.DirectRolesOf(user);
        var items = groups.Select(group => new DirectoryItem { Group = group }).ToList();
        var roleItems = roles.Select(role => new DirectoryItem { Role = role, RoleId = BuiltInRoles.IdOf(role)!.Value });
        var chosen = cast switch
        {
            null => [.. items, .. roleItems],
            "microsoft.graph.group" => items,
            "microsoft.graph.directoryRole" => roleItems.ToList(),
            _ => throw GraphErrors.UnknownSegment(cast),
        };
        return Listing.Page(call, Rules, DirectoryItemShape.Shape, chosen);
    }

    private static Answer Check(Call call)
    {
        var user = call.User();
        if (!call.Body.TryGetProperty("groupIds", out var ids) || ids.ValueKind != JsonValueKind.Array)
        {
            throw GraphErrors.BadRequest("The parameter 'groupIds' is missing.");
        }

        if (ids.GetArrayLength() > MostGroups)
        {
            throw GraphErrors.BadRequest($"Too many groups: at most {MostGroups} can be checked in one call.");
        }

        var asked = ids.EnumerateArray().Select(id => id.ToString()).ToList();
        var found = call.Tenant.Groups.TransitiveGroupsOf(user).Select(group => group.Id.ToString());
        return Ids(call, found.Where(id => asked.Contains(id, StringComparer.OrdinalIgnoreCase)));
    }

    private static Answer GetGroups(Call call)
    {
        var user = call.User();
        var securityOnly = call.BodyBool("securityEnabledOnly") ?? throw GraphErrors.BadRequest("The parameter 'securityEnabledOnly' is missing.");
        return Ids(call, call.Tenant.Groups.TransitiveGroupsOf(user).Where(group => !securityOnly || group.SecurityEnabled).Select(group => group.Id.ToString()));
    }

    private static Answer Ids(Call call, IEnumerable<string> ids) => Answer.Json(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("@odata.context", call.Context("Collection(Edm.String)"));
        writer.WriteStartArray("value");
        foreach (var id in ids)
        {
            writer.WriteStringValue(id);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    });
}
