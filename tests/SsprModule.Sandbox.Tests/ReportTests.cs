using System.Text.Json;
using SsprModule.Sandbox.Tests.Support;

namespace SsprModule.Sandbox.Tests;

public sealed class ReportTests
{
    private const string Report = "reports/authenticationMethods/userRegistrationDetails";

    [Fact]
    public async Task The_report_lists_every_enabled_user_once_and_no_disabled_one()
    {
        var graph = new Graph();

        var rows = await graph.All(Report + "?$top=100");
        var enabled = await graph.All("users?$select=id&$filter=accountEnabled eq true");

        Assert.Equal(
            enabled.Select(user => user.GetProperty("id").GetString()).Order(),
            rows.Select(row => row.GetProperty("id").GetString()).Order());
        Assert.DoesNotContain(rows, row => row.GetProperty("userPrincipalName").GetString() == "disabled@contoso.com");
    }

    [Fact]
    public async Task A_row_has_all_documented_fields_and_capable_is_both()
    {
        var rows = await new Graph().All(Report + "?$top=999");

        Assert.All(rows, row => Assert.Equal(
            row.GetProperty("isSsprEnabled").GetBoolean() && row.GetProperty("isSsprRegistered").GetBoolean(),
            row.GetProperty("isSsprCapable").GetBoolean()));
        Assert.Equal(
            ["id", "userPrincipalName", "userDisplayName", "userType", "isAdmin", "isSsprRegistered", "isSsprEnabled", "isSsprCapable", "isMfaRegistered",
             "isMfaCapable", "isPasswordlessCapable", "methodsRegistered", "isSystemPreferredAuthenticationMethodEnabled",
             "systemPreferredAuthenticationMethods", "userPreferredMethodForSecondaryAuthentication", "lastUpdatedDateTime"],
            rows[0].EnumerateObject().Select(member => member.Name));
        foreach (var name in new[] { "isAdmin", "isSsprRegistered", "isSsprEnabled", "isSsprCapable" })
        {
            Assert.Contains(rows, row => row.GetProperty(name).GetBoolean());
            Assert.Contains(rows, row => !row.GetProperty(name).GetBoolean());
        }
    }

    [Theory]
    [InlineData("isSsprEnabled eq true and isSsprRegistered eq false")]
    [InlineData("isAdmin eq true")]
    [InlineData("userType eq 'guest'")]
    [InlineData("methodsRegistered/any(m:m eq 'email')")]
    [InlineData("startswith(userPrincipalName,'anna')")]
    [InlineData("userDisplayName eq 'Bob Marsh'")]
    public async Task Documented_filters_give_the_same_rows_as_filtering_at_home(string filter)
    {
        var graph = new Graph(new SandboxOptions { UserCount = 800 });
        Func<JsonElement, bool> fits = filter switch
        {
            "isAdmin eq true" => row => row.GetProperty("isAdmin").GetBoolean(),
            "userType eq 'guest'" => row => row.GetProperty("userType").GetString() == "guest",
            "methodsRegistered/any(m:m eq 'email')" => row => row.GetProperty("methodsRegistered").EnumerateArray().Any(method => method.GetString() == "email"),
            "startswith(userPrincipalName,'anna')" => row => row.GetProperty("userPrincipalName").GetString()!.StartsWith("anna", StringComparison.Ordinal),
            "userDisplayName eq 'Bob Marsh'" => row => row.GetProperty("userDisplayName").GetString() == "Bob Marsh",
            _ => row => row.GetProperty("isSsprEnabled").GetBoolean() && !row.GetProperty("isSsprRegistered").GetBoolean(),
        };

        var all = await graph.All(Report + "?$top=999");
        var filtered = await graph.All(Report + "?$top=10&$filter=" + Uri.EscapeDataString(filter));

        Assert.NotEmpty(filtered);
        Assert.Equal(all.Where(fits).Select(Upn), filtered.Select(Upn));
    }

    [Theory]
    [InlineData("?$filter=lastUpdatedDateTime ge 2026-01-01T00:00:00Z")]
    [InlineData("?$filter=contains(userPrincipalName,'a')")]
    [InlineData("?$filter=isAdmin ne true")]
    [InlineData("?$orderby=isAdmin")]
    [InlineData("?$count=true")]
    [InlineData("?$expand=user")]
    [InlineData("?$search=anna")]
    [InlineData("?$skip=10")]
    public async Task What_the_report_does_not_document_is_400(string query)
        => Assert.Equal(HttpStatusCode.BadRequest, (await new Graph().Get(Report + query)).Status);

    [Fact]
    public async Task Sorting_by_upn_descending_holds_over_pages()
    {
        var names = (await new Graph().All(Report + "?$top=90&$orderby=userPrincipalName desc")).Select(Upn).ToList();

        Assert.Equal(names.OrderByDescending(name => name, StringComparer.OrdinalIgnoreCase), names);
    }

