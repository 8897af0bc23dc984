using System.Net.Http.Headers;
using Microsoft.Graph;
using Microsoft.Graph.Models;
using Microsoft.Kiota.Abstractions.Authentication;

namespace Benchmarks.Readers;

/// <summary>The report as the Graph SDK reads it: typed models and its page iterator.</summary>
internal static class SdkReader
{
    internal static async Task<(long Rows, string? Last)> ReadAsync(string address)
    {
        using var http = GraphClientFactory.Create();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", ReportServer.Token);
        using var graph = new GraphServiceClient(http, new AnonymousAuthenticationProvider(), address + "/v1.0");
        var rows = 0L;
        string? last = null;
        var first = await graph.Reports.AuthenticationMethods.UserRegistrationDetails.GetAsync(request => request.QueryParameters.Top = 999);
        var pages = PageIterator<UserRegistrationDetails, UserRegistrationDetailsCollectionResponse>.CreatePageIterator(graph, first!, row =>
        {
            rows++;
            last = row.Id;
            return true;
        });
        await pages.IterateAsync();
        return (rows, last);
    }
}
