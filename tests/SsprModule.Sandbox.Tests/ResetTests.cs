using SsprModule.Sandbox.Tests.Support;

namespace SsprModule.Sandbox.Tests;

public sealed class ResetTests
{
    private const string Good = """{"newPassword":"Sunny-Meadow-42"}""";

    public static TheoryData<string> Paths => ["methods", "passwordMethods"];

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task A_cloud_reset_is_accepted_then_runs_and_succeeds_by_the_clock(string path)
    {
        var graph = new Graph();

        var accepted = await Reset(graph, "bob@contoso.com", Good, path);
        var location = accepted.Header("Location")!;

        Assert.Equal((HttpStatusCode.Accepted, string.Empty), (accepted.Status, accepted.Text));
        Assert.Contains("?aadgdc=", location);
        Assert.Equal("notStarted", await Status(graph, location));
        graph.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("running", await Status(graph, location));
        graph.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("succeeded", await Status(graph, location));
        Assert.Equal("ResetSuccess", (await graph.Get(location)).Json.GetProperty("statusDetail").GetString());
    }

    [Fact]
    public async Task The_password_changes_when_the_operation_ends_even_if_nobody_polls()
    {
        var graph = new Graph();
        const string Path = "users/bob@contoso.com?$select=lastPasswordChangeDateTime,signInSessionsValidFromDateTime,passwordProfile";
        var before = (await graph.Get(Path)).Json.GetProperty("lastPasswordChangeDateTime").GetDateTimeOffset();
        await Reset(graph, "bob@contoso.com", Good);

        Assert.Equal(before, (await graph.Get(Path)).Json.GetProperty("lastPasswordChangeDateTime").GetDateTimeOffset());
        graph.Clock.Advance(TimeSpan.FromSeconds(2));
        var after = (await graph.Get(Path)).Json;

        Assert.Equal(graph.Clock.GetUtcNow(), after.GetProperty("lastPasswordChangeDateTime").GetDateTimeOffset());
        Assert.Equal(graph.Clock.GetUtcNow(), after.GetProperty("signInSessionsValidFromDateTime").GetDateTimeOffset());
        Assert.True(after.GetProperty("passwordProfile").GetProperty("forceChangePasswordNextSignIn").GetBoolean());
    }

    [Fact]
    public async Task The_location_must_be_used_verbatim()
    {
        var graph = new Graph();
        var location = (await Reset(graph, "bob@contoso.com", Good)).Header("Location")!;

        Assert.Equal(HttpStatusCode.NotFound, (await graph.Get(location.Split('?')[0])).Status);
        Assert.Equal(HttpStatusCode.OK, (await graph.Get(location)).Status);
    }

    [Fact]
    public async Task Without_newPassword_a_cloud_user_gets_a_generated_one()
    {
        var graph = new Graph();

        var first = await Reset(graph, "bob@contoso.com", "{}");
        var second = await Reset(graph, "bob@contoso.com", null);

        Assert.Equal(HttpStatusCode.Accepted, first.Status);
        Assert.Matches("^[A-Za-z0-9]{8,}$", first.Json.GetProperty("newPassword").GetString());
        Assert.NotEqual(first.Json.GetProperty("newPassword").GetString(), second.Json.GetProperty("newPassword").GetString());
    }

    [Fact]
    public async Task A_synced_user_needs_newPassword_and_takes_longer()
    {
        var graph = new Graph();

        Assert.Equal(HttpStatusCode.BadRequest, (await Reset(graph, "sanne.synced@contoso.com", "{}")).Status);
        var location = (await Reset(graph, "sanne.synced@contoso.com", Good)).Header("Location")!;
        graph.Clock.Advance(TimeSpan.FromSeconds(19));
        Assert.Equal("running", await Status(graph, location));
        graph.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("succeeded", await Status(graph, location));
    }

    [Fact]
    public async Task Writeback_that_is_down_fails_the_operation_and_changes_nothing()
    {
        var graph = new Graph(new SandboxOptions { Faults = [SandboxFault.WritebackDown] });
        var location = (await Reset(graph, "sanne.synced@contoso.com", Good)).Header("Location")!;
        graph.Clock.Advance(TimeSpan.FromSeconds(20));

        var operation = (await graph.Get(location)).Json;
        var user = await graph.Get("users/sanne.synced@contoso.com?$select=lastPasswordChangeDateTime");

        Assert.Equal("failed", operation.GetProperty("status").GetString());
        Assert.StartsWith("OnPremisesConnectivityError", operation.GetProperty("statusDetail").GetString());
        Assert.True(user.Json.GetProperty("lastPasswordChangeDateTime").GetDateTimeOffset() < graph.Clock.GetUtcNow().AddHours(-1));
    }

