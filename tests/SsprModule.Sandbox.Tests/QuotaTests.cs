using SsprModule.Sandbox.Tests.Support;

namespace SsprModule.Sandbox.Tests;

public sealed class QuotaTests
{
    private const string Report = "reports/authenticationMethods/userRegistrationDetails?$top=1";

    [Fact]
    public async Task The_sixth_report_request_within_ten_seconds_is_429_with_the_time_to_wait()
    {
        var graph = new Graph();
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(HttpStatusCode.OK, (await graph.Get(i % 2 == 0 ? Report : "auditLogs/directoryAudits?$top=1")).Status);
        }

        graph.Clock.Advance(TimeSpan.FromSeconds(3));
        var refused = await graph.Get(Report);

        Assert.Equal(((HttpStatusCode)429, "TooManyRequests", "7"), (refused.Status, refused.Code, refused.Header("Retry-After")));
        Assert.Equal("429", refused.Json.GetProperty("error").GetProperty("innerError").GetProperty("code").GetString());
        graph.Clock.Advance(TimeSpan.FromSeconds(7));
        Assert.Equal(HttpStatusCode.OK, (await graph.Get(Report)).Status);
    }

    [Fact]
    public async Task The_share_in_use_is_told_only_above_four_fifths()
    {
        var graph = new Graph();
        var shares = new List<string?>();
        for (var i = 0; i < 5; i++)
        {
            shares.Add((await graph.Get(Report)).Header("x-ms-throttle-limit-percentage"));
        }

        Assert.Equal([null, null, null, null, "1.0"], shares);
    }

    [Fact]
    public async Task Another_app_has_its_own_quota()
    {
        var graph = new Graph();
        for (var i = 0; i < 5; i++)
        {
            await graph.Get(Report);
        }

        var other = graph.As(new SandboxSignIn { AppId = "11111111-1111-1111-1111-111111111111" });

        Assert.Equal(HttpStatusCode.OK, (await other.Get(Report)).Status);
        Assert.Equal((HttpStatusCode)429, (await graph.As(new SandboxSignIn()).Get(Report)).Status);
    }

    // transitiveMembers costs 5 units; with $select and a small page 3.
    [Theory]
    [InlineData(49, 3500 / 5)]
    [InlineData(500, 5000 / 5)]
    [InlineData(501, 8000 / 5)]
    public async Task The_directory_bucket_depends_on_the_size_of_the_tenant(int users, int fit)
    {
        var graph = new Graph(new SandboxOptions { UserCount = users });
        graph.Tenant.AcceptToken("t", new SandboxSignIn { AppId = "22222222-2222-2222-2222-222222222222" });
        var path = $"groups/{(await graph.Get("groups?$filter=displayName eq 'Project X'")).Value[0].GetProperty("id").GetString()}/transitiveMembers";
        graph.Token = "t";
        for (var i = 0; i < fit; i++)
        {
            Assert.Equal(HttpStatusCode.OK, (await graph.Get(path)).Status);
        }

        var refused = await graph.Get(path);

        Assert.Equal(((HttpStatusCode)429, "1"), (refused.Status, refused.Header("Retry-After")));
        graph.Clock.Advance(TimeSpan.FromSeconds(1));
        var cheaper = await graph.Get(path + "?$select=id&$top=5");
        Assert.Equal((HttpStatusCode.OK, "3"), (cheaper.Status, cheaper.Header("x-ms-resource-unit")));
    }

    [Fact]
    public async Task Three_thousand_writes_in_150_seconds_is_the_limit()
    {
        var graph = new Graph(new SandboxOptions { UserCount = 20 });
        for (var i = 0; i < 3000; i++)
        {
            Assert.Equal(HttpStatusCode.NoContent, (await graph.Patch("users/bob@contoso.com", "{}")).Status);
            if (i % 1000 == 999)
            {
                graph.Clock.Advance(TimeSpan.FromSeconds(10));
            }
        }

        var refused = await graph.Patch("users/bob@contoso.com", "{}");

        Assert.Equal(((HttpStatusCode)429, "120"), (refused.Status, refused.Header("Retry-After")));
        Assert.Equal(HttpStatusCode.OK, (await graph.Get("users/bob@contoso.com")).Status);
    }

    [Fact]
    public async Task Without_quotas_nothing_is_throttled()
    {
        var graph = new Graph(new SandboxOptions { Quotas = false });

        for (var i = 0; i < 20; i++)
        {
            Assert.Equal(HttpStatusCode.OK, (await graph.Get(Report)).Status);
        }
    }
}
