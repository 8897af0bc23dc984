using SsprModule.Models;
using SsprModule.Sandbox;
using SsprModule.Tests.Support;

namespace SsprModule.Tests.Password;

/// <summary>What keeps the wrong account from being reset.</summary>
public sealed class GuardTests
{
    [Theory]
    [InlineData("")]
    [InlineData("-Force")]
    public void The_holder_of_a_role_is_refused_and_the_role_is_named(string force)
    {
        using var tenant = new ServedSandbox();
        var outcome = tenant.Session.Run($"Reset-UserPassword helpdesk@contoso.com {force} -Confirm:$false");
        Assert.Empty(outcome.Output);
        Assert.Equal(["PrivilegedUser"], outcome.ErrorIds);
        Assert.Contains("Helpdesk Administrator", outcome.Errors[0].ToString(), StringComparison.Ordinal);
        Assert.Equal("helpdesk@contoso.com", outcome.Errors[0].TargetObject);
        Assert.DoesNotContain(tenant.Requests, r => r.Method is "POST" or "PATCH");
    }

    [Fact]
    public void AllowPrivileged_lets_it_through()
    {
        using var session = UserSession.InSandbox();
        Assert.Equal(SsprResetStatus.Succeeded, session.Run("Reset-UserPassword helpdesk@contoso.com -AllowPrivileged -Confirm:$false").Single<SsprPasswordResetResult>().Status);
    }

