using System.Management.Automation;
using SsprModule.Commands.Connection;
using SsprModule.Contracts;
using SsprModule.Errors;
using SsprModule.Models;

namespace SsprModule;

/// <summary>A cmdlet that works on a tenant.</summary>
public abstract class ConnectedCmdlet : AsyncCmdlet
{
    /// <summary>The connection to use; without it, the one that Connect-Sspr made in this runspace.</summary>
    [Parameter]
    public SsprConnection? Connection { get; set; }

    /// <summary>The session of that connection.</summary>
    private protected ISsprSession Session { get; private set; } = null!;

    /// <inheritdoc/>
    protected override void Prepare() => Connect();

    /// <summary>Takes the connection that was given, or the one of this runspace.</summary>
    /// <exception cref="SsprException">NotConnected.</exception>
    private protected void Connect()
    {
        var connection = Connection ?? CurrentConnection.Current().Value ?? throw new SsprException(SsprErrorId.NotConnected);
        Session = connection.Session;
    }
}
