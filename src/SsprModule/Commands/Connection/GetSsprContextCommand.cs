using System.Management.Automation;
using SsprModule.Models;

namespace SsprModule.Commands.Connection;

/// <summary>Shows who is connected to which tenant with which permissions. Writes nothing when there is no connection.</summary>
[Cmdlet(VerbsCommon.Get, "SsprContext")]
[OutputType(typeof(SsprContext))]
public sealed class GetSsprContextCommand : PSCmdlet
{
    /// <summary>The connection to look at; without it, the default of this runspace.</summary>
    [Parameter(ValueFromPipeline = true)]
    public SsprConnection? Connection { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if ((Connection ?? CurrentConnection.Current().Value) is { IsClosed: false } connection)
        {
            WriteObject(connection.Context);
        }
        else
        {
            WriteVerbose("There is no connection. Run Connect-Sspr.");
        }
    }
}
