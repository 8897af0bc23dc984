using System.Management.Automation;
using System.Security;
using SsprModule.Contracts;
using SsprModule.Errors;
using SsprModule.Models;
using SsprModule.Text;

namespace SsprModule.Commands.Password;

/// <summary>Resets passwords on behalf of users and follows each reset to its real end.</summary>
[Cmdlet(VerbsCommon.Reset, "UserPassword", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(SsprPasswordResetResult))]
[RequiresPermission("User.Read.All")]
[RequiresPermission("UserAuthenticationMethod.ReadWrite.All", For = SsprSignInKind.Delegated, Write = true)]
[RequiresPermission("User-PasswordProfile.ReadWrite.All", For = SsprSignInKind.Application, Write = true)]
[RequiresPermission("User-PasswordProfile.ReadWrite.All", For = SsprSignInKind.Delegated, Write = true, ChinaOnly = true)]
[RequiresPermission("User.RevokeSessions.All", Write = true, Purpose = "-RevokeSession")]
public sealed class ResetUserPasswordCommand : ConnectedCmdlet
{
    private readonly HashSet<string> done = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>User principal names or object ids.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("UserPrincipalName", "UPN", "Id", "UserId", "ObjectId")]
    [ValidateNotNullOrEmpty]
    public string[] User { get; set; } = [];

    /// <summary>The password to set; without it, one is generated for each user and returned in NewPassword.</summary>
    [Parameter]
    [ValidateNotNull]
    public SecureString? NewPassword { get; set; }

    /// <summary>The length of a generated password, 8 to 256 characters.</summary>
    [Parameter]
    [ValidateRange(8, 256)]
    public int Length { get; set; } = 16;

    /// <summary>Also ends the sessions of the user: a stolen refresh token stops working.</summary>
    [Parameter]
    public SwitchParameter RevokeSession { get; set; }

    /// <summary>Seconds to follow a reset that the service has accepted, 1 to 3600.</summary>
    [Parameter]
    [ValidateRange(1, 3600)]
    public int Timeout { get; set; } = 300;

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

    private async Task ResetAsync(string user, CmdletOutput output, CancellationToken cancellationToken)
    {
        var plan = await Session.Password.PlanAsync(UserName.Check(user), output, cancellationToken).ConfigureAwait(false);
        if (!done.Add(plan.Id))
        {
            output.Warning(SsprWarning.DuplicateUser, plan.UserPrincipalName);
            return;
        }

        var question = Texts.Format(RevokeSession ? "Confirm_ResetRevoke" : "Confirm_Reset", plan.Route);
        if (!await output.ShouldProcessAsync(plan.UserPrincipalName, question).ConfigureAwait(false))
        {
            return;
        }

        var outcome = await Session.Password.ResetAsync(plan, Options(), output, cancellationToken).ConfigureAwait(false);
        await output.WriteAsync(outcome.Result).ConfigureAwait(false);
        if (outcome.Error is { } error)
        {
            await output.WriteErrorAsync(ErrorRecords.From(error)).ConfigureAwait(false);
        }
    }

    private PasswordResetOptions Options() => new()
    {
        NewPassword = NewPassword,
        Length = Length,
        RevokeSession = RevokeSession,
        Timeout = TimeSpan.FromSeconds(Timeout),
    };
}
