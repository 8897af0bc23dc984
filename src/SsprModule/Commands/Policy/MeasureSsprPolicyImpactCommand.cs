using System.Management.Automation;
using SsprModule.Models;

namespace SsprModule.Commands.Policy;

/// <summary>Shows, before a change of the policy, how many and who gain or lose the ability to reset. Changes nothing.</summary>
[Cmdlet(VerbsDiagnostic.Measure, "SsprPolicyImpact")]
[OutputType(typeof(SsprPolicyImpact), typeof(SsprUserImpact))]
[RequiresPermission("AuditLog.Read.All")]
[RequiresPermission("Policy.Read.All", Purpose = "methods, migration, -AdminSspr")]
[RequiresPermission("GroupMember.Read.All", Purpose = "groups in scope and of methods")]
public sealed class MeasureSsprPolicyImpactCommand : PolicySettingsCmdlet
{
    /// <summary>Writes the users to whom the change matters, as they are found, instead of the figures.</summary>
    [Parameter]
    public SwitchParameter Detail { get; set; }

    /// <inheritdoc/>
    private protected override async Task ProcessAsync(CmdletOutput output, CancellationToken cancellationToken)
    {
        var wish = await WishAsync(cancellationToken).ConfigureAwait(false);
        var impact = await Session.Impact.MeasureAsync(wish, Detail ? new PipelineSink<SsprUserImpact>(output) : null, output, cancellationToken).ConfigureAwait(false);
        if (!Detail)
        {
            await output.WriteAsync(impact).ConfigureAwait(false);
        }
    }
}
