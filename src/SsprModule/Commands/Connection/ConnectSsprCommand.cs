using System.Management.Automation;
using System.Runtime.CompilerServices;
using System.Security;
using System.Security.Cryptography.X509Certificates;
using SsprModule.Completion;
using SsprModule.Contracts;
using SsprModule.Models;

namespace SsprModule.Commands.Connection;

/// <summary>Connects to a tenant and makes the connection the default of this runspace.</summary>
[Cmdlet(VerbsCommunications.Connect, "Sspr", DefaultParameterSetName = Browser)]
[OutputType(typeof(SsprConnection))]
public sealed class ConnectSsprCommand : AsyncCmdlet
{
    private const string Browser = "Browser";
    private const string Device = "DeviceCode";
    private const string Thumbprint = "CertificateThumbprint";
    private const string PathSet = "CertificatePath";
    private const string CertificateSet = "Certificate";
    private const string Secret = "ClientSecretCredential";
    private const string Managed = "ManagedIdentity";
    private const string Workload = "WorkloadIdentity";
    private const string Token = "AccessToken";
    private const string EnvironmentSet = "EnvironmentCredential";
    private const string SandboxSet = "Sandbox";

    private StrongBox<SsprConnection?> runspaceConnection = null!;
    private string? certificatePath;
    private string? federatedTokenFile;

    /// <summary>Shows a code to type at microsoft.com/devicelogin, for sessions without a browser.</summary>
    [Parameter(Mandatory = true, ParameterSetName = Device)]
    public SwitchParameter DeviceCode { get; set; }

    /// <summary>The thumbprint of a certificate in the store of the user or the machine.</summary>
    [Parameter(Mandatory = true, ParameterSetName = Thumbprint)]
    [ValidateNotNullOrEmpty]
    public string? CertificateThumbprint { get; set; }

    /// <summary>A PFX or PEM file with certificate and private key.</summary>
    [Parameter(Mandatory = true, ParameterSetName = PathSet)]
    [ValidateNotNullOrEmpty]
    public string? CertificatePath { get; set; }

    /// <summary>The password of that file.</summary>
    [Parameter(ParameterSetName = PathSet)]
    public SecureString? CertificatePassword { get; set; }

    /// <summary>A certificate with its private key.</summary>
    [Parameter(Mandatory = true, ParameterSetName = CertificateSet)]
    [ValidateNotNull]
    public X509Certificate2? Certificate { get; set; }

    /// <summary>Client id as user name, secret as password.</summary>
    [Parameter(Mandatory = true, ParameterSetName = Secret)]
    [ValidateNotNull]
    [Credential]
    public PSCredential? ClientSecretCredential { get; set; }

    /// <summary>Uses the managed identity of this Azure resource; add -ClientId for a user-assigned one.</summary>
    [Parameter(Mandatory = true, ParameterSetName = Managed)]
    public SwitchParameter ManagedIdentity { get; set; }

    /// <summary>Uses a federated token, as GitHub Actions, Azure Pipelines and AKS give it.</summary>
    [Parameter(Mandatory = true, ParameterSetName = Workload)]
    public SwitchParameter WorkloadIdentity { get; set; }

    /// <summary>The file with the federated token; by default the one that AZURE_FEDERATED_TOKEN_FILE names.</summary>
    [Parameter(ParameterSetName = Workload)]
    [ValidateNotNullOrEmpty]
    public string? FederatedTokenFile { get; set; }

    /// <summary>The federated token itself.</summary>
    [Parameter(ParameterSetName = Workload)]
    public SecureString? FederatedToken { get; set; }

    /// <summary>A Graph access token from elsewhere. It is not refreshed.</summary>
    [Parameter(Mandatory = true, ParameterSetName = Token)]
    [ValidateNotNull]
    public SecureString? AccessToken { get; set; }

    /// <summary>An access token for the backend of the Entra admin center.</summary>
    [Parameter(ParameterSetName = Token)]
    public SecureString? PortalAccessToken { get; set; }

    /// <summary>Signs in with what the AZURE_* environment variables say.</summary>
    [Parameter(Mandatory = true, ParameterSetName = EnvironmentSet)]
    public SwitchParameter EnvironmentCredential { get; set; }

    /// <summary>Connects to an embedded tenant instead of a real one: no network, nothing at risk.</summary>
    [Parameter(Mandatory = true, ParameterSetName = SandboxSet)]
    public SwitchParameter Sandbox { get; set; }

    /// <summary>Number of users of the embedded tenant, 1 to 1,000,000.</summary>
    [Parameter(ParameterSetName = SandboxSet)]
    [ValidateRange(1, 1_000_000)]
    public int UserCount { get; set; } = 250;

    /// <summary>The same seed gives the same embedded tenant.</summary>
    [Parameter(ParameterSetName = SandboxSet)]
    public int Seed { get; set; } = 1;

    /// <summary>Whether a person or an application signs in to the embedded tenant.</summary>
    [Parameter(ParameterSetName = SandboxSet)]
    [ValidateSet(nameof(SsprSignInKind.Delegated), nameof(SsprSignInKind.Application))]
    public SsprSignInKind SignIn { get; set; } = SsprSignInKind.Delegated;

    /// <summary>Permissions of the token for the embedded tenant; all by default.</summary>
    [Parameter(ParameterSetName = SandboxSet)]
    [ArgumentCompleter(typeof(PermissionCompleter))]
    public string[]? Grant { get; set; }

