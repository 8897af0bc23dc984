using System.Text.Json;
using SsprModule.Sandbox.Access;
using SsprModule.Sandbox.Http;
using SsprModule.Sandbox.OData;
using SsprModule.Sandbox.Tenant;

namespace SsprModule.Sandbox.Routes;

/// <summary>Groups and their members.</summary>
internal static class GroupRoutes
{
    private const string UserCast = "microsoft.graph.user";
    private const string GroupCast = "microsoft.graph.group";
    private static readonly ListingRules Rules = new("groups", Options.List | Options.Count);
    private static readonly ListingRules MemberRules = new("directoryObjects", Options.List | Options.Count);

    public static void Map(RouteTable routes)
    {
        var read = AccessRule.Both(Permit.MembersRead);
        var write = AccessRule.Both(Permit.MembersWrite).As(RoleNames.GroupsAdministrator, RoleNames.UserAdministrator, "Directory Writers");
        routes.Get("groups", AccessRule.Both(Permit.GroupsRead), List);
        routes.Get("groups/{group}", AccessRule.Both(Permit.GroupsRead), Get);
        routes.Get("groups/{group}/members", read, call => Members(call, transitive: false, null), cost: 3);
        routes.Get("groups/{group}/owners", read, Owners, cost: 2);
        routes.Get("groups/{group}/members/$count", read, call => CountMembers(call, transitive: false), cost: 3);
        routes.Get("groups/{group}/members/{cast}", read, call => Members(call, transitive: false, call["cast"]), cost: 3);
        routes.Get("groups/{group}/transitiveMembers", read, call => Members(call, transitive: true, null), cost: 5);
        routes.Get("groups/{group}/transitiveMembers/$count", read, call => CountMembers(call, transitive: true), cost: 5);
        routes.Get("groups/{group}/transitiveMembers/{cast}", read, call => Members(call, transitive: true, call["cast"]), cost: 5);
        routes.Get("directory/deletedItems/{item}", AccessRule.Both(Permit.DeletedGroupsRead), Deleted);
        routes.Get("directory/deletedItems/{item}/{cast}", AccessRule.Both(Permit.DeletedGroupsRead), Deleted);
        routes.Post("groups/{group}/members/$ref", write, AddMember);
        routes.Delete("groups/{group}/members/{member}/$ref", write, RemoveMember);
    }

    // One deleted object, or the list of those of one kind; groups are the only kind here.
    private static Answer Deleted(Call call)
    {
        var deleted = call.Tenant.Groups.Deleted;
        return call["item"] is GroupCast or "graph.group"
            ? Listing.Page(call, Rules, GroupShape.Shape, deleted)
            : GroupShape.Shape.Entity(call, "directoryObjects", deleted.FirstOrDefault(group => group.Id.ToString() == call["item"]) ?? throw GraphErrors.NotFound(call["item"]));
    }

    private static Answer List(Call call) => Listing.Page(call, Rules, GroupShape.Shape, call.Tenant.Groups.All);

    private static Answer Get(Call call) => GroupShape.Shape.Entity(call, "groups", Find(call));

    private static Group Find(Call call) => call.Tenant.Groups.Find(call["group"]) ?? throw GraphErrors.NotFound(call["group"]);

    private static Answer Members(Call call, bool transitive, string? cast)
    {
        if (cast is not (null or UserCast or GroupCast))
        {
            throw GraphErrors.UnknownSegment(cast);
        }

        // List group transitive members: the cast is an advanced query.
        if (transitive && cast is not null && !(call.IsEventual && call.Query.Count))
        {
            throw GraphErrors.UnsupportedQuery("The cast needs the header 'ConsistencyLevel: eventual' and $count=true.");
        }

        var tenant = call.Tenant;
        var (groups, isMember) = Collect(tenant, Find(call), transitive);
        groups = cast == UserCast ? [] : groups;
        var count = cast == GroupCast ? 0 : tenant.Users.Count;

        // Nested groups first, then users in the order of the directory.
        return Listing.Page(call, MemberRules, DirectoryItemShape.Shape, groups.Count + count, position =>
        {
            if (position < groups.Count)
            {
                return new DirectoryItem { Group = groups[position] };
            }

            var index = position - groups.Count;
            return isMember(index) ? new DirectoryItem { User = new UserView(tenant, index) } : null;
        });
    }

    private static Answer Owners(Call call)
    {
        var owners = Find(call).Owners.Where(index => index < call.Tenant.Users.Count).Select(index => new DirectoryItem { User = new UserView(call.Tenant, index) });
        return Listing.Page(call, MemberRules, DirectoryItemShape.Shape, owners.ToList());
    }

    private static Answer CountMembers(Call call, bool transitive)
    {
        if (!call.IsEventual)
        {
            throw GraphErrors.BadRequest("$count is not currently supported.");
        }

        var (groups, test) = Collect(call.Tenant, Find(call), transitive);
        return Answer.Number(groups.Count + Enumerable.Range(0, call.Tenant.Users.Count).Count(index => test(index)));
    }

    /// <summary>The member groups and a test for member users.</summary>
    private static (List<Group> Groups, Predicate<int> Users) Collect(TenantState tenant, Group root, bool transitive)
    {
        var all = tenant.Groups.WithNested(root, DateTimeOffset.MaxValue);
        var members = transitive ? all.Skip(1) : all.Where(group => root.Groups.Current.Contains(group.Id));
        List<Group> sources = transitive ? all : [root];
        var listed = sources.Select(group => group.Users.Current).ToArray();
        var rules = sources.Where(group => group.Rule is not null).Select(group => group.Rule!).ToArray();
        return ([.. members], index => Array.Exists(listed, set => set.Contains(index)) || (rules.Length > 0 && Array.Exists(rules, rule => rule(tenant.Users.Profile(index)))));
    }

    private static Answer AddMember(Call call)
    {
        var group = DemandWritable(call);
        if (!call.Body.TryGetProperty("@odata.id", out var link) || link.ValueKind != JsonValueKind.String)
        {
            throw GraphErrors.BadRequest("The request body must contain '@odata.id'.");
        }

        var id = link.GetString()!.TrimEnd('/').Split('/').Last();
        if (call.Tenant.Users.Find(id) is { } user)
        {
            return Added(group.Users.Add(call.Now, user));
        }

        var nested = call.Tenant.Groups.Find(id) ?? throw GraphErrors.NotFound(id);
        return Added(nested.Id != group.Id && group.Groups.Add(call.Now, nested.Id));
    }

    private static Answer Added(bool isNew) => isNew
        ? Answer.Empty()
        : throw GraphErrors.BadRequest("One or more added object references already exist for the following modified properties: 'members'.");

    private static Answer RemoveMember(Call call)
    {
        var group = DemandWritable(call);
        var id = call["member"];
        var removed = call.Tenant.Users.Find(id) is { } user
            ? group.Users.Remove(call.Now, user)
            : Guid.TryParse(id, out var nested) && group.Groups.Remove(call.Now, nested);
        return removed ? Answer.Empty() : throw GraphErrors.NotFound(id);
    }

    private static Group DemandWritable(Call call)
    {
        var group = Find(call);
        if (group.Rule is not null)
        {
            throw GraphErrors.BadRequest(group.MembershipRule is null
                ? "Cannot Update a mail-enabled security groups and or distribution list."
                : "Insufficient privileges or the group has dynamic membership: members cannot be changed by hand.");
        }

        if (group.IsAssignableToRole == true && !call.Caller.HasRole([RoleNames.PrivilegedRoleAdministrator]))
        {
            throw GraphErrors.Denied();
        }

        return group;
    }
}
