using SsprModule.Contracts;
using SsprModule.Models;
using SsprModule.Text;

namespace SsprModule.Commands.Policy;

/// <summary>What every cmdlet that changes the policy does: plan, ask, write, and show what was read back.</summary>
/// <param name="policy">The policy of the connection.</param>
/// <param name="rollbackPath">The file that keeps the values before, its folder, or null for the default; a full path.</param>
/// <param name="passThru">Whether to write the policy as it was read back.</param>
internal sealed class PolicyWriter(IPolicyOperations policy, string? rollbackPath, bool passThru)
{
    /// <summary>Brings the policy to what is wished for.</summary>
    public async Task RunAsync(SsprPolicySettings wish, CmdletOutput output, CancellationToken cancellationToken)
    {
        var change = await policy.PlanAsync(wish, output, cancellationToken).ConfigureAwait(false);
        PolicyApplied? applied = null;
        if (change.Differences.Count == 0)
        {
            output.Verbose("The policy already is as asked; nothing is written.");
        }
        else if (await IsWantedAsync(output, change).ConfigureAwait(false))
        {
            var options = new PolicyApplyOptions { RollbackPath = rollbackPath };
            applied = await policy.ApplyAsync(change, options, output, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            return;
        }

        if (passThru)
        {
            await ShowAsync(policy, applied?.RollbackPath, output, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Writes the policy as it is now, with the file that keeps what there was before.</summary>
    public static async Task ShowAsync(IPolicyOperations policy, string? rollbackPath, CmdletOutput output, CancellationToken cancellationToken)
    {
        var now = await policy.GetAsync(output, cancellationToken).ConfigureAwait(false);
        now.RollbackPath = rollbackPath;
        await output.WriteAsync(now).ConfigureAwait(false);
    }

    private static Task<bool> IsWantedAsync(CmdletOutput output, PolicyChange change) =>
        output.ShouldProcessAsync(Texts.Get("Target_Policy"), Texts.Format("Confirm_PolicyChange", string.Join("; ", change.Differences)));
}
