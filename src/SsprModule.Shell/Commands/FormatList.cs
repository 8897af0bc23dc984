using System.Management.Automation;
using Microsoft.PowerShell.Commands.Internal.Format;

namespace SsprModule.Shell.Commands;

/// <summary>Stands in for <c>Format-List</c>; parameters and work are PowerShell's own.</summary>
[Cmdlet(VerbsCommon.Format, "List")]
internal sealed class FormatList : OuterFormatTableAndListBase
{
    public FormatList() => Formatting.UseShape(this, "List");
}
