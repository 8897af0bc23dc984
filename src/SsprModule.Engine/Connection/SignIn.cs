using System.Security;
using Azure.Core;
using Azure.Core.Pipeline;
using SsprModule.Contracts;
using SsprModule.Errors;
using SsprModule.Models;
using SsprModule.Text;

namespace SsprModule.Engine.Connection;

/// <summary>A finished sign-in: tokens for both backends, where these are, and who is signed in.</summary>
internal sealed class SignIn
{
    private readonly ConnectionRequest request;
    private readonly PortalSignIn portal;

    private SignIn(ConnectionRequest request, ITokenSource graph, PortalSignIn portal)
    {
        var cloud = Clouds.Get(request.Environment);
        this.request = request;
        this.portal = portal;
        Graph = graph;
        GraphEndpoint = request.GraphEndpoint is { } root ? Endpoints.Check(root) : cloud.GraphRoot;
        PortalEndpoint = request.PortalEndpoint is { } other ? Endpoints.Check(other) : cloud.PortalRoot;
    }

    /// <summary>Tokens for Microsoft Graph.</summary>
    public ITokenSource Graph { get; }

    /// <summary>The Graph root to call, without a version.</summary>
    public Uri GraphEndpoint { get; }

    /// <summary>The portal backend to call.</summary>
    public Uri PortalEndpoint { get; }

    /// <summary>Whether the portal backend can be used, as far as is known now.</summary>
    public SsprPortalAccess PortalState => portal.State;

    /// <summary>Signs in, and gets the Graph token at once so that a bad credential fails here.</summary>
    /// <param name="request">How and where to. A <see cref="SsprSignInMethod.Sandbox"/> brings its own tokens, see <see cref="ForTokens"/>.</param>
    /// <param name="log">Where a device code is shown.</param>
    /// <param name="clock">The clock that tokens expire by.</param>
    /// <param name="transport">What carries the calls for tokens; null for the network.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <exception cref="SsprException">The request contradicts itself, or the sign-in failed.</exception>
    public static async Task<SignIn> StartAsync(
        ConnectionRequest request, IEngineLog log, TimeProvider clock, HttpPipelineTransport? transport, CancellationToken cancellationToken)
    {
        CheckEndpoints(request);
        var cloud = Clouds.Get(request.Environment);
        var credentials = new Credentials(cloud, transport);
        var graph = GraphSource(request, cloud, credentials, log, clock);
        await graph.GetTokenAsync(null, cancellationToken).ConfigureAwait(false);

        var claims = graph.Last!;
        CheckGraphToken(request, cloud, claims);
        return new SignIn(request, graph, Portal(request, cloud, credentials, claims, clock));
    }

    /// <summary>A sign-in with tokens that are at hand, as the sandbox makes them.</summary>
    /// <param name="request">The method, the cloud and the endpoints are taken from it.</param>
    /// <param name="graph">Tokens for Graph.</param>
    /// <param name="portal">Tokens for the portal backend, or null for a sign-in that has none, as of an application.</param>
    public static SignIn ForTokens(ConnectionRequest request, ITokenSource graph, ITokenSource? portal) =>
        new(request, graph, portal is null ? PortalSignIn.Without(new Reason("PortalApplication")) : PortalSignIn.With(portal));

    /// <summary>Tokens for the portal backend; the first call may ask the person to sign in a second time.</summary>
    /// <param name="log">Of the cmdlet that needs it: a device code is shown there.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <exception cref="SsprException"><see cref="SsprErrorId.PortalUnavailable"/> with the reason.</exception>
    public Task<ITokenSource> GetPortalAsync(IEngineLog log, CancellationToken cancellationToken) => portal.GetAsync(log, cancellationToken);

    /// <summary>Who is signed in, according to the newest token.</summary>
    public SsprContext Describe()
    {
        var claims = Graph.Last ?? TokenClaims.Unknown;
        var kind = claims.Kind == SsprSignInKind.Unknown ? KindOf(request.Method) : claims.Kind;
        return new SsprContext
        {
            Account = kind == SsprSignInKind.Application ? claims.ApplicationName : claims.UserName,
            TenantId = claims.TenantId,
            ClientId = claims.ClientId,
            ObjectId = claims.ObjectId,
            SignInMethod = request.Method,
            SignIn = kind,
            Permissions = claims.Permissions is { } granted ? new ValueList<string>([.. granted]) : null,
            RoleIds = claims.RoleIds is { } roles ? new ValueList<string>([.. roles]) : null,
            ExpiresOn = Graph.ExpiresOn,
            Environment = request.Environment,
            GraphEndpoint = GraphEndpoint,
            PortalEndpoint = PortalEndpoint,
            PortalAccess = PortalState,
        };
    }

    private static ITokenSource GraphSource(ConnectionRequest request, Cloud cloud, Credentials credentials, IEngineLog log, TimeProvider clock)
    {
        if (request.Method == SsprSignInMethod.AccessToken)
        {
            return new FixedTokenSource(NotEmpty(request.AccessToken), clock);
        }

        if (!IsPerson(request.Method))
        {
            return new CredentialTokenSource(credentials.ForApplication(request), [Scope(cloud.GraphRoot, ".default")], clock);
        }

        var clientId = request.ClientId ?? ClientIds.MicrosoftGraphPowerShell;
        var credential = credentials.ForPerson(request.Method, clientId, request.TenantId, null, log);
        string[] scopes = request.Scopes.Count > 0 ? [.. request.Scopes.Select(name => Scope(cloud.GraphRoot, name))] : [Scope(cloud.GraphRoot, ".default")];
        return new CredentialTokenSource(credential, scopes, clock);
    }

