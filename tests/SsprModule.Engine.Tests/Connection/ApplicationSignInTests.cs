using SsprModule.Contracts;
using SsprModule.Errors;
using SsprModule.Models;
using Xunit;

namespace SsprModule.Engine.Tests.Connection;

public sealed class ApplicationSignInTests
{
    private const string Canary = "canary-7f3e-secret";
    private readonly SignInHost host = new();

    private static ConnectionRequest Secret(SsprEnvironment environment = SsprEnvironment.Global) => new()
    {
        Method = SsprSignInMethod.ClientSecret,
        Environment = environment,
        TenantId = FakeTokenService.Tenant,
        ClientId = SignInHost.Client,
        ClientSecret = Canary.Secure(),
    };

    [Theory]
    [InlineData(SsprEnvironment.Global, "login.microsoftonline.com", "https://graph.microsoft.com/.default")]
    [InlineData(SsprEnvironment.USGov, "login.microsoftonline.us", "https://graph.microsoft.us/.default")]
    [InlineData(SsprEnvironment.USGovDoD, "login.microsoftonline.us", "https://dod-graph.microsoft.us/.default")]
    [InlineData(SsprEnvironment.China, "login.chinacloudapi.cn", "https://microsoftgraph.chinacloudapi.cn/.default")]
    public async Task A_secret_is_sent_to_the_authority_of_the_cloud_for_its_Graph(SsprEnvironment environment, string authority, string scope)
    {
        await host.StartAsync(Secret(environment));
        var request = Assert.Single(host.Service.Requests);
        Assert.Equal($"https://{authority}/{FakeTokenService.Tenant}/oauth2/v2.0/token", request.Uri.GetLeftPart(UriPartial.Path));
        Assert.Equal(("client_credentials", SignInHost.Client, Canary), (request.GrantType, request.Form["client_id"], request.Form["client_secret"]));
        Assert.Equal([scope], request.Scopes);
        Assert.Contains("cp1", request.Form["claims"], StringComparison.OrdinalIgnoreCase); // The client capability that continuous access evaluation takes.
    }

    [Fact]
    public async Task The_context_tells_what_the_token_tells()
    {
        var signIn = await host.StartAsync(Secret());
        var context = signIn.Describe();
        Assert.Equal(
            ("Runbook", FakeTokenService.Tenant, SignInHost.Client, FakeTokenService.Person, SsprSignInKind.Application, SsprSignInMethod.ClientSecret),
            (context.Account, context.TenantId, context.ClientId, context.ObjectId, context.SignIn, context.SignInMethod));
        Assert.Equal(["User.Read.All"], context.Permissions!);
        Assert.Equal("https://graph.microsoft.com/", context.GraphEndpoint!.AbsoluteUri);
        Assert.Equal("https://main.iam.ad.ext.azure.com/", context.PortalEndpoint!.AbsoluteUri);
        Assert.Equal(signIn.Graph.ExpiresOn, context.ExpiresOn);
    }

    [Fact]
    public async Task An_application_has_no_portal_backend()
    {
        var signIn = await host.StartAsync(Secret());
        Assert.Equal(SsprPortalAccess.Unavailable, signIn.PortalState);
        var error = await Assert.ThrowsAsync<SsprException>(() => signIn.GetPortalAsync(host.Log, host.Cancel));
        Assert.Equal(SsprErrorId.PortalUnavailable, error.Id);
        Assert.Contains("an application is signed in", error.Message);
    }

