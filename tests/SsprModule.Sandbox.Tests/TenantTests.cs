using System.Diagnostics;
using SsprModule.Sandbox.Tests.Support;

namespace SsprModule.Sandbox.Tests;

public sealed class TenantTests
{
    private static readonly string[] Named =
    [
        "admin@contoso.com", "helpdesk@contoso.com", "anna@contoso.com", "bob@contoso.com", "sanne.synced@contoso.com", "fred@fabrikam.contoso.com",
        "guest_partner.example#EXT#@contoso.onmicrosoft.com", "disabled@contoso.com", "o'brien@contoso.com",
    ];

    [Theory]
    [InlineData("users?$top=999")]
    [InlineData("groups")]
    [InlineData("reports/authenticationMethods/userRegistrationDetails?$top=999")]
    [InlineData("auditLogs/directoryAudits?$top=999")]
    [InlineData("roleManagement/directory/roleAssignments")]
    public async Task The_same_seed_gives_the_same_tenant_and_another_seed_another(string path)
    {
        var first = await new Graph(new SandboxOptions { Seed = 7 }).Get(path);
        var same = await new Graph(new SandboxOptions { Seed = 7 }).Get(path);
        var other = await new Graph(new SandboxOptions { Seed = 8 }).Get(path);

        Assert.Equal(first.Text, same.Text);
        Assert.NotEqual(first.Text, other.Text);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(9)]
    [InlineData(20)]
    [InlineData(1000)]
    public async Task The_named_users_come_first_as_far_as_they_fit(int count)
    {
        var graph = new Graph(new SandboxOptions { UserCount = count });

        var users = await graph.All("users?$top=999&$select=userPrincipalName");

        Assert.Equal(count, users.Count);
        Assert.Equal(Named.Take(count), users.Take(9).Select(user => user.GetProperty("userPrincipalName").GetString()));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1_000_001)]
    public void The_number_of_users_has_limits(int count)
        => Assert.Throws<ArgumentOutOfRangeException>(() => new SandboxOptions { UserCount = count });

    [Fact]
    public async Task There_are_users_of_every_kind_with_apostrophes_and_letters_beyond_ascii()
    {
        var graph = new Graph();
        var users = await graph.All("users?$top=999&$select=displayName,userPrincipalName,userType,accountEnabled,onPremisesSyncEnabled,assignedLicenses");

        string Text(int i, string name) => users[i].GetProperty(name).ToString();
        var all = Enumerable.Range(20, users.Count - 20).ToList();
        Assert.Contains(all, i => Text(i, "userPrincipalName").Contains("#EXT#"));
        Assert.Contains(all, i => Text(i, "userPrincipalName").Contains('\''));
        Assert.Contains(all, i => Text(i, "displayName").Any(letter => letter > 127));
        Assert.Contains(all, i => Text(i, "accountEnabled") == "False");
        Assert.Contains(all, i => Text(i, "onPremisesSyncEnabled") == "True");
        Assert.Contains(all, i => Text(i, "userPrincipalName").EndsWith("@fabrikam.contoso.com", StringComparison.Ordinal));
        Assert.Contains(all, i => Text(i, "userType") == "Member" && Text(i, "assignedLicenses") == "[]");
        Assert.True((await graph.Get("roleManagement/directory/roleAssignments")).Value.Count > 5);
    }

    [Fact]
    public async Task A_million_users_stream_through_the_report_without_growing()
    {
        var graph = new Graph(new SandboxOptions { UserCount = 1_000_000, Quotas = false });
        graph.Tenant.AcceptToken("t", new SandboxSignIn());
        using var client = new HttpMessageInvoker(new SandboxHandler(graph.Tenant));
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var watch = Stopwatch.StartNew();
        var (rows, next) = (0, Graph.Root + "reports/authenticationMethods/userRegistrationDetails?$top=999");

        while (next is not null && rows < 300_000)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, next);
            request.Headers.Add("Authorization", "Bearer t");
            using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
            var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            var link = text.IndexOf("\"@odata.nextLink\":\"", StringComparison.Ordinal);
            next = text[(link + 19)..text.IndexOf('"', link + 19)];
            rows += 999;
        }

        TestContext.Current.SendDiagnosticMessage($"{rows / watch.Elapsed.TotalSeconds:N0} rows/s");
        Assert.True(GC.GetTotalMemory(forceFullCollection: true) - before < 64 * 1024 * 1024);
    }

    [Fact]
    public async Task Many_threads_share_a_tenant_without_losing_a_change()
    {
        var graph = new Graph(new SandboxOptions { UserCount = 300, Quotas = false });
        var upns = (await graph.All("users?$top=999&$filter=userType eq 'Member'&$select=userPrincipalName,onPremisesSyncEnabled"))
            .Where(user => user.GetProperty("onPremisesSyncEnabled").ValueKind == System.Text.Json.JsonValueKind.Null)
            .Select(user => user.GetProperty("userPrincipalName").GetString()!).ToList();

        await Parallel.ForEachAsync(upns, TestContext.Current.CancellationToken, async (upn, _) =>
        {
            Assert.Equal(HttpStatusCode.NoContent, (await graph.Patch("users/" + Uri.EscapeDataString(upn), """{"passwordPolicies":"DisablePasswordExpiration"}""")).Status);
            Assert.Equal(HttpStatusCode.OK, (await graph.Get("users?$top=50")).Status);
        });

        foreach (var upn in upns)
        {
            var user = await graph.Get($"users/{Uri.EscapeDataString(upn)}?$select=passwordPolicies");
            Assert.Equal("DisablePasswordExpiration", user.Json.GetProperty("passwordPolicies").GetString());
        }
    }
}
