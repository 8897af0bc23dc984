using System.Text;
using System.Text.Json;
using SsprModule.Sandbox.Tests.Support;

namespace SsprModule.Sandbox.Tests;

public sealed class AccessTests
{
    private const string Report = "reports/authenticationMethods/userRegistrationDetails";

    [Fact]
    public async Task Without_a_token_the_answer_is_401_in_Graphs_shape()
    {
        var graph = new Graph { Token = null };

        var reply = await graph.Get("users", ("client-request-id", "0f0f0f0f-1111-2222-3333-444444444444"));

        Assert.Equal((HttpStatusCode.Unauthorized, "InvalidAuthenticationToken"), (reply.Status, reply.Code));
        var inner = reply.Json.GetProperty("error").GetProperty("innerError");
        Assert.Equal("0f0f0f0f-1111-2222-3333-444444444444", inner.GetProperty("client-request-id").GetString());
        Assert.Equal(reply.Header("request-id"), inner.GetProperty("request-id").GetString());
        Assert.Equal("2026-08-03T09:00:00", inner.GetProperty("date").GetString());
        Assert.Equal("0f0f0f0f-1111-2222-3333-444444444444", reply.Header("client-request-id"));
        Assert.NotNull(reply.Header("x-ms-ags-diagnostic"));
        Assert.Equal(graph.Clock.GetUtcNow(), reply.Message.Headers.Date);
    }

    [Theory]
    [InlineData("opaque", "IDX14100: JWT is not well formed, there are no dots (.).")]
    [InlineData("a.b.c", "Access token validation failure. Invalid signature.")]
    public async Task A_token_that_was_not_issued_is_401(string token, string message)
    {
        var reply = await new Graph { Token = token }.Get("users");

        Assert.Equal((HttpStatusCode.Unauthorized, message), (reply.Status, reply.ErrorMessage));
    }

    [Fact]
    public async Task A_token_for_the_portal_is_refused_by_Graph_and_the_other_way_round()
    {
        var graph = new Graph();
        var graphToken = graph.Token;
        graph.Token = graph.Tenant.IssuePortalToken(new SandboxSignIn());

        var byGraph = await graph.Get("users");
        graph.Token = graphToken;
        var byPortal = await graph.Get(Graph.PortalRoot + "PasswordResetPolicies", ("x-ms-client-request-id", "x"));

        Assert.Equal("Access token validation failure. Invalid audience.", byGraph.ErrorMessage);
        Assert.Equal((HttpStatusCode.Unauthorized, string.Empty), (byPortal.Status, byPortal.Text));
    }

    [Fact]
    public async Task A_token_expires_after_an_hour_on_the_clock()
    {
        var graph = new Graph();
        graph.Clock.Advance(TimeSpan.FromMinutes(59));
        Assert.Equal(HttpStatusCode.OK, (await graph.Get("users?$top=1")).Status);

        graph.Clock.Advance(TimeSpan.FromMinutes(1));
        var reply = await graph.Get("users?$top=1");

        Assert.Equal((HttpStatusCode.Unauthorized, "Lifetime validation failed, the token is expired."), (reply.Status, reply.ErrorMessage));
    }

    [Fact]
    public async Task An_accepted_opaque_token_works_for_both_backends_and_does_not_expire()
    {
        var graph = new Graph();
        graph.Tenant.AcceptToken("test", new SandboxSignIn());
        graph.Token = "test";
        graph.Clock.Advance(TimeSpan.FromDays(3));

        Assert.Equal(HttpStatusCode.OK, (await graph.Get("users?$top=1")).Status);
        Assert.Equal(HttpStatusCode.OK, (await graph.Get(Graph.PortalRoot + "PasswordResetPolicies", ("x-ms-client-request-id", "x"))).Status);
    }

    [Fact]
    public void A_delegated_token_tells_user_scopes_and_roles()
    {
        var graph = new Graph();
        var claims = Claims(graph.Tenant.IssueToken(new SandboxSignIn { Permissions = ["User.Read.All", "AuditLog.Read.All"] }));

        Assert.Equal("https://graph.microsoft.com", claims.GetProperty("aud").GetString());
        Assert.Equal(graph.Tenant.TenantId.ToString(), claims.GetProperty("tid").GetString());
        Assert.Equal("admin@contoso.com", claims.GetProperty("upn").GetString());
        Assert.Equal(["AuditLog.Read.All", "User.Read.All"], claims.GetProperty("scp").GetString()!.Split(' ').Order());
        Assert.Equal(graph.Clock.GetUtcNow().AddHours(1).ToUnixTimeSeconds(), claims.GetProperty("exp").GetInt64());
        Assert.Equal("62e90394-69f5-4237-9190-012177145e10", claims.GetProperty("wids")[0].GetString());
        Assert.False(claims.TryGetProperty("roles", out _));
    }

