using System.Globalization;
using SsprModule.Sandbox.Tests.Support;

namespace SsprModule.Sandbox.Tests;

public sealed class AuditTests
{
    private const string Audits = "auditLogs/directoryAudits";

    [Fact]
    public async Task A_reset_by_an_administrator_is_logged_with_service_category_and_actors()
    {
        var graph = new Graph();
        await ResetTests.Reset(graph, "sanne.synced@contoso.com", """{"newPassword":"Sunny-Meadow-42"}""");
        graph.Clock.Advance(TimeSpan.FromMinutes(3));

        var entry = (await graph.Get(Audits + "?$filter=activityDisplayName eq 'Reset password (by admin)'")).Value.Single();

        Assert.Equal("Self-service Password Management", entry.GetProperty("loggedByService").GetString());
        Assert.Equal("UserManagement", entry.GetProperty("category").GetString());
        Assert.Equal("success", entry.GetProperty("result").GetString());
        Assert.Equal("admin@contoso.com", entry.GetProperty("initiatedBy").GetProperty("user").GetProperty("userPrincipalName").GetString());
        Assert.Equal("sanne.synced@contoso.com", entry.GetProperty("targetResources")[0].GetProperty("userPrincipalName").GetString());
        Assert.Equal("Microsoft Entra Connect", entry.GetProperty("additionalDetails")[0].GetProperty("value").GetString());
        Assert.Equal(entry.ToString(), WithoutContext(await graph.Get($"{Audits}/{entry.GetProperty("id").GetString()}")));
    }

    [Fact]
    public async Task The_steps_of_a_past_attempt_share_a_correlation_id_and_follow_each_other()
    {
        var steps = (await new Graph().All(Audits + "?$top=999&$filter=initiatedBy/user/userPrincipalName eq 'anna@contoso.com'"))
            .GroupBy(entry => entry.GetProperty("correlationId").GetString()).First().Reverse().ToList();

        Assert.Equal(7, steps.Count);
        Assert.Equal("User submitted their user ID", steps[0].GetProperty("resultReason").GetString());
        Assert.Equal("Successfully completed reset.", steps[^1].GetProperty("resultReason").GetString());
        Assert.Equal("Reset password (self-service)", steps[^1].GetProperty("activityDisplayName").GetString());
        var times = steps.Select(entry => entry.GetProperty("activityDateTime").GetDateTimeOffset()).ToList();
        Assert.Equal(times.Order(), times);
        Assert.InRange(times[^1] - times[0], TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(15));
    }

    [Fact]
    public async Task A_block_is_logged_as_the_success_that_it_is()
    {
        var blocks = await new Graph().All(Audits + "?$top=999&$filter=activityDisplayName eq 'Blocked from self-service password reset'");
        Assert.NotEmpty(blocks);
        Assert.All(blocks, entry => Assert.Equal("success", entry.GetProperty("result").GetString()));
    }

    [Fact]
    public async Task An_event_shows_only_after_the_audit_latency()
    {
        var graph = new Graph();
        await graph.Post("users/bob@contoso.com/authentication/emailMethods", """{"emailAddress":"bob@home.example"}""");
        const string Query = Audits + "?$filter=activityDisplayName eq 'Admin registered security info'";

        Assert.Empty((await graph.Get(Query)).Value);
        graph.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Single((await graph.Get(Query)).Value);
    }

    [Fact]
    public async Task An_application_is_named_as_the_initiator()
    {
        var graph = new Graph();
        await graph.As(Graph.App("User-PasswordProfile.ReadWrite.All")).Patch("users/bob@contoso.com", """{"passwordProfile":{"password":"Sunny-Meadow-42"}}""");
        graph.Clock.Advance(TimeSpan.FromMinutes(2));

        var entries = (await graph.Get(Audits + "?$filter=initiatedBy/app/displayName eq 'SSPR runbook'")).Value;

        Assert.Contains("Reset user password", entries.Select(entry => entry.GetProperty("activityDisplayName").GetString()));
        Assert.All(entries, entry => Assert.Equal("Core Directory", entry.GetProperty("loggedByService").GetString()));
    }

