using System.Text.Json;
using SsprModule.Sandbox.Tests.Support;

namespace SsprModule.Sandbox.Tests;

public sealed class BatchTests
{
    [Fact]
    public async Task Each_item_has_its_own_status_and_body_and_replies_are_not_in_order()
    {
        var reply = await Batch(new Graph(), """
            {"id":"a","method":"GET","url":"/users/anna@contoso.com?$select=displayName"},
            {"id":"b","method":"GET","url":"users/nobody@contoso.com"},
            {"id":"c","method":"PATCH","url":"/users/bob@contoso.com","headers":{"Content-Type":"application/json"},"body":{"accountEnabled":false}},
            {"id":"d","method":"GET","url":"/users/bob@contoso.com?$select=accountEnabled"}
            """);

        Assert.Equal(HttpStatusCode.OK, reply.Status);
        Assert.Equal(["d", "c", "b", "a"], reply.Json.GetProperty("responses").EnumerateArray().Select(item => item.GetProperty("id").GetString()));
        var items = Items(reply);
        Assert.Equal("Anna de Vries", items["a"].GetProperty("body").GetProperty("displayName").GetString());
        Assert.Equal((404, "Request_ResourceNotFound"), (Status(items["b"]), items["b"].GetProperty("body").GetProperty("error").GetProperty("code").GetString()));
        Assert.Equal(204, Status(items["c"]));
        Assert.False(items["c"].TryGetProperty("body", out _));
        Assert.False(items["d"].GetProperty("body").GetProperty("accountEnabled").GetBoolean());
    }

    [Fact]
    public async Task An_item_whose_predecessor_failed_is_424_and_is_not_done()
    {
        var graph = new Graph();

        var items = Items(await Batch(graph, """
            {"id":"1","method":"GET","url":"/users/nobody@contoso.com"},
            {"id":"2","method":"PATCH","url":"/users/bob@contoso.com","dependsOn":["1"],"headers":{"Content-Type":"application/json"},"body":{"accountEnabled":false}},
            {"id":"3","method":"GET","url":"/users/anna@contoso.com"},
            {"id":"4","method":"GET","url":"/me","dependsOn":["3"]}
            """));

        Assert.Equal([404, 424, 200, 200], new[] { "1", "2", "3", "4" }.Select(id => Status(items[id])));
        Assert.True((await graph.Get("users/bob@contoso.com?$select=accountEnabled")).Json.GetProperty("accountEnabled").GetBoolean());
    }

    [Theory]
    [InlineData("""{"id":"1","method":"GET"}""")]
    [InlineData("""{"method":"GET","url":"/me"}""")]
    [InlineData("""{"id":"1","method":"GET","url":"/me"},{"id":"1","method":"GET","url":"/me"}""")]
    [InlineData("""{"id":"1","method":"GET","url":"/me","dependsOn":["2"]},{"id":"2","method":"GET","url":"/me"}""")]
    [InlineData("""{"id":"1","method":"PATCH","url":"/users/bob@contoso.com","body":{}}""")]
    [InlineData("")]
    public async Task A_malformed_batch_is_400(string items) => Assert.Equal(HttpStatusCode.BadRequest, (await Batch(new Graph(), items)).Status);

    [Theory]
    [InlineData(20, HttpStatusCode.OK)]
    [InlineData(21, HttpStatusCode.BadRequest)]
    public async Task At_most_twenty_requests_fit(int count, HttpStatusCode expected)
        => Assert.Equal(expected, (await Batch(new Graph(), string.Join(",", Enumerable.Range(0, count).Select(Me)))).Status);

    [Fact]
    public async Task Items_are_counted_singly_against_the_report_quota()
    {
        var items = Items(await Batch(new Graph(), string.Join(",", Enumerable.Range(0, 7).Select(i =>
            $$"""{"id":"{{i}}","method":"GET","url":"/reports/authenticationMethods/userRegistrationDetails?$top=1"}"""))));

        Assert.Equal(5, items.Values.Count(item => Status(item) == 200));
        var throttled = items.Values.Where(item => Status(item) == 429).ToList();
        Assert.Equal(2, throttled.Count);
        Assert.All(throttled, item => Assert.Equal("10", item.GetProperty("headers").GetProperty("Retry-After").GetString()));
    }

    [Fact]
    public async Task Permissions_are_checked_for_each_item()
    {
        var items = Items(await Batch(new Graph(signIn: Graph.App("User.Read.All")), """
            {"id":"1","method":"GET","url":"/users?$top=1"},{"id":"2","method":"GET","url":"/domains"}
            """));

        Assert.Equal((200, 403), (Status(items["1"]), Status(items["2"])));
    }

    [Fact]
    public async Task ConsistencyLevel_belongs_in_the_item_and_next_links_can_be_followed_outside()
    {
        var graph = new Graph();

        var item = Items(await Batch(graph, """{"id":"1","method":"GET","url":"/users?$top=5&$count=true","headers":{"ConsistencyLevel":"eventual"}}"""))["1"];
        var body = item.GetProperty("body");

        Assert.Equal(250, body.GetProperty("@odata.count").GetInt32());
        Assert.Equal(5, (await graph.Get(body.GetProperty("@odata.nextLink").GetString()!, ("ConsistencyLevel", "eventual"))).Value.Count);
    }

    private static string Me(int id) => $$"""{"id":"{{id}}","method":"GET","url":"/me"}""";

    private static Task<Reply> Batch(Graph graph, string items) => graph.Post("$batch", "{\"requests\":[" + items + "]}");

    private static Dictionary<string, JsonElement> Items(Reply reply)
        => reply.Json.GetProperty("responses").EnumerateArray().ToDictionary(item => item.GetProperty("id").GetString()!);

    private static int Status(JsonElement item) => item.GetProperty("status").GetInt32();
}
