using System.Management.Automation;
using System.Net;
using System.Text.Json.Nodes;
using SsprModule.Models;
using SsprModule.Tests.Support;

namespace SsprModule.Tests.Policy;

/// <summary>The policy cmdlets against a server that answers exactly what a test needs.</summary>
public sealed class PolicyServerTests
{
    private const string Pilot = "5a4dbb0e-0f30-4d0c-9d3b-5e9b7c1f5a01";
    private const string Other = "6b5ecc1f-0f30-4d0c-9d3b-5e9b7c1f5a02";

    [Fact]
    public void The_switch_of_administrators_is_sent_alone()
    {
        var isOn = true;
        var server = Graph(request => request.Method == HttpMethod.Patch ? Done(() => isOn = false) : Switch(isOn));
        using var session = Connected(server);

        session.Run("Disable-SsprPolicy Admins -Confirm:$false").AssertFine();

        // An annotation is no property of the policy.
        var sent = JsonNode.Parse(Assert.Single(server.Requests, r => r.Method == "PATCH").Body)!.AsObject();
        Assert.Equal(["allowedToUseSSPR"], sent.Select(m => m.Key));
        Assert.False(sent["allowedToUseSSPR"]!.GetValue<bool>());
    }

    [Fact]
    public void A_switch_of_administrators_that_stays_as_it_was_is_told()
    {
        using var session = Connected(Graph(request => request.Method == HttpMethod.Patch ? Done(() => { }) : Switch(true)));
        Assert.Equal("ChangeNotVerified", session.Run("Disable-SsprPolicy Admins -Confirm:$false").EndedWith);
    }

    [Fact]
    public void A_lost_answer_to_the_switch_of_administrators_is_told_as_unknown()
    {
        using var session = Connected(Graph(request => request.Method == HttpMethod.Patch ? throw new HttpRequestException("The connection was reset.") : Switch(true)));
        Assert.Equal("OutcomeUnknown", session.Run("Disable-SsprPolicy Admins -Confirm:$false").EndedWith);
    }

