using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Identity;
using SsprModule.Contracts;
using SsprModule.Errors;
using SsprModule.Models;
using SsprModule.Text;

namespace SsprModule.Engine.Connection;

/// <summary>Builds the Azure.Identity credential for each way in.</summary>
/// <param name="cloud">The cloud to sign in to.</param>
/// <param name="transport">What carries the calls; null for the network.</param>
internal sealed class Credentials(Cloud cloud, HttpPipelineTransport? transport)
{
    /// <summary>A person, in the browser or with a code.</summary>
    /// <param name="method"><see cref="SsprSignInMethod.Browser"/> or <see cref="SsprSignInMethod.DeviceCode"/>.</param>
    /// <param name="clientId">The application to sign in to.</param>
    /// <param name="tenantId">The tenant, or null for the home tenant of whoever signs in.</param>
    /// <param name="userName">The account that the browser proposes, or null.</param>
    /// <param name="log">Where the code is shown.</param>
    public TokenCredential ForPerson(SsprSignInMethod method, string clientId, string? tenantId, string? userName, IEngineLog log) =>
        method == SsprSignInMethod.DeviceCode
            ? new DeviceCodeCredential(Options(new DeviceCodeCredentialOptions
            {
                ClientId = clientId,
                TenantId = Tenant(tenantId),

                // Later there is no pipeline to show a code in, so CredentialTokenSource signs in once and explicitly.
                DisableAutomaticAuthentication = true,
                DeviceCodeCallback = (code, _) =>
                {
                    log.Prompt(code.Message);
                    return Task.CompletedTask;
                },
            }))
            : new InteractiveBrowserCredential(Options(new InteractiveBrowserCredentialOptions
            {
                ClientId = clientId,
                TenantId = Tenant(tenantId),
                LoginHint = userName,
                RedirectUri = new Uri("http://localhost"),
            }));

    /// <summary>An application with a credential of its own, or what the environment variables say.</summary>
    /// <exception cref="SsprException">Something that this way in needs is missing.</exception>
    public TokenCredential ForApplication(ConnectionRequest request) => request.Method switch
    {
        SsprSignInMethod.Certificate => Certificate(request),
        SsprSignInMethod.ClientSecret => ClientSecret(request),
        SsprSignInMethod.ManagedIdentity => ManagedIdentity(request.ManagedIdentityId),
        SsprSignInMethod.WorkloadIdentity when request.FederatedToken is not null => FederatedToken(request),
        SsprSignInMethod.WorkloadIdentity => FederatedTokenFile(request),
        SsprSignInMethod.EnvironmentCredential => new EnvironmentCredential(Options(new EnvironmentCredentialOptions())),
        _ => throw new ArgumentException($"{request.Method} is no sign-in of an application.", nameof(request)),
    };

    private ClientCertificateCredential Certificate(ConnectionRequest request)
    {
        var tenant = Required(Tenant(request.TenantId), "-TenantId");
        var client = Required(request.ClientId, "-ClientId");
#if NETFRAMEWORK
        if (request.CertificatePath is { } path && File.Exists(path) && PemFile.Open(path) is { IsEncrypted: false })
        {
            return new ClientCertificateCredential(tenant, client, path, Options(new ClientCertificateCredentialOptions()));
        }

#endif
        return new ClientCertificateCredential(tenant, client, CertificateFinder.Find(request), Options(new ClientCertificateCredentialOptions()));
    }

    private ClientSecretCredential ClientSecret(ConnectionRequest request)
    {
        var tenant = Required(Tenant(request.TenantId), "-TenantId");
        var client = Required(request.ClientId, "-ClientSecretCredential");
        var secret = request.ClientSecret is { Length: > 0 } given ? given : throw Missing("-ClientSecretCredential");
        return SecureStringReader.Use(secret, plain => new ClientSecretCredential(tenant, client, plain, Options(new ClientSecretCredentialOptions())));
    }

    /// <summary>An object id looks like a client id, so only the latter and a resource id can be told apart.</summary>
    private ManagedIdentityCredential ManagedIdentity(string? id)
    {
        var identity = id switch
        {
            null or "" => ManagedIdentityId.SystemAssigned,
            _ when id.StartsWith("/subscriptions/", StringComparison.OrdinalIgnoreCase) =>
                ManagedIdentityId.FromUserAssignedResourceId(new ResourceIdentifier(id)),
            _ => ManagedIdentityId.FromUserAssignedClientId(id),
        };
        return new ManagedIdentityCredential(Options(new ManagedIdentityCredentialOptions(identity)));
    }

    private ClientAssertionCredential FederatedToken(ConnectionRequest request)
    {
        var variables = new WorkloadIdentityCredentialOptions();
        var tenant = Required(Tenant(request.TenantId ?? variables.TenantId), "-TenantId / AZURE_TENANT_ID");
        var client = Required(request.ClientId ?? variables.ClientId, "-ClientId / AZURE_CLIENT_ID");
        var token = request.FederatedToken!.Copy();
        return new ClientAssertionCredential(
            tenant,
            client,
            _ => Task.FromResult(SecureStringReader.Use(token, plain => plain)),
            Options(new ClientAssertionCredentialOptions()));
    }

    private WorkloadIdentityCredential FederatedTokenFile(ConnectionRequest request)
    {
        var options = Options(new WorkloadIdentityCredentialOptions()); // Its defaults are the AZURE_* variables.
        options.TenantId = Required(Tenant(request.TenantId ?? options.TenantId), "-TenantId / AZURE_TENANT_ID");
        options.ClientId = Required(request.ClientId ?? options.ClientId, "-ClientId / AZURE_CLIENT_ID");
        options.TokenFilePath = Required(request.FederatedTokenFile ?? options.TokenFilePath, "-FederatedTokenFile / AZURE_FEDERATED_TOKEN_FILE");
        return File.Exists(options.TokenFilePath)
            ? new WorkloadIdentityCredential(options)
            : throw Invalid(new Reason("FileMissing", options.TokenFilePath));
    }

    /// <summary>What holds for every credential. No cache is named, so tokens stay in memory.</summary>
    private T Options<T>(T options)
        where T : TokenCredentialOptions
    {
        options.AuthorityHost = cloud.AuthorityHost;
        options.IsUnsafeSupportLoggingEnabled = false;
        options.Diagnostics.IsLoggingContentEnabled = false;
        options.Diagnostics.IsAccountIdentifierLoggingEnabled = false;
        if (transport is not null)
        {
            options.Transport = transport;
        }

        return options;
    }

    private static string? Tenant(string? tenantId) =>
        string.IsNullOrEmpty(tenantId) ? null
        : tenantId!.All(c => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '.' or '-') ? tenantId
        : throw Invalid(new Reason("TenantInvalid", tenantId));

    private static string Required(string? value, string parameter) => string.IsNullOrEmpty(value) ? throw Missing(parameter) : value!;

    private static SsprException Missing(string parameter) => Invalid(new Reason("ParameterMissing", parameter));

    private static SsprException Invalid(Reason reason) => new(SsprErrorId.ConnectionRequestInvalid, reason);
}
