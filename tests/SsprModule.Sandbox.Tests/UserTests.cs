using System.Text.Json;
using SsprModule.Sandbox.Tests.Support;

namespace SsprModule.Sandbox.Tests;

public sealed class UserTests
{
    [Theory]
    [InlineData("admin@contoso.com")]
    [InlineData("ANNA@contoso.com")]
    [InlineData("o'brien@contoso.com")]
    [InlineData("guest_partner.example#EXT#@contoso.onmicrosoft.com")]
    [InlineData("fred@fabrikam.contoso.com")]
    public async Task A_named_user_is_found_by_percent_encoded_upn(string upn)
    {
        var reply = await new Graph().Get("users/" + Uri.EscapeDataString(upn));

        Assert.Equal(HttpStatusCode.OK, reply.Status);
        Assert.Equal(upn, reply.Json.GetProperty("userPrincipalName").GetString(), ignoreCase: true);
    }

    [Theory]
    [InlineData("users('o''brien@contoso.com')")]
    [InlineData("users('o%27%27brien%40contoso.com')")]
    [InlineData("users/o'brien@contoso.com")]
    public async Task A_upn_with_an_apostrophe_is_found_in_both_url_forms(string path)
    {
        var reply = await new Graph().Get(path);

        Assert.Equal("o'brien@contoso.com", reply.Json.GetProperty("userPrincipalName").GetString());
    }

    [Fact]
    public async Task A_guest_whose_number_sign_is_not_encoded_is_not_found()
    {
        var reply = await new Graph().Get("users/guest_partner.example#EXT#@contoso.onmicrosoft.com");

        Assert.Equal(HttpStatusCode.NotFound, reply.Status);
        Assert.Equal("Request_ResourceNotFound", reply.Code);
    }

    [Theory]
    [InlineData("users/nobody@contoso.com")]
    [InlineData("users/00000000-0000-0000-0000-000000000001")]
    [InlineData("users/not a upn")]
    public async Task An_unknown_user_is_404(string path)
    {
        var reply = await new Graph().Get(path);

        Assert.Equal((HttpStatusCode.NotFound, "Request_ResourceNotFound"), (reply.Status, reply.Code));
    }

    [Fact]
    public async Task Every_user_is_listed_once_over_all_pages_and_can_be_read_by_id_and_upn()
    {
        var graph = new Graph(new SandboxOptions { UserCount = 317, Seed = 4 });

        var users = await graph.All("users?$top=50&$select=id,userPrincipalName");

        Assert.Equal(317, users.Count);
        Assert.Equal(317, users.Select(user => user.GetProperty("id").GetString()).Distinct().Count());
        foreach (var user in users)
        {
            var upn = user.GetProperty("userPrincipalName").GetString()!;
            Assert.Equal(user.GetProperty("id").GetString(), await graph.IdOf(upn));
        }
    }

    [Fact]
    public async Task A_page_has_100_users_unless_top_says_otherwise()
    {
        var graph = new Graph();

        Assert.Equal(100, (await graph.Get("users")).Value.Count);
        Assert.Equal(7, (await graph.Get("users?$top=7")).Value.Count);
    }

    [Theory]
    [InlineData("users?$top=1000")]
    [InlineData("users?$top=0")]
    public async Task A_page_size_outside_1_to_999_is_400(string path)
    {
        var reply = await new Graph().Get(path);

        Assert.Equal((HttpStatusCode.BadRequest, "Request_BadRequest"), (reply.Status, reply.Code));
    }

    [Fact]
    public async Task The_next_link_keeps_host_port_and_query_and_hides_its_position()
    {
        var page = await new Graph().Get("http://127.0.0.1:8123/v1.0/users?$top=5&$select=id");

        Assert.Equal(["@odata.context", "@odata.nextLink", "value"], page.Json.EnumerateObject().Select(member => member.Name));
        Assert.StartsWith("http://127.0.0.1:8123/v1.0/users?", page.NextLink);
        Assert.Contains("$top=5", page.NextLink);
        Assert.Contains("$select=id", page.NextLink);
        Assert.Contains("$skiptoken=", page.NextLink);
        Assert.DoesNotContain("skiptoken=5", page.NextLink);
    }

