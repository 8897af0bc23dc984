using System.Text.Json.Nodes;
using SsprModule.Sandbox.Tests.Support;

namespace SsprModule.Sandbox.Tests;

public sealed class PolicyTests
{
    private const string Methods = "policies/authenticationMethodsPolicy";

    [Fact]
    public async Task The_administrator_switch_is_read_and_patched_in_both_versions()
    {
        var graph = new Graph();

        Assert.True((await graph.Get("policies/authorizationPolicy")).Json.GetProperty("allowedToUseSSPR").GetBoolean());
        Assert.Equal(HttpStatusCode.NoContent, (await graph.Patch("policies/authorizationPolicy", """{"allowedToUseSSPR":false}""")).Status);
        Assert.False((await graph.Get(Graph.Beta + "policies/authorizationPolicy/authorizationPolicy")).Json.GetProperty("allowedToUseSSPR").GetBoolean());
        Assert.False((await graph.Get(Graph.Beta + "policies/authorizationPolicy")).Value.Single().GetProperty("allowedToUseSSPR").GetBoolean());
    }

    [Theory]
    [InlineData("""{"allowedToUseSSPR":null}""")]
    [InlineData("""{"allowedToUseSSPR":"yes"}""")]
    [InlineData("""{"id":"x"}""")]
    [InlineData("""{"unheardOf":true}""")]
    public async Task A_bad_patch_of_the_authorization_policy_is_400(string body)
        => Assert.Equal(HttpStatusCode.BadRequest, (await new Graph().Patch("policies/authorizationPolicy", body)).Status);

