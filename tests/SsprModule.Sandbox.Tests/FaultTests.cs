using System.Text.Json;
using SsprModule.Sandbox.Tests.Support;

namespace SsprModule.Sandbox.Tests;

public sealed class FaultTests
{
    [Fact]
    public async Task Throttled_refuses_every_fourth_call_within_quota_and_does_nothing()
    {
        var graph = With(SandboxFault.Throttled);

        var replies = new List<Reply>();
        for (var i = 0; i < 8; i++)
        {
            replies.Add(await graph.Get("users?$top=1"));
        }

        Assert.Equal([4, 8], replies.Select((reply, i) => (reply, i)).Where(pair => pair.reply.Status == (HttpStatusCode)429).Select(pair => pair.i + 1));
        Assert.Equal("1", replies[3].Header("Retry-After"));
    }

    [Fact]
    public async Task Unavailable_is_503_sometimes_without_Retry_After()
    {
        var graph = With(SandboxFault.Unavailable);
        var refused = new List<Reply>();
        for (var i = 0; i < 10; i++)
        {
            var reply = await graph.Get("users?$top=1");
            if (reply.Status == HttpStatusCode.ServiceUnavailable)
            {
                refused.Add(reply);
            }
        }

        Assert.Equal(["1", null], refused.Select(reply => reply.Header("Retry-After")));
    }

    [Fact]
    public async Task GatewayTimeout_comes_every_seventh_call()
    {
        var graph = With(SandboxFault.GatewayTimeout);
        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < 7; i++)
        {
            statuses.Add((await graph.Get("users?$top=1")).Status);
        }

