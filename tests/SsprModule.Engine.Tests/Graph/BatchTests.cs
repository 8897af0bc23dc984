using System.Text.Json.Nodes;
using SsprModule.Engine.Graph;
using SsprModule.Errors;
using Xunit;

namespace SsprModule.Engine.Tests.Graph;

/// <summary>Many small requests in few calls.</summary>
public sealed class BatchTests
{
    [Fact]
    public async Task Fifty_requests_go_in_batches_of_twenty_and_come_back_in_order()
    {
        var host = new GraphHost((r, _) => Answer(r, (_, _) => 200));
        using var client = host.Client();

        var answers = await Send(host, client, Requests(50));

        Assert.Equal([20, 20, 10], host.Seen.Select(s => JsonNode.Parse(s.Body)!["requests"]!.AsArray().Count));
        Assert.Equal(Enumerable.Range(0, 50).Select(i => $"{i}"), answers.Select(a => a.Id));
        Assert.All(host.Seen, s => Assert.Equal("https://graph.test/v1.0/$batch", s.Uri.AbsoluteUri));
    }

    [Fact]
    public async Task Only_the_throttled_are_sent_again_after_the_longest_wait()
    {
        var host = new GraphHost((r, n) => Answer(r, (id, _) => n == 0 && id % 2 == 0 ? 429 : 200));
        using var client = host.Client();

        var answers = await Send(host, client, Requests(4));

        Assert.All(answers, a => Assert.Equal(200, a.Status));
        Assert.Equal(["0", "2"], JsonNode.Parse(host.Seen[1].Body)!["requests"]!.AsArray().Select(i => i!["id"]!.GetValue<string>()));
        Assert.Equal(TimeSpan.FromSeconds(9), host.Waited);
    }

    [Fact]
    public async Task A_failure_of_one_is_its_own()
    {
        var host = new GraphHost((r, _) => Answer(r, (id, _) => id == 1 ? 404 : 200));
        using var client = host.Client();
        Assert.Equal([200, 404, 200], (await Send(host, client, Requests(3))).Select(a => a.Status));
    }

    [Fact]
    public async Task Requests_that_stay_throttled_are_given_back_as_such()
    {
        var host = new GraphHost((r, _) => Answer(r, (_, _) => 429));
        using var client = host.Client();
        Assert.All(await Send(host, client, Requests(3)), a => Assert.Equal(429, a.Status));
        Assert.Equal(1 + RetryHandler.ThrottleRetries, host.Seen.Count);
    }

    [Fact]
    public async Task A_missing_answer_is_an_error()
    {
        var host = new GraphHost((_, _) => GraphHost.Json("""{"responses":[{"id":"0","status":200}]}"""));
        using var client = host.Client();
        var error = await Assert.ThrowsAsync<SsprException>(() => Send(host, client, Requests(2)));
        Assert.Equal(SsprErrorId.AnswerTruncated, error.Id);
    }

    [Fact]
    public async Task A_body_brings_its_content_type()
    {
        var host = new GraphHost((r, _) => Answer(r, (_, _) => 204));
        using var client = host.Client();
        await Send(host, client, [new BatchRequest("0", "PATCH", "/users/a", new JsonObject { ["city"] = "Ede" })]);
        var item = JsonNode.Parse(host.Seen[0].Body)!["requests"]![0]!;
        Assert.Equal("application/json", item["headers"]!["Content-Type"]!.GetValue<string>());
        Assert.Equal("Ede", item["body"]!["city"]!.GetValue<string>());
    }

    private static Task<IReadOnlyList<BatchAnswer>> Send(GraphHost host, GraphClient client, IReadOnlyList<BatchRequest> requests) =>
        new BatchClient(client, host.Clock).SendAsync(requests, _ => host.Call(), TestContext.Current.CancellationToken);

    private static List<BatchRequest> Requests(int count) => [.. Enumerable.Range(0, count).Select(i => new BatchRequest($"{i}", "GET", $"/users/{i}"))];

    // Unordered on purpose: the service does not promise an order either.
    private static HttpResponseMessage Answer(HttpRequestMessage request, Func<int, int, int> statusOf)
    {
        using var reader = new StreamReader(request.Content!.ReadAsStream());
        var items = JsonNode.Parse(reader.ReadToEnd())!["requests"]!.AsArray();
        var responses = items.Reverse().Select((item, n) =>
        {
            var id = item!["id"]!.GetValue<string>();
            var status = statusOf(int.Parse(id, System.Globalization.CultureInfo.InvariantCulture), n);
            return (JsonNode)new JsonObject { ["id"] = id, ["status"] = status, ["headers"] = new JsonObject { ["Retry-After"] = id == "2" ? "9" : "3" }, ["body"] = new JsonObject { ["id"] = id } };
        });
        return GraphHost.Json(new JsonObject { ["responses"] = new JsonArray([.. responses]) }.ToJsonString());
    }
}