    /// <summary>Directory roles of the person who signs in to the embedded tenant; Global Administrator by default.</summary>
    [Parameter(ParameterSetName = SandboxSet)]
    [AllowEmptyCollection]
    [ArgumentCompleter(typeof(RoleCompleter))]
    public string[]? Role { get; set; }

    /// <summary>Faults that the embedded tenant shows.</summary>
    [Parameter(ParameterSetName = SandboxSet)]
    [ArgumentCompleter(typeof(FaultCompleter))]
    public string[] Fault { get; set; } = [];

    /// <summary>Tenant id or domain name.</summary>
    [Parameter(ParameterSetName = Browser)]
    [Parameter(ParameterSetName = Device)]
    [Parameter(ParameterSetName = Thumbprint)]
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = CertificateSet)]
    [Parameter(ParameterSetName = Secret)]
    [Parameter(ParameterSetName = Workload)]
    [Parameter(ParameterSetName = Token)]
    [ValidateNotNullOrEmpty]
    [Alias("Tenant")]
    public string? TenantId { get; set; }

    /// <summary>Application (client) id. With -ManagedIdentity: client or resource id of a user-assigned identity.</summary>
    [Parameter(ParameterSetName = Browser)]
    [Parameter(ParameterSetName = Device)]
    [Parameter(ParameterSetName = Thumbprint)]
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = CertificateSet)]
    [Parameter(ParameterSetName = Managed)]
    [Parameter(ParameterSetName = Workload)]
    [ValidateNotNullOrEmpty]
    [Alias("ApplicationId", "AppId")]
    public string? ClientId { get; set; }

    /// <summary>Delegated permissions to ask for; by default all that the cmdlets need for reading.</summary>
    [Parameter(ParameterSetName = Browser)]
    [Parameter(ParameterSetName = Device)]
    [ArgumentCompleter(typeof(PermissionCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? Scopes { get; set; }

    /// <summary>Also asks for the permissions that changes need.</summary>
    [Parameter(ParameterSetName = Browser)]
    [Parameter(ParameterSetName = Device)]
    public SwitchParameter ReadWrite { get; set; }

    /// <summary>The cloud of the tenant.</summary>
    [Parameter]
    [Alias("Cloud")]
    public SsprEnvironment Environment { get; set; }

    /// <summary>A Graph root other than the cloud's own, such as a gateway. Https, or http on this machine.</summary>
    [Parameter]
    [ValidateNotNull]
    public Uri? GraphEndpoint { get; set; }

    /// <summary>A portal backend other than the cloud's own.</summary>
    [Parameter]
    [ValidateNotNull]
    public Uri? PortalEndpoint { get; set; }

    /// <summary>Sends as fast as the server allows instead of staying below the published quotas.</summary>
    [Parameter]
    public SwitchParameter NoPacing { get; set; }

    /// <summary>Writes the connection, for -Connection.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void Prepare()
    {
        certificatePath = Resolve(CertificatePath);
        federatedTokenFile = Resolve(FederatedTokenFile);
        runspaceConnection = CurrentConnection.Current();
    }

    /// <inheritdoc/>
    private protected override async Task EndAsync(CmdletOutput output, CancellationToken cancellationToken)
    {
        var session = await EngineBridge.Engine.ConnectAsync(Request(), output, cancellationToken).ConfigureAwait(false);
        var connection = new SsprConnection(session);
        runspaceConnection.Value = connection;
        if (PassThru)
        {
            await output.WriteAsync(connection).ConfigureAwait(false);
        }
    }

    private string? Resolve(string? path) => path is null ? null : GetUnresolvedProviderPathFromPSPath(path);

    private ConnectionRequest Request() => new()
    {
        Method = MethodOf(ParameterSetName),
        Environment = Environment,
        TenantId = TenantId,
        ClientId = ParameterSetName == Secret ? ClientSecretCredential!.UserName : ParameterSetName == Managed ? null : ClientId,
        ManagedIdentityId = ParameterSetName == Managed ? ClientId : null,
        Scopes = Scopes ?? Permissions.Delegated(ReadWrite),
        GraphEndpoint = GraphEndpoint,
        PortalEndpoint = PortalEndpoint,
        NoPacing = NoPacing,
        Certificate = Certificate,
        CertificateThumbprint = CertificateThumbprint,
        CertificatePath = certificatePath,
        CertificatePassword = CertificatePassword,
        ClientSecret = ClientSecretCredential?.Password,
        FederatedTokenFile = federatedTokenFile,
        FederatedToken = FederatedToken,
        AccessToken = AccessToken,
        PortalAccessToken = PortalAccessToken,
        Sandbox = Sandbox ? new SandboxRequest { UserCount = UserCount, Seed = Seed, SignIn = SignIn, Grant = Grant, Role = Role, Fault = Fault } : null,
    };

    private static SsprSignInMethod MethodOf(string parameterSet) => parameterSet switch
    {
        Device => SsprSignInMethod.DeviceCode,
        Thumbprint or PathSet or CertificateSet => SsprSignInMethod.Certificate,
        Secret => SsprSignInMethod.ClientSecret,
        Managed => SsprSignInMethod.ManagedIdentity,
        Workload => SsprSignInMethod.WorkloadIdentity,
        Token => SsprSignInMethod.AccessToken,
        EnvironmentSet => SsprSignInMethod.EnvironmentCredential,
        SandboxSet => SsprSignInMethod.Sandbox,
        _ => SsprSignInMethod.Browser,
    };
}