    [Fact]
    public async Task A_method_configuration_is_patched_with_its_type_and_reset_by_delete()
    {
        var graph = new Graph();
        const string Sms = Methods + "/authenticationMethodConfigurations/Sms";

        Assert.Equal(HttpStatusCode.BadRequest, (await graph.Patch(Sms, """{"state":"disabled"}""")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await graph.Patch(Sms, """{"@odata.type":"#microsoft.graph.emailAuthenticationMethodConfiguration","state":"disabled"}""")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await graph.Patch(Sms, """{"@odata.type":"#microsoft.graph.smsAuthenticationMethodConfiguration","state":"maybe"}""")).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await graph.Patch(Sms, """{"@odata.type":"#microsoft.graph.smsAuthenticationMethodConfiguration","state":"disabled"}""")).Status);
        Assert.Equal("disabled", (await graph.Get(Methods + "/authenticationMethodConfigurations/sms")).Json.GetProperty("state").GetString());
        Assert.Equal(HttpStatusCode.NoContent, (await graph.Delete(Sms)).Status);
        Assert.Equal("enabled", (await graph.Get(Sms)).Json.GetProperty("state").GetString());
        Assert.Equal(HttpStatusCode.NotFound, (await graph.Get(Methods + "/authenticationMethodConfigurations/Pigeon")).Status);
    }

    [Theory]
    [InlineData("MicrosoftAuthenticator", "microsoftAuthenticator", "isSoftwareOathEnabled", "featureSettings")]
    [InlineData("Fido2", "fido2", "isAttestationEnforced", "isSelfServiceRegistrationAllowed", "keyRestrictions", "defaultPasskeyProfile", "passkeyProfiles")]
    [InlineData("TemporaryAccessPass", "temporaryAccessPass", "defaultLength", "defaultLifetimeInMinutes", "minimumLifetimeInMinutes", "maximumLifetimeInMinutes", "isUsableOnce")]
    [InlineData("QRCodePin", "qrCodePin", "pinLength", "standardQRCodeLifetimeInDays")]
    [InlineData("Voice", "voice", "isOfficePhoneAllowed")]
    [InlineData("Email", "email", "allowExternalIdToUseEmailOtp")]
    public async Task A_method_configuration_has_every_documented_property(string id, string type, params string[] properties)
    {
        var configuration = (await new Graph().Get(Methods + "/authenticationMethodConfigurations/" + id)).Json;

        Assert.Equal($"#microsoft.graph.{type}AuthenticationMethodConfiguration", configuration.GetProperty("@odata.type").GetString());
        Assert.All(properties.Concat(["id", "state", "includeTargets", "excludeTargets"]), name => Assert.True(configuration.TryGetProperty(name, out _), name));
    }

    [Fact]
    public async Task The_targets_of_a_method_are_groups_and_come_back_complete()
    {
        var graph = new Graph();
        const string Sms = Methods + "/authenticationMethodConfigurations/Sms";
        var group = (await graph.Get("groups?$filter=displayName eq 'SSPR Pilot'")).Value.Single().GetProperty("id").GetString();

        var changed = await graph.Patch(Sms, Body("group"));
        var target = (await graph.Get(Sms)).Json.GetProperty("includeTargets").EnumerateArray().Single();

        Assert.Equal(HttpStatusCode.NoContent, changed.Status);
        Assert.Equal((group, false), (target.GetProperty("id").GetString(), target.GetProperty("isRegistrationRequired").GetBoolean()));
        Assert.Equal(HttpStatusCode.BadRequest, (await graph.Patch(Sms, Body("user"))).Status);

        string Body(string type)
            => $$"""{"@odata.type":"#microsoft.graph.smsAuthenticationMethodConfiguration","includeTargets":[{"id":"{{group}}","targetType":"{{type}}"}]}""";
    }

    [Fact]
    public async Task Switching_a_method_off_lowers_who_counts_as_registered()
    {
        var graph = new Graph(new SandboxOptions { ReportLatency = TimeSpan.Zero });
        var synced = await graph.IdOf("o'brien@contoso.com");
        const string Report = "reports/authenticationMethods/userRegistrationDetails/";
        Assert.True((await graph.Get(Report + synced)).Json.GetProperty("isSsprRegistered").GetBoolean());

        await graph.Patch(Methods + "/authenticationMethodConfigurations/Sms", """{"@odata.type":"#microsoft.graph.smsAuthenticationMethodConfiguration","state":"disabled"}""");

        Assert.False((await graph.Get(Report + synced)).Json.GetProperty("isSsprRegistered").GetBoolean());
    }

    [Fact]
    public async Task The_migration_state_is_patched_and_the_change_is_audited()
    {
        var graph = new Graph();

        Assert.Equal(HttpStatusCode.NoContent, (await graph.Patch(Methods, """{"policyMigrationState":"migrationInProgress"}""")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await graph.Patch(Methods, """{"policyMigrationState":"done"}""")).Status);
        graph.Clock.Advance(TimeSpan.FromMinutes(2));

        Assert.Equal("migrationInProgress", (await graph.Get(Methods)).Json.GetProperty("policyMigrationState").GetString());
        Assert.Single((await graph.Get("auditLogs/directoryAudits?$filter=activityDisplayName eq 'Authentication Methods Policy Update'")).Value);
    }

    [Fact]
    public async Task Domains_show_kind_and_take_a_new_expiry()
    {
        var graph = new Graph();

        var domains = (await graph.Get("domains")).Value.ToDictionary(domain => domain.GetProperty("id").GetString()!);
        Assert.Equal(["contoso.com", "contoso.onmicrosoft.com", "fabrikam.contoso.com"], domains.Keys.Order());
        Assert.Equal("Federated", domains["fabrikam.contoso.com"].GetProperty("authenticationType").GetString());
        Assert.True(domains["contoso.com"].GetProperty("isDefault").GetBoolean());

        Assert.Equal(HttpStatusCode.NoContent, (await graph.Patch("domains/contoso.com", """{"passwordValidityPeriodInDays":120}""")).Status);
        Assert.Equal(120, (await graph.Get("domains/contoso.com")).Json.GetProperty("passwordValidityPeriodInDays").GetInt32());
        Assert.Equal(HttpStatusCode.BadRequest, (await graph.Patch("domains/contoso.com", """{"authenticationType":"Federated"}""")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await graph.Patch("domains/contoso.com", """{"passwordValidityPeriodInDays":-1}""")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await graph.Patch("domains/contoso.com", """{"isDefault":null}""")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await graph.Get("domains/nowhere.example")).Status);
    }

    [Fact]
    public async Task Password_rule_settings_begin_absent_and_live_from_post_to_delete()
    {
        var graph = new Graph();
        const string Template = "5cf42378-d67d-4f36-ba46-e8b86229381d";
        Assert.Empty((await graph.Get("groupSettings")).Value);

        var created = await graph.Post("groupSettings", $$"""{"templateId":"{{Template}}","values":[{"name":"LockoutThreshold","value":"5"}]}""");
        var id = created.Json.GetProperty("id").GetString();
        Assert.Equal(HttpStatusCode.Conflict, (await graph.Post("groupSettings", $$"""{"templateId":"{{Template}}"}""")).Status);
        Assert.Equal("5", Value(await graph.Get("groupSettings/" + id), "LockoutThreshold"));
        Assert.Equal("True", Value(await graph.Get("groupSettings/" + id), "EnableBannedPasswordCheck"));

        Assert.Equal(HttpStatusCode.BadRequest, (await graph.Patch("groupSettings/" + id, """{"values":[{"name":"LockoutThreshold","value":"many"}]}""")).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await graph.Patch("groupSettings/" + id, """{"values":[{"name":"LockoutDurationInSeconds","value":"90"}]}""")).Status);
        Assert.Equal("10", Value(await graph.Get("groupSettings/" + id), "LockoutThreshold"));
        Assert.Equal(HttpStatusCode.NoContent, (await graph.Delete("groupSettings/" + id)).Status);
        Assert.Empty((await graph.Get("groupSettings")).Value);
    }

    [Fact]
    public async Task Directory_synchronisation_shows_the_dead_writeback_flag_and_refuses_to_set_it()
    {
        var graph = new Graph();

        var sync = (await graph.Get("directory/onPremisesSynchronization")).Value.Single();
        var path = "directory/onPremisesSynchronization/" + sync.GetProperty("id").GetString();

        Assert.False(sync.GetProperty("features").GetProperty("passwordWritebackEnabled").GetBoolean());
        Assert.Equal(HttpStatusCode.BadRequest, (await graph.Patch(path, """{"features":{"passwordWritebackEnabled":true}}""")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await graph.Patch(path, """{"features":{"cloudPasswordPolicyForPasswordSyncedUsersEnabled":null}}""")).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await graph.Patch(path, """{"features":{"userForcePasswordChangeOnLogonEnabled":true}}""")).Status);
        Assert.True((await graph.Get(path)).Json.GetProperty("features").GetProperty("userForcePasswordChangeOnLogonEnabled").GetBoolean());
        Assert.Equal(HttpStatusCode.Forbidden, (await graph.As(Graph.User("Hybrid Identity Administrator")).Get(path)).Status);
    }

    [Fact]
    public async Task Roles_show_direct_and_through_groups_transitive()
    {
        var graph = new Graph();
        var group = (await graph.Get("groups?$filter=displayName eq 'Tier 0 Operators'")).Value[0].GetProperty("id").GetString();
        var member = (await graph.Get($"groups/{group}/members")).Value.Single().GetProperty("id").GetString();
        var transitive = Graph.Beta + $"roleManagement/directory/transitiveRoleAssignments?$count=true&$filter=principalId eq '{member}'";

        Assert.Empty((await graph.Get($"roleManagement/directory/roleAssignments?$filter=principalId eq '{member}'")).Value);
        Assert.Single((await graph.Get(transitive, ("ConsistencyLevel", "eventual"))).Value);
        Assert.Equal(HttpStatusCode.BadRequest, (await graph.Get(transitive)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await graph.Get(transitive.Replace("beta", "v1.0"), ("ConsistencyLevel", "eventual"))).Status);
    }

    [Fact]
    public async Task A_directory_role_is_read_by_template_and_lists_its_members()
    {
        var graph = new Graph();

        var role = await graph.Get("directoryRoles(roleTemplateId='62e90394-69f5-4237-9190-012177145e10')");
        var members = await graph.Get($"directoryRoles/{role.Json.GetProperty("id").GetString()}/members");

        Assert.Equal("Global Administrator", role.Json.GetProperty("displayName").GetString());
        Assert.Contains("admin@contoso.com", members.Value.Select(user => user.GetProperty("userPrincipalName").GetString()));
    }

    [Fact]
    public async Task Secure_score_tells_how_many_lack_password_reset()
    {
        var control = (await new Graph().Get("security/secureScores?$top=1")).Value.Single().GetProperty("controlScores")[0];

        Assert.Equal("SelfServicePasswordReset", control.GetProperty("controlName").GetString());
        Assert.Matches("^You have [1-9][0-9]* of [1-9][0-9]* users", control.GetProperty("implementationStatus").GetString());
    }

    [Fact]
    public async Task The_organization_knows_its_domains_and_synchronisation()
    {
        var graph = new Graph(signIn: Graph.User("Reports Reader", "User.Read"));

        var organization = (await graph.Get("organization?$select=id,displayName,onPremisesSyncEnabled,verifiedDomains")).Value.Single();

        Assert.Equal(graph.Tenant.TenantId.ToString(), organization.GetProperty("id").GetString());
        Assert.Equal(3, organization.GetProperty("verifiedDomains").GetArrayLength());
    }

    private static string? Value(Reply reply, string name)
        => JsonNode.Parse(reply.Text)!["values"]!.AsArray().Single(pair => (string?)pair!["name"] == name)!["value"]!.GetValue<string>();
}
