using System.Management.Automation;
using SsprModule.Completion;
using SsprModule.Models;

namespace SsprModule.Commands.Policy;

/// <summary>Shows which methods count for SSPR and for whom, or the registration campaign.</summary>
[Cmdlet(VerbsCommon.Get, "SsprMethodPolicy", DefaultParameterSetName = MethodSet)]
[OutputType(typeof(SsprMethodPolicy), typeof(SsprRegistrationCampaign))]
[RequiresPermission("Policy.Read.All")]
[RequiresPermission("GroupMember.Read.All", Purpose = "names of groups")]
public sealed class GetSsprMethodPolicyCommand : ConnectedCmdlet
{
    private const string MethodSet = "Method";
    private const string CampaignSet = "Campaign";

    /// <summary>Entra's words for the methods, or names of external ones; wildcards are allowed.</summary>
    [Parameter(Position = 0, ParameterSetName = MethodSet)]
    [ArgumentCompleter(typeof(MethodPolicyCompleter))]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[]? Method { get; set; }

    /// <summary>Shows the nudge to register an authenticator at sign-in instead of the methods.</summary>
    [Parameter(Mandatory = true, ParameterSetName = CampaignSet)]
    public SwitchParameter Campaign { get; set; }

    /// <inheritdoc/>
    private protected override async Task EndAsync(CmdletOutput output, CancellationToken cancellationToken)
    {
        if (Campaign)
        {
            await output.WriteAsync(await Session.MethodPolicy.GetCampaignAsync(output, cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
            return;
        }

        var all = await Session.MethodPolicy.GetAsync(output, cancellationToken).ConfigureAwait(false);
        await MethodSelection.WriteAsync(Method, all, output).ConfigureAwait(false);
    }
}
