using SsprModule.Sandbox.Tests.Support;

namespace SsprModule.Sandbox.Tests;

public sealed class GroupTests
{
    [Theory]
    [InlineData("displayName eq 'SSPR Pilot'", 1)]
    [InlineData("displayName eq 'Project X'", 2)]
    [InlineData("displayName eq 'No such group'", 0)]
    [InlineData("startswith(displayName,'SSPR')", 2)]
    [InlineData("groupTypes/any(c:c eq 'Unified')", 1)]
    [InlineData("securityEnabled eq false and mailEnabled eq true", 2)]
    public async Task Groups_are_found_by_documented_filters(string filter, int count)
        => Assert.Equal(count, (await new Graph().Get("groups?$filter=" + Uri.EscapeDataString(filter))).Value.Count);

    [Fact]
    public async Task Every_kind_of_group_is_there()
    {
        var groups = (await new Graph().Get("groups")).Value.ToLookup(group => group.GetProperty("displayName").GetString());

        Assert.False(groups["Everyone Newsletter"].Single().GetProperty("securityEnabled").GetBoolean());
        Assert.True(groups["Everyone Newsletter"].Single().GetProperty("mailEnabled").GetBoolean());
        Assert.Equal("DynamicMembership", groups["All Dutch Staff"].Single().GetProperty("groupTypes")[0].GetString());
        Assert.NotNull(groups["All Dutch Staff"].Single().GetProperty("membershipRule").GetString());
        Assert.True(groups["Tier 0 Operators"].Single().GetProperty("isAssignableToRole").GetBoolean());
    }

    [Fact]
    public async Task A_group_is_read_by_id_and_an_unknown_one_is_404()
    {
        var graph = new Graph();
        var id = await Group(graph, "SSPR Pilot");

        var group = await graph.Get($"groups/{id}?$select=id,displayName,groupTypes,securityEnabled,isAssignableToRole,membershipRule");

        Assert.Equal("SSPR Pilot", group.Json.GetProperty("displayName").GetString());
        Assert.Equal(HttpStatusCode.NotFound, (await graph.Get("groups/" + Guid.Empty)).Status);
    }

    // The SDK shortens the namespace in its casts.
    [Theory]
    [InlineData("users/admin@contoso.com/transitiveMemberOf/", "directoryRole")]
    [InlineData("users/admin@contoso.com/memberOf/", "group")]
    public async Task A_cast_may_leave_out_the_vendor(string path, string type)
    {
        var graph = new Graph();

        var shorter = (await graph.Get(path + "graph." + type)).Value;
        var longer = (await graph.Get(path + "microsoft.graph." + type)).Value;

        Assert.NotEmpty(shorter);
        Assert.Equal(longer.Select(item => item.GetProperty("id").GetString()), shorter.Select(item => item.GetProperty("id").GetString()));
        Assert.Equal(HttpStatusCode.NotFound, (await graph.Get(path + "graph.device")).Status);
    }

    [Fact]
    public async Task Members_are_direct_and_transitiveMembers_include_the_nested_group()
    {
        var graph = new Graph(new SandboxOptions { UserCount = 2000 });
        var (pilot, amsterdam) = (await Group(graph, "SSPR Pilot"), await Group(graph, "SSPR Pilot Amsterdam"));

        var direct = await Ids(graph, $"groups/{pilot}/members?$top=999");
        var nested = await Ids(graph, $"groups/{amsterdam}/members?$top=999");
        var transitive = await Ids(graph, $"groups/{pilot}/transitiveMembers?$top=50");

        Assert.Contains(amsterdam, direct);
        Assert.NotEmpty(nested.Except(direct));
        Assert.Equal(direct.Union(nested).Order(), transitive.Order());
    }

    [Fact]
    public async Task A_cast_leaves_only_users_and_count_counts_members()
    {
        var graph = new Graph();
        var pilot = await Group(graph, "SSPR Pilot");

        var users = await graph.All($"groups/{pilot}/members/microsoft.graph.user?$top=999");
        var count = await graph.Get($"groups/{pilot}/members/$count", ("ConsistencyLevel", "eventual"));

        Assert.All(users, user => Assert.Equal("#microsoft.graph.user", user.GetProperty("@odata.type").GetString()));
        Assert.Equal($"{users.Count + 1}", count.Text);
        Assert.Equal(HttpStatusCode.NotFound, (await graph.Get($"groups/{pilot}/members/microsoft.graph.unicorn")).Status);
    }