    [Fact]
    public async Task One_row_is_read_by_id_but_not_by_upn()
    {
        var graph = new Graph();
        var id = await graph.IdOf("anna@contoso.com");

        var row = await graph.Get($"{Report}/{id}?$select=isSsprCapable,userPrincipalName");

        Assert.Equal("anna@contoso.com", Upn(row.Json));
        Assert.True(row.Json.GetProperty("isSsprCapable").GetBoolean());
        Assert.Equal(HttpStatusCode.NotFound, (await graph.Get(Report + "/anna@contoso.com")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await graph.Get(Report + "/" + await graph.IdOf("disabled@contoso.com"))).Status);
    }

    [Fact]
    public async Task A_new_phone_shows_in_the_report_only_after_the_latency()
    {
        var graph = new Graph();
        var bob = await graph.IdOf("bob@contoso.com");
        await graph.Post("users/bob@contoso.com/authentication/phoneMethods", """{"phoneType":"mobile","phoneNumber":"+31 612345678"}""");

        graph.Clock.Advance(TimeSpan.FromMinutes(59));
        var before = (await graph.Get($"{Report}/{bob}")).Json;
        graph.Token = graph.Tenant.IssueToken(graph.SignIn);
        graph.Clock.Advance(TimeSpan.FromMinutes(1));
        var after = (await graph.Get($"{Report}/{bob}")).Json;

        Assert.Empty(before.GetProperty("methodsRegistered").EnumerateArray());
        Assert.False(before.GetProperty("isSsprRegistered").GetBoolean());
        Assert.Equal("mobilePhone", after.GetProperty("methodsRegistered")[0].GetString());
        Assert.True(after.GetProperty("isSsprRegistered").GetBoolean());
        Assert.True(after.GetProperty("lastUpdatedDateTime").GetDateTimeOffset() > before.GetProperty("lastUpdatedDateTime").GetDateTimeOffset());
        Assert.Equal(graph.Clock.GetUtcNow(), after.GetProperty("lastUpdatedDateTime").GetDateTimeOffset());
    }

    [Fact]
    public async Task A_wider_scope_shows_in_the_report_only_after_the_latency()
    {
        var graph = new Graph();
        var bob = await graph.IdOf("bob@contoso.com");
        var policy = (await graph.Portal(HttpMethod.Get, "PasswordResetPolicies")).Text.Replace("\"enablementType\":1", "\"enablementType\":2");
        Assert.Equal(HttpStatusCode.OK, (await graph.Portal(HttpMethod.Put, "PasswordResetPolicies", policy)).Status);

        Assert.False((await graph.Get($"{Report}/{bob}")).Json.GetProperty("isSsprEnabled").GetBoolean());
        graph.Clock.Advance(TimeSpan.FromHours(1));
        graph.Token = graph.Tenant.IssueToken(graph.SignIn);
        Assert.True((await graph.Get($"{Report}/{bob}")).Json.GetProperty("isSsprEnabled").GetBoolean());
    }

    [Fact]
    public async Task A_disabled_user_leaves_the_report_after_the_latency()
    {
        var graph = new Graph(new SandboxOptions { ReportLatency = TimeSpan.FromMinutes(10) });
        var bob = await graph.IdOf("bob@contoso.com");
        await graph.Patch("users/bob@contoso.com", """{"accountEnabled":false}""");

        Assert.Equal(HttpStatusCode.OK, (await graph.Get($"{Report}/{bob}")).Status);
        graph.Clock.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal(HttpStatusCode.NotFound, (await graph.Get($"{Report}/{bob}")).Status);
    }

    [Fact]
    public async Task A_member_added_to_the_nested_scope_group_becomes_enabled()
    {
        var graph = new Graph(new SandboxOptions { ReportLatency = TimeSpan.Zero });
        var bob = await graph.IdOf("bob@contoso.com");
        var group = (await graph.Get("groups?$filter=displayName eq 'SSPR Pilot Amsterdam'")).Value[0].GetProperty("id").GetString();
        Assert.False((await graph.Get($"{Report}/{bob}")).Json.GetProperty("isSsprEnabled").GetBoolean());

        var reply = await graph.Post($"groups/{group}/members/$ref", $$"""{"@odata.id":"https://graph.microsoft.com/v1.0/directoryObjects/{{bob}}"}""");

        Assert.Equal(HttpStatusCode.NoContent, reply.Status);
        Assert.True((await graph.Get($"{Report}/{bob}")).Json.GetProperty("isSsprEnabled").GetBoolean());
    }