    [Fact]
    public async Task A_skip_token_that_was_not_given_for_this_path_is_400()
    {
        var graph = new Graph();
        var token = (await graph.Get("users?$top=5")).NextLink!.Split("$skiptoken=")[1];

        Assert.Equal(HttpStatusCode.OK, (await graph.Get("users?$top=5&$skiptoken=" + token)).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await graph.Get("users?$top=5&$skiptoken=x" + token)).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await graph.Get("groups?$top=5&$skiptoken=" + token)).Status);
    }

    [Fact]
    public async Task Select_returns_what_was_asked_and_an_unknown_property_is_400()
    {
        var graph = new Graph();

        var user = await graph.Get("users/sanne.synced@contoso.com?$select=onPremisesSyncEnabled,accountEnabled");
        var wrong = await graph.Get("users?$select=shoeSize");

        Assert.True(user.Json.GetProperty("onPremisesSyncEnabled").GetBoolean());
        Assert.True(user.Json.GetProperty("accountEnabled").GetBoolean());
        Assert.False(user.Json.TryGetProperty("displayName", out _));
        Assert.Equal(HttpStatusCode.BadRequest, wrong.Status);
    }

    [Theory]
    [InlineData("accountEnabled eq false", "accountEnabled", "False")]
    [InlineData("userType eq 'Guest'", "userType", "Guest")]
    [InlineData("userPrincipalName eq 'o''brien@contoso.com'", "userPrincipalName", "o'brien@contoso.com")]
    [InlineData("startswith(displayName,'Anna')", "displayName", "Anna de Vries")]
    [InlineData("onPremisesSyncEnabled eq true and userType eq 'Member'", "onPremisesSyncEnabled", "True")]
    [InlineData("userPrincipalName in ('anna@contoso.com')", "userPrincipalName", "anna@contoso.com")]
    [InlineData("(accountEnabled eq false) or (accountEnabled eq false)", "accountEnabled", "False")]
    public async Task Documented_filters_return_only_what_fits(string filter, string property, string value)
    {
        var graph = new Graph();

        var users = await graph.All("users?$select=id," + property + "&$filter=" + Uri.EscapeDataString(filter));

        Assert.NotEmpty(users);
        Assert.All(users, user => Assert.Equal(value, user.GetProperty(property).ToString()));
    }

    [Theory]
    [InlineData("mobilePhone eq '1'")]
    [InlineData("shoeSize eq 3")]
    [InlineData("contains(displayName,'a')")]
    [InlineData("displayName eq")]
    [InlineData("displayName eq 'open")]
    [InlineData("(displayName eq 'x'")]
    [InlineData("displayName gt 'x'")]
    [InlineData("frobnicate(displayName,'x')")]
    [InlineData("displayName eq 'x' and")]
    [InlineData("displayName eq 3")]
    [InlineData("accountEnabled eq 'true'")]
    [InlineData("userPrincipalName in ('a', 3)")]
    [InlineData("createdDateTime ge '2026-01-01'")]
    [InlineData("createdDateTime gt 2026-01-01T00:00:00Z")]
    public async Task A_filter_that_is_wrong_or_not_documented_is_400(string filter)
    {
        var reply = await new Graph().Get("users?$filter=" + Uri.EscapeDataString(filter));

        Assert.Equal(HttpStatusCode.BadRequest, reply.Status);
    }

    [Theory]
    [InlineData("users?$filter=userType ne 'Guest'")]
    [InlineData("users?$filter=not(userType eq 'Guest')")]
    [InlineData("users?$filter=endswith(userPrincipalName,'fabrikam.contoso.com')")]
    public async Task Advanced_queries_need_ConsistencyLevel_and_count(string path)
    {
        var graph = new Graph();

        var refused = await graph.Get(path);
        var given = await graph.Get(path + "&$count=true", ("ConsistencyLevel", "eventual"));

        Assert.Equal((HttpStatusCode.BadRequest, "Request_UnsupportedQuery"), (refused.Status, refused.Code));
        Assert.Equal(HttpStatusCode.OK, given.Status);
        Assert.True(given.Json.GetProperty("@odata.count").GetInt32() >= given.Value.Count);
        Assert.NotEmpty(given.Value);
    }

    [Fact]
    public async Task The_next_page_of_an_advanced_query_needs_the_header_again()
    {
        var graph = new Graph();
        var page = await graph.Get("users?$top=5&$count=true&$filter=userType ne 'Guest'", ("ConsistencyLevel", "eventual"));

        Assert.Equal(HttpStatusCode.BadRequest, (await graph.Get(page.NextLink!)).Status);
        Assert.Equal(HttpStatusCode.OK, (await graph.Get(page.NextLink!, ("ConsistencyLevel", "eventual"))).Status);
    }

    [Fact]
    public async Task Only_a_synced_user_has_the_identifiers_of_Active_Directory()
    {
        var graph = new Graph();
        string[] names =
        [
            "onPremisesLastSyncDateTime", "onPremisesDomainName", "onPremisesSamAccountName", "onPremisesImmutableId",
            "onPremisesDistinguishedName", "onPremisesSecurityIdentifier",
        ];

        var synced = (await graph.Get("users/sanne.synced@contoso.com?$select=" + string.Join(',', names))).Json;
        var cloud = (await graph.Get("users/bob@contoso.com?$select=" + string.Join(',', names))).Json;

        Assert.All(names, name => Assert.Equal(JsonValueKind.String, synced.GetProperty(name).ValueKind));
        Assert.All(names, name => Assert.Equal(JsonValueKind.Null, cloud.GetProperty(name).ValueKind));
        Assert.Matches(@"^S-1-5-21-\d+-\d+-\d+-\d+$", synced.GetProperty("onPremisesSecurityIdentifier").GetString());
    }

    [Fact]
    public async Task The_count_segment_is_plain_text_and_needs_ConsistencyLevel()
    {
        var graph = new Graph();

        Assert.Equal("250", (await graph.Get("users/$count", ("ConsistencyLevel", "eventual"))).Text);
        Assert.Equal(HttpStatusCode.BadRequest, (await graph.Get("users/$count")).Status);
    }

    [Fact]
    public async Task Sorting_by_display_name_holds_over_pages()
    {
        var graph = new Graph();

        var names = (await graph.All("users?$top=60&$orderby=displayName&$select=displayName")).Select(user => user.GetProperty("displayName").GetString()!).ToList();

        Assert.Equal(250, names.Count);
        Assert.Equal(names.OrderBy(name => name, StringComparer.OrdinalIgnoreCase), names);
    }

    [Fact]
    public async Task ReadBasic_shows_the_basic_profile_only()
    {
        var graph = new Graph(signIn: Graph.App("User.ReadBasic.All"));

        var user = await graph.Get("users/anna@contoso.com");
        var refused = await graph.Get("users/anna@contoso.com?$select=accountEnabled");

        Assert.Equal("Anna de Vries", user.Json.GetProperty("displayName").GetString());
        Assert.False(user.Json.TryGetProperty("jobTitle", out _));
        Assert.Equal(HttpStatusCode.Forbidden, refused.Status);
    }

    [Fact]
    public async Task Me_is_the_signed_in_user_and_refused_to_applications()
    {
        var graph = new Graph();

        Assert.Equal("admin@contoso.com", (await graph.Get("me")).Json.GetProperty("userPrincipalName").GetString());
        Assert.Equal(HttpStatusCode.OK, (await graph.As(Graph.User("Reports Reader", "User.Read")).Get("me")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await graph.As(Graph.App("User.Read.All")).Get("me")).Status);
    }

    [Fact]
    public async Task Patching_accountEnabled_and_passwordPolicies_changes_the_user()
    {
        var graph = new Graph();

        var reply = await graph.Patch("users/bob@contoso.com", """{"accountEnabled":false,"passwordPolicies":"DisablePasswordExpiration"}""");
        var user = await graph.Get("users/bob@contoso.com?$select=accountEnabled,passwordPolicies");

        Assert.Equal(HttpStatusCode.NoContent, reply.Status);
        Assert.False(user.Json.GetProperty("accountEnabled").GetBoolean());
        Assert.Equal("DisablePasswordExpiration", user.Json.GetProperty("passwordPolicies").GetString());
        Assert.Contains(await graph.All("users?$filter=accountEnabled eq false"), each => each.GetProperty("displayName").GetString() == "Bob Marsh");
    }

    [Theory]
    [InlineData("""{"shoeSize":4}""")]
    [InlineData("""{"accountEnabled":"no"}""")]
    [InlineData("""{"passwordProfile":5}""")]
    [InlineData("""{"passwordProfile":{"password":true}}""")]
    [InlineData("""{"passwordProfile":{"password":5}}""")]
    [InlineData("""{"passwordPolicies":"Everything"}""")]
    [InlineData("not json")]
    [InlineData("[]")]
    public async Task A_bad_patch_is_400_and_changes_nothing(string body)
    {
        var graph = new Graph();

        Assert.Equal(HttpStatusCode.BadRequest, (await graph.Patch("users/bob@contoso.com", body)).Status);
        Assert.True((await graph.Get("users/bob@contoso.com?$select=accountEnabled")).Json.GetProperty("accountEnabled").GetBoolean());
    }

    [Fact]
    public async Task Revoking_sessions_moves_the_valid_from_time_and_is_refused_for_guests()
    {
        var graph = new Graph();

        var reply = await graph.Post("users/bob@contoso.com/revokeSignInSessions");
        var user = await graph.Get("users/bob@contoso.com?$select=signInSessionsValidFromDateTime");
        var guest = await graph.Post("users/guest_partner.example%23EXT%23@contoso.onmicrosoft.com/revokeSignInSessions");

        Assert.True(reply.Json.GetProperty("value").GetBoolean());
        Assert.Equal(graph.Clock.GetUtcNow(), user.Json.GetProperty("signInSessionsValidFromDateTime").GetDateTimeOffset());
        Assert.Equal(HttpStatusCode.BadRequest, guest.Status);
    }

    [Fact]
    public async Task Licence_details_name_the_plan_with_P1_and_guests_have_none()
    {
        var graph = new Graph();

        var anna = await graph.Get("users/anna@contoso.com/licenseDetails");
        var guest = await graph.Get("users/guest_partner.example%23EXT%23@contoso.onmicrosoft.com/licenseDetails");

        Assert.Contains("41781fb2-bc02-4b7c-bd55-b576c07bb09d", anna.Text);
        Assert.Empty(guest.Value);
    }
}
