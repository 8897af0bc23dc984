using System.ComponentModel;
using System.Management.Automation;
using SsprModule.Contracts;
using SsprModule.Text;

namespace SsprModule.Commands.Policy;

/// <summary>A cmdlet that changes the policy: plans, asks, writes, and shows what was read back.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class PolicyChangeCmdlet : ConnectedCmdlet
{
    /// <summary>Writes the policy as it was read back.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>What is to change.</summary>
    private protected abstract PolicyChangeRequest Request();

    /// <inheritdoc/>
    private protected override async Task EndAsync(CmdletOutput output, CancellationToken cancellationToken)
    {
        var change = await Session.Policy.PlanAsync(Request(), output, cancellationToken).ConfigureAwait(false);
        if (change.Differences.Count == 0)
        {
            output.Verbose("The policy already is as asked; nothing is written.");
        }
        else if (await IsWantedAsync(output, change).ConfigureAwait(false))
        {
            await Session.Policy.ApplyAsync(change, output, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            return;
        }

        if (PassThru)
        {
            await output.WriteAsync(await Session.Policy.GetAsync(output, cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
        }
    }

    private static Task<bool> IsWantedAsync(CmdletOutput output, PolicyChange change) =>
        output.ShouldProcessAsync(Texts.Get("Target_Policy"), Texts.Format("Confirm_PolicyChange", string.Join("; ", change.Differences)));
}
