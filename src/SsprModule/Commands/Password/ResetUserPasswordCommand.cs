using System.Management.Automation;
using SsprModule.Contracts;
using SsprModule.Errors;
using SsprModule.Models;

namespace SsprModule.Commands.Password;

/// <summary>Resets passwords on behalf of users and follows each reset to its real end.</summary>
[Cmdlet(VerbsCommon.Reset, "UserPassword", DefaultParameterSetName = ByUser, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(SsprPasswordResetResult))]
[RequiresPermission("User.Read.All")]
[RequiresPermission("UserAuthenticationMethod.ReadWrite.All", For = SsprSignInKind.Delegated, Write = true)]
[RequiresPermission("User-PasswordProfile.ReadWrite.All", For = SsprSignInKind.Application, Write = true)]
[RequiresPermission("User-PasswordProfile.ReadWrite.All", For = SsprSignInKind.Delegated, Write = true, Purpose = "-ForceChangeAtNextSignIn:$false, -ForceChangeWithMfa; all in China")]
[RequiresPermission("RoleManagement.Read.Directory", Write = true, Purpose = "telling privileged accounts apart")]
[RequiresPermission("RoleEligibilitySchedule.Read.Directory", Write = true, Purpose = "telling accounts apart that are eligible for a role")]
[RequiresPermission("Domain.Read.All", Write = true, Purpose = "telling federated accounts apart")]
[RequiresPermission("GroupSettings.Read.All", Write = true, Purpose = "keeping clear of the banned terms of the tenant")]
[RequiresPermission("User.RevokeSessions.All", Write = true, Purpose = "-RevokeSession")]
[RequiresPermission("GroupMember.Read.All", Purpose = "-Group; telling apart who holds a role through a group")]
public sealed class ResetUserPasswordCommand : PasswordResetCmdlet
{
    private const string ByUser = "User";
    private const string ByGroup = "Group";

    // Rows are taken together so that they go in batches; so many fill a few hundred calls, and not the memory.
    private const int Chunk = 1000;

    private readonly List<ResetRow> rows = [];
    private IBulkReset? run;
    private string? journal;
    private bool hasUsers;

    /// <summary>User principal names or object ids.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = ByUser)]
    [Alias("UserPrincipalName", "UPN", "Id", "UserId", "ObjectId")]
    [ValidateNotNullOrEmpty]
    public string[] User { get; set; } = [];

    /// <summary>The group whose members are reset, members of groups in it included; object id or exact name.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByGroup)]
    [ValidateNotNullOrEmpty]
    public string? Group { get; set; }

    /// <summary>The object from the pipeline, which each result hands back as Input.</summary>
    [Parameter(ValueFromPipeline = true, ParameterSetName = ByUser, DontShow = true)]
    public PSObject? InputObject { get; set; }

    /// <summary>Calls under way at a time, 1 to 64.</summary>
    [Parameter]
    [ValidateRange(1, 64)]
    public int ThrottleLimit { get; set; } = BulkResetOptions.DefaultThrottleLimit;

    /// <summary>A file that tells of each user what was going to be done and what came of it.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Journal { get; set; }

    /// <inheritdoc/>
    protected override void Prepare()
    {
        base.Prepare();
        journal = Resolve(Journal);
    }

    /// <inheritdoc/>
    private protected override Task BeginAsync(CmdletOutput output, CancellationToken cancellationToken)
    {
        run = Session.Password.BeginBulk(Options(), new BulkResetOptions { ThrottleLimit = ThrottleLimit, Journal = journal });
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    private protected override async Task ProcessAsync(CmdletOutput output, CancellationToken cancellationToken)
    {
        foreach (var user in User)
        {
            if (rows.Count == Chunk)
            {
                await ResetAsync(isLast: false, output, cancellationToken).ConfigureAwait(false);
            }

            rows.Add(new ResetRow(user, InputObject ?? (object)user));
            hasUsers = true;
        }
    }

    /// <inheritdoc/>
    private protected override async Task EndAsync(CmdletOutput output, CancellationToken cancellationToken)
    {
        if (Group is { } group)
        {
            hasUsers = await run!.ResetGroupAsync(group, new Questions(this, output), cancellationToken).ConfigureAwait(false) > 0;
        }
        else if (rows.Count > 0)
        {
            await ResetAsync(isLast: true, output, cancellationToken).ConfigureAwait(false);
        }

        if (!hasUsers)
        {
            output.Warning(SsprWarning.NoUsers);
        }
    }

    /// <inheritdoc/>
    private protected override void Release() => run?.Dispose();

    private async Task ResetAsync(bool isLast, CmdletOutput output, CancellationToken cancellationToken)
    {
        ResetRow[] page = [.. rows];
        rows.Clear();
        await run!.ResetAsync(page, isLast, new Questions(this, output), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Asks and hands over for a run.</summary>
    private sealed class Questions(ResetUserPasswordCommand cmdlet, CmdletOutput output) : IResetOutput
    {
        public Task<bool> ConfirmAsync(PasswordResetPlan plan) => cmdlet.ShouldResetAsync(plan, output);

        public async Task WriteAsync(SsprPasswordResetResult? result, SsprException? error)
        {
            if (result is not null)
            {
                await output.WriteAsync(result).ConfigureAwait(false);
            }

            if (error is not null)
            {
                await output.WriteErrorAsync(ErrorRecords.From(error)).ConfigureAwait(false);
            }
        }

        public void Verbose(string message) => output.Verbose(message);

        public void Warning(SsprWarning warning, params object?[] arguments) => output.Warning(warning, arguments);

        public void Prompt(string message) => output.Prompt(message);

        public void Progress(EngineProgress progress) => output.Progress(progress);
    }
}
