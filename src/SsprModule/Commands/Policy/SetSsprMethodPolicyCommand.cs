using System.Management.Automation;
using System.Runtime.CompilerServices;
using SsprModule.Completion;
using SsprModule.Contracts;
using SsprModule.Errors;
using SsprModule.Models;
using SsprModule.Text;

namespace SsprModule.Commands.Policy;

/// <summary>Changes the authentication methods policy: methods on or off and for whom, the migration, the registration campaign.</summary>
[Cmdlet(VerbsCommon.Set, "SsprMethodPolicy", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High, DefaultParameterSetName = MethodSet)]
[OutputType(typeof(SsprMethodPolicy), typeof(SsprRegistrationCampaign))]
[RequiresPermission("Policy.ReadWrite.AuthenticationMethod", Write = true)]
[RequiresPermission("GroupMember.Read.All", Purpose = "groups")]
public sealed class SetSsprMethodPolicyCommand : ConnectedCmdlet
{
    private const string MethodSet = "Method";
    private const string TenantSet = "Tenant";
    private const string PathSet = "Path";

    private readonly List<string> methods = [];
    private string? path;
    private string? rollbackPath;

    /// <summary>Entra's words for the methods, or names or ids of external ones.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = MethodSet, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(MethodPolicyCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? Method { get; set; }

    /// <summary>On or off.</summary>
    [Parameter(ParameterSetName = MethodSet)]
    public bool Enabled { get; set; }

    /// <summary>The groups that may use the method, by name or object id, instead of those that are there; All is everybody.</summary>
    [Parameter(ParameterSetName = MethodSet)]
    [ValidateNotNullOrEmpty]
    public string[]? IncludeGroup { get; set; }

    /// <summary>Groups to add to those that may use the method.</summary>
    [Parameter(ParameterSetName = MethodSet)]
    [ValidateNotNullOrEmpty]
    public string[]? AddIncludeGroup { get; set; }

    /// <summary>Groups to take from those that may use the method; All takes everybody out.</summary>
    [Parameter(ParameterSetName = MethodSet)]
    [ValidateNotNullOrEmpty]
    public string[]? RemoveIncludeGroup { get; set; }

    /// <summary>The groups that may not use the method, instead of those that are there; @() for none.</summary>
    [Parameter(ParameterSetName = MethodSet)]
    [AllowEmptyCollection]
    public string[]? ExcludeGroup { get; set; }

    /// <summary>Groups to add to those that may not use the method.</summary>
    [Parameter(ParameterSetName = MethodSet)]
    [ValidateNotNullOrEmpty]
    public string[]? AddExcludeGroup { get; set; }

    /// <summary>Groups to take from those that may not use the method.</summary>
    [Parameter(ParameterSetName = MethodSet)]
    [ValidateNotNullOrEmpty]
    public string[]? RemoveExcludeGroup { get; set; }

    /// <summary>Voice: whether office phones may be called.</summary>
    [Parameter(ParameterSetName = MethodSet)]
    public bool OfficePhone { get; set; }

    /// <summary>MicrosoftAuthenticator: whether its codes may be used.</summary>
    [Parameter(ParameterSetName = MethodSet)]
    public bool SoftwareOath { get; set; }

    /// <summary>MicrosoftAuthenticator: what all included groups may use it for.</summary>
    [Parameter(ParameterSetName = MethodSet)]
    public SsprAuthenticatorMode AuthenticationMode { get; set; }

    /// <summary>Where the move from the legacy policies is to stand.</summary>
    [Parameter(ParameterSetName = TenantSet)]
    public SsprMigrationState MigrationState { get; set; }

    /// <summary>Whether the nudge to register an authenticator runs.</summary>
    [Parameter(ParameterSetName = TenantSet)]
    public SsprCampaignState CampaignState { get; set; }

    /// <summary>Days that a user may put the nudge off.</summary>
    [Parameter(ParameterSetName = TenantSet)]
    [ValidateRange(0, 14)]
    public int SnoozeDays { get; set; }

    /// <summary>A rollback file of this cmdlet, whose values are to come back.</summary>
    [Parameter(Mandatory = true, ParameterSetName = PathSet)]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    /// <summary>The file, or a folder for it, that keeps the values before the change; without it, the user's state folder.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? RollbackPath { get; set; }

