using System.Text.Json.Nodes;
using SsprModule.Sandbox.Tests.Support;

namespace SsprModule.Sandbox.Tests;

public sealed class PortalTests
{
    private const string Path = "PasswordResetPolicies";
    private const string OnPremises = "OnPremisesPasswordResetPolicies";

    [Fact]
    public async Task The_policy_has_the_29_fields_in_the_observed_order()
    {
        var policy = await new Graph().Portal(HttpMethod.Get, Path);

        Assert.Equal(
            ["objectId", "enablementType", "numberOfAuthenticationMethodsRequired", "emailOptionEnabled", "mobilePhoneOptionEnabled", "officePhoneOptionEnabled",
             "securityQuestionsOptionEnabled", "mobileAppNotificationEnabled", "mobileAppCodeEnabled", "numberOfQuestionsToRegister", "numberOfQuestionsToReset",
             "registrationRequiredOnSignIn", "registrationReconfirmIntevalInDays", "skipRegistrationAllowed", "skipRegistrationMaxAllowedDays",
             "customizeHelpdeskLink", "customHelpdeskEmailOrUrl", "notifyUsersOnPasswordReset", "notifyOnAdminPasswordReset", "passwordResetEnabledGroupIds",
             "passwordResetEnabledGroupName", "securityQuestions", "registrationConditionalAccessPolicies", "emailOptionAllowed", "mobilePhoneOptionAllowed",
             "officePhoneOptionAllowed", "securityQuestionsOptionAllowed", "mobileAppNotificationOptionAllowed", "mobileAppCodeOptionAllowed"],
            policy.Json.EnumerateObject().Select(member => member.Name));
    }

    [Fact]
    public async Task The_group_name_comes_only_when_asked_for()
    {
        var graph = new Graph();

        Assert.Equal(string.Empty, (await graph.Portal(HttpMethod.Get, Path)).Json.GetProperty("passwordResetEnabledGroupName").GetString());
        Assert.Equal("SSPR Pilot Amsterdam", (await graph.Portal(HttpMethod.Get, Path + "?getPasswordResetEnabledGroup=true")).Json.GetProperty("passwordResetEnabledGroupName").GetString());
    }

    [Fact]
    public async Task A_whole_put_is_kept()
    {
        var graph = new Graph();
        var policy = JsonNode.Parse((await graph.Portal(HttpMethod.Get, Path)).Text)!;
        policy["enablementType"] = 2;
        policy["customHelpdeskEmailOrUrl"] = "https://help.contoso.com";
        policy["passwordResetEnabledGroupIds"] = new JsonArray();

        Assert.Equal(HttpStatusCode.OK, (await graph.Portal(HttpMethod.Put, Path, policy.ToJsonString())).Status);

        Assert.True(JsonNode.DeepEquals(policy, JsonNode.Parse((await graph.Portal(HttpMethod.Get, Path)).Text)));
    }

    [Fact]
    public async Task A_partial_put_turns_missing_booleans_off()
    {
        var graph = new Graph();

        await graph.Portal(HttpMethod.Put, Path, """{"enablementType":2}""");
        var policy = (await graph.Portal(HttpMethod.Get, Path)).Json;

        Assert.Equal(2, policy.GetProperty("enablementType").GetInt32());
        Assert.False(policy.GetProperty("emailOptionEnabled").GetBoolean());
        Assert.False(policy.GetProperty("notifyUsersOnPasswordReset").GetBoolean());
        Assert.Equal(180, policy.GetProperty("registrationReconfirmIntevalInDays").GetInt32());
    }

    [Theory]
    [InlineData("enablementType", "3")]
    [InlineData("numberOfAuthenticationMethodsRequired", "0")]
    [InlineData("registrationReconfirmIntevalInDays", "731")]
    [InlineData("emailOptionEnabled", "\"yes\"")]
    [InlineData("passwordResetEnabledGroupIds", """["a"]""")]
    [InlineData("passwordResetEnabledGroupIds", """["ec7960c3-6ca9-44fb-97b6-15026989c9b3","00000000-0000-0000-0000-000000000000"]""")]
    public async Task A_put_out_of_range_is_400_in_the_portals_own_shape_and_changes_nothing(string name, string value)
    {
        var graph = new Graph();
        var before = await graph.Portal(HttpMethod.Get, Path);
        var policy = JsonNode.Parse(before.Text)!;
        policy[name] = JsonNode.Parse(value);

        var reply = await graph.Portal(HttpMethod.Put, Path, policy.ToJsonString());

        Assert.Equal(HttpStatusCode.BadRequest, reply.Status);
        Assert.NotEqual(string.Empty, reply.Json.GetProperty("ClientData").GetProperty("localizedErrorDetails").GetProperty("errorDetail").GetString());
        Assert.Equal(before.Text, (await graph.Portal(HttpMethod.Get, Path)).Text);
    }

