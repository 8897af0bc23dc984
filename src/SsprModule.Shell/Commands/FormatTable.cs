using System.Management.Automation;
using Microsoft.PowerShell.Commands.Internal.Format;

namespace SsprModule.Shell.Commands;

/// <summary>Stands in for <c>Format-Table</c>; parameters and work are PowerShell's own.</summary>
[Cmdlet(VerbsCommon.Format, "Table")]
internal sealed class FormatTable : OuterFormatTableBase
{
    public FormatTable() => Formatting.UseShape(this, "Table");
}
