using System.Text.Json.Nodes;
using SsprModule.Sandbox.Access;
using SsprModule.Sandbox.Http;
using SsprModule.Sandbox.OData;
using SsprModule.Sandbox.Tenant;

namespace SsprModule.Sandbox.Routes;

/// <summary>Entra roles: definitions, assignments, and the older directoryRoles.</summary>
internal static class RoleRoutes
{
    private const string Base = "roleManagement/directory/";
    private static readonly ListingRules AssignmentRules = new(Base + "roleAssignments", Options.List | Options.Count);
    private static readonly ListingRules DefinitionRules = new(Base + "roleDefinitions", Options.List, DefaultPage: 999);
    private static readonly ListingRules MemberRules = new("directoryObjects", Options.Select | Options.Top, DefaultPage: 1000, MaxPage: 1000);

    private static readonly Shape<RoleAssignment> Assignments = new("microsoft.graph.unifiedRoleAssignment",
    [
        Fields.Text<RoleAssignment>("id", assignment => assignment.Id, Can.Eq),
        Fields.Id<RoleAssignment>("principalId", assignment => assignment.PrincipalId, Can.Eq | Can.In),
        Fields.Text<RoleAssignment>("directoryScopeId", _ => "/", Can.Eq),
        Fields.Id<RoleAssignment>("roleDefinitionId", assignment => assignment.RoleId, Can.Eq | Can.In),
    ]);

    private static readonly Shape<RoleDefinition> Definitions = new("microsoft.graph.unifiedRoleDefinition",
    [
        Fields.Id<RoleDefinition>("id", role => role.Id, Can.Eq | Can.In),
        Fields.Text<RoleDefinition>("displayName", role => role.Name, Can.Eq | Can.StartsWith | Can.In),
        Fields.Text<RoleDefinition>("description", role => role.Name),
        Fields.Bool<RoleDefinition>("isBuiltIn", _ => true, Can.Eq),
        Fields.Bool<RoleDefinition>("isEnabled", _ => true),
        Fields.Id<RoleDefinition>("templateId", role => role.Id, Can.Eq),
    ]);

    private static readonly List<RoleDefinition> AllDefinitions = [.. BuiltInRoles.All.Select(pair => new RoleDefinition(pair.Key, pair.Value))];

    public static void Map(RouteTable routes)
    {
        var read = AccessRule.Both(Permit.RolesRead);
        routes.Get(Base + "roleAssignments", read, call => Listing.Page(call, AssignmentRules, Assignments, call.Tenant.Roles.Assignments));
        routes.Get(Base + "roleDefinitions", read, call => Listing.Page(call, DefinitionRules, Definitions, AllDefinitions));
        routes.Get(Base + "roleDefinitions/{id}", read, Definition);
        routes.Add(new Route("GET", Base + "transitiveRoleAssignments", read, Transitive) { IsBetaOnly = true });
        routes.Get("directoryRoles", read, call => JsonListing.Page(call, "directoryRoles", Activated(call).Select(Role)));
        routes.Get("directoryRoles(*)", read, ByTemplate);
        routes.Get("directoryRoles/{id}", read, call => JsonListing.One(call, "directoryRoles/$entity", Role(Template(call))));
        routes.Get("directoryRoles/{id}/members", read, Members);
    }

    private static Guid RoleObjectId(Guid template) => Hash.Id(0, "role " + template);

    private static Answer Definition(Call call)
    {
        var role = AllDefinitions.Find(each => each.Id.ToString() == call["id"].ToLowerInvariant()) ?? throw GraphErrors.NotFound(call["id"]);
        return Definitions.Entity(call, Base + "roleDefinitions", role);
    }

    /// <summary>Direct assignments and those through groups, for the one principal that the filter must name.</summary>
    private static Answer Transitive(Call call)
    {
        if (!call.IsEventual || !call.Query.Count)
        {
            throw GraphErrors.UnsupportedQuery("This call needs the header 'ConsistencyLevel: eventual' and $count=true.");
        }

        if (call.Query.Filter is null || FilterParser.Parse(call.Query.Filter) is not CompareNode { Path: "principalId", Operator: "eq", Value: string principal })
        {
            throw GraphErrors.BadRequest("The filter must be principalId eq '{id}'.");
        }

        var user = call.Tenant.Users.Find(principal);
        var found = call.Tenant.Roles.Assignments
            .Where(assignment => assignment.PrincipalId.ToString() == principal
                || (user is { } index && assignment.Group is not null && assignment.Group.Users.Current.Contains(index)))

            // The answer speaks of the principal that was asked for, so the filter still holds.
            .Select(assignment => assignment with { PrincipalId = new Guid(principal) })
            .ToList();
        return Listing.Page(call, AssignmentRules with { Context = Base + "transitiveRoleAssignments" }, Assignments, found);
    }

    /// <summary>Only roles that somebody holds are activated.</summary>
    private static IEnumerable<Guid> Activated(Call call) => call.Tenant.Roles.Assignments.Select(assignment => assignment.RoleId).Distinct();

    private static Guid Template(Call call)
    {
        var found = Activated(call).Where(id => string.Equals(RoleObjectId(id).ToString(), call["id"], StringComparison.OrdinalIgnoreCase)).ToList();
        return found.Count > 0 ? found[0] : throw GraphErrors.NotFound(call["id"]);
    }

    private static JsonObject Role(Guid template) => new()
    {
        ["id"] = RoleObjectId(template).ToString(),
        ["deletedDateTime"] = null,
        ["description"] = BuiltInRoles.NameOf(template),
        ["displayName"] = BuiltInRoles.NameOf(template),
        ["roleTemplateId"] = template.ToString(),
    };

    private static Answer ByTemplate(Call call)
    {
        var text = call.Segments[0];
        var start = text.IndexOf("roleTemplateId='", StringComparison.OrdinalIgnoreCase);
        if (start < 0 || text.Length < start + 52 || !Guid.TryParse(text.Substring(start + 16, 36), out var template))
        {
            throw GraphErrors.BadQuery($"Invalid key in '{text}'.");
        }

        return Activated(call).Contains(template)
            ? JsonListing.One(call, "directoryRoles/$entity", Role(template))
            : throw GraphErrors.NotFound(template.ToString());
    }

    private static Answer Members(Call call)
    {
        var template = Template(call);
        var members = call.Tenant.Roles.Assignments.Where(assignment => assignment.RoleId == template).Select(assignment => assignment.UserIndex is { } user
            ? new DirectoryItem { User = new UserView(call.Tenant, user) }
            : new DirectoryItem { Group = assignment.Group });
        return Listing.Page(call, MemberRules, DirectoryItemShape.Shape, members.ToList());
    }

    private sealed record RoleDefinition(string Name, Guid Id);
}
