using System.Security;
using SsprModule.Contracts;
using SsprModule.Engine.Graph;
using SsprModule.Engine.Password.Bulk;
using SsprModule.Errors;
using SsprModule.Models;
using SsprModule.Text;

namespace SsprModule.Engine.Password;

/// <summary>How a reset that was sent has ended.</summary>
/// <param name="Route">The call that was used in the end.</param>
/// <param name="Status">What became of it.</param>
/// <param name="Operation">What the service said last, or null.</param>
/// <param name="Error">Why it did not succeed, or null.</param>
internal sealed record ResetEnd(SsprResetRoute Route, SsprResetStatus Status, OperationState? Operation, SsprException? Error);

/// <summary>Sends one reset and follows it to its end.</summary>
internal sealed class ResetSender
{
    private readonly PasswordServices services;
    private readonly PasswordResetOptions options;

    public ResetSender(PasswordServices services, PasswordResetOptions options)
    {
        this.services = services;
        this.options = options;
    }

    /// <summary>Sends the reset.</summary>
    /// <exception cref="SsprException">The service refused, and nothing was changed. Once something may have been, nothing is thrown.</exception>
    public async Task<ResetEnd> SendAsync(PasswordResetPlan plan, SecureString password, IEngineLog log, CancellationToken cancellationToken)
    {
        try
        {
            return plan.Route == SsprResetRoute.PasswordProfile
                ? await SetProfileAsync(plan, password, log, cancellationToken).ConfigureAwait(false)
                : await ResetPasswordAsync(plan, password, log, cancellationToken).ConfigureAwait(false);
        }
        catch (SsprException e)
        {
            return Understand(plan, e);
        }
        catch (Exception e) when (!IsStopped(e, cancellationToken))
        {
            // Whatever it is, the password may be set by now and must not be lost with it.
            return new ResetEnd(plan.Route, SsprResetStatus.Unknown, null, Unknown(plan, e));
        }
    }

    /// <summary>What an answer that is no success means.</summary>
    /// <returns>An end that is unknown, when the reset may have happened.</returns>
    /// <exception cref="SsprException">The service refused, and nothing was changed.</exception>
    public static ResetEnd Understand(PasswordResetPlan plan, SsprException e)
    {
        if (e.MayHaveHadEffect)
        {
            return new ResetEnd(plan.Route, SsprResetStatus.Unknown, null, Unknown(plan, e));
        }

        if (IsAboutPassword(e))
        {
            throw new SsprException(SsprErrorId.PasswordRefused, new Reason("ServiceSaid", e.Failure!.Message)) { Failure = e.Failure, Target = plan.UserPrincipalName };
        }

        if (plan.IsFederated && e.IsRefusal(400))
        {
            throw new SsprException(SsprErrorId.ResetNotSupported, e, plan.UserPrincipalName, new Reason("ResetFederatedRefused", e.Failure!.Message)) { Failure = e.Failure, Target = plan.UserPrincipalName };
        }

        throw e;
    }

    /// <summary>Whether the user must change the password, as the service has it now; null when that can't be read.</summary>
    public async Task<bool?> MustChangeAsync(PasswordResetPlan plan, IEngineLog log, CancellationToken cancellationToken)
    {
        try
        {
            var found = await services.Users.MustChangeAsync(plan.Id, plan.UserPrincipalName, log, cancellationToken).ConfigureAwait(false);
            if (found == !options.ForceChangeAtNextSignIn)
            {
                // The directory may not show yet what was just set.
                await services.Clock.WaitAsync(ChangeProof.Settle, cancellationToken).ConfigureAwait(false);
                found = await services.Users.MustChangeAsync(plan.Id, plan.UserPrincipalName, log, cancellationToken).ConfigureAwait(false);
            }

            if (found is { } mustChange && mustChange != options.ForceChangeAtNextSignIn)
            {
                log.Warning(SsprWarning.MustChangeDiffers, plan.UserPrincipalName, options.ForceChangeAtNextSignIn, mustChange);
            }

            return found;
        }
        catch (Exception e)
        {
            log.Verbose($"What happens at the next sign-in can't be read back ({(e as SsprException)?.Id.ToString() ?? e.GetType().Name}).");
            return null;
        }
    }