    [Fact]
    public void An_application_token_tells_app_and_roles_but_no_user()
    {
        var claims = Claims(new Graph().Tenant.IssueToken(new SandboxSignIn { Kind = SandboxSignInKind.Application, Permissions = ["User.Read.All"], AppDisplayName = "Nightly" }));

        Assert.Equal("app", claims.GetProperty("idtyp").GetString());
        Assert.Equal("Nightly", claims.GetProperty("app_displayname").GetString());
        Assert.Equal("User.Read.All", claims.GetProperty("roles")[0].GetString());
        Assert.Empty(claims.GetProperty("wids").EnumerateArray());
        Assert.False(claims.TryGetProperty("upn", out _));
        Assert.False(claims.TryGetProperty("scp", out _));
    }

    [Fact]
    public void There_is_no_portal_token_for_an_application_and_no_token_for_an_unknown_user()
    {
        var tenant = new Graph().Tenant;

        Assert.Throws<ArgumentException>(() => tenant.IssuePortalToken(Graph.App()));
        Assert.Throws<ArgumentException>(() => tenant.IssueToken(new SandboxSignIn { User = "nobody@contoso.com" }));
    }

    [Fact]
    public async Task Report_without_AuditLogReadAll_is_refused_with_403()
    {
        var reply = await new Graph(signIn: Graph.App("User.Read.All")).Get(Report);

        Assert.Equal((HttpStatusCode.Forbidden, "Authentication_MSGraphPermissionMissing"), (reply.Status, reply.Code));
        Assert.Equal("Calling principal does not have required MSGraph permissions AuditLog.Read.All", reply.ErrorMessage);
    }

    [Theory]
    [InlineData("Reports Reader", HttpStatusCode.OK)]
    [InlineData("Security Reader", HttpStatusCode.OK)]
    [InlineData("Security Administrator", HttpStatusCode.OK)]
    [InlineData("Global Reader", HttpStatusCode.OK)]
    [InlineData("Global Administrator", HttpStatusCode.OK)]
    [InlineData("Helpdesk Administrator", HttpStatusCode.Forbidden)]
    [InlineData("User Administrator", HttpStatusCode.Forbidden)]
    public async Task A_delegated_reader_of_reports_needs_one_of_the_documented_roles(string role, HttpStatusCode expected)
    {
        var reply = await new Graph(signIn: Graph.User(role)).Get(Report);

        Assert.Equal(expected, reply.Status);
    }

    [Fact]
    public async Task Ones_own_report_row_needs_the_role_all_the_same()
    {
        var graph = new Graph().As(new SandboxSignIn { User = "anna@contoso.com", Roles = [] });

        Assert.Equal(HttpStatusCode.Forbidden, (await graph.Get($"{Report}/{await graph.IdOf("anna@contoso.com")}")).Status);
    }

    [Theory]
    [InlineData("GET", "users?$top=1", "User.ReadBasic.All,User.Read.All,User.ReadWrite.All,Directory.Read.All")]
    [InlineData("GET", "groups", "GroupMember.Read.All,Group.Read.All,Directory.Read.All")]
    [InlineData("GET", "policies/authorizationPolicy", "Policy.Read.All,Policy.ReadWrite.Authorization")]
    [InlineData("GET", "policies/authenticationMethodsPolicy", "Policy.Read.AuthenticationMethod,Policy.Read.All,Policy.ReadWrite.AuthenticationMethod")]
    [InlineData("GET", "users/anna@contoso.com/authentication/methods", "UserAuthenticationMethod.Read.All,UserAuthenticationMethod.ReadWrite.All")]
    [InlineData("GET", "users/anna@contoso.com/authentication/phoneMethods", "UserAuthMethod-Phone.Read.All,UserAuthMethod-Phone.ReadWrite.All,UserAuthenticationMethod.Read.All")]
    [InlineData("GET", "users/anna@contoso.com/authentication/emailMethods", "UserAuthMethod-Email.Read.All,UserAuthenticationMethod.ReadWrite.All")]
    [InlineData("GET", "subscribedSkus", "LicenseAssignment.Read.All,Organization.Read.All,Directory.Read.All")]
    [InlineData("GET", "domains", "Domain.Read.All,Domain.ReadWrite.All,Directory.Read.All")]
    [InlineData("GET", "groupSettings", "GroupSettings.Read.All,GroupSettings.ReadWrite.All")]
    [InlineData("GET", "organization", "Organization.Read.All,Directory.Read.All")]
    [InlineData("GET", "roleManagement/directory/roleAssignments", "RoleManagement.Read.Directory,Directory.Read.All")]
    [InlineData("GET", "auditLogs/directoryAudits", "AuditLog.Read.All,Directory.Read.All")]
    [InlineData("GET", "security/secureScores?$top=1", "SecurityEvents.Read.All")]
    [InlineData("POST", "users/bob@contoso.com/revokeSignInSessions", "User.RevokeSessions.All,User.ReadWrite.All")]
    public async Task Each_documented_permission_alone_suffices_for_an_application_and_another_does_not(string method, string path, string permissions)
    {
        foreach (var permission in permissions.Split(','))
        {
            var reply = await new Graph(signIn: Graph.App(permission)).Send(new HttpMethod(method), path, null);
            Assert.True(reply.Status == HttpStatusCode.OK, permission + ": " + reply.Text);
        }

        var refused = await new Graph(signIn: Graph.App("Mail.Read")).Send(new HttpMethod(method), path, null);
        Assert.Equal(HttpStatusCode.Forbidden, refused.Status);
    }

