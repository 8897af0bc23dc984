using System.Diagnostics;
using System.Web;
using SsprModule.Contracts;
using SsprModule.Engine.Connection;
using SsprModule.Models;
using Xunit;

namespace SsprModule.Engine.Tests.Connection;

/// <summary>The browser sign-in to its end: xdg-open is a script that hands the address to the test, which answers as the browser would.</summary>
[Collection(ProcessWide.Name)]
public sealed class BrowserSignInTests : IDisposable
{
    private readonly SignInHost host = new();
    private readonly TempFolder folder = new();
    private readonly string? path = Environment.GetEnvironmentVariable("PATH");

    public BrowserSignInTests() => host.Service.ExpiresIn = 3600;

    public void Dispose()
    {
        Environment.SetEnvironmentVariable("PATH", path);
        folder.Dispose();
    }

    [Fact(Timeout = 60_000)]
    public async Task The_browser_is_opened_for_Graph_and_again_for_the_portal_backend_with_the_same_account()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux finds the browser on the PATH.");
        var pipe = InstallBrowser();

        var connecting = host.StartAsync(new ConnectionRequest { Method = SsprSignInMethod.Browser, Scopes = ["User.Read.All"] });
        var graph = await AnswerAsync(pipe);
        var signIn = await connecting;
        Assert.Equal(ClientIds.MicrosoftGraphPowerShell, graph["client_id"]);
        Assert.Contains("https://graph.microsoft.com/User.Read.All", graph["scope"]);
        Assert.StartsWith("http://localhost:", graph["redirect_uri"]);
        Assert.Equal("S256", graph["code_challenge_method"]);
        Assert.False(graph.ContainsKey("login_hint"));

        var opening = signIn.GetPortalAsync(host.Log, host.Cancel);
        var portal = await AnswerAsync(pipe);
        await opening;
        Assert.Equal((ClientIds.AzurePowerShell, "anna@contoso.com"), (portal["client_id"], portal["login_hint"]));
        Assert.Contains("74658136-14ec-4630-ad9b-26e160ff0fc6/.default", portal["scope"]);
        Assert.Equal(["authorization_code", "authorization_code"], host.Service.Requests.Select(request => request.GrantType));
    }

    [Fact(Timeout = 60_000)]
    public async Task Without_a_browser_the_error_points_to_the_device_code()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux finds the browser on the PATH.");
        Environment.SetEnvironmentVariable("PATH", folder.Root);
        var error = await host.RefusedAsync(new ConnectionRequest { Method = SsprSignInMethod.Browser }, Errors.SsprErrorId.SignInFailed);
        Assert.Equal("The sign-in failed: no browser can be opened on this machine; use -DeviceCode", error.Message);
    }

    /// <summary>Reading from the pipe waits until the script writes, so nothing polls.</summary>
    private string InstallBrowser()
    {
        var pipe = Path.Combine(folder.Root, "address");
        using var make = Process.Start("mkfifo", pipe);
        make.WaitForExit();
        var script = folder.Write("xdg-open", $"#!/bin/sh\nprintf '%s' \"$1\" > '{pipe}'\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        Environment.SetEnvironmentVariable("PATH", folder.Root + ":" + path);
        return pipe;
    }

    private async Task<Dictionary<string, string>> AnswerAsync(string pipe)
    {
        var address = await Task.Run(() => File.ReadAllText(pipe), host.Cancel);
        var values = HttpUtility.ParseQueryString(new Uri(address).Query);
        var query = values.AllKeys.ToDictionary(key => key!, key => values[key]!);
        var parameters = new Dictionary<string, string> { ["code"] = "code", ["state"] = query["state"], ["client_info"] = Jwt.Part(new { uid = FakeTokenService.Person, utid = FakeTokenService.Tenant }) };
        using var browser = new HttpClient();
        using var content = new FormUrlEncodedContent(parameters);
        var answer = query.GetValueOrDefault("response_mode") == "form_post"
            ? await browser.PostAsync(query["redirect_uri"], content, host.Cancel)
            : await browser.GetAsync(query["redirect_uri"] + "?" + await content.ReadAsStringAsync(host.Cancel), host.Cancel);
        answer.EnsureSuccessStatusCode();
        return query;
    }
}