    [Fact]
    public async Task Joining_and_leaving_the_scope_group_shows_only_after_the_latency()
    {
        var graph = new Graph(new SandboxOptions { ReportLatency = TimeSpan.FromMinutes(10) });
        var bob = await graph.IdOf("bob@contoso.com");
        var group = (await graph.Get("groups?$filter=displayName eq 'SSPR Pilot Amsterdam'")).Value[0].GetProperty("id").GetString();

        await graph.Post($"groups/{group}/members/$ref", $$"""{"@odata.id":"https://x/{{bob}}"}""");
        Assert.False(await IsEnabled());
        graph.Clock.Advance(TimeSpan.FromMinutes(10));
        Assert.True(await IsEnabled());

        await graph.Delete($"groups/{group}/members/{bob}/$ref");
        Assert.True(await IsEnabled());
        graph.Clock.Advance(TimeSpan.FromMinutes(10));
        Assert.False(await IsEnabled());

        async Task<bool> IsEnabled() => (await graph.Get($"{Report}/{bob}")).Json.GetProperty("isSsprEnabled").GetBoolean();
    }

    [Fact]
    public async Task The_administrator_switch_reaches_the_report_after_an_hour_and_the_report_latency()
    {
        var graph = new Graph(new SandboxOptions { ReportLatency = TimeSpan.Zero });
        var admin = await graph.IdOf("admin@contoso.com");
        await graph.Patch("policies/authorizationPolicy", """{"allowedToUseSSPR":false}""");

        graph.Clock.Advance(TimeSpan.FromMinutes(59));
        Assert.True((await graph.Get($"{Report}/{admin}")).Json.GetProperty("isSsprEnabled").GetBoolean());
        graph.Token = graph.Tenant.IssueToken(graph.SignIn);
        graph.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.False((await graph.Get($"{Report}/{admin}")).Json.GetProperty("isSsprEnabled").GetBoolean());
    }

    [Theory]
    [InlineData("usersRegisteredByFeature")]
    [InlineData("usersRegisteredByFeature(includedUserTypes='all',includedUserRoles='all')")]
    [InlineData("usersRegisteredByFeature(includedUserRoles='all',includedUserTypes='all')")]
    public async Task Counts_by_feature_agree_with_the_rows(string function)
    {
        var graph = new Graph();
        var rows = await graph.All(Report + "?$top=999");
        graph.Clock.Advance(TimeSpan.FromSeconds(10));

        var reply = await graph.Get("reports/authenticationMethods/" + function);
        var counts = reply.Json.GetProperty("userRegistrationFeatureCounts").EnumerateArray()
            .ToDictionary(count => count.GetProperty("feature").GetString()!, count => count.GetProperty("userCount").GetInt32());

        Assert.Equal(rows.Count, reply.Json.GetProperty("totalUserCount").GetInt32());
        Assert.Equal(rows.Count(row => row.GetProperty("isSsprRegistered").GetBoolean()), counts["ssprRegistered"]);
        Assert.Equal(rows.Count(row => row.GetProperty("isSsprCapable").GetBoolean()), counts["ssprCapable"]);
    }

    [Fact]
    public async Task Counts_by_method_take_user_type_and_role_and_refuse_other_words()
    {
        var graph = new Graph();

        var guests = await graph.Get("reports/authenticationMethods/usersRegisteredByMethod(includedUserTypes='guest',includedUserRoles='all')");
        var admins = await graph.Get("reports/authenticationMethods/usersRegisteredByMethod(includedUserTypes='all',includedUserRoles='admin')");
        var wrong = await graph.Get("reports/authenticationMethods/usersRegisteredByMethod(includedUserTypes='robots',includedUserRoles='all')");

        Assert.InRange(guests.Json.GetProperty("totalUserCount").GetInt32(), 1, 40);
        Assert.InRange(admins.Json.GetProperty("totalUserCount").GetInt32(), 2, 40);
        Assert.Equal(HttpStatusCode.BadRequest, wrong.Status);
    }

    [Fact]
    public async Task An_unlicensed_tenant_refuses_the_report()
    {
        var graph = new Graph(new SandboxOptions { Faults = [SandboxFault.Unlicensed] });

        var reply = await graph.Get(Report);

        Assert.Equal((HttpStatusCode.Forbidden, "Authentication_RequestFromNonPremiumTenantOrB2CTenant"), (reply.Status, reply.Code));
        Assert.DoesNotContain("41781fb2-bc02-4b7c-bd55-b576c07bb09d", (await graph.Get("subscribedSkus")).Text);
        Assert.Equal(HttpStatusCode.Forbidden, (await graph.Portal(HttpMethod.Get, "PasswordResetPolicies")).Status);
    }

    private static string? Upn(JsonElement row) => row.GetProperty("userPrincipalName").GetString();
}