    [Fact]
    public async Task The_token_is_asked_for_again_when_it_expires_in_the_middle_of_a_run()
    {
        var signIn = await host.StartAsync(Secret());
        var first = await signIn.Graph.GetTokenAsync(null, host.Cancel);
        Assert.Single(host.Service.Requests);
        host.Clock.Now = new DateTimeOffset(2200, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var second = await signIn.Graph.GetTokenAsync(null, host.Cancel);
        Assert.NotEqual(first, second);
        Assert.Equal(2, host.Service.Requests.Length);
    }

    [Fact]
    public async Task A_claims_challenge_reaches_the_token_service_though_MSAL_has_a_valid_token()
    {
        host.Service.ExpiresIn = 3600;
        var signIn = await host.StartAsync(Secret());
        await signIn.Graph.GetTokenAsync("""{"access_token":{"nbf":{"essential":true,"value":"1700000000"}}}""", host.Cancel);
        Assert.Equal(2, host.Service.Requests.Length);
        Assert.Contains("1700000000", host.Service.Requests[1].Form["claims"]);
    }

    [Fact]
    public async Task Callers_at_the_same_time_cause_one_request()
    {
        var signIn = await host.StartAsync(Secret());
        host.Service.ExpiresIn = int.MaxValue; // Fresh on that clock too, or the callers would rightly ask once more.
        var answer = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        host.Service.BeforeAnswer = () => answer.Task;
        host.Clock.Now = new DateTimeOffset(2080, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var callers = Enumerable.Range(0, 10).Select(_ => signIn.Graph.GetTokenAsync(null, host.Cancel)).ToArray();
        answer.SetResult();
        Assert.Single((await Task.WhenAll(callers)).Distinct());
        Assert.Equal(2, host.Service.Requests.Length);
    }

    [Fact]
    public async Task What_Entra_says_is_told_in_one_sentence_without_the_secret()
    {
        host.Service.Refuse = _ => ("invalid_client",
            "AADSTS7000215: Invalid client secret provided. Use the value, not the id. Trace ID: trace-1 Correlation ID: correlation-1 Timestamp: 2026-01-02 03:04:05Z");
        var error = await Assert.ThrowsAsync<SsprException>(() => host.StartAsync(Secret()));
        Assert.Equal(SsprErrorId.SignInFailed, error.Id);
        Assert.Equal("The sign-in failed: AADSTS7000215: Invalid client secret provided. Use the value, not the id.", error.Message);
        Assert.Equal(
            ("AADSTS7000215", "trace-1", "correlation-1", "2026-01-02 03:04:05Z", 400),
            (error.Failure!.Code, error.Failure.RequestId, error.Failure.ClientRequestId, error.Failure.Date, error.Failure.Status));
        Assert.IsType<Azure.Identity.AuthenticationFailedException>(error.InnerException);
        Assert.DoesNotContain(Canary, error.ToString());
    }

    [Fact]
    public async Task A_cancelled_sign_in_stays_a_cancellation()
    {
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(host.Cancel);
        host.Service.BeforeAnswer = () =>
        {
            cancel.Cancel();
            throw new OperationCanceledException(cancel.Token);
        };
        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Engine.Connection.SignIn.StartAsync(Secret(), host.Log, host.Clock, host.Service.Transport, cancel.Token));
        Assert.DoesNotContain(Canary, error.ToString());
    }

    [Fact]
    public async Task A_federated_token_is_sent_as_the_assertion()
    {
        var signIn = await host.StartAsync(new ConnectionRequest
        {
            Method = SsprSignInMethod.WorkloadIdentity,
            TenantId = FakeTokenService.Tenant,
            ClientId = SignInHost.Client,
            FederatedToken = Canary.Secure(),
        });
        var request = Assert.Single(host.Service.Requests);
        Assert.Equal(("urn:ietf:params:oauth:client-assertion-type:jwt-bearer", Canary), (request.Form["client_assertion_type"], request.Form["client_assertion"]));
        Assert.Equal(SsprSignInKind.Application, signIn.Describe().SignIn);
    }

    [Fact]
    public async Task A_federated_token_file_is_read()
    {
        using var folder = new TempFolder();
        await host.StartAsync(new ConnectionRequest
        {
            Method = SsprSignInMethod.WorkloadIdentity,
            TenantId = FakeTokenService.Tenant,
            ClientId = SignInHost.Client,
            FederatedTokenFile = folder.Write("token", Canary),
        });
        Assert.Equal(Canary, Assert.Single(host.Service.Requests).Form["client_assertion"]);
    }

    [Fact]
    public async Task A_federated_token_file_that_is_missing_is_named()
    {
        var error = await host.RefusedAsync(
            new ConnectionRequest
            {
                Method = SsprSignInMethod.WorkloadIdentity,
                TenantId = FakeTokenService.Tenant,
                ClientId = SignInHost.Client,
                FederatedTokenFile = "/no/such/token",
            },
            SsprErrorId.ConnectionRequestInvalid);
        Assert.Contains("/no/such/token", error.Message);
    }

    [Theory]
    [InlineData(SsprSignInMethod.ClientSecret, null, "client", "-TenantId is missing")]
    [InlineData(SsprSignInMethod.ClientSecret, "contoso.com", null, "-ClientSecretCredential is missing")]
    [InlineData(SsprSignInMethod.ClientSecret, "contoso.com", "client", "-ClientSecretCredential is missing")]
    [InlineData(SsprSignInMethod.ClientSecret, "contoso.com/../x", "client", "'contoso.com/../x' is neither a tenant id nor a domain name")]
    [InlineData(SsprSignInMethod.Certificate, null, "client", "-TenantId is missing")]
    [InlineData(SsprSignInMethod.Certificate, "contoso.com", null, "-ClientId is missing")]
    [InlineData(SsprSignInMethod.Certificate, "contoso.com", "client", "-CertificateThumbprint is missing")]
    [InlineData(SsprSignInMethod.AccessToken, null, null, "-AccessToken is missing")]
    public async Task What_is_missing_is_named_before_any_call(SsprSignInMethod method, string? tenant, string? client, string expected)
    {
        var error = await host.RefusedAsync(new ConnectionRequest { Method = method, TenantId = tenant, ClientId = client }, SsprErrorId.ConnectionRequestInvalid);
        Assert.Equal("Connect-Sspr can't work with these parameters: " + expected, error.Message);
    }

    [Theory]
    [InlineData("http://graph.contoso.com", null)]
    [InlineData(null, "http://portal.contoso.com")]
    public async Task An_endpoint_without_https_is_refused_before_any_call(string? graph, string? portal)
    {
        var request = Secret();
        await host.RefusedAsync(
            new ConnectionRequest
            {
                Method = request.Method,
                TenantId = request.TenantId,
                ClientId = request.ClientId,
                ClientSecret = request.ClientSecret,
                GraphEndpoint = graph is null ? null : new Uri(graph),
                PortalEndpoint = portal is null ? null : new Uri(portal),
            },
            SsprErrorId.EndpointNotSecure);
    }

    [Fact]
    public async Task A_token_for_another_tenant_than_the_one_asked_for_is_refused()
    {
        host.Service.Claims = _ => new { tid = "99999999-9999-9999-9999-999999999999", idtyp = "app" };
        var error = await Assert.ThrowsAsync<SsprException>(() => host.StartAsync(Secret()));
        Assert.Equal(SsprErrorId.ConnectionRequestInvalid, error.Id);
        Assert.Contains("99999999-9999-9999-9999-999999999999", error.Message);
    }
}
