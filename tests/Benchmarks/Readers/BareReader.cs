using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Benchmarks.Readers;

/// <summary>The least that reading the report can cost: every token is looked at, nothing but the last id is kept.</summary>
internal static class BareReader
{
    internal static async Task<(long Rows, string? Last)> ReadAsync(string address)
    {
        using var client = new HttpClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", ReportServer.Token);
        var buffer = new byte[1024 * 1024];
        var page = new Page(0, null, address + "/v1.0/reports/authenticationMethods/userRegistrationDetails?$top=999");
        var rows = 0L;
        while (page.Next is { } next)
        {
            using var response = await client.GetAsync(next, HttpCompletionOption.ResponseHeadersRead);
            response.EnsureSuccessStatusCode();
            await using var stream = await response.Content.ReadAsStreamAsync();
            var length = 0;
            for (int read; (read = await stream.ReadAsync(buffer.AsMemory(length))) > 0;)
            {
                length += read;
                if (length == buffer.Length)
                {
                    Array.Resize(ref buffer, buffer.Length * 2);
                }
            }

            page = Parse(buffer.AsSpan(0, length));
            rows += page.Rows;
        }

        return (rows, page.Last);
    }

    private static Page Parse(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        var rows = 0;
        string? next = null;
        ReadOnlySpan<byte> last = default;
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.StartObject && reader.CurrentDepth == 2)
            {
                rows++;
            }
            else if (reader.TokenType == JsonTokenType.PropertyName && reader.CurrentDepth == 3 && reader.ValueTextEquals("id"u8))
            {
                reader.Read();
                last = reader.ValueSpan;
            }
            else if (reader.TokenType == JsonTokenType.PropertyName && reader.CurrentDepth == 1 && reader.ValueTextEquals("@odata.nextLink"u8))
            {
                reader.Read();
                next = reader.GetString();
            }
        }

        return new Page(rows, Encoding.UTF8.GetString(last), next);
    }

    private sealed record Page(int Rows, string? Last, string? Next);
}
