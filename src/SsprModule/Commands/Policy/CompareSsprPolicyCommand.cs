using System.Management.Automation;
using SsprModule.Completion;
using SsprModule.Contracts;
using SsprModule.Models;

namespace SsprModule.Commands.Policy;

/// <summary>Compares the tenant's SSPR policy with a file, settings, another tenant or a baseline, field by field.</summary>
[Cmdlet(VerbsData.Compare, "SsprPolicy", DefaultParameterSetName = FileSet)]
[OutputType(typeof(SsprPolicyComparison))]
[RequiresPermission("Policy.Read.All")]
[RequiresPermission("GroupMember.Read.All", For = SsprSignInKind.Delegated, Purpose = "to name the group in scope")]
[RequiresPermission("GroupSettings.Read.All", Purpose = "for lockout and banned passwords")]
[RequiresPermission("Domain.Read.All", Purpose = "for the expiry of passwords")]
[RequiresPermission("AuditLog.Read.All", Purpose = "to infer the user scope where the portal backend can't be used")]
public sealed class CompareSsprPolicyCommand : ConnectedCmdlet
{
    private const string FileSet = "Path";
    private const string ObjectSet = "InputObject";
    private const string TenantSet = "ReferenceConnection";
    private const string BaselineSet = "Baseline";

    private string? path;

    /// <summary>A policy file, or a file with controls.</summary>
    [Parameter(ParameterSetName = FileSet, Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>Settings, or an earlier Get-SsprPolicy.</summary>
    [Parameter(ParameterSetName = ObjectSet, Mandatory = true, ValueFromPipeline = true)]
    [ValidateNotNull]
    public SsprPolicySettings? InputObject { get; set; }

    /// <summary>The connection to the tenant that is the example.</summary>
    [Parameter(ParameterSetName = TenantSet, Mandatory = true)]
    [ValidateNotNull]
    public SsprConnection? ReferenceConnection { get; set; }

    /// <summary>Names of built-in baselines.</summary>
    [Parameter(ParameterSetName = BaselineSet, Mandatory = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(BaselineCompleter))]
    public string[] Baseline { get; set; } = [];

    /// <summary>Leaves out what is as it should be.</summary>
    [Parameter]
    public SwitchParameter ExcludeEqual { get; set; }

    /// <inheritdoc/>
    protected override void Prepare()
    {
        base.Prepare();
        path = ParameterSetName == FileSet ? GetUnresolvedProviderPathFromPSPath(Path) : null;
    }

    /// <inheritdoc/>
    private protected override async Task ProcessAsync(CmdletOutput output, CancellationToken cancellationToken)
    {
        var request = new PolicyComparisonRequest
        {
            Path = path,
            Settings = InputObject,
            Reference = ReferenceConnection?.Session,
            Baselines = ParameterSetName == BaselineSet ? Baseline : null,
        };
        var rows = await Session.Comparison.CompareAsync(request, output, cancellationToken).ConfigureAwait(false);
        await output.WritePageAsync([.. rows.Where(r => !ExcludeEqual || r.Result != SsprComparisonResult.Equal)]).ConfigureAwait(false);
    }
}
