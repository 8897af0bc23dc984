using SsprModule.Contracts;
using SsprModule.Engine.Connection;
using SsprModule.Errors;
using SsprModule.Models;
using Xunit;

namespace SsprModule.Engine.Tests.Connection;

public sealed class PersonSignInTests
{
    private static readonly DateTimeOffset Later = new(2200, 1, 1, 0, 0, 0, TimeSpan.Zero);

    // MSAL remembers such a refusal for the process, by client, so no other test may use this one.
    private const string Throttled = "44444444-4444-4444-4444-444444444444";
    private readonly SignInHost host = new();

    // Long enough for MSAL to give the token of the sign-in from its cache; a test that wants a refresh shortens it.
    public PersonSignInTests() => host.Service.ExpiresIn = 3600;

    private static ConnectionRequest DeviceCode(SsprEnvironment environment = SsprEnvironment.Global, string? clientId = null) => new()
    {
        Method = SsprSignInMethod.DeviceCode,
        Environment = environment,
        ClientId = clientId,
        Scopes = ["User.Read.All", "AuditLog.Read.All"],
    };

    [Fact]
    public async Task The_device_code_is_shown_and_the_scopes_are_those_of_Graph()
    {
        var signIn = await host.StartAsync(DeviceCode());
        Assert.Equal([FakeTokenService.DeviceMessage], host.Log.Prompts);
        var request = Assert.Single(host.Service.Requests);
        Assert.Equal("https://login.microsoftonline.com/organizations/oauth2/v2.0/token", request.Uri.GetLeftPart(UriPartial.Path));
        Assert.Equal(ClientIds.MicrosoftGraphPowerShell, request.Form["client_id"]);
        Assert.Equal(["https://graph.microsoft.com/AuditLog.Read.All", "https://graph.microsoft.com/User.Read.All"], request.Scopes.Order());

        var context = signIn.Describe();
        Assert.Equal(("anna@contoso.com", SsprSignInKind.Delegated, SsprPortalAccess.NotRequested), (context.Account, context.SignIn, context.PortalAccess));
    }

    [Fact]
    public async Task The_refresh_token_renews_the_token_without_a_second_code()
    {
        host.Service.ExpiresIn = 120;
        var signIn = await host.StartAsync(DeviceCode());
        var before = host.Service.Requests.Length;
        host.Clock.Now = Later;
        await signIn.Graph.GetTokenAsync(null, host.Cancel);
        Assert.Equal("refresh_token", Assert.Single(host.Service.Requests.Skip(before)).GrantType);
        Assert.Single(host.Log.Prompts);
    }

    [Fact]
    public async Task A_refresh_that_takes_a_person_is_told_instead_of_a_code_that_nobody_sees()
    {
        var signIn = await host.StartAsync(DeviceCode(clientId: Throttled));
        host.Service.Refuse = _ => ("invalid_grant", "AADSTS50076: You must use multi-factor authentication. Trace ID: t");
        var error = await Assert.ThrowsAsync<SsprException>(() => signIn.Graph.GetTokenAsync("""{"access_token":{"acrs":{"value":"c1"}}}""", host.Cancel));
        Assert.Equal(SsprErrorId.TokenRejected, error.Id);
        Assert.Contains("a new sign-in is asked for", error.Message);
        Assert.Single(host.Log.Prompts);
    }

    [Theory]
    [InlineData(SsprEnvironment.Global, "login.microsoftonline.com", "74658136-14ec-4630-ad9b-26e160ff0fc6/.default")]
    [InlineData(SsprEnvironment.USGovDoD, "login.microsoftonline.us", "ee62de39-b9b0-4886-aa58-08b89c4e3db3/.default")]
    public async Task The_portal_token_is_asked_for_when_it_is_needed_and_for_its_own_application(SsprEnvironment environment, string authority, string scope)
    {
        var signIn = await host.StartAsync(DeviceCode(environment, SignInHost.Client));
        Assert.Single(host.Service.Requests);
        var log = new FakeLog();
        var portal = await signIn.GetPortalAsync(log, host.Cancel);
        Assert.Same(portal, await signIn.GetPortalAsync(log, host.Cancel));
        Assert.Equal(2, host.Service.Requests.Length);
        var request = host.Service.Requests[1];
        Assert.Equal($"https://{authority}/{FakeTokenService.Tenant}/oauth2/v2.0/token", request.Uri.GetLeftPart(UriPartial.Path));
        Assert.Equal((SignInHost.Client, ClientIds.AzurePowerShell), (host.Service.Requests[0].Form["client_id"], request.Form["client_id"]));
        Assert.Equal([scope], request.Scopes);
        Assert.Single(log.Prompts); // At the cmdlet that needs it, not at Connect-Sspr, whose pipeline is over.
        Assert.Single(host.Log.Prompts);
        Assert.Equal(SsprPortalAccess.Available, signIn.PortalState);
    }

    [Fact]
    public async Task Cmdlets_at_the_same_time_ask_for_the_portal_token_once()
    {
        var signIn = await host.StartAsync(DeviceCode());
        var answer = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        host.Service.BeforeAnswer = () => answer.Task;
        var callers = Enumerable.Range(0, 5).Select(_ => signIn.GetPortalAsync(host.Log, host.Cancel)).ToArray();
        answer.SetResult();
        Assert.Single((await Task.WhenAll(callers)).Distinct());
        Assert.Equal(2, host.Log.Prompts.Count);
    }

    [Theory]
    [InlineData("99999999-9999-9999-9999-999999999999", FakeTokenService.Person, "tenant 99999999-9999-9999-9999-999999999999")]
    [InlineData(FakeTokenService.Tenant, "99999999-9999-9999-9999-999999999999", "another account than anna@contoso.com")]
    public async Task Another_account_at_the_portal_backend_is_refused(string tenant, string person, string expected)
    {
        var signIn = await host.StartAsync(DeviceCode());
        host.Service.Claims = _ => new { tid = tenant, oid = person, scp = "user_impersonation" };
        var error = await Assert.ThrowsAsync<SsprException>(() => signIn.GetPortalAsync(host.Log, host.Cancel));
        Assert.Equal(SsprErrorId.PortalUnavailable, error.Id);
        Assert.Contains(expected, error.Message);
        Assert.Equal(SsprPortalAccess.NotRequested, signIn.PortalState);
    }

    [Fact]
    public async Task What_Entra_refused_for_the_portal_backend_is_not_asked_again()
    {
        var signIn = await host.StartAsync(DeviceCode());
        host.Service.Refuse = _ => ("invalid_grant", "AADSTS65002: Consent must be preauthorised. Trace ID: t");
        for (var attempt = 0; attempt < 2; attempt++)
        {
            var error = await Assert.ThrowsAsync<SsprException>(() => signIn.GetPortalAsync(host.Log, host.Cancel));
            Assert.Equal(SsprErrorId.PortalUnavailable, error.Id);
            Assert.EndsWith("AADSTS65002: Consent must be preauthorised.", error.Message);
        }

        Assert.Equal(2, host.Log.Prompts.Count); // One for Graph, one for the portal.
        Assert.Equal(SsprPortalAccess.Unavailable, signIn.PortalState);
    }

    [Fact]
    public async Task In_China_the_portal_backend_is_not_known()
    {
        var signIn = await host.StartAsync(DeviceCode(SsprEnvironment.China));
        Assert.Equal(SsprPortalAccess.Unavailable, signIn.PortalState);
        var error = await Assert.ThrowsAsync<SsprException>(() => signIn.GetPortalAsync(host.Log, host.Cancel));
        Assert.Contains("China", error.Message);
    }
}