    [Fact]
    public async Task With_writeback_switched_off_a_synced_reset_fails()
    {
        var graph = new Graph();
        await graph.Portal(HttpMethod.Put, "OnPremisesPasswordResetPolicies", """{"passwordWriteBackSupported":false}""");

        var location = (await Reset(graph, "sanne.synced@contoso.com", Good)).Header("Location")!;
        graph.Clock.Advance(TimeSpan.FromSeconds(20));

        Assert.Equal("failed", await Status(graph, location));
    }

    [Fact]
    public async Task A_reset_that_never_ends_keeps_running()
    {
        var graph = new Graph(new SandboxOptions { Faults = [SandboxFault.ResetNeverEnds] });
        var location = (await Reset(graph, "bob@contoso.com", Good)).Header("Location")!;

        graph.Clock.Advance(TimeSpan.FromMinutes(50));

        Assert.Equal("running", await Status(graph, location));
    }

    [Theory]
    [InlineData("admin@contoso.com")]
    [InlineData("guest_partner.example#EXT#@contoso.onmicrosoft.com")]
    [InlineData("fred@fabrikam.contoso.com")]
    public async Task Own_guest_and_federated_accounts_are_refused(string upn)
        => Assert.Equal(HttpStatusCode.BadRequest, (await Reset(new Graph(), upn, Good)).Status);

    [Theory]
    [InlineData("Sh0rt!")]
    [InlineData("alllowercaseletters")]
    [InlineData("lowerandUPPERonly")]
    [InlineData("Pässwörd-12345")]
    public async Task A_password_that_breaks_a_rule_is_400_with_the_observed_message(string password)
    {
        var reply = await Reset(new Graph(), "bob@contoso.com", $$"""{"newPassword":"{{password}}"}""");

        Assert.Equal(HttpStatusCode.BadRequest, reply.Status);
        Assert.Equal("The specified password does not comply with password complexity requirements. Please provide a different password.", reply.ErrorMessage);
    }

    [Fact]
    public async Task A_common_password_in_disguise_is_refused_and_a_blank_counts_as_a_class()
    {
        var graph = new Graph();

        var common = await Reset(graph, "bob@contoso.com", """{"newPassword":"P@ssw0rd"}""");

        Assert.Equal(HttpStatusCode.BadRequest, common.Status);
        Assert.Contains("too common", common.ErrorMessage);
        Assert.Equal(HttpStatusCode.Accepted, (await Reset(graph, "bob@contoso.com", """{"newPassword":"lower and Upper only"}""")).Status);
    }

    [Theory]
    [InlineData(7, HttpStatusCode.BadRequest)]
    [InlineData(8, HttpStatusCode.Accepted)]
    [InlineData(256, HttpStatusCode.Accepted)]
    [InlineData(257, HttpStatusCode.BadRequest)]
    public async Task Password_length_is_8_to_256(int length, HttpStatusCode expected)
        => Assert.Equal(expected, (await Reset(new Graph(), "bob@contoso.com", $$"""{"newPassword":"{{"aB3" + new string('x', length - 3)}}"}""")).Status);

