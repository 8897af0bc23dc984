using System.Management.Automation;
using SsprModule.Contracts;
using SsprModule.Errors;
using SsprModule.Models;

namespace SsprModule.Commands.Registration;

/// <summary>Counts who is able to reset, in total and by part, and compares with earlier counts.</summary>
[Cmdlet(VerbsDiagnostic.Measure, "SsprRegistration", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(SsprRegistrationMeasure), typeof(SsprRegistrationTrend))]
[RequiresPermission("AuditLog.Read.All")]
[RequiresPermission("User.Read.All", Purpose = "-By Department, -By Role, -IncludeUnreported")]
[RequiresPermission("GroupMember.Read.All", Purpose = "-By Group; -By Role, for groups that hold a role")]
[RequiresPermission("RoleManagement.Read.Directory", Purpose = "-By Role")]
public sealed class MeasureSsprRegistrationCommand : RegistrationInputCmdlet
{
    private IRegistrationMeasurement? measurement;
    private string? snapshotPath;

    /// <summary>By what to divide the users.</summary>
    [Parameter(Position = 0)]
    public SsprMeasureBy By { get; set; }

    /// <summary>The groups of -By Group, by name or object id.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[]? Group { get; set; }

    /// <summary>The file to append a snapshot to; made when it is not there.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? SnapshotPath { get; set; }

    /// <summary>Shows the snapshots of the file and this one instead of the count, with who is newly able and newly lost.</summary>
    [Parameter]
    public SwitchParameter Trend { get; set; }

    /// <inheritdoc/>
    private protected override ISink<SsprRegistration> Target => measurement!;

    /// <inheritdoc/>
    protected override void Prepare()
    {
        if (Trend && SnapshotPath is null)
        {
            throw new SsprException(SsprErrorId.ParametersConflict, "-Trend, -SnapshotPath");
        }

        if (By == SsprMeasureBy.Group != Group is not null)
        {
            throw new SsprException(SsprErrorId.ParametersConflict, "-By Group, -Group");
        }

        snapshotPath = SnapshotPath is null ? null : FullPath(SnapshotPath);
        base.Prepare();
        if (By == SsprMeasureBy.Group && HasInput)
        {
            Connect();
        }
    }

    /// <inheritdoc/>
    private protected override async Task BeginAsync(CmdletOutput output, CancellationToken cancellationToken)
    {
        var groups = new Dictionary<string, IReadOnlyCollection<Guid>>(StringComparer.OrdinalIgnoreCase);
        foreach (var group in Group ?? [])
        {
            groups[group] = await Session.Registration.GetMembersAsync(group, output, cancellationToken).ConfigureAwait(false);
        }

        measurement = EngineBridge.Engine.Reports.Measure(new MeasureRequest { By = By, Groups = groups, SnapshotPath = snapshotPath, Log = output });
    }

    /// <inheritdoc/>
    private protected override async Task EndAsync(CmdletOutput output, CancellationToken cancellationToken)
    {
        await ReadAsync(Needed(), output, cancellationToken).ConfigureAwait(false);
        var result = measurement!.Result;
        if (By is SsprMeasureBy.Department or SsprMeasureBy.Role && result[0].Users > 0 && result.Skip(1).All(part => part.Value is null))
        {
            output.Warning(SsprWarning.PropertyMissing, By);
        }

        await (Trend ? output.WritePageAsync(measurement.Trend) : output.WritePageAsync(result)).ConfigureAwait(false);
        if (snapshotPath is not null && await output.ShouldProcessAsync(snapshotPath, Text.Texts.Get("Confirm_AppendSnapshot")).ConfigureAwait(false))
        {
            await measurement.AppendSnapshotAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private SsprUserProperty[] Needed() => By switch
    {
        SsprMeasureBy.Department => [SsprUserProperty.Department],
        SsprMeasureBy.Role => [SsprUserProperty.Role],
        _ => [],
    };
}