    [Theory]
    [InlineData("GET", "reports/authenticationMethods/usersRegisteredByFeature")]
    [InlineData("GET", "directory/onPremisesSynchronization")]
    [InlineData("POST", "users/bob@contoso.com/authentication/methods/28c10230-6103-485e-b985-444c60001490/resetPassword")]
    [InlineData("POST", "users/bob@contoso.com/authentication/passwordMethods/28c10230-6103-485e-b985-444c60001490/resetPassword")]
    [InlineData("GET", "users/bob@contoso.com/authentication/operations/6b2a8d3a-0000-0000-0000-000000000000")]
    public async Task Delegated_only_calls_refuse_an_application_with_every_permission(string method, string path)
    {
        var everything = new SandboxSignIn { Kind = SandboxSignInKind.Application, Roles = ["Global Administrator"] };

        var reply = await new Graph(signIn: everything).Send(new HttpMethod(method), path, method == "POST" ? "{}" : null);

        Assert.Equal(HttpStatusCode.Forbidden, reply.Status);
    }

    [Theory]
    [InlineData("PATCH", "policies/authorizationPolicy", """{"allowedToUseSSPR":false}""", "Privileged Role Administrator")]
    [InlineData("PATCH", "policies/authenticationMethodsPolicy", """{"reconfirmationInDays":90}""", "Authentication Policy Administrator")]
    [InlineData("PATCH", "domains/contoso.com", """{"passwordValidityPeriodInDays":90}""", "Domain Name Administrator")]
    [InlineData("PATCH", "policies/authenticationMethodsPolicy/authenticationMethodConfigurations/sms", """{"@odata.type":"#microsoft.graph.smsAuthenticationMethodConfiguration","state":"disabled"}""", "Authentication Policy Administrator")]
    public async Task A_delegated_write_needs_the_documented_role_beside_the_permission(string method, string path, string body, string role)
    {
        var (verb, graph) = (new HttpMethod(method), new Graph());

        Assert.Equal(HttpStatusCode.Forbidden, (await graph.As(Graph.User("Reports Reader")).Send(verb, path, body)).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await graph.As(Graph.User(role)).Send(verb, path, body)).Status);
    }

    [Fact]
    public async Task Unknown_paths_are_404_and_wrong_verbs_405()
    {
        var graph = new Graph();

        Assert.Equal(HttpStatusCode.NotFound, (await graph.Get("unicorns")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await graph.Get("https://graph.microsoft.com/v3.0/users")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await graph.Get("reports/authenticationMethods/userEventsSummary")).Status);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await graph.Delete("users/anna@contoso.com")).Status);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await graph.Get("users/anna@contoso.com/revokeSignInSessions")).Status);
    }

    [Fact]
    public void All_permissions_hold_those_that_the_headline_cmdlets_need()
        => Assert.Superset(
            new HashSet<string> { "AuditLog.Read.All", "User.Read.All", "UserAuthenticationMethod.ReadWrite.All", "Policy.ReadWrite.Authorization", "User-PasswordProfile.ReadWrite.All" },
            SandboxPermissions.All.ToHashSet());

    private static JsonElement Claims(string token)
    {
        var part = token.Split('.')[1].Replace('-', '+').Replace('_', '/');
        return JsonDocument.Parse(Encoding.UTF8.GetString(Convert.FromBase64String(part + new string('=', (4 - (part.Length % 4)) % 4)))).RootElement;
    }
}
