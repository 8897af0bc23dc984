using System.Management.Automation;
using SsprModule.Models;

namespace SsprModule.Commands.Connection;

/// <summary>Closes a connection and drops its tokens and credential.</summary>
[Cmdlet(VerbsCommunications.Disconnect, "Sspr")]
public sealed class DisconnectSsprCommand : PSCmdlet
{
    /// <summary>The connection to close; without it, the default of this runspace. Nothing to close is no error.</summary>
    [Parameter(ValueFromPipeline = true)]
    public SsprConnection? Connection { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var current = CurrentConnection.Current();
        if ((Connection ?? current.Value) is not { } connection)
        {
            WriteVerbose("There is no connection to close.");
            return;
        }

        connection.Close();
        if (ReferenceEquals(current.Value, connection))
        {
            current.Value = null;
        }
    }
}