    /// <summary>Ends the sessions; that this fails is a warning, because the password did change.</summary>
    public async Task<bool> RevokeAsync(PasswordResetPlan plan, IEngineLog log, CancellationToken cancellationToken)
    {
        try
        {
            await services.Calls.RevokeAsync(plan, log, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (Exception e)
        {
            log.Warning(SsprWarning.SessionsNotRevoked, plan.UserPrincipalName, e.Message);
            return false;
        }
    }

    private async Task<ResetEnd> ResetPasswordAsync(PasswordResetPlan plan, SecureString password, IEngineLog log, CancellationToken cancellationToken)
    {
        Uri? location;
        try
        {
            location = await services.Calls.ResetAsync(plan, password, log, cancellationToken).ConfigureAwait(false);
        }
        catch (SsprException e) when (!plan.IsSynced && services.Context().SignIn == SsprSignInKind.Unknown && e.Failure is { Status: 401 or 403 })
        {
            // The token does not tell whether a person or an application signed in; the refusal does, and changed nothing.
            log.Verbose("resetPassword was refused; setting the password profile instead.");
            var end = await SetProfileAsync(plan, password, log, cancellationToken).ConfigureAwait(false);
            services.IsApplication = true;
            return end;
        }

        return location is null
            ? new ResetEnd(SsprResetRoute.ResetPassword, SsprResetStatus.Unknown, null, Unknown(plan, null))
            : await FollowAsync(plan, location, log, cancellationToken).ConfigureAwait(false);
    }

    private async Task<ResetEnd> SetProfileAsync(PasswordResetPlan plan, SecureString password, IEngineLog log, CancellationToken cancellationToken)
    {
        await services.Calls.SetProfileAsync(plan, password, log, cancellationToken).ConfigureAwait(false);
        return new ResetEnd(SsprResetRoute.PasswordProfile, SsprResetStatus.Succeeded, null, null);
    }

    // The reset is on its way by now: whatever goes wrong here must not lose a generated password.
    private async Task<ResetEnd> FollowAsync(PasswordResetPlan plan, Uri location, IEngineLog log, CancellationToken cancellationToken)
    {
        OperationState state;
        try
        {
            state = await services.Operations.FollowAsync(location, options.Timeout, plan.UserPrincipalName, log, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            return new ResetEnd(SsprResetRoute.ResetPassword, SsprResetStatus.Unknown, null, Unknown(plan, e));
        }

        var (status, error) = state switch
        {
            { HasSucceeded: true } => (SsprResetStatus.Succeeded, null),
            { HasFailed: true } => (SsprResetStatus.Failed, About(SsprErrorId.ResetFailed, state.Detail)),
            _ => (SsprResetStatus.TimedOut, About(SsprErrorId.ResetTimedOut, options.Timeout.TotalSeconds)),
        };
        return new ResetEnd(SsprResetRoute.ResetPassword, status, state, error);

        SsprException? About(SsprErrorId id, object? detail) => new(id, plan.UserPrincipalName, detail) { Target = plan.UserPrincipalName };
    }

    // The service has no code of its own for this; the words are the ones observed for complexity and for the banned list.
    private static bool IsAboutPassword(SsprException e) =>
        e.Id == SsprErrorId.RequestRefused && e.Failure is { Status: 400, Message: { } said } && said.IndexOf("password", StringComparison.OrdinalIgnoreCase) >= 0;

    private static SsprException Unknown(PasswordResetPlan plan, Exception? cause) =>
        new(SsprErrorId.OutcomeUnknown, cause, new Reason("ResetOf", plan.UserPrincipalName), cause?.Message) { Failure = (cause as SsprException)?.Failure, Target = plan.UserPrincipalName };

    // A cancellation that nobody asked for is a fault like any other.
    private static bool IsStopped(Exception e, CancellationToken cancellationToken) =>
        e is NotSentException || (e is OperationCanceledException && cancellationToken.IsCancellationRequested);
}