    // The matrix of "who can reset passwords": caller, target's role, allowed.
    [Theory]
    [InlineData("Password Administrator", "Password Administrator", true)]
    [InlineData("Password Administrator", "Reports Reader", false)]
    [InlineData("Password Administrator", "Helpdesk Administrator", false)]
    [InlineData("Helpdesk Administrator", "Reports Reader", true)]
    [InlineData("Helpdesk Administrator", "Helpdesk Administrator", true)]
    [InlineData("Helpdesk Administrator", "Authentication Administrator", false)]
    [InlineData("Helpdesk Administrator", "Directory Readers", true)]
    [InlineData("Authentication Administrator", "Authentication Administrator", true)]
    [InlineData("Authentication Administrator", "Helpdesk Administrator", false)]
    [InlineData("Authentication Administrator", "User Administrator", false)]
    [InlineData("User Administrator", "Helpdesk Administrator", true)]
    [InlineData("User Administrator", "Groups Administrator", true)]
    [InlineData("User Administrator", "Authentication Administrator", false)]
    [InlineData("User Administrator", "Global Administrator", false)]
    [InlineData("User Administrator", "Exchange Administrator", false)]
    [InlineData("Privileged Authentication Administrator", "Global Administrator", true)]
    [InlineData("Privileged Authentication Administrator", "Exchange Administrator", true)]
    [InlineData("Global Administrator", "Privileged Role Administrator", true)]
    [InlineData("Reports Reader", "Directory Readers", false)]
    public async Task The_role_matrix_decides_who_resets_whom(string caller, string targetRole, bool allowed)
    {
        var graph = new Graph(new SandboxOptions { UserCount = 2000 });
        var target = await Holder(graph, targetRole);

        var reply = await Reset(graph.As(new SandboxSignIn { Roles = [caller], User = "anna@contoso.com" }), target, """{"newPassword":"Sunny-Meadow-42"}""");

        Assert.Equal(allowed ? HttpStatusCode.Accepted : HttpStatusCode.Forbidden, reply.Status);
    }

    [Fact]
    public async Task A_member_of_a_role_assignable_group_is_out_of_reach_for_user_administrators()
    {
        var graph = new Graph();
        var group = (await graph.Get("groups?$filter=displayName eq 'Tier 0 Operators'")).Value[0].GetProperty("id").GetString();
        var member = (await graph.Get($"groups/{group}/members")).Value.Single().GetProperty("userPrincipalName").GetString()!;

        Assert.Equal(HttpStatusCode.Forbidden, (await Reset(graph.As(Graph.User("User Administrator")), member, Good)).Status);
        Assert.Equal(HttpStatusCode.Accepted, (await Reset(graph.As(Graph.User("Privileged Authentication Administrator")), member, Good)).Status);
    }

    [Fact]
    public async Task The_generic_path_needs_the_broad_permission_the_typed_path_takes_the_granular_one()
    {
        var graph = new Graph().As(Graph.User("Helpdesk Administrator", "UserAuthMethod-Password.ReadWrite.All"));

        Assert.Equal(HttpStatusCode.Forbidden, (await Reset(graph, "bob@contoso.com", Good, "methods")).Status);
        Assert.Equal(HttpStatusCode.Accepted, (await Reset(graph, "bob@contoso.com", Good, "passwordMethods")).Status);
    }

    [Fact]
    public async Task A_504_after_a_reset_has_still_reset_the_password()
    {
        var graph = new Graph(new SandboxOptions { Faults = [SandboxFault.GatewayTimeout], FaultEvery = 1 });

        Assert.Equal(HttpStatusCode.GatewayTimeout, (await Reset(graph, "bob@contoso.com", Good)).Status);
        graph.Clock.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal(HttpStatusCode.GatewayTimeout, (await graph.Get("users/bob@contoso.com")).Status);
        Assert.Contains(graph.Tenant.State.Audit.Events, entry => entry.Kind.Activity == "Reset password (by admin)");
    }

    internal static Task<Reply> Reset(Graph graph, string upn, string? body, string path = "methods")
        => graph.Post($"users/{Uri.EscapeDataString(upn)}/authentication/{path}/{Graph.PasswordMethod}/resetPassword", body);

    /// <summary>A cloud user with just this role.</summary>
    internal static async Task<string> Holder(Graph graph, string role)
    {
        var definition = (await graph.Get($"roleManagement/directory/roleDefinitions?$filter=displayName eq '{role}'")).Value.Single().GetProperty("id").GetString();
        var assignments = await graph.Get($"roleManagement/directory/roleAssignments?$top=999&$filter=roleDefinitionId eq '{definition}'");
        foreach (var assignment in assignments.Value)
        {
            var user = await graph.Get($"users/{assignment.GetProperty("principalId").GetString()}?$select=userPrincipalName,onPremisesSyncEnabled,userType");
            if (user.Status == HttpStatusCode.OK && user.Text.Contains("contoso.com") && user.Json.GetProperty("userType").GetString() == "Member"
                && user.Json.GetProperty("userPrincipalName").GetString() is not ("admin@contoso.com" or "helpdesk@contoso.com"))
            {
                return user.Json.GetProperty("userPrincipalName").GetString()!;
            }
        }

        throw new InvalidOperationException("Nobody holds " + role);
    }

    private static async Task<string?> Status(Graph graph, string location) => (await graph.Get(location)).Json.GetProperty("status").GetString();
}
