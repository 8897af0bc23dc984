using System.Security;
using System.Security.Cryptography.X509Certificates;
using SsprModule.Models;

namespace SsprModule.Contracts;

/// <summary>Everything that <c>Connect-Sspr</c> was asked for. Secrets stay in the types that PowerShell holds them in.</summary>
public sealed class ConnectionRequest
{
    /// <summary>The way in.</summary>
    public SsprSignInMethod Method { get; init; }

    /// <summary>The cloud; decides authority, Graph root, portal host and audience.</summary>
    public SsprEnvironment Environment { get; init; }

    /// <summary>Tenant id or domain name, or null for the home tenant of whoever signs in.</summary>
    public string? TenantId { get; init; }

    /// <summary>Application (client) id, or null for the default of the way in.</summary>
    public string? ClientId { get; init; }

    /// <summary>Delegated permissions to ask for, without the resource prefix.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = [];

    /// <summary>Graph root to use instead of the cloud's own, or null.</summary>
    public Uri? GraphEndpoint { get; init; }

    /// <summary>Portal backend to use instead of the cloud's own, or null.</summary>
    public Uri? PortalEndpoint { get; init; }

    /// <summary>True sends as fast as the server allows; a refusal with Retry-After is still honoured.</summary>
    public bool NoPacing { get; init; }

    /// <summary>The certificate of a <see cref="SsprSignInMethod.Certificate"/> sign-in, when given as an object.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>The thumbprint of a certificate in the user's or the machine's store.</summary>
    public string? CertificateThumbprint { get; init; }

    /// <summary>Full path of a PFX or PEM file.</summary>
    public string? CertificatePath { get; init; }

    /// <summary>The password of that file.</summary>
    public SecureString? CertificatePassword { get; init; }

    /// <summary>The secret of a <see cref="SsprSignInMethod.ClientSecret"/> sign-in.</summary>
    public SecureString? ClientSecret { get; init; }

    /// <summary>Client id or resource id of a user-assigned identity, or null for the system-assigned one. An object id looks like a client id and is not taken.</summary>
    public string? ManagedIdentityId { get; init; }

    /// <summary>Full path of the file with the federated token, or null for the one that the platform names.</summary>
    public string? FederatedTokenFile { get; init; }

    /// <summary>The federated token itself.</summary>
    public SecureString? FederatedToken { get; init; }

    /// <summary>A Graph access token from elsewhere.</summary>
    public SecureString? AccessToken { get; init; }

    /// <summary>A portal backend access token from elsewhere.</summary>
    public SecureString? PortalAccessToken { get; init; }

    /// <summary>The tenant to build for a <see cref="SsprSignInMethod.Sandbox"/> sign-in.</summary>
    public SandboxRequest? Sandbox { get; init; }
}

/// <summary>The embedded tenant that <c>Connect-Sspr -Sandbox</c> asks for.</summary>
public sealed class SandboxRequest
{
    /// <summary>Number of users, 1 to 1,000,000.</summary>
    public int UserCount { get; init; } = 250;

    /// <summary>The same seed gives the same tenant.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Whether a person or an application is signed in.</summary>
    public SsprSignInKind SignIn { get; init; } = SsprSignInKind.Delegated;

    /// <summary>Permissions of the token, or null for all that the module can ask for.</summary>
    public IReadOnlyList<string>? Grant { get; init; }

    /// <summary>Directory roles of the person who signs in, or null for Global Administrator.</summary>
    public IReadOnlyList<string>? Role { get; init; }

    /// <summary>Faults that the tenant shows.</summary>
    public IReadOnlyList<string> Fault { get; init; } = [];
}
