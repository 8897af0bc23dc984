using System.Management.Automation;
using System.Text.Json.Nodes;
using SsprModule.Models;
using SsprModule.Tests.Support;

namespace SsprModule.Tests.Policy;

/// <summary>Get-, Enable- and Disable-SsprPolicy against the embedded tenant.</summary>
public sealed class PolicyTests
{
    [Fact]
    public void The_policy_comes_whole_with_the_backend_of_each_value()
    {
        using var session = UserSession.InSandbox();

        var policy = session.Run("Get-SsprPolicy").Single<SsprPolicy>();

        Assert.NotNull(policy.UserScope);
        Assert.Equal(SsprBackend.Portal, policy.Sources["UserScope"]);
        Assert.Equal(SsprBackend.Graph, policy.Sources["AdminSspr"]);
        Assert.Equal(SsprBackend.Portal, policy.Sources["Writeback"]);
        Assert.Equal((null, SsprBackend.Portal), (policy.HelpdeskLink, policy.Sources["HelpdeskLink"]));
        Assert.Contains(policy.Methods!, m => m.Method == "Email");
        Assert.Contains("email", policy.UsableMethods!);
        Assert.Equal(("SSPR Pilot Amsterdam", true), (policy.ScopeGroup!.DisplayName, policy.ScopeGroup.MemberCount > 0));
        Assert.Equal((SsprCampaignState.Default, 1), (policy.RegistrationCampaign!.State, policy.RegistrationCampaign.SnoozeDays));
        Assert.Equal((10, 60, true), (policy.LockoutThreshold, policy.LockoutSeconds, policy.BannedPasswordCheck));
        Assert.Equal("contoso.onmicrosoft.com=?, contoso.com=0, fabrikam.contoso.com=0", policy.PasswordExpiry!.ToString());
        Assert.StartsWith("LockoutThreshold, BannedPasswords: nobody has set", Assert.Single(policy.Notes));
    }

    [Theory]
    [InlineData("GroupMember.Read.All", "ScopeGroup")]
    [InlineData("GroupSettings.Read.All", "LockoutThreshold")]
    [InlineData("Domain.Read.All", "PasswordExpiry")]
    [InlineData("Policy.Read.All", "AdminSspr")]
    public void A_part_for_which_a_permission_is_missing_is_noted_with_its_name_and_hides_nothing(string missing, string part)
    {
        string[] all = ["Policy.Read.All", "GroupMember.Read.All", "GroupSettings.Read.All", "Domain.Read.All"];
        using var session = UserSession.InSandbox($"-Grant {string.Join(", ", all.Where(p => p != missing))}");
        var policy = session.Run("Get-SsprPolicy").Single<SsprPolicy>();
        Assert.Contains(policy.Notes, n => n.StartsWith(part, StringComparison.Ordinal) && n.Contains(missing, StringComparison.Ordinal));
        Assert.NotNull(policy.UserScope);
    }

    [Fact]
    public void Enable_for_a_group_by_name_shows_in_the_policy()
    {
        using var session = UserSession.InSandbox();
        var policy = session.Run("Enable-SsprPolicy -Scope Selected -Group 'SSPR Pilot' -PassThru -Confirm:$false").Single<SsprPolicy>();
        Assert.Equal(SsprUserScope.Selected, policy.UserScope);
        Assert.Equal("SSPR Pilot", policy.ScopeGroup?.DisplayName);
    }

    [Fact]
    public void Enable_without_PassThru_writes_nothing_to_the_pipeline()
    {
        using var session = UserSession.InSandbox();
        Assert.Empty(session.Run("Enable-SsprPolicy All -Confirm:$false").AssertFine().Output);
        Assert.Equal(SsprUserScope.All, session.Run("Get-SsprPolicy").Single<SsprPolicy>().UserScope);
    }

    [Fact]
    public void Disable_leaves_administrators_alone_and_the_other_way_round()
    {
        using var session = UserSession.InSandbox();
        var users = session.Run("Disable-SsprPolicy -Confirm:$false -PassThru").Single<SsprPolicy>();
        Assert.Equal((SsprUserScope.None, true), (users.UserScope, users.AdminSspr));

        var admins = session.Run("Enable-SsprPolicy All -Confirm:$false; Disable-SsprPolicy Admins -Confirm:$false -PassThru").AssertFine();
        var policy = (SsprPolicy)admins.Output[0].BaseObject;
        Assert.Equal((SsprUserScope.All, false), (policy.UserScope, policy.AdminSspr));
        Assert.Contains(admins.Warnings, w => w.Contains("60", StringComparison.Ordinal));
    }

