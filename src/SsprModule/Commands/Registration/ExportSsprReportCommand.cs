using System.Globalization;
using System.Management.Automation;
using SsprModule.Contracts;
using SsprModule.Errors;
using SsprModule.Models;
using SsprModule.Text;

namespace SsprModule.Commands.Registration;

/// <summary>Writes a report of registration: a page for a browser, CSV, JSON Lines or an Excel workbook.</summary>
[Cmdlet(VerbsData.Export, "SsprReport", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(SsprReportFile))]
[RequiresPermission("AuditLog.Read.All")]
[RequiresPermission("User.Read.All", Purpose = "departments and disabled users, when the cmdlet reads the tenant itself")]
public sealed class ExportSsprReportCommand : RegistrationInputCmdlet
{
    private IReportWriter? writer;
    private ReportTarget? target;

    /// <summary>The file to write.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>The form of the report; without it, the name of the file decides.</summary>
    [Parameter]
    public SsprReportFormat Format { get; set; }

    /// <summary>The language of the report: en or nl. Without it, that of the session.</summary>
    [Parameter]
    [ValidateSet("en", "nl")]
    public string? Language { get; set; }

    /// <summary>A file with snapshots of Measure-SsprRegistration, for the trend.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? SnapshotPath { get; set; }

    /// <summary>Replaces a file that is there.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    private protected override ISink<SsprRegistration> Target => target!;

    /// <inheritdoc/>
    protected override void Prepare()
    {
        Path = FullPath(Path);
        SnapshotPath = SnapshotPath is null ? null : FullPath(SnapshotPath);
        Format = FindFormat();
        Language ??= CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "nl" ? "nl" : "en";
        base.Prepare();
    }

    /// <inheritdoc/>
    private protected override async Task BeginAsync(CmdletOutput output, CancellationToken cancellationToken)
    {
        if (await output.ShouldProcessAsync(Path, Texts.Get("Confirm_WriteReport")).ConfigureAwait(false))
        {
            var request = new ReportRequest { Path = Path, Format = Format, Language = Language!, Overwrite = Force, SnapshotPath = SnapshotPath, Log = output };
            writer = EngineBridge.Engine.Reports.Write(request);
        }

        target = new ReportTarget(writer);
    }

    /// <inheritdoc/>
    private protected override async Task EndAsync(CmdletOutput output, CancellationToken cancellationToken)
    {
        if (writer is null)
        {
            return;
        }

        await ReadAsync([SsprUserProperty.Department], output, cancellationToken).ConfigureAwait(false);
        await output.WriteAsync(await writer.CompleteAsync(output, cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    private protected override void Release() => writer?.Dispose();

    private SsprReportFormat FindFormat() => MyInvocation.BoundParameters.ContainsKey(nameof(Format)) ? Format : System.IO.Path.GetExtension(Path).ToUpperInvariant() switch
    {
        ".HTML" or ".HTM" => SsprReportFormat.Html,
        ".CSV" => SsprReportFormat.Csv,
        ".JSONL" or ".NDJSON" => SsprReportFormat.JsonLines,
        ".XLSX" => SsprReportFormat.Excel,
        _ => throw new SsprException(SsprErrorId.ReportFormatUnknown, Path) { Target = Path },
    };

    /// <summary>Takes the rows, or under -WhatIf none.</summary>
    private sealed class ReportTarget(IReportWriter? writer) : ISink<SsprRegistration>
    {
        public Task WriteAsync(IReadOnlyList<SsprRegistration> page) => writer?.WriteAsync(page) ?? Task.CompletedTask;
    }
}