    [Fact]
    public async Task A_cast_of_transitive_members_is_an_advanced_query()
    {
        var graph = new Graph();
        var cast = $"groups/{await Group(graph, "SSPR Pilot")}/transitiveMembers/microsoft.graph.user";

        Assert.Equal(HttpStatusCode.BadRequest, (await graph.Get(cast)).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await graph.Get(cast + "?$count=true")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await graph.Get(cast, ("ConsistencyLevel", "eventual"))).Status);
        var page = await graph.Get(cast + "?$count=true&$top=2", ("ConsistencyLevel", "eventual"));
        Assert.Equal(2, page.Value.Count);
        Assert.Equal(HttpStatusCode.BadRequest, (await graph.Get(page.NextLink!)).Status);
    }

    [Fact]
    public async Task Adding_and_removing_a_member_changes_both_sides()
    {
        var graph = new Graph();
        var (pilot, bob) = (await Group(graph, "SSPR Pilot"), await graph.IdOf("bob@contoso.com"));
        var reference = $$"""{"@odata.id":"https://graph.microsoft.com/v1.0/users/{{bob}}"}""";

        Assert.Equal(HttpStatusCode.NoContent, (await graph.Post($"groups/{pilot}/members/$ref", reference)).Status);
        Assert.Contains(bob, await Ids(graph, $"groups/{pilot}/members?$top=999"));
        Assert.Contains(pilot, await Ids(graph, $"users/{bob}/memberOf"));
        Assert.Equal(HttpStatusCode.BadRequest, (await graph.Post($"groups/{pilot}/members/$ref", reference)).Status);

        Assert.Equal(HttpStatusCode.NoContent, (await graph.Delete($"groups/{pilot}/members/{bob}/$ref")).Status);
        Assert.DoesNotContain(bob, await Ids(graph, $"groups/{pilot}/members?$top=999"));
        Assert.Equal(HttpStatusCode.NotFound, (await graph.Delete($"groups/{pilot}/members/{bob}/$ref")).Status);
    }

    [Theory]
    [InlineData("All Dutch Staff", HttpStatusCode.BadRequest)]
    [InlineData("Everyone Newsletter", HttpStatusCode.BadRequest)]
    public async Task A_group_with_rule_or_mail_cannot_be_changed_by_hand(string name, HttpStatusCode expected)
    {
        var graph = new Graph();
        var id = await Group(graph, name);

        Assert.Equal(expected, (await graph.Post($"groups/{id}/members/$ref", $$"""{"@odata.id":"https://x/{{await graph.IdOf("bob@contoso.com")}}"}""")).Status);
    }

    [Fact]
    public async Task A_role_assignable_group_needs_the_privileged_role_administrator()
    {
        var graph = new Graph();
        var id = await Group(graph, "Tier 0 Operators");
        var body = $$"""{"@odata.id":"https://x/{{await graph.IdOf("bob@contoso.com")}}"}""";

        Assert.Equal(HttpStatusCode.Forbidden, (await graph.As(Graph.User("Groups Administrator")).Post($"groups/{id}/members/$ref", body)).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await graph.Post($"groups/{id}/members/$ref", body)).Status);
    }

    [Fact]
    public async Task CheckMemberGroups_returns_the_matching_subset_transitively()
    {
        var graph = new Graph();
        var (pilot, amsterdam, x) = (await Group(graph, "SSPR Pilot"), await Group(graph, "SSPR Pilot Amsterdam"), await Group(graph, "Project X"));
        var bob = await graph.IdOf("bob@contoso.com");
        await graph.Post($"groups/{amsterdam}/members/$ref", $$"""{"@odata.id":"https://x/{{bob}}"}""");

        var reply = await graph.Post($"users/{bob}/checkMemberGroups", $$"""{"groupIds":["{{pilot}}","{{x}}"]}""");
        var tooMany = await graph.Post($"users/{bob}/checkMemberGroups", $$"""{"groupIds":[{{string.Join(",", Enumerable.Repeat($"\"{pilot}\"", 21))}}]}""");

        Assert.Equal([pilot], reply.Value.Select(id => id.GetString()));
        Assert.Equal(HttpStatusCode.BadRequest, tooMany.Status);
    }

    [Fact]
    public async Task GetMemberGroups_can_leave_out_groups_without_security()
    {
        var graph = new Graph();

        var all = await graph.Post("users/anna@contoso.com/getMemberGroups", """{"securityEnabledOnly":false}""");
        var security = await graph.Post("users/anna@contoso.com/getMemberGroups", """{"securityEnabledOnly":true}""");

        var newsletter = await Group(graph, "Everyone Newsletter");
        Assert.Contains(newsletter, all.Value.Select(id => id.GetString()));
        Assert.DoesNotContain(newsletter, security.Value.Select(id => id.GetString()));
        Assert.Equal(HttpStatusCode.BadRequest, (await graph.Post("users/anna@contoso.com/getMemberGroups", "{}")).Status);
    }

    [Fact]
    public async Task Casts_of_transitiveMemberOf_separate_groups_from_roles()
    {
        var graph = new Graph();

        var roles = await graph.Get("users/helpdesk@contoso.com/transitiveMemberOf/microsoft.graph.directoryRole");
        var groups = await graph.Get("users/anna@contoso.com/transitiveMemberOf/microsoft.graph.group?$select=id,displayName");

        Assert.Equal("Helpdesk Administrator", Assert.Single(roles.Value).GetProperty("displayName").GetString());
        Assert.Equal("729827e3-9c14-49f7-bb1b-9608f156bbb8", roles.Value[0].GetProperty("roleTemplateId").GetString());
        Assert.Contains("SSPR Pilot", groups.Value.Select(group => group.GetProperty("displayName").GetString()));
        Assert.All(groups.Value, group => Assert.Equal("#microsoft.graph.group", group.GetProperty("@odata.type").GetString()));
    }

    private static async Task<string> Group(Graph graph, string name)
        => (await graph.Get($"groups?$filter=displayName eq '{name}'")).Value[0].GetProperty("id").GetString()!;

    private static async Task<List<string>> Ids(Graph graph, string path)
        => [.. (await graph.All(path)).Select(item => item.GetProperty("id").GetString()!)];
}