    [Fact]
    public void WhatIf_changes_nothing_and_sends_no_write()
    {
        using var session = UserSession.InSandbox();
        var before = session.Run("Get-SsprPolicy").Single<SsprPolicy>();

        var outcome = session.Run("Enable-SsprPolicy All -WhatIf -Verbose; Disable-SsprPolicy Admins -WhatIf -Verbose").AssertFine();

        Assert.DoesNotContain(outcome.Verbose, v => v.StartsWith("PUT", StringComparison.Ordinal) || v.StartsWith("PATCH", StringComparison.Ordinal));
        var after = session.Run("Get-SsprPolicy").Single<SsprPolicy>();
        Assert.Equal((before.UserScope, before.AdminSspr), (after.UserScope, after.AdminSspr));
    }

    [Fact]
    public void Asking_for_what_already_is_writes_nothing()
    {
        using var session = UserSession.InSandbox();
        session.Run("Enable-SsprPolicy All -Confirm:$false").AssertFine();
        var outcome = session.Run("Enable-SsprPolicy All -Confirm:$false -Verbose").AssertFine();
        Assert.DoesNotContain(outcome.Verbose, v => v.StartsWith("PUT", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Selected -Group 'Nobody Here'", "GroupNotFound")]
    [InlineData("Selected -Group 11111111-1111-1111-1111-111111111111", "GroupNotFound")]
    [InlineData("Selected -Group 'Project X'", "GroupAmbiguous")]
    [InlineData("Selected -Group 'Everyone Newsletter'", "GroupNotSecurity")]
    [InlineData("All -Group 'SSPR Pilot'", "GroupNotAllowed")]
    [InlineData("Admins -Group 'SSPR Pilot'", "GroupNotAllowed")]
    public void A_group_that_will_not_do_is_refused_and_nothing_changes(string arguments, string id)
    {
        using var session = UserSession.InSandbox();
        var before = session.Run("Get-SsprPolicy").Single<SsprPolicy>();

        var outcome = session.Run($"Enable-SsprPolicy {arguments} -Confirm:$false");

        Assert.Equal(id, outcome.EndedWith);
        var after = session.Run("Get-SsprPolicy").Single<SsprPolicy>();
        Assert.Equal((before.UserScope, before.ScopeGroup), (after.UserScope, after.ScopeGroup));
    }

    [Fact]
    public void An_application_reads_what_Graph_has_and_infers_the_scope()
    {
        using var session = UserSession.InSandbox("-SignIn Application");

        var outcome = session.Run("Get-SsprPolicy");

        var policy = outcome.Single<SsprPolicy>();
        Assert.Equal(SsprBackend.Inferred, policy.Sources["UserScope"]);
        Assert.Equal(SsprUserScope.Selected, policy.UserScope);
        Assert.Null(policy.MethodsRequired);
        Assert.NotEmpty(policy.Notes);
        Assert.Contains(outcome.Warnings, w => w.Contains("Entra admin center", StringComparison.Ordinal));
    }

    [Fact]
    public void An_application_can_switch_administrators_but_not_users()
    {
        using var session = UserSession.InSandbox("-SignIn Application");
        Assert.Equal("PortalUnavailable", session.Run("Enable-SsprPolicy All -Confirm:$false").EndedWith);
        Assert.False(session.Run("Disable-SsprPolicy Admins -Confirm:$false -PassThru").Single<SsprPolicy>().AdminSspr);
    }

    [Fact]
    public void A_part_that_can_not_be_read_is_unknown_and_does_not_hide_the_rest()
    {
        using var session = UserSession.InSandbox("-Grant AuditLog.Read.All");
        var policy = session.Run("Get-SsprPolicy").Single<SsprPolicy>();
        Assert.Null(policy.AdminSspr);
        Assert.NotNull(policy.UserScope);
        Assert.Contains(policy.Notes, n => n.Contains("Policy.Read.All", StringComparison.Ordinal));
    }

    [Fact]
    public void What_a_cloud_does_not_have_is_unknown_with_the_reason()
    {
        using var session = UserSession.InSandbox("-Environment China");
        var policy = session.Run("Get-SsprPolicy").Single<SsprPolicy>();
        Assert.Null(policy.Methods);
        Assert.NotNull(policy.AdminSspr);
        Assert.Contains(policy.Notes, n => n.Contains("China", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("-Role 'Reports Reader'", "PortalRefused")]
    [InlineData("-Fault PortalDown", "ServiceUnavailable")]
    [InlineData("-Fault PortalShapeChanged", "PortalShapeUnknown")]
    [InlineData("-Fault PortalOverwritten", "ChangeNotVerified")]
    [InlineData("-Fault Unlicensed", "PortalRefused")]
    public void A_backend_that_does_not_play_along_is_told(string parameters, string id)
    {
        using var session = UserSession.InSandbox(parameters);
        var outcome = session.Run("Enable-SsprPolicy All -Confirm:$false");
        Assert.Equal(id, outcome.EndedWith);
        Assert.NotEmpty(outcome.EndError.ErrorDetails.RecommendedAction);
    }

    [Fact]
    public void A_missing_permission_for_the_administrators_switch_is_named()
    {
        using var session = UserSession.InSandbox("-Grant Policy.Read.All");
        var outcome = session.Run("Disable-SsprPolicy Admins -Confirm:$false");
        Assert.Equal("PermissionMissing", outcome.EndedWith);
        Assert.Contains("Policy.ReadWrite.Authorization", outcome.EndError.Exception.Message);
    }

    [Fact]
    public void Only_the_fields_asked_for_differ_on_the_wire_and_unknown_members_go_back_as_they_came()
    {
        var portal = new PortalServer(PortalServer.Sample.Replace("\"objectId\": \"default\"", "\"objectId\": \"default\", \"brandNew\": {\"a\": [1]}", StringComparison.Ordinal));
        using var session = new UserSession();
        session.Connect(portal.Handler);
        var before = portal.Json.DeepClone().AsObject();

        session.Run("Disable-SsprPolicy -Confirm:$false").AssertFine();

        var written = Assert.Single(portal.Handler.Requests, r => r.Method == "PUT");
        var sent = JsonNode.Parse(written.Body)!.AsObject();
        before["enablementType"] = 0;
        Assert.True(JsonNode.DeepEquals(before, sent), sent.ToJsonString());
    }

    [Fact]
    public void The_help_desk_link_survives_a_change_of_scope()
    {
        // Other tools wipe it with every write (users.md, defect 3).
        var portal = new PortalServer(PortalServer.Sample.Replace("\"customHelpdeskEmailOrUrl\": \"\"", "\"customHelpdeskEmailOrUrl\": \"help@contoso.com\"", StringComparison.Ordinal));
        using var session = new UserSession();
        session.Connect(portal.Handler);
        session.Run("Enable-SsprPolicy All -Confirm:$false; Disable-SsprPolicy -Confirm:$false").AssertFine();
        Assert.Equal("help@contoso.com", portal.Json["customHelpdeskEmailOrUrl"]!.GetValue<string>());
    }

    [Fact]
    public void A_backend_that_empties_the_list_of_groups_by_itself_is_no_false_alarm()
    {
        var portal = new PortalServer(PortalServer.Sample.Replace("\"enablementType\": 2", "\"enablementType\": 1", StringComparison.Ordinal).Replace("\"passwordResetEnabledGroupIds\": []", "\"passwordResetEnabledGroupIds\": [\"5a4dbb0e-0f30-4d0c-9d3b-5e9b7c1f5a01\"]", StringComparison.Ordinal)) { EmptiesGroups = true };
        using var session = new UserSession();
        session.Connect(portal.Handler);
        session.Run("Enable-SsprPolicy All -Confirm:$false").AssertFine();
        Assert.Equal(2, portal.Json["enablementType"]!.GetValue<int>());
    }

    [Fact]
    public void An_expired_portal_token_does_not_hide_what_Graph_has()
    {
        var server = new FakeServer((r, _) => r.RequestUri!.AbsolutePath.StartsWith("/api/", StringComparison.Ordinal)
            ? new HttpResponseMessage(System.Net.HttpStatusCode.Unauthorized)
            : FakeServer.Json(r.RequestUri.AbsolutePath.EndsWith("authorizationPolicy", StringComparison.Ordinal) ? """{"allowedToUseSSPR":true}""" : """{"value":[]}"""));
        using var session = new UserSession();
        session.Connect(server);
        var outcome = session.Run("Get-SsprPolicy").AssertFine();
        Assert.True(((SsprPolicy)outcome.Output[0].BaseObject).AdminSspr);
        Assert.NotEmpty(outcome.Warnings);
    }

    [Fact]
    public void The_path_of_a_portal_endpoint_is_kept()
    {
        var portal = new FakeServer((_, _) => new HttpResponseMessage(System.Net.HttpStatusCode.NotFound));
        using var session = new UserSession();
        var endpoint = TestEngine.Serve(portal);
        session.Run($"Connect-Sspr -AccessToken $t -PortalAccessToken $t -GraphEndpoint {endpoint} -PortalEndpoint {endpoint}/gateway/", ("t", Connections.Secret("x"))).AssertFine();
        session.Run("Disable-SsprPolicy -Confirm:$false");
        Assert.StartsWith("/gateway/api/PasswordReset/PasswordResetPolicies", portal.Requests[0].PathAndQuery);
    }

    [Fact]
    public void A_write_whose_answer_is_lost_is_told_as_unknown()
    {
        var portal = new PortalServer(PortalServer.Sample) { LosesWrites = true };
        using var session = new UserSession();
        session.Connect(portal.Handler);
        var outcome = session.Run("Disable-SsprPolicy -Confirm:$false");
        Assert.Equal("OutcomeUnknown", outcome.EndedWith);
        Assert.Equal(ErrorCategory.WriteError, outcome.EndError.CategoryInfo.Category);
    }
}
