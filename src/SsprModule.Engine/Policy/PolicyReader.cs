using System.Text.Json.Nodes;
using SsprModule.Contracts;
using SsprModule.Engine.Registration;
using SsprModule.Errors;
using SsprModule.Models;
using SsprModule.Text;

namespace SsprModule.Engine.Policy;

/// <summary>Puts the policy together from both backends. A part that can't be read becomes unknown, with a note; it never hides the rest.</summary>
internal sealed class PolicyReader
{
    private const string WritebackPath = "api/PasswordReset/OnPremisesPasswordResetPolicies";

    private static readonly string[] PhoneMethods = ["Sms", "Voice"];

    private readonly GraphPolicies graph;
    private readonly PortalClient portal;
    private readonly ScopeInference inference;

    public PolicyReader(GraphPolicies graph, PortalClient portal, RegistrationOperations report)
    {
        this.graph = graph;
        this.portal = portal;
        inference = new ScopeInference(report);
    }

    /// <summary>Reads everything that can be read.</summary>
    /// <exception cref="SsprException">Not even one part can be read, or the sign-in itself is no longer valid.</exception>
    public async Task<SsprPolicy> ReadAsync(IEngineLog log, CancellationToken cancellationToken)
    {
        var parts = new PolicyParts(log);
        var admin = await parts.TryAsync("AdminSspr", () => graph.AdminSsprAsync(log, cancellationToken)).ConfigureAwait(false);
        var methods = await parts.TryAsync("Methods", () => graph.MethodsAsync(log, cancellationToken)).ConfigureAwait(false);
        var users = await parts.TryAsync("UserScope", () => UsersAsync(log, cancellationToken)).ConfigureAwait(false);
        var writeback = users is null ? null : await parts.TryAsync("Writeback", () => WritebackAsync(log, cancellationToken)).ConfigureAwait(false);
        var scope = users?.UserScope;
        if (users is null)
        {
            scope = await parts.TryAsync("UserScope", () => inference.InferAsync(log, cancellationToken)).ConfigureAwait(false);
            parts.Infer(scope);
        }

        parts.ThrowIfNothing();
        if (users?.Unfamiliar() is { Count: > 0 } odd)
        {
            parts.Note(new Reason("PortalUnfamiliar", odd));
        }

        if (methods?.State != SsprMigrationState.PreMigration && users?.SecurityQuestions != true)
        {
            WarnOfPhones(methods?.Methods, log);
        }

        return Compose(parts, admin, methods, users, writeback, scope);
    }

    private async Task<PortalPolicy?> UsersAsync(IEngineLog log, CancellationToken cancellationToken) =>
        new(await portal.GetAsync(PortalPolicy.ReadPath, log, cancellationToken).ConfigureAwait(false));

    private async Task<JsonObject?> WritebackAsync(IEngineLog log, CancellationToken cancellationToken) =>
        await portal.GetAsync(WritebackPath, log, cancellationToken).ConfigureAwait(false);

    private static SsprPolicy Compose(
        PolicyParts parts, bool? admin, MethodsPolicy? methods, PortalPolicy? users, JsonObject? writeback, SsprUserScope? scope) => new()
    {
        UserScope = parts.From(nameof(SsprPolicy.UserScope), users is null ? SsprBackend.Inferred : SsprBackend.Portal, scope),
        ScopeGroup = parts.From(nameof(SsprPolicy.ScopeGroup), SsprBackend.Portal, users is not null, users?.Group),
        AdminSspr = parts.From(nameof(SsprPolicy.AdminSspr), SsprBackend.Graph, admin),
        MethodsRequired = parts.From(nameof(SsprPolicy.MethodsRequired), SsprBackend.Portal, users?.MethodsRequired),
        MigrationState = parts.From(nameof(SsprPolicy.MigrationState), SsprBackend.Graph, methods?.State),
        Methods = parts.From(nameof(SsprPolicy.Methods), SsprBackend.Graph, methods?.Methods),
        SecurityQuestions = parts.From(nameof(SsprPolicy.SecurityQuestions), SsprBackend.Portal, users?.SecurityQuestions),
        QuestionsToRegister = parts.From(nameof(SsprPolicy.QuestionsToRegister), SsprBackend.Portal, users?.QuestionsToRegister),
        QuestionsToReset = parts.From(nameof(SsprPolicy.QuestionsToReset), SsprBackend.Portal, users?.QuestionsToReset),
        RegistrationRequiredAtSignIn = parts.From(nameof(SsprPolicy.RegistrationRequiredAtSignIn), SsprBackend.Portal, users?.RegistrationRequiredAtSignIn),
        ReconfirmDays = parts.From(nameof(SsprPolicy.ReconfirmDays), SsprBackend.Portal, users?.ReconfirmDays),
        NotifyUsers = parts.From(nameof(SsprPolicy.NotifyUsers), SsprBackend.Portal, users?.NotifyUsers),
        NotifyAdmins = parts.From(nameof(SsprPolicy.NotifyAdmins), SsprBackend.Portal, users?.NotifyAdmins),
        HelpdeskLink = parts.From(nameof(SsprPolicy.HelpdeskLink), SsprBackend.Portal, users is not null, users?.HelpdeskLink),
        Writeback = parts.From(nameof(SsprPolicy.Writeback), SsprBackend.Portal, Flag(writeback, "passwordWritebackSupported")),
        UnlockWithoutReset = parts.From(nameof(SsprPolicy.UnlockWithoutReset), SsprBackend.Portal, Flag(writeback, "accountUnlockEnabled")),
        Sources = parts.Sources,
        Notes = parts.Notes,
    };

    private static bool? Flag(JsonObject? json, string name) => json?[name] is JsonValue v && v.TryGetValue<bool>(out var flag) ? flag : null;

    // Microsoft ends text and voice on 1 February 2027, SSPR included (SMS and voice retirement, Microsoft Learn).
    private static void WarnOfPhones(IReadOnlyList<SsprMethodState>? methods, IEngineLog log)
    {
        var enabled = methods?.Where(m => m.Enabled).Select(m => m.Method).ToList();
        if (enabled is { Count: > 0 } && enabled.TrueForAll(PhoneMethods.Contains))
        {
            log.Warning(SsprWarning.PhoneMethodsRetire);
        }
    }
}
