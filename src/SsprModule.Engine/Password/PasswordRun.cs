using SsprModule.Contracts;
using SsprModule.Engine.Graph;
using SsprModule.Engine.Password.Guards;
using SsprModule.Engine.Password.ResultFile;
using SsprModule.Errors;
using SsprModule.Models;

namespace SsprModule.Engine.Password;

/// <summary>One run of resets: applies the guards, makes the passwords, keeps the result file and finds out what became of each reset.</summary>
internal sealed class PasswordRun : IPasswordRun
{
    private readonly PasswordServices services;
    private readonly PasswordResetOptions options;
    private readonly PrivilegeGuard guard;
    private readonly TenantRules rules;
    private readonly PasswordSource passwords;
    private readonly ResetSender sender;
    private readonly ResultFileWriter? file;
    private int warnedOfPlainText;

    /// <exception cref="SsprException">What would meet every user alike: a password that breaks a rule, a result file that can't be written.</exception>
    public PasswordRun(PasswordServices services, PasswordResetOptions options)
    {
        this.services = services;
        this.options = options;
        guard = new PrivilegeGuard(services.Roles, services.Context, options.AllowPrivileged);
        rules = new TenantRules(services.Graph);
        passwords = new PasswordSource(options, rules);
        sender = new ResetSender(services, options);
        file = options.OutFile is { } request ? new ResultFileWriter(request, services.Context().TenantId, services.Clock) : null;
    }

    /// <inheritdoc/>
    public async Task<PasswordResetPlan> PlanAsync(string user, IEngineLog log, CancellationToken cancellationToken)
    {
        var found = await services.Users.GetAsync(user, log, cancellationToken).ConfigureAwait(false);
        var (id, name) = (found.Id ?? user, found.UserPrincipalName ?? user);
        var isFederated = await rules.IsFederatedAsync(name, log, cancellationToken).ConfigureAwait(false);
        var route = ResetRoutes.Choose(found, isFederated, options, services.Context(), services.SignIn);
        await guard.CheckAsync(id, name, log, cancellationToken).ConfigureAwait(false);
        return new PasswordResetPlan(id, name, found.OnPremisesSyncEnabled == true, route)
        {
            Names = [.. new[] { found.DisplayName, found.GivenName, found.Surname, name.Split('@')[0] }.OfType<string>()],
            IsFederated = isFederated,
            MustChange = options.ForceChangeAtNextSignIn,
            ChangeWithMfa = options.ForceChangeWithMfa,
            PasswordChanged = found.LastPasswordChangeDateTime,
        };
    }

    /// <inheritdoc/>
    public async Task<PasswordResetOutcome> ResetAsync(PasswordResetPlan plan, IEngineLog log, CancellationToken cancellationToken)
    {
        var reset = await PrepareAsync(plan, log, cancellationToken).ConfigureAwait(false);
        ResetEnd end;
        try
        {
            end = await sender.SendAsync(plan, reset.Password, log, cancellationToken).ConfigureAwait(false);
        }
        catch (SsprException e)
        {
            throw await RefusedAsync(reset, e, log, cancellationToken).ConfigureAwait(false);
        }
        catch (NotSentException)
        {
            Note(reset, Result(reset, new ResetEnd(plan.Route, SsprResetStatus.NotStarted, null, null)), log);
            throw;
        }

        return await FinishAsync(reset, end, log, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        file?.Dispose();
        passwords.Dispose();
        guard.Dispose();
        rules.Dispose();
    }

    /// <summary>The password for a user, safe in the result file before anything is sent.</summary>
    /// <exception cref="SsprException">The password is refused here already, or it can't be written to the file.</exception>
    internal async Task<PreparedReset> PrepareAsync(PasswordResetPlan plan, IEngineLog log, CancellationToken cancellationToken)
    {
        var started = services.Clock.GetTimestamp();
        var choice = await passwords.ForAsync(plan, log, cancellationToken).ConfigureAwait(false);
        var row = file?.Intend(plan, choice.Generated, choice.Entropy, log);
        return new PreparedReset(plan, choice, row, started);
    }

    /// <summary>What a refusal means, after it was noted that nothing was changed.</summary>
    internal async Task<SsprException> RefusedAsync(PreparedReset reset, SsprException refusal, IEngineLog log, CancellationToken cancellationToken)
    {
        Note(reset, Result(reset, new ResetEnd(reset.Plan.Route, SsprResetStatus.Failed, null, refusal)), log);
        return await guard.ExplainAsync(refusal, reset.Plan, log, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Reads back what was set, ends sessions, and puts the result together.</summary>
    internal async Task<PasswordResetOutcome> FinishAsync(PreparedReset reset, ResetEnd end, IEngineLog log, CancellationToken cancellationToken)
    {
        var result = Result(reset, end);
        Note(reset, result, log);
        if (end.Status == SsprResetStatus.Failed)
        {
            return new PasswordResetOutcome(result, end.Error);
        }

        var mustChange = end.Status == SsprResetStatus.Succeeded ? await sender.MustChangeAsync(reset.Plan, log, cancellationToken).ConfigureAwait(false) : null;
        bool? revoked = options.RevokeSession ? await sender.RevokeAsync(reset.Plan, log, cancellationToken).ConfigureAwait(false) : null;
        result = Result(reset, end, mustChange, revoked);
        Note(reset, result, log);
        WarnOfPlainText(result, log);
        return new PasswordResetOutcome(result, end.Error);
    }

    private void Note(PreparedReset reset, SsprPasswordResetResult result, IEngineLog log)
    {
        if (reset.Row is { } row)
        {
            file!.Finish(row, result, log);
        }
    }

    private SsprPasswordResetResult Result(PreparedReset reset, ResetEnd end, bool? mustChange = null, bool? revoked = null)
    {
        var kept = end.Status is SsprResetStatus.Failed or SsprResetStatus.NotStarted ? null : reset.Choice.Generated;
        return new SsprPasswordResetResult
        {
            Id = reset.Plan.Id,
            UserPrincipalName = reset.Plan.UserPrincipalName,
            Status = end.Status,
            Route = end.Route,
            IsSynced = reset.Plan.IsSynced,
            WrittenBack = end.Status is SsprResetStatus.Succeeded or SsprResetStatus.Failed or SsprResetStatus.NotStarted
                ? reset.Plan.IsSynced && end.Status == SsprResetStatus.Succeeded
                : reset.Plan.IsSynced ? null : false,
            MustChange = mustChange,
            SessionsRevoked = revoked,
            OperationId = end.Operation?.Id,
            StatusDetail = end.Operation?.Detail,
            Duration = services.Clock.GetElapsedTime(reset.Started),
            NewPassword = kept,
            Entropy = kept is null ? null : reset.Choice.Entropy,
            PlainTextPassword = options.AsPlainText && kept is not null ? Connection.SecureStringReader.Use(kept, plain => plain) : null,
        };
    }

    private void WarnOfPlainText(SsprPasswordResetResult result, IEngineLog log)
    {
        if (result.PlainTextPassword is not null && Interlocked.Exchange(ref warnedOfPlainText, 1) == 0)
        {
            log.Warning(SsprWarning.PlainText);
        }
    }
}

/// <summary>A reset that may be sent now.</summary>
/// <param name="Plan">For whom and how.</param>
/// <param name="Choice">The password.</param>
/// <param name="Row">Its row in the result file, or null.</param>
/// <param name="Started">When it began, on the clock.</param>
internal sealed record PreparedReset(PasswordResetPlan Plan, PasswordChoice Choice, long? Row, long Started)
{
    /// <summary>The password to set.</summary>
    public System.Security.SecureString Password => Choice.Password;
}
