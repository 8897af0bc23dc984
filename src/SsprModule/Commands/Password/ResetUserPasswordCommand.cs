using System.Management.Automation;
using SsprModule.Contracts;
using SsprModule.Errors;
using SsprModule.Models;

namespace SsprModule.Commands.Password;

/// <summary>Resets passwords on behalf of users and follows each reset to its real end.</summary>
[Cmdlet(VerbsCommon.Reset, "UserPassword", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(SsprPasswordResetResult))]
[RequiresPermission("User.Read.All")]
[RequiresPermission("UserAuthenticationMethod.ReadWrite.All", For = SsprSignInKind.Delegated, Write = true)]
[RequiresPermission("User-PasswordProfile.ReadWrite.All", For = SsprSignInKind.Application, Write = true)]
[RequiresPermission("User-PasswordProfile.ReadWrite.All", For = SsprSignInKind.Delegated, Write = true, ChinaOnly = true)]
[RequiresPermission("User.RevokeSessions.All", Write = true, Purpose = "-RevokeSession")]
public sealed class ResetUserPasswordCommand : PasswordResetCmdlet
{
    private readonly HashSet<string> done = new(StringComparer.OrdinalIgnoreCase);
    private IPasswordRun? run;

    /// <summary>User principal names or object ids.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("UserPrincipalName", "UPN", "Id", "UserId", "ObjectId")]
    [ValidateNotNullOrEmpty]
    public string[] User { get; set; } = [];

    /// <inheritdoc/>
    private protected override Task BeginAsync(CmdletOutput output, CancellationToken cancellationToken)
    {
        run = Session.Password.Begin(Options());
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    private protected override async Task ProcessAsync(CmdletOutput output, CancellationToken cancellationToken)
    {
        foreach (var user in User)
        {
            try
            {
                await ResetAsync(user, output, cancellationToken).ConfigureAwait(false);
            }
            // Who may reset whom differs from account to account, so a missing role concerns this one only.
            catch (SsprException e) when (e.IsAboutTarget || e.Id is SsprErrorId.RoleMissing or SsprErrorId.AccessDenied)
            {
                await output.WriteErrorAsync(ErrorRecords.From(e)).ConfigureAwait(false);
            }
        }
    }

    /// <inheritdoc/>
    private protected override void Release() => run?.Dispose();

    private async Task ResetAsync(string user, CmdletOutput output, CancellationToken cancellationToken)
    {
        var plan = await run!.PlanAsync(UserName.Check(user), output, cancellationToken).ConfigureAwait(false);
        if (!done.Add(plan.Id))
        {
            output.Warning(SsprWarning.DuplicateUser, plan.UserPrincipalName);
            return;
        }

        if (!await ShouldResetAsync(plan, output).ConfigureAwait(false))
        {
            return;
        }

        var outcome = await run.ResetAsync(plan, output, cancellationToken).ConfigureAwait(false);
        await output.WriteAsync(outcome.Result).ConfigureAwait(false);
        if (outcome.Error is { } error)
        {
            await output.WriteErrorAsync(ErrorRecords.From(error)).ConfigureAwait(false);
        }
    }
}