    [Theory]
    [InlineData("loggedByService eq 'Self-service Password Management'")]
    [InlineData("startswith(activityDisplayName,'Reset password')")]
    [InlineData("activityDateTime ge {day20} and activityDateTime le {day10}")]
    [InlineData("initiatedBy/user/userPrincipalName eq '{upn}'")]
    [InlineData("initiatedBy/user/id eq '{id}'")]
    [InlineData("targetResources/any(t:t/id eq '{id}')")]
    [InlineData("targetResources/any(t: t/displayName eq '{name}')")]
    public async Task Documented_filters_give_some_but_not_all_and_only_what_fits(string filter)
    {
        var graph = new Graph();
        var all = await graph.All(Audits + "?$top=999");
        var target = all[^1].GetProperty("targetResources")[0];
        var given = filter.Replace("{upn}", target.GetProperty("userPrincipalName").GetString()!.Replace("'", "''"))
            .Replace("{name}", target.GetProperty("displayName").GetString()!.Replace("'", "''"))
            .Replace("{id}", target.GetProperty("id").GetString())
            .Replace("{day20}", Day(graph, 20)).Replace("{day10}", Day(graph, 10));

        var found = await graph.All(Audits + "?$top=999&$filter=" + Uri.EscapeDataString(given));

        Assert.InRange(found.Count, 1, all.Count - 1);
        if (given.StartsWith("activityDateTime", StringComparison.Ordinal))
        {
            Assert.All(found, entry => Assert.InRange(
                entry.GetProperty("activityDateTime").GetDateTimeOffset(), graph.Clock.GetUtcNow().AddDays(-21), graph.Clock.GetUtcNow().AddDays(-9)));
        }
        else if (given.Contains(target.GetProperty("id").GetString()!))
        {
            Assert.All(found, entry => Assert.Equal(target.GetProperty("id").GetString(), entry.GetProperty("targetResources")[0].GetProperty("id").GetString()));
        }
    }

    [Theory]
    [InlineData("?$filter=category eq 'UserManagement'")]
    [InlineData("?$filter=result eq 'failure'")]
    [InlineData("?$filter=activityDateTime ge '2026-01-01'")]
    [InlineData("?$filter=activityDateTime gt 2026-01-01T00:00:00Z")]
    [InlineData("?$filter=activityDateTime lt 2026-12-31T00:00:00Z")]
    [InlineData("?$orderby=result")]
    [InlineData("?$count=true")]
    public async Task Undocumented_queries_are_400(string query)
        => Assert.Equal(HttpStatusCode.BadRequest, (await new Graph().Get(Audits + query)).Status);

    [Fact]
    public async Task Events_come_newest_first_and_in_the_order_asked_for()
    {
        var graph = new Graph();

        var newest = (await graph.Get(Audits)).Value.Select(entry => entry.GetProperty("activityDateTime").GetDateTimeOffset()).ToList();
        var oldest = (await graph.Get(Audits + "?$orderby=activityDateTime")).Value.Select(entry => entry.GetProperty("activityDateTime").GetDateTimeOffset()).ToList();

        Assert.Equal(newest.OrderDescending(), newest);
        Assert.Equal(oldest.Order(), oldest);
        Assert.True(oldest[0] < newest[^1]);
    }

    [Fact]
    public async Task An_unlicensed_tenant_keeps_seven_days_only()
    {
        var licensed = await new Graph().All(Audits + "?$top=999");
        var free = await new Graph(new SandboxOptions { Faults = [SandboxFault.Unlicensed] }).All(Audits + "?$top=999");

        Assert.InRange(free.Count, 1, licensed.Count / 2);
    }

    [Fact]
    public async Task The_events_summary_is_beta_only_and_filters_on_the_documented_fields()
    {
        var graph = new Graph();
        const string Summary = Graph.Beta + "reports/authenticationMethods/userEventsSummary";

        var failures = (await graph.Get(Summary + "?$filter=feature eq 'reset' and isSuccess eq false")).Value;

        Assert.NotEmpty(failures);
        Assert.All(failures, entry => Assert.NotEqual(string.Empty, entry.GetProperty("failureReason").GetString()));
        Assert.Equal(HttpStatusCode.BadRequest, (await graph.Get(Summary + "?$filter=userPrincipalName eq 'x'")).Status);
        Assert.NotEmpty((await graph.Get(Graph.Beta + "reports/authenticationMethods/userPasswordResetsAndChangesSummary")).Value);
    }

    private static string Day(Graph graph, int ago) => graph.Clock.GetUtcNow().AddDays(-ago).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    private static string WithoutContext(Reply reply)
    {
        var node = System.Text.Json.Nodes.JsonNode.Parse(reply.Text)!.AsObject();
        node.Remove("@odata.context");
        return System.Text.Json.JsonDocument.Parse(node.ToJsonString()).RootElement.ToString();
    }
}