    [Fact]
    public void A_read_that_is_refused_after_the_write_is_told_as_unknown_with_the_rollback_file()
    {
        var folder = Directory.CreateTempSubdirectory("sspr-").FullName;
        var isWritten = false;
        using var session = Connected(Graph(request => request.Method == HttpMethod.Patch ? Done(() => isWritten = true)
            : isWritten ? FakeServer.Error(HttpStatusCode.Forbidden, "accessDenied", "Denied.") : Switch(true)));
        var outcome = session.Run($"Disable-SsprPolicy Admins -RollbackPath '{folder}' -Confirm:$false");
        var file = Assert.Single(Directory.GetFiles(folder));
        Directory.Delete(folder, recursive: true);
        Assert.Equal("OutcomeUnknown", outcome.EndedWith);
        Assert.Contains(file, outcome.EndError.Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_help_desk_text_out_of_sight_is_named_because_the_rollback_file_can_not_hold_it()
    {
        var portal = new PortalServer(PortalServer.Sample.Replace("\"customHelpdeskEmailOrUrl\": \"\"", "\"customHelpdeskEmailOrUrl\": \"old@contoso.com\"", StringComparison.Ordinal));
        using var session = Connected(portal.Handler);
        var outcome = session.Run("Set-SsprPolicy -HelpdeskLink new@contoso.com -Confirm:$false; Set-SsprPolicy -HelpdeskLink '' -Confirm:$false");
        Assert.Contains("old@contoso.com", Assert.Single(outcome.Warnings), StringComparison.Ordinal);
        Assert.Equal((false, "new@contoso.com"), (portal.Json["customizeHelpdeskLink"]!.GetValue<bool>(), (string?)portal.Json["customHelpdeskEmailOrUrl"]));
    }

    [Fact]
    public void A_switch_that_the_service_leaves_out_is_unknown_and_not_off()
    {
        using var session = Connected(Graph(_ => FakeServer.Json("""{"id":"authorizationPolicy"}""")));
        var policy = session.Run("Get-SsprPolicy").Single<SsprPolicy>();
        Assert.Null(policy.AdminSspr);
        Assert.DoesNotContain("AdminSspr", policy.Sources.Keys);
    }

    [Theory]
    [InlineData(true, true, SsprUserScope.Selected)]
    [InlineData(true, false, SsprUserScope.All)]
    [InlineData(false, true, SsprUserScope.None)]
    [InlineData(false, false, null)]
    public void The_scope_is_inferred_from_who_is_enabled(bool anyEnabled, bool anyDisabled, SsprUserScope? scope)
    {
        // The first page of each answer is empty, as pages of a filtered report may be.
        var server = new FakeServer((r, _) =>
        {
            var query = Uri.UnescapeDataString(r.RequestUri!.PathAndQuery);
            var any = query.Contains("isSsprEnabled eq true", StringComparison.Ordinal) ? anyEnabled : anyDisabled;
            return query switch
            {
                _ when query.StartsWith("/api/", StringComparison.Ordinal) => new HttpResponseMessage(HttpStatusCode.NotFound),
                _ when query.StartsWith("/v1.0/policies/", StringComparison.Ordinal) => Switch(true),
                _ when query.StartsWith("/v1.0/more", StringComparison.Ordinal) => FakeServer.Page(r.RequestUri, FakeServer.Row(1), null),
                _ => FakeServer.Page(r.RequestUri, "", any ? new Uri(r.RequestUri, $"/v1.0/more?{(query.Contains("eq true", StringComparison.Ordinal) ? 1 : 2)}").AbsoluteUri : null),
            };
        });
        using var session = Connected(server);

        var policy = session.Run("Get-SsprPolicy").Single<SsprPolicy>();

        Assert.Equal(scope, policy.UserScope);
        Assert.Equal(scope is null ? [] : [$"UserScope: {scope} is inferred"], policy.Notes.Where(n => n.Contains("inferred", StringComparison.Ordinal)).Select(n => n.Split(" from")[0]));
    }

    [Fact]
    public void A_policy_of_another_shape_is_refused_before_anybody_is_asked()
    {
        using var session = UserSession.InSandbox("-Fault PortalShapeChanged");
        Assert.Equal("PortalShapeUnknown", session.Run("Enable-SsprPolicy All -WhatIf").EndedWith);
    }

    [Fact]
    public void A_policy_whose_shape_changes_between_the_question_and_the_write_is_not_written()
    {
        var odd = PortalServer.Sample.Replace("\"notifyUsersOnPasswordReset\": true", "\"notifyUsersOnPasswordReset\": \"yes\"", StringComparison.Ordinal);
        var server = new FakeServer((_, n) => FakeServer.Json(n == 0 ? PortalServer.Sample : odd));
        using var session = Connected(server);

        Assert.Equal("PortalShapeUnknown", session.Run("Disable-SsprPolicy -Confirm:$false").EndedWith);
        Assert.DoesNotContain(server.Requests, r => r.Method == "PUT");
    }

    [Fact]
    public void A_policy_of_another_shape_is_shown_with_a_note_that_names_the_member()
    {
        using var session = Connected(Portal(PortalServer.Sample.Replace("\"numberOfQuestionsToReset\": 3", "\"numberOfQuestionsToReset\": \"three\"", StringComparison.Ordinal)));
        var policy = session.Run("Get-SsprPolicy").Single<SsprPolicy>();
        Assert.Null(policy.QuestionsToReset);
        Assert.Contains(policy.Notes, n => n.Contains("numberOfQuestionsToReset", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("migrationComplete", false, true)]
    // Before and during the migration the legacy policy, which has e-mail on, is honoured.
    [InlineData("migrationInProgress", false, false)]
    [InlineData("preMigration", false, false)]
    [InlineData("migrationComplete", true, false)]
    public void Text_and_voice_as_the_only_methods_are_warned_of(string state, bool questions, bool warned)
    {
        var json = PortalServer.Sample.Replace("\"securityQuestionsOptionEnabled\": false", $"\"securityQuestionsOptionEnabled\": {(questions ? "true" : "false")}", StringComparison.Ordinal);
        var methods = $$"""{"policyMigrationState":"{{state}}","authenticationMethodConfigurations":[{"@odata.type":"#microsoft.graph.smsAuthenticationMethodConfiguration","id":"Sms","state":"enabled"},{"@odata.type":"#microsoft.graph.emailAuthenticationMethodConfiguration","id":"Email","state":"disabled"}]}""";
        using var session = Connected(Portal(json, methods));
        Assert.Equal(warned, session.Run("Get-SsprPolicy").AssertFine().Warnings.Any(w => w.Contains("2027", StringComparison.Ordinal)));
    }

    [Fact]
    public void Writeback_and_unlock_are_told_apart()
    {
        using var session = Connected(Portal(PortalServer.Sample));
        var policy = session.Run("Get-SsprPolicy").Single<SsprPolicy>();
        Assert.Equal((true, false), (policy.Writeback, policy.UnlockWithoutReset));
    }

    [Fact]
    public void A_new_group_takes_the_place_of_the_one_before()
    {
        var portal = new PortalServer(WithGroup(Other));
        var server = new FakeServer((r, _) => r.RequestUri!.AbsolutePath.StartsWith("/v1.0/groups/", StringComparison.Ordinal)
            ? FakeServer.Json($$"""{"id":"{{Pilot}}","displayName":"Pilot","securityEnabled":true}""")
            : portal.Reply(r));
        using var session = Connected(server);

        session.Run($"Enable-SsprPolicy Selected {Pilot} -Confirm:$false").AssertFine();

        Assert.Equal($"[\"{Pilot}\"]", portal.Json["passwordResetEnabledGroupIds"]!.ToJsonString());
    }

    [Fact]
    public void Without_a_group_the_one_that_is_there_stays()
    {
        var portal = new PortalServer(WithGroup(Other));
        using var session = Connected(WithGroups(portal, isSecurity: true));
        session.Run("Enable-SsprPolicy Selected -Confirm:$false").AssertFine();
        Assert.Equal($"[\"{Other}\"]", portal.Json["passwordResetEnabledGroupIds"]!.ToJsonString());
        Assert.Equal(1, portal.Json["enablementType"]!.GetValue<int>());
    }

    [Fact]
    public void A_group_left_over_that_can_not_be_the_scope_is_refused()
    {
        var portal = new PortalServer(WithGroup(Other));
        using var session = Connected(WithGroups(portal, isSecurity: false));
        Assert.Equal("GroupNotSecurity", session.Run("Enable-SsprPolicy Selected -Confirm:$false").EndedWith);
        Assert.Empty(portal.Written);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("[\"00000000-0000-0000-0000-000000000000\"]")]
    public void Selected_without_any_group_is_refused(string groups)
    {
        var portal = new PortalServer(PortalServer.Sample.Replace("\"passwordResetEnabledGroupIds\": []", $"\"passwordResetEnabledGroupIds\": {groups}", StringComparison.Ordinal));
        using var session = Connected(portal.Handler);
        Assert.Equal("GroupRequired", session.Run("Enable-SsprPolicy Selected -Confirm:$false").EndedWith);
        Assert.DoesNotContain(portal.Handler.Requests, r => r.Method == "PUT");
    }

    [Fact]
    public void A_policy_of_which_nothing_can_be_read_is_an_error()
    {
        using var session = Connected(new FakeServer((_, _) => FakeServer.Error(HttpStatusCode.Forbidden, "Authorization_RequestDenied", "Insufficient privileges.")));
        var outcome = session.Run("Get-SsprPolicy");
        Assert.Empty(outcome.Output);
        Assert.Equal("AccessDenied", outcome.EndedWith);
        Assert.Equal(ErrorCategory.PermissionDenied, outcome.EndError.CategoryInfo.Category);
    }

    [Fact]
    public void A_token_that_expires_between_two_parts_ends_the_command()
    {
        var server = new FakeServer((r, _) => r.RequestUri!.AbsolutePath.EndsWith("/authorizationPolicy", StringComparison.Ordinal)
            ? Switch(true)
            : FakeServer.Error(HttpStatusCode.Unauthorized, "InvalidAuthenticationToken", "Lifetime validation failed, the token is expired."));
        using var session = Connected(server);
        var outcome = session.Run("Get-SsprPolicy");
        Assert.Equal("TokenExpired", outcome.EndedWith);
        Assert.Empty(outcome.Output);
    }

    private static FakeServer WithGroups(PortalServer portal, bool isSecurity) => new((r, _) => r.RequestUri!.AbsolutePath.StartsWith("/v1.0/groups/", StringComparison.Ordinal)
        ? FakeServer.Json($$"""{"id":"{{Other}}","displayName":"Other","securityEnabled":{{(isSecurity ? "true" : "false")}} }""")
        : portal.Reply(r));

    private static string WithGroup(string id) =>
        PortalServer.Sample.Replace("\"passwordResetEnabledGroupIds\": []", $"\"passwordResetEnabledGroupIds\": [\"{id}\"]", StringComparison.Ordinal);

    private static HttpResponseMessage Switch(bool on) => FakeServer.Json($$"""{"id":"authorizationPolicy","allowedToUseSSPR":{{(on ? "true" : "false")}} }""");

    private static HttpResponseMessage Done(Action effect)
    {
        effect();
        return new HttpResponseMessage(HttpStatusCode.NoContent);
    }

    private static FakeServer Graph(Func<HttpRequestMessage, HttpResponseMessage> authorizationPolicy) => new((r, _) =>
        r.RequestUri!.AbsolutePath.EndsWith("/authorizationPolicy", StringComparison.Ordinal) ? authorizationPolicy(r)
        : r.RequestUri.AbsolutePath.StartsWith("/api/", StringComparison.Ordinal) ? FakeServer.Json(PortalServer.Sample)
        : FakeServer.Json("{}"));

    private static FakeServer Portal(string policy, string methods = "{}") => new((r, _) => r.RequestUri!.AbsolutePath switch
    {
        "/api/PasswordReset/PasswordResetPolicies" => FakeServer.Json(policy),
        "/api/PasswordReset/OnPremisesPasswordResetPolicies" => FakeServer.Json("""{"passwordWritebackSupported":true,"accountUnlockEnabled":false}"""),
        "/v1.0/policies/authenticationMethodsPolicy" => FakeServer.Json(methods),
        _ => Switch(true),
    });

    private static UserSession Connected(FakeServer server)
    {
        var session = new UserSession();
        session.Connect(server);
        return session;
    }
}