    private static PortalSignIn Portal(ConnectionRequest request, Cloud cloud, Credentials credentials, TokenClaims graph, TimeProvider clock)
    {
        if (request.PortalAccessToken is { Length: > 0 } token)
        {
            var supplied = new FixedTokenSource(token, clock);
            CheckPortalToken(request, cloud, graph, supplied.Last);
            return PortalSignIn.With(supplied);
        }

        if (WhyNoPortal(request, cloud, graph) is { } reason)
        {
            return PortalSignIn.Without(reason);
        }

        string[] scopes = [cloud.PortalAudience + "/.default"];
        return PortalSignIn.Later(Start, graph);

        ITokenSource Start(IEngineLog log)
        {
            TokenCredential credential = credentials.ForPerson(
                request.Method, ClientIds.AzurePowerShell, graph.TenantId ?? request.TenantId, graph.UserName, log);
            return new CredentialTokenSource(credential, scopes, clock);
        }
    }

    private static Reason? WhyNoPortal(ConnectionRequest request, Cloud cloud, TokenClaims graph)
    {
        if (graph.Kind == SsprSignInKind.Application || KindOf(request.Method) == SsprSignInKind.Application)
        {
            return new Reason("PortalApplication");
        }

        if (request.Method == SsprSignInMethod.AccessToken)
        {
            return new Reason("PortalTokenMissing");
        }

        return !IsPerson(request.Method) ? new Reason("PortalSignInMethod", request.Method)
            : cloud.PortalAudience is null ? new Reason("PortalCloud", request.Environment)
            : null;
    }

    private static void CheckEndpoints(ConnectionRequest request)
    {
        foreach (var endpoint in new[] { request.GraphEndpoint, request.PortalEndpoint })
        {
            if (endpoint is not null)
            {
                Endpoints.Check(endpoint);
            }
        }
    }

    private static void CheckGraphToken(ConnectionRequest request, Cloud cloud, TokenClaims claims)
    {
        var audience = claims.Audience?.TrimEnd('/');
        var isForGraph = audience is null || Same(audience, cloud.GraphRoot.AbsoluteUri.TrimEnd('/')) || Same(audience, Clouds.GraphApplicationId);
        if (!isForGraph && request.GraphEndpoint is null)
        {
            throw new SsprException(SsprErrorId.TokenAudienceInvalid, claims.Audience);
        }

        // The name of a tenant can't be compared with the id in the token, and a write must not go to the wrong one.
        if (request.Method == SsprSignInMethod.AccessToken && request.TenantId is not null && !Guid.TryParse(request.TenantId, out _))
        {
            throw Invalid(new Reason("TenantIdOfToken", request.TenantId));
        }

        if (claims.TenantId is not null && Guid.TryParse(request.TenantId, out _) && !Same(claims.TenantId, request.TenantId!))
        {
            throw Invalid(new Reason("TenantDiffers", request.TenantId, claims.TenantId));
        }
    }

    private static void CheckPortalToken(ConnectionRequest request, Cloud cloud, TokenClaims graph, TokenClaims portal)
    {
        var isChecked = request.PortalEndpoint is null && portal.Audience is not null && cloud.PortalAudience is not null;
        if (isChecked && !Same(portal.Audience!, cloud.PortalAudience!))
        {
            throw Invalid(new Reason("PortalTokenAudience", portal.Audience, cloud.PortalAudience));
        }

        if (graph.TenantId is not null && portal.TenantId is not null && !Same(graph.TenantId, portal.TenantId))
        {
            throw Invalid(new Reason("PortalOtherTenant", graph.TenantId, portal.TenantId));
        }
    }

    private static SecureString NotEmpty(SecureString? token) =>
        token is { Length: > 0 } ? token : throw Invalid(new Reason("ParameterMissing", "-AccessToken"));

    private static bool IsPerson(SsprSignInMethod method) => method is SsprSignInMethod.Browser or SsprSignInMethod.DeviceCode;

    /// <summary>What the way in says of itself, for tokens that do not tell.</summary>
    private static SsprSignInKind KindOf(SsprSignInMethod method) => method switch
    {
        SsprSignInMethod.Browser or SsprSignInMethod.DeviceCode => SsprSignInKind.Delegated,
        SsprSignInMethod.Certificate or SsprSignInMethod.ClientSecret or SsprSignInMethod.ManagedIdentity or SsprSignInMethod.WorkloadIdentity =>
            SsprSignInKind.Application,
        _ => SsprSignInKind.Unknown,
    };

    private static string Scope(Uri root, string permission) => root.AbsoluteUri.TrimEnd('/') + "/" + permission;

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    private static SsprException Invalid(Reason reason) => new(SsprErrorId.ConnectionRequestInvalid, reason);
}
