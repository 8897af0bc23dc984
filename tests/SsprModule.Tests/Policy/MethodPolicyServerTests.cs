using System.Net;
using System.Text.Json.Nodes;
using SsprModule.Tests.Support;

namespace SsprModule.Tests.Policy;

/// <summary>What Set-SsprMethodPolicy sends, against a server that keeps a policy with members that nobody knows.</summary>
public sealed class MethodPolicyServerTests
{
    private const string Pilot = "5a4dbb0e-0f30-4d0c-9d3b-5e9b7c1f5a01";
    private const string Other = "6b5ecc1f-0f30-4d0c-9d3b-5e9b7c1f5a02";
    private const string Url = "/v1.0/policies/authenticationMethodsPolicy";

    [Fact]
    public void Only_the_state_is_sent_with_the_type()
    {
        var server = new MethodServer();
        using var session = server.Connect();
        session.Run("Set-SsprMethodPolicy sms -Enabled $false -Confirm:$false").AssertFine();
        Assert.Equal([(Url + "/authenticationMethodConfigurations/Sms", """{"@odata.type":"#microsoft.graph.smsAuthenticationMethodConfiguration","state":"disabled"}""")], server.Sent);
    }

    [Fact]
    public void Targets_keep_the_members_that_nobody_knows_and_a_new_one_takes_over_its_neighbours_settings()
    {
        var server = new MethodServer();
        using var session = server.Connect();
        session.Run($"Set-SsprMethodPolicy MicrosoftAuthenticator -AddIncludeGroup {Pilot} -Confirm:$false").AssertFine();
        var (_, body) = Assert.Single(server.Sent);
        Assert.Equal(
            $$$"""{"@odata.type":"#microsoft.graph.microsoftAuthenticatorAuthenticationMethodConfiguration","includeTargets":[{"id":"{{{Other}}}","targetType":"group","isRegistrationRequired":false,"authenticationMode":"push","new":{"a":1}},{"id":"{{{Pilot}}}","targetType":"group","isRegistrationRequired":false,"authenticationMode":"push","new":{"a":1}}]}""",
            body);
    }

    [Fact]
    public void The_migration_state_is_sent_alone_and_the_campaign_whole()
    {
        var server = new MethodServer();
        using var session = server.Connect();
        session.Run("Set-SsprMethodPolicy -MigrationState MigrationInProgress -Confirm:$false; Set-SsprMethodPolicy -SnoozeDays 3 -Confirm:$false").AssertFine();
        Assert.Equal(
            [(Url, """{"policyMigrationState":"migrationInProgress"}"""),
             (Url, """{"registrationEnforcement":{"authenticationMethodsRegistrationCampaign":{"snoozeDurationInDays":3,"state":"default","enforceRegistrationAfterAllowedSnoozes":true,"excludeTargets":[],"includeTargets":[{"id":"all_users","targetType":"group"}]},"more":1}}""")],
            server.Sent);
    }

