using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.Json;

namespace SsprModule.Sandbox.Tests;

/// <summary>The server as its own process, reached over loopback HTTP.</summary>
public sealed class GraphServerTests
{
    private static readonly string Server = FindServer();

    [Fact]
    public async Task It_prints_one_line_serves_both_backends_and_logs_requests_without_secrets()
    {
        var log = Path.Combine(Path.GetTempPath(), $"graphserver-{Guid.NewGuid():N}.log");
        try
        {
            await using var server = await RunningServer.Start("--users", "300", "--token", "s3cret", "--log", log);
            using var client = new HttpClient { BaseAddress = server.Address };
            Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("v1.0/users", Cancel)).StatusCode);

            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "s3cret");
            client.DefaultRequestHeaders.Add("client-request-id", "abc");
            client.DefaultRequestHeaders.Add("x-ms-client-request-id", "abc");
            var page = await client.GetStringAsync("v1.0/users?$top=5", Cancel);
            var guest = await client.GetStringAsync("v1.0/users/guest_partner.example%23EXT%23@contoso.onmicrosoft.com", Cancel);
            var policy = await client.GetStringAsync("api/PasswordReset/PasswordResetPolicies", Cancel);
            using var patch = new StringContent("""{"accountEnabled":false}""", System.Text.Encoding.UTF8, "application/json");
            Assert.Equal(HttpStatusCode.NoContent, (await client.PatchAsync("v1.0/users/bob@contoso.com", patch, Cancel)).StatusCode);

            Assert.StartsWith(server.Address + "v1.0/users?", JsonDocument.Parse(page).RootElement.GetProperty("@odata.nextLink").GetString());
            Assert.Contains("Gwen Partner", guest);
            Assert.Contains("registrationReconfirmIntevalInDays", policy);
            Assert.Equal(["Listening on " + server.Address.ToString().TrimEnd('/')], await server.Stop());
            var lines = (await File.ReadAllLinesAsync(log, Cancel)).Select(line => JsonDocument.Parse(line).RootElement).ToList();
            Assert.Equal([401, 200, 200, 200, 204], lines.Select(line => line.GetProperty("status").GetInt32()));
            Assert.Equal("/v1.0/users/guest_partner.example%23EXT%23@contoso.onmicrosoft.com", lines[2].GetProperty("path").GetString());
            Assert.Equal("abc", lines[1].GetProperty("client-request-id").GetString());
            Assert.DoesNotContain("s3cret", await File.ReadAllTextAsync(log, Cancel));
            Assert.DoesNotContain("accountEnabled", await File.ReadAllTextAsync(log, Cancel));
        }
        finally
        {
            File.Delete(log);
        }
    }

    [Fact]
    public async Task Sign_in_grants_roles_and_faults_come_from_the_command_line()
    {
        await using var server = await RunningServer.Start(
            "--sign-in", "application", "--grant", "User.Read.All,Group.Read.All", "--grant", "AuditLog.Read.All", "--fault", "dropmidpage", "--no-quota");
        using var client = new HttpClient { BaseAddress = server.Address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "test");

        Assert.Equal(HttpStatusCode.Forbidden, (await client.GetAsync("v1.0/domains", Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await client.GetAsync("v1.0/me", Cancel)).StatusCode);

        // The connection really breaks: some bytes arrive, then an error instead of an end.
        using var response = await client.GetAsync("v1.0/users", HttpCompletionOption.ResponseHeadersRead, Cancel);
        await using var body = await response.Content.ReadAsStreamAsync(Cancel);
        using var received = new MemoryStream();
        await Assert.ThrowsAnyAsync<IOException>(() => body.CopyToAsync(received, Cancel));
        Assert.InRange(received.Length, 1, response.Content.Headers.ContentLength!.Value - 1);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("v1.0/users", Cancel)).StatusCode);
    }

    [Theory]
    [InlineData("Unknown option '--frobnicate'", "--frobnicate")]
    [InlineData("needs a value", "--port")]
    [InlineData("must be a whole number", "--users", "0")]
    [InlineData("none of: Throttled", "--fault", "Gremlins")]
    [InlineData("none of: Delegated, Application", "--sign-in", "1")]
    [InlineData("no user 'nobody@contoso.com'", "--user", "nobody@contoso.com")]
    public async Task A_wrong_command_line_is_explained_and_ends_with_2(string message, params string[] arguments)
    {
        using var process = Launch(arguments);
        var error = await process.StandardError.ReadToEndAsync(Cancel);
        await process.WaitForExitAsync(Cancel);

        Assert.Equal(2, process.ExitCode);
        Assert.Contains(message, error);
        Assert.Contains("Usage:", error);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static Process Launch(string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Server, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        return Process.Start(start)!;
    }

    // tests/SsprModule.Sandbox.Tests/bin/<configuration>/<framework>/ -> tests/GraphServer/bin/<configuration>/<framework>/
    private static string FindServer()
    {
        var here = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        var tests = here.Parent!.Parent!.Parent!.Parent!;
        return Path.Combine(tests.FullName, "GraphServer", "bin", here.Parent.Name, here.Name, "GraphServer.dll");
    }

    private sealed class RunningServer(Process process, Uri address, string firstLine) : IAsyncDisposable
    {
        public Uri Address { get; } = address;

        public static async Task<RunningServer> Start(params string[] arguments)
        {
            var process = Launch(["--port", "0", .. arguments]);
            var line = await process.StandardOutput.ReadLineAsync(Cancel);
            if (line is null)
            {
                throw new InvalidOperationException(await process.StandardError.ReadToEndAsync(Cancel));
            }

            return new RunningServer(process, new Uri(line["Listening on ".Length..] + "/"), line);
        }

        /// <summary>Ends the process and returns every line that it printed.</summary>
        public async Task<string[]> Stop()
        {
            process.Kill();
            var rest = await process.StandardOutput.ReadToEndAsync(Cancel);
            await process.WaitForExitAsync(Cancel);
            return [firstLine, .. rest.Split('\n', StringSplitOptions.RemoveEmptyEntries)];
        }

        public ValueTask DisposeAsync()
        {
            if (!process.HasExited)
            {
                process.Kill();
            }

            process.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