    [Fact]
    public void A_role_through_a_group_counts_and_the_group_is_named()
    {
        using var tenant = new ServedSandbox();
        var group = Assert.Single(Values(tenant, "groups?$filter=isAssignableToRole eq true"), _ => true).GetProperty("id").GetString();
        var member = Values(tenant, $"groups/{group}/members").First().GetProperty("userPrincipalName").GetString();

        var outcome = tenant.Session.Run("Reset-UserPassword $who -Confirm:$false", ("who", member));

        Assert.Equal(["PrivilegedUser"], outcome.ErrorIds);
        Assert.Contains("Exchange Administrator through the group 'Tier 0 Operators'", outcome.Errors[0].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_role_that_waits_in_Privileged_Identity_Management_counts_too()
    {
        using var tenant = new ServedSandbox();
        var outcome = tenant.Session.Run("Reset-UserPassword $who -Confirm:$false", ("who", Eligible(tenant)));
        Assert.Equal(["PrivilegedUser"], outcome.ErrorIds);
        Assert.Contains("User Administrator (eligible)", outcome.Errors[0].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_the_permission_for_eligible_roles_the_guard_says_what_it_does_not_see()
    {
        using var tenant = new ServedSandbox(new SandboxSignIn { Permissions = [.. SandboxPermissions.All.Where(p => !p.StartsWith("RoleEligibility", StringComparison.Ordinal))] });
        var outcome = tenant.Session.Run("'helpdesk@contoso.com', $who | Reset-UserPassword -Confirm:$false", ("who", Eligible(tenant)));
        Assert.Equal(["PrivilegedUser"], outcome.ErrorIds);
        Assert.Single(outcome.As<SsprPasswordResetResult>());
        Assert.Single(outcome.Warnings, w => w.Contains("RoleEligibilitySchedule.Read.Directory", StringComparison.Ordinal));
    }

    [Fact]
    public void A_tenant_without_Privileged_Identity_Management_gives_no_warning()
    {
        using var session = UserSession.InSandbox("-Fault Unlicensed");
        Assert.Empty(session.Run("Reset-UserPassword bob@contoso.com -Confirm:$false").AssertFine().Warnings);
    }

    [Theory]
    [InlineData("RoleManagement.Read.Directory")]
    [InlineData("GroupMember.Read.All")]
    public void A_guard_that_can_not_see_resets_nobody_and_names_the_permission(string missing)
    {
        string[] all = ["User.Read.All", "UserAuthenticationMethod.ReadWrite.All", "RoleManagement.Read.Directory", "GroupMember.Read.All"];
        using var tenant = new ServedSandbox(new SandboxSignIn { Permissions = [.. all.Where(p => p != missing)] });

        var outcome = tenant.Session.Run("'bob@contoso.com', 'anna@contoso.com' | Reset-UserPassword -Confirm:$false");

        Assert.Equal("RolesUnreadable", outcome.EndedWith);
        Assert.Contains(missing, outcome.EndError.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(tenant.Requests, r => r.Path.EndsWith("resetPassword", StringComparison.Ordinal));
        Assert.Equal(SsprResetStatus.Succeeded, tenant.Session.Run("Reset-UserPassword bob@contoso.com -AllowPrivileged -Confirm:$false").Single<SsprPasswordResetResult>().Status);
    }

    [Fact]
    public void Roles_are_read_once_for_a_run()
    {
        using var tenant = new ServedSandbox();
        tenant.Session.Run("'anna@contoso.com', 'bob@contoso.com', 'sanne.synced@contoso.com' | Reset-UserPassword -Confirm:$false").AssertFine();
        foreach (var path in new[] { "roleAssignments", "roleDefinitions", "roleEligibilityScheduleInstances", "groups", "owners", "transitiveMembers/graph.user", "domains", "groupSettings" })
        {
            Assert.Single(tenant.Requests, r => r.Path.EndsWith("/" + path, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void The_matrix_explains_before_anything_is_sent_when_the_token_names_the_roles()
    {
        using var tenant = new ServedSandbox(new SandboxSignIn { User = "helpdesk@contoso.com", Roles = ["Password Administrator"] });
        var reader = Holder(tenant, "Reports Reader");

        var outcome = tenant.Session.Run("Reset-UserPassword $who -Confirm:$false", ("who", reader));

        Assert.Equal(["RoleMissing"], outcome.ErrorIds);
        var text = outcome.Errors[0].ToString();
        Assert.Contains("Helpdesk Administrator, Authentication Administrator, User Administrator", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Password Administrator,", text, StringComparison.Ordinal);
        Assert.Contains($"{reader} holds: Reports Reader", text, StringComparison.Ordinal);
        Assert.DoesNotContain(tenant.Requests, r => r.Method is "POST" or "PATCH");
    }

    [Fact]
    public void The_matrix_explains_after_the_refusal_when_it_could_not_before()
    {
        using var tenant = new ServedSandbox(new SandboxSignIn { Kind = SandboxSignInKind.Application });
        var outcome = tenant.Session.Run("Reset-UserPassword helpdesk@contoso.com -AllowPrivileged -Confirm:$false");
        Assert.Equal(["RoleMissing"], outcome.ErrorIds);
        Assert.Contains("helpdesk@contoso.com holds: Helpdesk Administrator", outcome.Errors[0].ToString(), StringComparison.Ordinal);
        Assert.Contains(tenant.Requests, r => r.Method == "PATCH");
    }

    [Fact]
    public void Own_account_is_refused_even_with_everything_allowed()
    {
        using var session = UserSession.InSandbox();
        var outcome = session.Run("Reset-UserPassword admin@contoso.com -AllowPrivileged -Force");
        Assert.Equal(["ResetNotSupported"], outcome.ErrorIds);
    }

    [Fact]
    public void Force_asks_nothing_and_WhatIf_still_writes_nothing()
    {
        using var tenant = new ServedSandbox();
        Assert.Empty(tenant.Session.Run("Reset-UserPassword bob@contoso.com -Force -WhatIf").AssertFine().Output);
        Assert.Empty(tenant.Session.Run("$WhatIfPreference = $true; Reset-UserPassword bob@contoso.com -Force; $WhatIfPreference = $false").AssertFine().Output);
        Assert.DoesNotContain(tenant.Requests, r => r.Path.EndsWith("resetPassword", StringComparison.Ordinal));
        tenant.Session.Run("Reset-UserPassword bob@contoso.com -Force").Single<SsprPasswordResetResult>();
    }

    [Theory]
    [InlineData("guest_partner.example#EXT#@contoso.onmicrosoft.com", "home tenant")]
    [InlineData("sanne.synced@contoso.com", "can't write back")]
    [InlineData("fred@fabrikam.contoso.com", "federated")]
    public void An_application_is_told_which_kind_of_account_it_can_not_reset(string user, string reason)
    {
        using var tenant = new ServedSandbox(new SandboxSignIn { Kind = SandboxSignInKind.Application });
        var outcome = tenant.Session.Run($"Reset-UserPassword '{user}' -Confirm:$false");
        Assert.Equal(["ResetNotSupported"], outcome.ErrorIds);
        Assert.Contains(reason, outcome.Errors[0].ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(tenant.Requests, r => r.Method == "PATCH");
    }

    private static string Eligible(ServedSandbox tenant) => Values(tenant, "roleManagement/directory/roleEligibilityScheduleInstances")
        .Select(row => tenant.Get($"users/{row.GetProperty("principalId").GetString()}"))
        .First(user => user.TryGetProperty("userPrincipalName", out _)).GetProperty("userPrincipalName").GetString()!;

    private static string Holder(ServedSandbox tenant, string role)
    {
        var id = Values(tenant, $"roleManagement/directory/roleDefinitions?$filter=displayName eq '{role}'").Single().GetProperty("id").GetString();
        var holder = Values(tenant, $"roleManagement/directory/roleAssignments?$filter=roleDefinitionId eq '{id}'").First().GetProperty("principalId").GetString();
        return tenant.Get($"users/{holder}").GetProperty("userPrincipalName").GetString()!;
    }

    private static IEnumerable<System.Text.Json.JsonElement> Values(ServedSandbox tenant, string path) => tenant.Get(path).GetProperty("value").EnumerateArray();
}