    [Fact]
    public void A_service_that_refuses_to_go_back_is_passed_on()
    {
        var server = new MethodServer { Refusal = FakeServer.Error(HttpStatusCode.BadRequest, "badRequest", "The migration can't go back to preMigration.") };
        using var session = server.Connect();
        var outcome = session.Run("Set-SsprMethodPolicy -MigrationState PreMigration -Confirm:$false");
        Assert.Equal("RequestRefused", outcome.EndedWith);
        Assert.Contains("can't go back", outcome.Ended!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_user_left_in_a_list_is_refused_before_anything_is_sent()
    {
        var server = new MethodServer();
        server.Method("Email")["includeTargets"]!.AsArray().Add(JsonNode.Parse($$"""{"id":"{{Other}}","targetType":"user"}"""));
        using var session = server.Connect();
        Assert.Equal("MethodTargetNotGroup", session.Run($"Set-SsprMethodPolicy Email -AddIncludeGroup {Pilot} -Confirm:$false").EndedWith);
        Assert.Empty(server.Sent);

        session.Run($"Set-SsprMethodPolicy Email -RemoveIncludeGroup {Other} -Confirm:$false").AssertFine();
        Assert.DoesNotContain("user", server.Method("Email")["includeTargets"]!.ToJsonString().Replace("all_users", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void A_policy_that_would_become_too_large_is_refused_before_anything_is_sent()
    {
        var server = new MethodServer();
        server.Method("Email")["filler"] = new string('x', 19 * 1024);
        using var session = server.Connect();
        Assert.Equal("MethodPolicyTooLarge", session.Run($"Set-SsprMethodPolicy Email -AddExcludeGroup {Pilot} -Confirm:$false; Set-SsprMethodPolicy MicrosoftAuthenticator -AddIncludeGroup {Pilot} -Confirm:$false").EndedWith);
        Assert.Empty(server.Sent);
    }

    [Fact]
    public void Somebody_elses_change_between_reading_and_writing_is_kept_in_the_list()
    {
        // The second read is the one right before the write.
        var server = new MethodServer();
        server.BeforeRead = n =>
        {
            if (n == 1)
            {
                server.Method("Email")["excludeTargets"]!.AsArray().Add(JsonNode.Parse($$"""{"id":"{{Other}}","targetType":"group"}"""));
            }
        };
        using var session = server.Connect();
        session.Run($"Set-SsprMethodPolicy Email -AddExcludeGroup {Pilot} -Confirm:$false").AssertFine();
        Assert.Equal([Other, Pilot], server.Method("Email")["excludeTargets"]!.AsArray().Select(t => (string)t!["id"]!));
    }

    [Fact]
    public void Somebody_elses_change_that_would_be_overwritten_stops_the_write()
    {
        var server = new MethodServer();
        server.Method("Sms")["state"] = "disabled";
        server.BeforeRead = n => server.Method("Sms")["state"] = n == 1 ? "enabled" : "disabled";
        using var session = server.Connect();
        var outcome = session.Run("Set-SsprMethodPolicy Sms, Email -Enabled $false -Confirm:$false");
        Assert.Equal("PolicyChangedMeanwhile", outcome.EndedWith);
        Assert.Contains("Sms.state", outcome.Ended!.Message, StringComparison.Ordinal);
        Assert.Empty(server.Sent);
    }

    [Fact]
    public void What_somebody_else_already_did_meanwhile_is_not_written_and_leaves_no_file()
    {
        var folder = Directory.CreateTempSubdirectory("sspr-").FullName;
        var server = new MethodServer();
        server.BeforeRead = n => server.Method("Sms")["state"] = n >= 1 ? "disabled" : "enabled";
        using var session = server.Connect();
        session.Run($"Set-SsprMethodPolicy Sms -Enabled $false -RollbackPath '{folder}' -Confirm:$false").AssertFine();
        var files = Directory.GetFiles(folder);
        Directory.Delete(folder, recursive: true);
        Assert.Empty(server.Sent);
        Assert.Empty(files);
    }

    [Fact]
    public void A_read_that_is_refused_after_the_write_is_told_as_unknown_with_the_rollback_file()
    {
        var folder = Directory.CreateTempSubdirectory("sspr-").FullName;
        var server = new MethodServer { RefusesReadsFrom = 2 };
        using var session = server.Connect();
        var outcome = session.Run($"Set-SsprMethodPolicy Sms -Enabled $false -RollbackPath '{folder}' -Confirm:$false");
        var file = Assert.Single(Directory.GetFiles(folder));
        Directory.Delete(folder, recursive: true);
        Assert.Equal("OutcomeUnknown", outcome.EndedWith);
        Assert.Contains(file, outcome.Ended!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_migration_state_that_the_service_leaves_out_goes_back_as_complete()
    {
        var folder = Directory.CreateTempSubdirectory("sspr-").FullName;
        var server = new MethodServer { SaysNoState = true };
        using var session = server.Connect();
        session.Run($"Set-SsprMethodPolicy -MigrationState MigrationInProgress -RollbackPath '{folder}' -Confirm:$false").AssertFine();
        var kept = File.ReadAllText(Assert.Single(Directory.GetFiles(folder)));
        Directory.Delete(folder, recursive: true);
        Assert.Equal("migrationComplete", (string?)JsonNode.Parse(kept)!["methodPolicy"]!["policyMigrationState"]);
    }

    [Theory]
    [InlineData("state", "enabled")]
    [InlineData("extra", "changed")]
    public void What_reads_back_differently_is_told(string member, string value)
    {
        var server = new MethodServer();
        server.BeforeRead = n =>
        {
            if (n >= 2)
            {
                server.Method("Sms")[member] = value;
            }
        };
        using var session = server.Connect();
        var outcome = session.Run("Set-SsprMethodPolicy Sms -Enabled $false -Confirm:$false");
        Assert.Equal("ChangeNotVerified", outcome.EndedWith);
        Assert.Contains($"Sms.{member}", outcome.Ended!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Defaults_that_the_service_writes_into_targets_are_no_difference()
    {
        var server = new MethodServer();
        server.BeforeRead = n =>
        {
            if (n >= 2)
            {
                server.Method("Email")["excludeTargets"]![0]!["addedByService"] = true;
            }
        };
        using var session = server.Connect();
        session.Run($"Set-SsprMethodPolicy Email -AddExcludeGroup {Pilot} -Confirm:$false").AssertFine();
    }

    [Fact]
    public void A_lost_answer_is_told_as_unknown_and_what_was_changed_before_is_named()
    {
        var server = new MethodServer { LosesFrom = 1 };
        using var session = server.Connect();
        var outcome = session.Run("Set-SsprMethodPolicy Sms, Email -Enabled $false -Confirm:$false");
        Assert.Equal("OutcomeUnknown", outcome.EndedWith);
        Assert.Contains(outcome.Warnings, w => w.Contains("Sms", StringComparison.Ordinal) && w.Contains("half-way", StringComparison.Ordinal));
    }

    [Fact]
    public void A_method_without_a_type_is_not_written()
    {
        var server = new MethodServer();
        server.Method("Sms").Remove("@odata.type");
        using var session = server.Connect();
        Assert.Equal("MethodPolicyUnfamiliar", session.Run("Set-SsprMethodPolicy Sms -Enabled $false -WhatIf").EndedWith);
    }

    [Fact]
    public void In_China_there_is_no_such_policy()
    {
        var server = new MethodServer();
        using var session = server.Connect("-Environment China");
        Assert.Equal("NotAvailableInCloud", session.Run("Get-SsprMethodPolicy").EndedWith);
        Assert.Equal("NotAvailableInCloud", session.Run("Set-SsprMethodPolicy Sms -Enabled $false -Confirm:$false").EndedWith);
        Assert.Empty(server.Handler.Requests);
    }

    /// <summary>A policy in the shape of the service, with members that nobody knows.</summary>
    private sealed class MethodServer
    {
        private readonly JsonObject policy = JsonNode.Parse($$"""
            {"@odata.context":"x","id":"authenticationMethodsPolicy","policyMigrationState":"migrationComplete","policyVersion":"1.5",
            "registrationEnforcement":{"authenticationMethodsRegistrationCampaign":{"snoozeDurationInDays":1,"state":"default","enforceRegistrationAfterAllowedSnoozes":true,
            "excludeTargets":[],"includeTargets":[{"id":"all_users","targetType":"group"}]},"more":1},
            "authenticationMethodConfigurations":[
            {"@odata.type":"#microsoft.graph.microsoftAuthenticatorAuthenticationMethodConfiguration","id":"MicrosoftAuthenticator","state":"enabled","isSoftwareOathEnabled":true,
             "excludeTargets":[],"includeTargets@odata.context":"y","includeTargets":[{"id":"{{Other}}","targetType":"group","isRegistrationRequired":false,"authenticationMode":"push","new":{"a":1} } ]},
            {"@odata.type":"#microsoft.graph.smsAuthenticationMethodConfiguration","id":"Sms","state":"enabled","extra":[1,2],"excludeTargets":[],"includeTargets":[{"id":"all_users","targetType":"group","isUsableForSignIn":true}]},
            {"@odata.type":"#microsoft.graph.emailAuthenticationMethodConfiguration","id":"Email","state":"enabled","excludeTargets":[],"includeTargets":[{"id":"all_users","targetType":"group"}]}]}
            """)!.AsObject();

        private int reads;
        private int writes;

        public MethodServer() => Handler = new FakeServer((request, _) => Reply(request));

        public FakeServer Handler { get; }

        public List<(string Path, string Body)> Sent { get; } = [];

        public Action<int> BeforeRead { get; set; } = _ => { };

        public HttpResponseMessage? Refusal { get; init; }

        public int LosesFrom { get; init; } = int.MaxValue;

        public int RefusesReadsFrom { get; init; } = int.MaxValue;

        public bool SaysNoState { init => policy.Remove("policyMigrationState"); }

        public JsonObject Method(string id) => policy["authenticationMethodConfigurations"]!.AsArray().Select(m => m!.AsObject()).Single(m => (string?)m["id"] == id);

        public UserSession Connect(string more = "")
        {
            var session = new UserSession();
            session.Connect(Handler, more: more);
            return session;
        }

        private HttpResponseMessage Reply(HttpRequestMessage request)
        {
            var path = request.RequestUri!.AbsolutePath;
            if (path.StartsWith("/v1.0/groups/", StringComparison.Ordinal))
            {
                return FakeServer.Json($$"""{"id":"{{path.Split('/')[3]}}","displayName":"Group","securityEnabled":true}""");
            }

            if (path.StartsWith("/api/", StringComparison.Ordinal))
            {
                return FakeServer.Json(PortalServer.Sample);
            }

            if (request.Method == HttpMethod.Get)
            {
                if (reads >= RefusesReadsFrom)
                {
                    return FakeServer.Error(HttpStatusCode.Forbidden, "accessDenied", "Denied.");
                }

                BeforeRead(reads++);
                return FakeServer.Json(policy.ToJsonString());
            }

            if (writes++ >= LosesFrom)
            {
                throw new HttpRequestException("The connection was reset.");
            }

            if (Refusal is not null)
            {
                return Refusal;
            }

            var body = new StreamReader(request.Content!.ReadAsStream()).ReadToEnd();
            Sent.Add((path, body));
            var target = path == Url ? policy : Method(path.Split('/')[^1]);
            foreach (var member in JsonNode.Parse(body)!.AsObject())
            {
                target[member.Key] = member.Value?.DeepClone();
            }

            return new HttpResponseMessage(HttpStatusCode.NoContent);
        }
    }
}
