using System.Management.Automation;

namespace SsprModule.Shell.Commands;

/// <summary>Stands in for <c>Write-Host</c>.</summary>
[Cmdlet(VerbsCommunications.Write, "Host")]
internal sealed class WriteHost : PSCmdlet
{
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromRemainingArguments = true)]
    public object? Object { get; set; }

    [Parameter]
    public SwitchParameter NoNewline { get; set; }

    [Parameter]
    public ConsoleColor? ForegroundColor { get; set; }

    protected override void ProcessRecord()
    {
        var message = new HostInformationMessage
        {
            Message = LanguagePrimitives.ConvertTo<string>(Object) ?? "",
            NoNewLine = NoNewline,
            ForegroundColor = ForegroundColor,
        };
        WriteInformation(message, ["PSHOST"]);
    }
}
