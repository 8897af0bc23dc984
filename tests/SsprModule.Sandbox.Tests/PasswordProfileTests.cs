using SsprModule.Sandbox.Tests.Support;

namespace SsprModule.Sandbox.Tests;

public sealed class PasswordProfileTests
{
    private const string Good = """{"passwordProfile":{"password":"Sunny-Meadow-42","forceChangePasswordNextSignIn":false}}""";

    [Fact]
    public async Task An_application_sets_a_cloud_users_password_with_the_least_permission()
    {
        var graph = new Graph(signIn: Graph.App("User-PasswordProfile.ReadWrite.All", "User.Read.All"));

        var reply = await graph.Patch("users/bob@contoso.com", Good);
        var user = await graph.Get("users/bob@contoso.com?$select=lastPasswordChangeDateTime,passwordProfile");

        Assert.Equal(HttpStatusCode.NoContent, reply.Status);
        Assert.Equal(graph.Clock.GetUtcNow(), user.Json.GetProperty("lastPasswordChangeDateTime").GetDateTimeOffset());
        Assert.False(user.Json.GetProperty("passwordProfile").GetProperty("forceChangePasswordNextSignIn").GetBoolean());
    }

    [Theory]
    [InlineData("User-PasswordProfile.ReadWrite.All")]
    [InlineData("User-PasswordProfile.ReadWrite.All", "User.ReadWrite.All")]
    public async Task The_type_that_the_SDK_writes_into_the_body_is_no_property_to_change(params string[] permissions)
    {
        var graph = new Graph(signIn: Graph.App(permissions));

        var reply = await graph.Patch("users/bob@contoso.com", """{"@odata.type":"#microsoft.graph.user","passwordProfile":{"@odata.type":"#microsoft.graph.passwordProfile","password":"Sunny-Meadow-42"}}""");

        Assert.Equal(HttpStatusCode.NoContent, reply.Status);
    }

    [Fact]
    public async Task A_synced_user_is_refused_with_the_documented_400()
    {
        var reply = await new Graph().Patch("users/sanne.synced@contoso.com", Good);

        Assert.Equal((HttpStatusCode.BadRequest, "Request_BadRequest"), (reply.Status, reply.Code));
        Assert.Equal(
            "Unable to update the specified properties for on-premises mastered Directory Sync objects or objects currently undergoing migration.",
            reply.ErrorMessage);
    }

    [Fact]
    public async Task A_guest_is_refused()
    {
        var reply = await new Graph().Patch("users/guest_partner.example%23EXT%23@contoso.onmicrosoft.com", Good);

        Assert.Equal((HttpStatusCode.BadRequest, "Property userPrincipalName is invalid."), (reply.Status, reply.ErrorMessage));
    }

    [Fact]
    public async Task An_application_without_a_role_cannot_reset_an_administrator()
    {
        var graph = new Graph();
        var plain = graph.As(Graph.App("User-PasswordProfile.ReadWrite.All"));
        var privileged = graph.As(new SandboxSignIn
        {
            Kind = SandboxSignInKind.Application, Permissions = ["User-PasswordProfile.ReadWrite.All"], Roles = ["Privileged Authentication Administrator"],
        });

        Assert.Equal(HttpStatusCode.Forbidden, (await plain.Patch("users/helpdesk@contoso.com", Good)).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await privileged.Patch("users/helpdesk@contoso.com", Good)).Status);
    }

    [Fact]
    public async Task User_ReadWrite_All_alone_does_not_let_an_application_set_passwords()
    {
        var graph = new Graph();

        Assert.Equal(HttpStatusCode.Forbidden, (await graph.As(Graph.App("User.ReadWrite.All")).Patch("users/bob@contoso.com", Good)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await graph.As(Graph.App("User-PasswordProfile.ReadWrite.All")).Patch("users/bob@contoso.com", """{"accountEnabled":false}""")).Status);
    }

    [Fact]
    public async Task The_flag_alone_is_204_without_effect()
    {
        var graph = new Graph();

        var reply = await graph.Patch("users/bob@contoso.com", """{"passwordProfile":{"forceChangePasswordNextSignIn":true}}""");
        var user = await graph.Get("users/bob@contoso.com?$select=passwordProfile");

        Assert.Equal(HttpStatusCode.NoContent, reply.Status);
        Assert.False(user.Json.GetProperty("passwordProfile").GetProperty("forceChangePasswordNextSignIn").GetBoolean());
    }

    [Fact]
    public async Task A_weak_password_is_refused_with_the_observed_message()
    {
        var reply = await new Graph().Patch("users/bob@contoso.com", """{"passwordProfile":{"password":"simple"}}""");

        Assert.Equal("The specified password does not comply with password complexity requirements. Please provide a different password.", reply.ErrorMessage);
    }

    [Fact]
    public async Task The_custom_banned_list_of_the_tenant_is_applied()
    {
        var graph = new Graph();
        const string Body = """{"passwordProfile":{"password":"Stroopwafel1"}}""";
        Assert.Equal(HttpStatusCode.NoContent, (await graph.Patch("users/bob@contoso.com", Body)).Status);

        var created = await graph.Post("groupSettings", """{"templateId":"5cf42378-d67d-4f36-ba46-e8b86229381d","values":[{"name":"BannedPasswordList","value":"stroopwafel\tcontosoland"},{"name":"EnableBannedPasswordCheck","value":"True"}]}""");

        Assert.Equal(HttpStatusCode.Created, created.Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await graph.Patch("users/bob@contoso.com", Body)).Status);
    }

    [Fact]
    public async Task A_helpdesk_administrator_may_reset_a_password_but_not_disable_the_account()
    {
        var graph = new Graph().As(Graph.User("Helpdesk Administrator"));

        Assert.Equal(HttpStatusCode.NoContent, (await graph.Patch("users/bob@contoso.com", Good)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await graph.Patch("users/bob@contoso.com", """{"accountEnabled":false}""")).Status);
    }

    [Fact]
    public async Task One_changes_ones_own_password_with_the_current_one()
    {
        var graph = new Graph();
        await graph.Patch("users/anna@contoso.com", Good);
        var anna = graph.As(new SandboxSignIn { User = "anna@contoso.com", Roles = [] });

        Assert.Equal(HttpStatusCode.BadRequest, (await anna.Post("me/changePassword", """{"currentPassword":"wrong","newPassword":"Other-Meadow-43"}""")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await anna.Post("me/changePassword", """{"currentPassword":"Sunny-Meadow-42","newPassword":"Sunny-Meadow-42"}""")).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await anna.Post("me/changePassword", """{"currentPassword":"Sunny-Meadow-42","newPassword":"Other-Meadow-43"}""")).Status);
    }
}
