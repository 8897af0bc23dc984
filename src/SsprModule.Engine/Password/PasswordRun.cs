using System.Security;
using SsprModule.Contracts;
using SsprModule.Errors;
using SsprModule.Models;
using SsprModule.Text;

namespace SsprModule.Engine.Password;

/// <summary>One run of resets: finds out what became of each.</summary>
internal sealed class PasswordRun : IPasswordRun
{
    private readonly PasswordServices services;
    private readonly PasswordResetOptions options;

    public PasswordRun(PasswordServices services, PasswordResetOptions options)
    {
        this.services = services;
        this.options = options;
    }

    /// <inheritdoc/>
    public async Task<PasswordResetPlan> PlanAsync(string user, IEngineLog log, CancellationToken cancellationToken)
    {
        var found = await services.Users.GetAsync(user, log, cancellationToken).ConfigureAwait(false);
        return new PasswordResetPlan(
            found.Id ?? user, found.UserPrincipalName ?? user, found.OnPremisesSyncEnabled == true, ResetRoutes.Choose(found, services.Context(), services.SignIn))
        {
            PasswordChanged = found.LastPasswordChangeDateTime,
        };
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    /// <inheritdoc/>
    public async Task<PasswordResetOutcome> ResetAsync(PasswordResetPlan plan, IEngineLog log, CancellationToken cancellationToken)
    {
        var started = services.Clock.GetTimestamp();
        var generated = options.NewPassword is null ? PasswordGenerator.Create(options.Length) : null;
        var end = await SendAsync(plan, options.NewPassword ?? generated!, options.Timeout, log, cancellationToken).ConfigureAwait(false);
        bool? revoked = options.RevokeSession && end.Status != SsprResetStatus.Failed
            ? await RevokeAsync(plan, log, cancellationToken).ConfigureAwait(false)
            : null;
        var result = new SsprPasswordResetResult
        {
            Id = plan.Id,
            UserPrincipalName = plan.UserPrincipalName,
            Status = end.Status,
            Route = end.Route,
            IsSynced = plan.IsSynced,
            MustChange = end.Status != SsprResetStatus.Failed,
            SessionsRevoked = revoked,
            OperationId = end.Operation?.Id,
            StatusDetail = end.Operation?.Detail,
            Duration = services.Clock.GetElapsedTime(started),
            NewPassword = end.Status == SsprResetStatus.Failed ? null : generated,
        };
        return new PasswordResetOutcome(result, end.Error);
    }

    private async Task<End> SendAsync(PasswordResetPlan plan, SecureString password, TimeSpan timeout, IEngineLog log, CancellationToken cancellationToken)
    {
        try
        {
            return plan.Route == SsprResetRoute.PasswordProfile
                ? await SetProfileAsync(plan, password, log, cancellationToken).ConfigureAwait(false)
                : await ResetPasswordAsync(plan, password, timeout, log, cancellationToken).ConfigureAwait(false);
        }
        catch (SsprException e) when (e.MayHaveHadEffect)
        {
            return new End(plan.Route, SsprResetStatus.Unknown, null, Unknown(plan, e));
        }
        catch (SsprException e) when (IsAboutPassword(e))
        {
            throw new SsprException(SsprErrorId.PasswordRefused, e.Failure!.Message) { Failure = e.Failure, Target = plan.UserPrincipalName };
        }
    }

    private async Task<End> ResetPasswordAsync(PasswordResetPlan plan, SecureString password, TimeSpan timeout, IEngineLog log, CancellationToken cancellationToken)
    {
        Uri? location;
        try
        {
            location = await services.Calls.ResetAsync(plan, password, log, cancellationToken).ConfigureAwait(false);
        }
        catch (SsprException e) when (!plan.IsSynced && services.SignIn == SsprSignInKind.Unknown && e.Failure is { Status: 401 or 403 })
        {
            // The token does not tell whether a person or an application signed in; the refusal does, and changed nothing.
            log.Verbose("resetPassword was refused; setting the password profile instead.");
            var end = await SetProfileAsync(plan, password, log, cancellationToken).ConfigureAwait(false);
            services.IsApplication = true;
            return end;
        }

        return location is null
            ? new End(SsprResetRoute.ResetPassword, SsprResetStatus.Unknown, null, Unknown(plan, null))
            : await FollowAsync(plan, location, timeout, log, cancellationToken).ConfigureAwait(false);
    }

    private async Task<End> SetProfileAsync(PasswordResetPlan plan, SecureString password, IEngineLog log, CancellationToken cancellationToken)
    {
        await services.Calls.SetProfileAsync(plan, password, log, cancellationToken).ConfigureAwait(false);
        return new End(SsprResetRoute.PasswordProfile, SsprResetStatus.Succeeded, null, null);
    }

    // The reset is on its way by now: whatever goes wrong here must not lose a generated password.
    private async Task<End> FollowAsync(PasswordResetPlan plan, Uri location, TimeSpan timeout, IEngineLog log, CancellationToken cancellationToken)
    {
        OperationState state;
        try
        {
            state = await services.Operations.FollowAsync(location, timeout, plan.UserPrincipalName, log, cancellationToken).ConfigureAwait(false);
        }
        catch (SsprException e)
        {
            return new End(SsprResetRoute.ResetPassword, SsprResetStatus.Unknown, null, Unknown(plan, e));
        }

        var (status, error) = state switch
        {
            { HasSucceeded: true } => (SsprResetStatus.Succeeded, null),
            { HasFailed: true } => (SsprResetStatus.Failed, About(SsprErrorId.ResetFailed, state.Detail)),
            _ => (SsprResetStatus.TimedOut, About(SsprErrorId.ResetTimedOut, timeout.TotalSeconds)),
        };
        return new End(SsprResetRoute.ResetPassword, status, state, error);

        SsprException? About(SsprErrorId id, object? detail) => new(id, plan.UserPrincipalName, detail) { Target = plan.UserPrincipalName };
    }

    private async Task<bool> RevokeAsync(PasswordResetPlan plan, IEngineLog log, CancellationToken cancellationToken)
    {
        try
        {
            await services.Calls.RevokeAsync(plan, log, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (SsprException e)
        {
            log.Warning(SsprWarning.SessionsNotRevoked, plan.UserPrincipalName, e.Message);
            return false;
        }
    }

    // The service has no code of its own for this; the words are the ones observed for complexity and for the banned list.
    private static bool IsAboutPassword(SsprException e) =>
        e.Id == SsprErrorId.RequestRefused && e.Failure is { Status: 400, Message: { } said } && said.IndexOf("password", StringComparison.OrdinalIgnoreCase) >= 0;

    private static SsprException Unknown(PasswordResetPlan plan, SsprException? cause) =>
        new(SsprErrorId.OutcomeUnknown, cause, new Reason("ResetOf", plan.UserPrincipalName), cause?.Message) { Failure = cause?.Failure, Target = plan.UserPrincipalName };

    private sealed record End(SsprResetRoute Route, SsprResetStatus Status, OperationState? Operation, SsprException? Error);
}