    [Fact]
    public async Task Writing_needs_the_authentication_policy_administrator_and_the_refusal_is_not_Graphs()
    {
        var graph = new Graph();
        var policy = (await graph.Portal(HttpMethod.Get, Path)).Text;

        var refused = await graph.Portal(HttpMethod.Put, Path, policy, Graph.User("Helpdesk Administrator"));

        Assert.Equal(HttpStatusCode.Forbidden, refused.Status);
        Assert.Equal("Microsoft.Portal.Framework.Exceptions.ClientException", refused.Json.GetProperty("ClassName").GetString());
        Assert.Equal("Authorization_RequestDenied", refused.Json.GetProperty("ClientData").GetProperty("errorCode").GetString());
        Assert.Equal(403, refused.Json.GetProperty("HttpStatusCode").GetInt32());
        Assert.Equal(HttpStatusCode.Forbidden, (await graph.Portal(HttpMethod.Put, Path, policy, Graph.User("Global Reader"))).Status);
        Assert.Equal(HttpStatusCode.OK, (await graph.Portal(HttpMethod.Get, Path, null, Graph.User("Global Reader"))).Status);
        Assert.Equal(HttpStatusCode.OK, (await graph.Portal(HttpMethod.Put, Path, policy, Graph.User("Authentication Policy Administrator"))).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await graph.Portal(HttpMethod.Put, OnPremises, """{"accountUnlockEnabled":true}""", Graph.User("Authentication Policy Administrator"))).Status);
    }

    [Fact]
    public async Task The_request_id_header_is_required_and_other_paths_are_404()
    {
        var graph = new Graph();
        graph.Tenant.AcceptToken("t", new SandboxSignIn());
        graph.Token = "t";

        Assert.Equal(HttpStatusCode.BadRequest, (await graph.Get(Graph.PortalRoot + Path)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await graph.Get("https://main.iam.ad.ext.azure.com/api/PasswordReset/Other", ("x-ms-client-request-id", "1"))).Status);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await graph.Portal(HttpMethod.Delete, Path)).Status);
    }

    [Fact]
    public async Task An_application_is_refused_even_with_an_accepted_token()
    {
        var graph = new Graph();
        graph.Tenant.AcceptToken("app", Graph.App());
        graph.Token = "app";

        Assert.Equal(HttpStatusCode.Unauthorized, (await graph.Get(Graph.PortalRoot + Path, ("x-ms-client-request-id", "1"))).Status);
    }

    [Fact]
    public async Task On_premises_switches_take_two_partial_puts_whatever_the_case()
    {
        var graph = new Graph();

        await graph.Portal(HttpMethod.Put, OnPremises, """{"passwordWriteBackSupported":false,"accountUnlockEnabled":true}""");
        var first = (await graph.Portal(HttpMethod.Get, OnPremises)).Json;
        await graph.Portal(HttpMethod.Put, OnPremises, """{"accountUnlockEnabled":true}""");
        var second = (await graph.Portal(HttpMethod.Get, OnPremises)).Json;

        Assert.Equal((false, false), (first.GetProperty("passwordWritebackSupported").GetBoolean(), first.GetProperty("accountUnlockEnabled").GetBoolean()));
        Assert.Equal((false, true), (second.GetProperty("passwordWritebackSupported").GetBoolean(), second.GetProperty("accountUnlockEnabled").GetBoolean()));
        Assert.True(second.GetProperty("enablementForTenant").GetBoolean());
    }

    [Fact]
    public async Task Switching_writeback_is_audited()
    {
        var graph = new Graph();
        await graph.Portal(HttpMethod.Put, OnPremises, """{"passwordWritebackSupported":false}""");
        graph.Clock.Advance(TimeSpan.FromMinutes(2));

        var entry = (await graph.Get("auditLogs/directoryAudits?$filter=activityDisplayName eq 'Disable password writeback for directory'")).Value.Single();

        Assert.Equal("DirectoryManagement", entry.GetProperty("category").GetString());
        Assert.Equal("Self-service Password Management", entry.GetProperty("loggedByService").GetString());
    }

    [Fact]
    public async Task A_changed_shape_lacks_a_known_field_and_has_a_new_one()
    {
        var policy = (await new Graph(new SandboxOptions { Faults = [SandboxFault.PortalShapeChanged] }).Portal(HttpMethod.Get, Path)).Json;

        Assert.False(policy.TryGetProperty("registrationReconfirmIntevalInDays", out _));
        Assert.True(policy.TryGetProperty("registrationReconfirmIntervalInDays", out _));
    }

    [Fact]
    public async Task Somebody_else_overwrites_what_was_put()
    {
        var graph = new Graph(new SandboxOptions { Faults = [SandboxFault.PortalOverwritten] });
        var before = (await graph.Portal(HttpMethod.Get, Path)).Text;

        Assert.Equal(HttpStatusCode.OK, (await graph.Portal(HttpMethod.Put, Path, before.Replace("\"enablementType\":1", "\"enablementType\":0"))).Status);

        Assert.Equal(before, (await graph.Portal(HttpMethod.Get, Path)).Text);
    }

    [Fact]
    public async Task A_portal_that_is_down_answers_502_in_html()
    {
        var reply = await new Graph(new SandboxOptions { Faults = [SandboxFault.PortalDown] }).Portal(HttpMethod.Get, Path);

        Assert.Equal(HttpStatusCode.BadGateway, reply.Status);
        Assert.Equal("text/html", reply.Message.Content.Headers.ContentType!.MediaType);
    }
}
