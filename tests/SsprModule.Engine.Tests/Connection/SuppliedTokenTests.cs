using SsprModule.Contracts;
using SsprModule.Engine.Connection;
using SsprModule.Errors;
using SsprModule.Models;
using Xunit;

namespace SsprModule.Engine.Tests.Connection;

public sealed class SuppliedTokenTests
{
    private const string PortalAudience = "74658136-14ec-4630-ad9b-26e160ff0fc6";
    private readonly SignInHost host = new();

    private static ConnectionRequest Request(string token, string? portal = null, Uri? graphEndpoint = null, Uri? portalEndpoint = null) => new()
    {
        Method = SsprSignInMethod.AccessToken,
        AccessToken = token.Secure(),
        PortalAccessToken = portal?.Secure(),
        GraphEndpoint = graphEndpoint,
        PortalEndpoint = portalEndpoint,
    };

    [Theory]
    [InlineData("https://graph.microsoft.com")]
    [InlineData("https://graph.microsoft.com/")]
    [InlineData("00000003-0000-0000-c000-000000000000")]
    public async Task A_Graph_token_is_taken_without_a_call(string audience)
    {
        var token = Jwt.Of(new { aud = audience, scp = "User.Read.All", upn = "anna@contoso.com", tid = "t" });
        var signIn = await host.StartAsync(Request(token));
        Assert.Equal(token, await signIn.Graph.GetTokenAsync(null, host.Cancel));
        var context = signIn.Describe();
        Assert.Equal(("anna@contoso.com", "t", SsprSignInKind.Delegated), (context.Account, context.TenantId, context.SignIn));
        Assert.Empty(host.Service.Requests);
    }

    [Fact]
    public async Task A_token_that_is_no_JWT_is_taken_and_tells_nothing()
    {
        var signIn = await host.StartAsync(Request("opaque"));
        var context = signIn.Describe();
        Assert.Equal((null, null, null, null, SsprSignInKind.Unknown), (context.Account, context.TenantId, context.ClientId, context.ObjectId, context.SignIn));
        Assert.Null(context.Permissions);
        Assert.Null(context.ExpiresOn);
    }

    [Theory]
    [InlineData("https://management.azure.com")]
    [InlineData("https://graph.microsoft.us")]
    [InlineData(PortalAudience)]
    public async Task A_token_for_another_service_is_refused(string audience)
    {
        var error = await host.RefusedAsync(Request(Jwt.Of(new { aud = audience })), SsprErrorId.TokenAudienceInvalid);
        Assert.Contains(audience, error.Message);
    }

    [Fact]
    public async Task With_an_endpoint_of_one_s_own_any_audience_is_taken()
    {
        var signIn = await host.StartAsync(Request(Jwt.Of(new { aud = "api://gateway" }), graphEndpoint: new Uri("https://gateway.contoso.com/")));
        Assert.Equal("https://gateway.contoso.com/", signIn.GraphEndpoint.AbsoluteUri);
    }

    [Fact]
    public async Task An_expired_token_is_refused_at_once()
    {
        var token = Jwt.Of(new { exp = host.Clock.Now.ToUnixTimeSeconds(), upn = "canary" });
        var error = await host.RefusedAsync(Request(token), SsprErrorId.TokenExpired);
        Assert.DoesNotContain(token, error.ToString());
    }

    [Fact]
    public async Task Without_a_portal_token_there_is_no_portal_backend()
    {
        var signIn = await host.StartAsync(Request(Jwt.Of(new { scp = "User.Read.All" })));
        Assert.Equal(SsprPortalAccess.Unavailable, signIn.PortalState);
        var error = await Assert.ThrowsAsync<SsprException>(() => signIn.GetPortalAsync(host.Log, host.Cancel));
        Assert.Contains("-PortalAccessToken", error.Message);
    }

    [Fact]
    public async Task A_portal_token_is_given_as_it_is()
    {
        var portal = Jwt.Of(new { aud = PortalAudience, tid = "t" });
        var signIn = await host.StartAsync(Request(Jwt.Of(new { scp = "User.Read.All", tid = "t" }), portal));
        Assert.Equal(SsprPortalAccess.Available, signIn.PortalState);
        var source = await signIn.GetPortalAsync(host.Log, host.Cancel);
        Assert.Equal(portal, await source.GetTokenAsync(null, host.Cancel));
    }

    [Fact]
    public async Task A_portal_token_for_another_service_or_tenant_is_refused()
    {
        var graph = Jwt.Of(new { tid = "t" });
        await host.RefusedAsync(Request(graph, Jwt.Of(new { aud = "https://management.azure.com", tid = "t" })), SsprErrorId.ConnectionRequestInvalid);
        await host.RefusedAsync(Request(graph, Jwt.Of(new { aud = PortalAudience, tid = "other" })), SsprErrorId.ConnectionRequestInvalid);
        await host.StartAsync(Request(graph, Jwt.Of(new { aud = "api://gateway", tid = "t" }), portalEndpoint: new Uri("http://localhost:8080")));
    }

    [Fact]
    public async Task The_sandbox_brings_tokens_of_its_own()
    {
        var graph = new FakeTokenSource(new { scp = "User.Read.All", upn = "admin@sandbox" });
        var portal = new FakeTokenSource(new { });
        var request = new ConnectionRequest { Method = SsprSignInMethod.Sandbox };
        var signIn = SignIn.ForTokens(request, graph, portal);
        Assert.Equal(("admin@sandbox", SsprPortalAccess.Available), (signIn.Describe().Account, signIn.Describe().PortalAccess));
        Assert.Same(portal, await signIn.GetPortalAsync(host.Log, host.Cancel));
        Assert.Equal(SsprPortalAccess.Unavailable, SignIn.ForTokens(request, graph, null).PortalState);
    }
}
