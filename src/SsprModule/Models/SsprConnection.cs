using SsprModule.Contracts;

namespace SsprModule.Models;

/// <summary>A connection to one tenant, for <c>-Connection</c>. Safe to use from several runspaces at once.</summary>
public sealed class SsprConnection
{
    internal SsprConnection(ISsprSession session) => Session = session;

    /// <summary>The engine's side of the connection.</summary>
    internal ISsprSession Session { get; }

    /// <summary>True after <c>Disconnect-Sspr</c>.</summary>
    public bool IsClosed { get; private set; }

    /// <summary>Who, where and with which permissions.</summary>
    public SsprContext Context => Session.Context;

    /// <summary>The user principal name of the person, or the name of the application; null when the token does not tell.</summary>
    public string? Account => Context.Account;

    /// <summary>The tenant's id; null when the token does not tell.</summary>
    public string? TenantId => Context.TenantId;

    /// <inheritdoc/>
    public override string ToString() => $"{Account ?? "?"} @ {TenantId ?? "?"}";

    /// <summary>Drops tokens and credential; the connection can't be used afterwards.</summary>
    internal void Close()
    {
        if (!IsClosed)
        {
            IsClosed = true;
            Session.Dispose();
        }
    }
}
