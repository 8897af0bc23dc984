using SsprModule.Contracts;
using SsprModule.Errors;

namespace SsprModule.Models;

/// <summary>A connection to one tenant, for <c>-Connection</c>. Safe to use from several runspaces at once.</summary>
public sealed class SsprConnection
{
    private volatile ISsprSession? session;
    private volatile SsprContext? last;

    internal SsprConnection(ISsprSession session) => this.session = session;

    /// <summary>The engine's side of the connection.</summary>
    /// <exception cref="SsprException">ConnectionClosed.</exception>
    internal ISsprSession Session => session ?? throw new SsprException(SsprErrorId.ConnectionClosed) { Target = this };

    /// <summary>True after <c>Disconnect-Sspr</c>.</summary>
    public bool IsClosed => session is null;

    /// <summary>Who, where and with which permissions; of a closed connection, as it was last.</summary>
    public SsprContext Context => session?.Context ?? last!;

    /// <summary>The user principal name of the person, or the name of the application; null when the token does not tell.</summary>
    public string? Account => Context.Account;

    /// <summary>The tenant's id; null when the token does not tell.</summary>
    public string? TenantId => Context.TenantId;

    /// <inheritdoc/>
    public override string ToString() => $"{Account ?? "?"} @ {TenantId ?? "?"}";

    /// <summary>Ends calls that are under way and lets go of tokens and credential.</summary>
    internal void Close()
    {
        if (session is { } open)
        {
            last = open.Context;
            session = null;
            open.Dispose();
        }
    }
}
