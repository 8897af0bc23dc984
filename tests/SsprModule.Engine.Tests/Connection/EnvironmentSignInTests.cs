using SsprModule.Contracts;
using SsprModule.Errors;
using SsprModule.Models;
using Xunit;

namespace SsprModule.Engine.Tests.Connection;

/// <summary>The ways in that look at the environment of the process.</summary>
[Collection(ProcessWide.Name)]
public sealed class EnvironmentSignInTests : IDisposable
{
    private const string Canary = "canary-44d0-environment";
    private static readonly string[] Names =
    [
        "AZURE_TENANT_ID", "AZURE_CLIENT_ID", "AZURE_CLIENT_SECRET", "AZURE_CLIENT_CERTIFICATE_PATH", "AZURE_USERNAME", "AZURE_PASSWORD",
        "AZURE_FEDERATED_TOKEN_FILE", "AZURE_AUTHORITY_HOST", "IDENTITY_ENDPOINT", "IDENTITY_HEADER", "IMDS_ENDPOINT", "MSI_ENDPOINT", "AZURE_POD_IDENTITY_AUTHORITY_HOST",
    ];

    private readonly SignInHost host = new();
    private readonly Dictionary<string, string?> before = Names.ToDictionary(name => name, Environment.GetEnvironmentVariable);

    public EnvironmentSignInTests()
    {
        foreach (var name in Names)
        {
            Environment.SetEnvironmentVariable(name, null);
        }
    }

    public void Dispose()
    {
        foreach (var (name, value) in before)
        {
            Environment.SetEnvironmentVariable(name, value);
        }
    }

    [Fact]
    public async Task The_variables_name_tenant_client_and_secret()
    {
        Set("AZURE_TENANT_ID", FakeTokenService.Tenant);
        Set("AZURE_CLIENT_ID", SignInHost.Client);
        Set("AZURE_CLIENT_SECRET", Canary);
        Set("AZURE_AUTHORITY_HOST", "https://login.example.org"); // -Environment decides, not this.
        await host.StartAsync(new ConnectionRequest { Method = SsprSignInMethod.EnvironmentCredential, Environment = SsprEnvironment.USGov });
        var request = Assert.Single(host.Service.Requests);
        Assert.Equal($"https://login.microsoftonline.us/{FakeTokenService.Tenant}/oauth2/v2.0/token", request.Uri.GetLeftPart(UriPartial.Path));
        Assert.Equal((SignInHost.Client, Canary), (request.Form["client_id"], request.Form["client_secret"]));
        Assert.Equal(["https://graph.microsoft.us/.default"], request.Scopes);
    }

    [Fact]
    public async Task Without_the_variables_the_sign_in_fails_and_says_so()
    {
        var error = await host.RefusedAsync(new ConnectionRequest { Method = SsprSignInMethod.EnvironmentCredential }, SsprErrorId.SignInFailed);
        Assert.Contains("Environment variables are not fully configured", error.Message);
    }

    [Fact]
    public async Task A_workload_identity_takes_what_is_not_given_from_the_variables()
    {
        using var folder = new TempFolder();
        Set("AZURE_TENANT_ID", FakeTokenService.Tenant);
        Set("AZURE_CLIENT_ID", SignInHost.Client);
        Set("AZURE_FEDERATED_TOKEN_FILE", folder.Write("token", Canary));
        await host.StartAsync(new ConnectionRequest { Method = SsprSignInMethod.WorkloadIdentity });
        await host.StartAsync(new ConnectionRequest { Method = SsprSignInMethod.WorkloadIdentity, FederatedToken = "other".Secure() });
        Assert.Equal([Canary, "other"], host.Service.Requests.Select(request => request.Form["client_assertion"]));
        Assert.All(host.Service.Requests, request => Assert.Equal(SignInHost.Client, request.Form["client_id"]));
        Assert.All(host.Service.Requests, request => Assert.Contains(FakeTokenService.Tenant, request.Uri.AbsolutePath));
    }

    [Theory]
    [InlineData(null, null, "-TenantId / AZURE_TENANT_ID")]
    [InlineData("contoso.com", null, "-ClientId / AZURE_CLIENT_ID")]
    [InlineData("contoso.com", "client", "-FederatedTokenFile / AZURE_FEDERATED_TOKEN_FILE")]
    public async Task A_workload_identity_names_what_neither_parameter_nor_variable_gives(string? tenant, string? client, string expected)
    {
        var request = new ConnectionRequest { Method = SsprSignInMethod.WorkloadIdentity, TenantId = tenant, ClientId = client };
        var error = await host.RefusedAsync(request, SsprErrorId.ConnectionRequestInvalid);
        Assert.Contains(expected, error.Message);
    }

    // MSAL keeps the tokens of managed identities for the process: the short life of the fake tokens keeps the tests apart.
    [Theory]
    [InlineData(null, null, null)]
    [InlineData("55555555-5555-5555-5555-555555555555", "client_id", "55555555-5555-5555-5555-555555555555")]
    [InlineData("/subscriptions/s/resourceGroups/g/providers/Microsoft.ManagedIdentity/userAssignedIdentities/i", "msi_res_id",
        "/subscriptions/s/resourceGroups/g/providers/Microsoft.ManagedIdentity/userAssignedIdentities/i")]
    public async Task A_managed_identity_is_asked_for_by_its_id(string? id, string? parameter, string? value)
    {
        var signIn = await host.StartAsync(new ConnectionRequest { Method = SsprSignInMethod.ManagedIdentity, ManagedIdentityId = id });
        var request = Assert.Single(host.Service.Requests);
        Assert.True(request.IsManagedIdentity);
        Assert.Equal("https://graph.microsoft.com", request.Form["resource"]);
        if (parameter is null)
        {
            Assert.DoesNotContain(request.Form.Keys, key => key is "client_id" or "msi_res_id" or "mi_res_id" or "object_id");
        }
        else
        {
            Assert.Equal(value, request.Form[parameter]);
        }

        Assert.Equal(SsprSignInKind.Application, signIn.Describe().SignIn);
    }

    private static void Set(string name, string value) => Environment.SetEnvironmentVariable(name, value);
}