    /// <summary>Writes the methods, or the campaign, as they were read back.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void Prepare()
    {
        base.Prepare();
        path = Path is null ? null : GetUnresolvedProviderPathFromPSPath(Path);
        rollbackPath = RollbackPath is null ? null : GetUnresolvedProviderPathFromPSPath(RollbackPath);
        Exclusive(nameof(IncludeGroup), nameof(AddIncludeGroup), nameof(RemoveIncludeGroup));
        Exclusive(nameof(ExcludeGroup), nameof(AddExcludeGroup), nameof(RemoveExcludeGroup));
    }

    /// <inheritdoc/>
    private protected override Task ProcessAsync(CmdletOutput output, CancellationToken cancellationToken)
    {
        methods.AddRange((Method ?? []).Where(m => !methods.Contains(m, StringComparer.OrdinalIgnoreCase)));
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    private protected override async Task EndAsync(CmdletOutput output, CancellationToken cancellationToken)
    {
        // Nothing came through the pipeline: there is nothing to change.
        if (ParameterSetName == MethodSet && methods.Count == 0)
        {
            return;
        }

        var change = path is null
            ? await Session.MethodPolicy.PlanAsync(Request(), output, cancellationToken).ConfigureAwait(false)
            : await Session.MethodPolicy.PlanRestoreAsync(path, output, cancellationToken).ConfigureAwait(false);
        if (change.Differences.Count == 0)
        {
            output.Verbose("The policy already is as asked; nothing is written.");
        }
        else if (await output.ShouldProcessAsync(Texts.Get("Target_MethodPolicy"), Texts.Format("Confirm_PolicyChange", string.Join("; ", change.Differences))).ConfigureAwait(false))
        {
            var options = new PolicyApplyOptions { RollbackPath = rollbackPath };
            await Session.MethodPolicy.ApplyAsync(change, options, output, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            return;
        }

        if (PassThru)
        {
            await WriteBackAsync(output, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task WriteBackAsync(CmdletOutput output, CancellationToken cancellationToken)
    {
        if (IsBound(nameof(CampaignState)) || IsBound(nameof(SnoozeDays)))
        {
            await output.WriteAsync(await Session.MethodPolicy.GetCampaignAsync(output, cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
            return;
        }

        var all = await Session.MethodPolicy.GetAsync(output, cancellationToken).ConfigureAwait(false);
        await MethodSelection.WriteAsync(methods.Count == 0 ? null : [.. methods], all, output).ConfigureAwait(false);
    }

    private MethodPolicyRequest Request()
    {
        var request = new MethodPolicyRequest
        {
            Methods = [.. methods.Select(One)],
            MigrationState = IfBound(MigrationState),
            CampaignState = IfBound(CampaignState),
            SnoozeDays = IfBound(SnoozeDays),
        };
        var asksNothing = One("") == new MethodRequest() && request is { MigrationState: null, CampaignState: null, SnoozeDays: null };
        return asksNothing ? throw new SsprException(SsprErrorId.NothingToSet) : request;
    }

    private MethodRequest One(string method) => new()
    {
        Method = method,
        Enabled = IfBound(Enabled),
        Include = Targets(IncludeGroup, AddIncludeGroup, RemoveIncludeGroup),
        Exclude = Targets(ExcludeGroup, AddExcludeGroup, RemoveExcludeGroup),
        OfficePhone = IfBound(OfficePhone),
        SoftwareOath = IfBound(SoftwareOath),
        AuthenticationMode = IfBound(AuthenticationMode),
    };

    private static TargetRequest? Targets(string[]? replace, string[]? add, string[]? remove) =>
        replace is null && add is null && remove is null ? null : new TargetRequest(replace, add, remove);

    // The whole list, or changes of it: both at once would leave open which comes first.
    private void Exclusive(string whole, string add, string remove)
    {
        if (IsBound(whole) && (IsBound(add) || IsBound(remove)))
        {
            throw new SsprException(SsprErrorId.ParametersConflict, $"-{whole}, -{(IsBound(add) ? add : remove)}");
        }
    }

    private bool IsBound(string parameter) => MyInvocation.BoundParameters.ContainsKey(parameter);

    private T? IfBound<T>(T value, [CallerArgumentExpression(nameof(value))] string parameter = "")
        where T : struct => IsBound(parameter) ? value : null;
}