        Assert.Equal([.. Enumerable.Repeat(HttpStatusCode.OK, 6), HttpStatusCode.GatewayTimeout], statuses);
    }

    [Fact]
    public async Task Dropped_breaks_the_connection_before_the_work_and_after_it_in_turn()
    {
        var graph = new Graph(new SandboxOptions { UserCount = 20, Faults = [SandboxFault.Dropped], FaultRhythms = new Dictionary<SandboxFault, int> { [SandboxFault.Dropped] = 2 } });
        var done = new List<string>();
        graph.Tenant.Executed += (_, call) => done.Add($"{call.Method} {call.Path} {call.Status}");

        Assert.Equal(HttpStatusCode.OK, (await graph.Get("users/anna@contoso.com")).Status);
        await Assert.ThrowsAsync<HttpRequestException>(() => graph.Get("users/bob@contoso.com"));
        Assert.Equal(HttpStatusCode.OK, (await graph.Get("users/anna@contoso.com")).Status);
        await Assert.ThrowsAsync<HttpRequestException>(() => graph.Get("users/bob@contoso.com"));

        Assert.Equal(["GET users/anna@contoso.com 200", "GET users/anna@contoso.com 200", "GET users/bob@contoso.com 200"], done);
    }

    [Fact]
    public async Task The_log_of_the_tenant_tells_the_calls_of_a_batch_one_by_one_and_none_that_was_refused()
    {
        var graph = new Graph(new SandboxOptions { UserCount = 20, Faults = [SandboxFault.Unavailable], FaultEvery = 3 });
        var done = new List<string>();
        graph.Tenant.Executed += (_, call) => done.Add($"{call.Method} {call.Path} {call.Status}");

        await graph.Post("$batch", """{"requests":[{"id":"1","method":"GET","url":"/users/anna@contoso.com"},{"id":"2","method":"GET","url":"/users/bob@contoso.com"},{"id":"3","method":"GET","url":"/users/anna@contoso.com"}]}""");

        Assert.Equal(["GET users/anna@contoso.com 200", "GET users/bob@contoso.com 200"], done);
    }

    [Fact]
    public async Task SlowPages_wait_on_the_tenants_clock_and_can_be_cancelled()
    {
        var graph = With(SandboxFault.SlowPages);
        var page = graph.Get("users?$top=1");
        Assert.False(page.IsCompleted);
        graph.Clock.Advance(TimeSpan.FromSeconds(1.9));
        Assert.False(page.IsCompleted);
        graph.Clock.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Equal(HttpStatusCode.OK, (await page).Status);
        Assert.Equal(HttpStatusCode.OK, (await graph.Get("users/anna@contoso.com")).Status);

        using var source = new CancellationTokenSource();
        using var client = new HttpMessageInvoker(new SandboxHandler(graph.Tenant));
        using var request = new HttpRequestMessage(HttpMethod.Get, Graph.Root + "users");
        request.Headers.Add("Authorization", "Bearer " + graph.Token);
        var waiting = client.SendAsync(request, source.Token);
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
    public async Task DropMidPage_breaks_the_body_of_every_second_page()
    {
        var graph = With(SandboxFault.DropMidPage);

        var error = await Assert.ThrowsAsync<HttpRequestException>(() => graph.Get("users"));

        Assert.IsType<IOException>(error.InnerException);
        Assert.Equal(100, (await graph.Get("users")).Value.Count);
        await Assert.ThrowsAsync<HttpRequestException>(() => graph.Get("users"));
    }

    [Fact]
    public async Task DropMidPage_delivers_the_first_half_of_the_bytes()
    {
        var graph = With(SandboxFault.DropMidPage);
        using var client = new HttpMessageInvoker(new SandboxHandler(graph.Tenant));
        using var request = new HttpRequestMessage(HttpMethod.Get, Graph.Root + "users");
        request.Headers.Add("Authorization", "Bearer " + graph.Token);
        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        await using var body = await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
        using var received = new MemoryStream();

        await Assert.ThrowsAsync<IOException>(() => body.CopyToAsync(received, TestContext.Current.CancellationToken));

        Assert.Equal(response.Content.Headers.ContentLength / 2, received.Length);
        Assert.True(received.Length > 1000);
    }

    [Fact]
    public async Task TruncatedJson_is_a_200_that_does_not_parse()
    {
        var graph = With(SandboxFault.TruncatedJson);

        var broken = await graph.Get("users");

        Assert.Equal(HttpStatusCode.OK, broken.Status);
        Assert.ThrowsAny<JsonException>(() => broken.Json);
        Assert.Equal(100, (await graph.Get("users")).Value.Count);
    }

    [Fact]
    public async Task HtmlFromProxy_is_a_200_of_html()
    {
        var graph = With(SandboxFault.HtmlFromProxy);

        var html = await graph.Get("users");

        Assert.Equal((HttpStatusCode.OK, "text/html"), (html.Status, html.Message.Content.Headers.ContentType!.MediaType));
        Assert.StartsWith("<!DOCTYPE html>", html.Text);
        Assert.Equal(100, (await graph.Get("users")).Value.Count);
    }

    [Theory]
    [InlineData("users?$top=5")]
    [InlineData("reports/authenticationMethods/userRegistrationDetails?$top=999")]
    public async Task ForeignNextLink_points_to_another_host_even_on_the_last_page(string path)
        => Assert.Equal("graph.attacker.example", new Uri((await With(SandboxFault.ForeignNextLink).Get(path)).NextLink!).Host);

    [Fact]
    public async Task PageLoop_points_to_the_same_page_again()
    {
        var graph = With(SandboxFault.PageLoop);

        var page = await graph.Get("users?$top=5");
        var again = await graph.Get(page.NextLink!);

        Assert.Equal(Graph.Root + "users?$top=5", page.NextLink);
        Assert.Equal(page.Text, again.Text);
    }

    [Fact]
    public async Task ExpiredToken_refuses_everything()
    {
        var reply = await With(SandboxFault.ExpiredToken).Get("users");

        Assert.Equal((HttpStatusCode.Unauthorized, "Lifetime validation failed, the token is expired."), (reply.Status, reply.ErrorMessage));
    }

    [Fact]
    public async Task FaultEvery_sets_the_rhythm()
    {
        var graph = new Graph(new SandboxOptions { Faults = [SandboxFault.TruncatedJson], FaultEvery = 1 });

        var first = await graph.Get("users");
        var second = await graph.Get("users");

        Assert.ThrowsAny<JsonException>(() => first.Json);
        Assert.ThrowsAny<JsonException>(() => second.Json);
    }

    private static Graph With(SandboxFault fault) => new(new SandboxOptions { Faults = [fault] });
}
