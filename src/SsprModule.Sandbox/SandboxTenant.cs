using SsprModule.Sandbox.Access;
using SsprModule.Sandbox.Http;
using SsprModule.Sandbox.Tenant;

namespace SsprModule.Sandbox;

/// <summary>
/// An Entra tenant in memory. Calls change it; nothing of it is canned. Reach it with a <see cref="SandboxHandler"/>.
/// Safe for use by several threads.
/// </summary>
public sealed class SandboxTenant
{
    /// <summary>Makes a tenant.</summary>
    /// <param name="options">What it looks like; the same options give the same tenant.</param>
    /// <param name="clock">Its clock: token lifetimes, quotas, report latency and reset operations go by it.</param>
    public SandboxTenant(SandboxOptions options, TimeProvider clock)
    {
        State = new TenantState(options ?? throw new ArgumentNullException(nameof(options)), clock ?? throw new ArgumentNullException(nameof(clock)));
        Graph = new GraphService(State);
        Portal = new PortalService(State);
    }

    /// <summary>The tenant's id.</summary>
    public Guid TenantId => State.Id;

    /// <summary>
    /// Raised for each Graph call that was carried out, those of a batch one by one, whether or not its answer ever reached the
    /// client: the tenant's own log. Handlers must be safe for several threads.
    /// </summary>
    public event EventHandler<SandboxCall>? Executed
    {
        add => State.Executed += value;
        remove => State.Executed -= value;
    }

    internal TenantState State { get; }

    internal GraphService Graph { get; }

    internal PortalService Portal { get; }

    /// <summary>Issues an unsigned JWT for Graph, valid for one hour on the tenant's clock.</summary>
    /// <exception cref="ArgumentException">The tenant has no such user.</exception>
    public string IssueToken(SandboxSignIn signIn) => State.Tokens.Issue(signIn, TokenStore.GraphAudience);

    /// <summary>Issues an unsigned JWT for the portal backend, valid for one hour.</summary>
    /// <exception cref="ArgumentException">The tenant has no such user, or the sign-in is an application's: the portal backend is delegated only.</exception>
    public string IssuePortalToken(SandboxSignIn signIn)
        => signIn.Kind == SandboxSignInKind.Delegated
            ? State.Tokens.Issue(signIn, TokenStore.PortalAudience)
            : throw new ArgumentException("The portal backend takes delegated sign-ins only.", nameof(signIn));

    /// <summary>Makes a fixed text a valid token for both backends; it never expires.</summary>
    /// <exception cref="ArgumentException">The tenant has no such user.</exception>
    public void AcceptToken(string opaque, SandboxSignIn signIn) => State.Tokens.Accept(opaque, signIn);
}
