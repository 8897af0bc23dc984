using System.Management.Automation;
using Microsoft.PowerShell.Commands.Internal.Format;

namespace SsprModule.Shell.Commands;

/// <summary>Stands in for <c>Out-String</c>; the rendering is PowerShell's own.</summary>
[Cmdlet(VerbsData.Out, "String")]
internal sealed class OutString : FrontEndCommandBase
{
    private readonly StringWriter text = new();

    [Parameter]
    public int Width { get; set; }

    [Parameter]
    public SwitchParameter Stream { get; set; }

    protected override void BeginProcessing()
    {
        Formatting.UseText(this, text, Width > 0 ? Width : Host.UI.RawUI.BufferSize.Width);
        base.BeginProcessing();
    }

    protected override void EndProcessing()
    {
        base.EndProcessing();
        if (Stream)
        {
            WriteObject(text.ToString().ReplaceLineEndings("\n").TrimEnd('\n').Split('\n'), enumerateCollection: true);
        }
        else
        {
            WriteObject(text.ToString());
        }
    }
}
