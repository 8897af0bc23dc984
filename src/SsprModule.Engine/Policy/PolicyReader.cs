using System.Text.Json.Nodes;
using SsprModule.Contracts;
using SsprModule.Models;
using SsprModule.Text;

namespace SsprModule.Engine.Policy;

/// <summary>Puts the policy together from both backends. A part that can't be read becomes unknown, with a note; it never hides the rest.</summary>
internal sealed class PolicyReader
{
    private readonly IReadOnlyDictionary<PolicyStore, PolicyPart> parts;
    private readonly ScopeInference inference;
    private readonly GroupResolver groups;

    public PolicyReader(IReadOnlyDictionary<PolicyStore, PolicyPart> parts, ScopeInference inference, GroupResolver groups)
    {
        this.parts = parts;
        this.inference = inference;
        this.groups = groups;
    }

    /// <summary>Reads everything that can be read.</summary>
    /// <exception cref="Errors.SsprException">Not even one part can be read, or the sign-in itself is no longer valid.</exception>
    public async Task<SsprPolicy> ReadAsync(IEngineLog log, CancellationToken cancellationToken)
    {
        var found = new PolicyParts(log);
        var attempts = await ReadPartsAsync(log, cancellationToken).ConfigureAwait(false);
        found.Take(nameof(SsprPolicy.AdminSspr), attempts[PolicyStore.AdminSwitch]);
        found.Take(nameof(SsprPolicy.Methods), attempts[PolicyStore.Methods]);
        var users = found.Take(nameof(SsprPolicy.UserScope), attempts[PolicyStore.Users]);
        found.Take(nameof(SsprPolicy.Writeback), attempts[PolicyStore.OnPremises]);
        var rules = found.Take(nameof(SsprPolicy.LockoutThreshold), attempts[PolicyStore.PasswordRules], warns: false);
        found.Take(nameof(SsprPolicy.PasswordExpiry), attempts[PolicyStore.Domains], warns: false);

        foreach (var part in parts.Values)
        {
            if (attempts[part.Store].Value is { } json)
            {
                found.Fill(part, json);
            }
        }

        if (rules is not null && PasswordRulesPart.IsDefault(rules))
        {
            found.Note(new Reason("PasswordRulesDefault"));
        }

        if (users is null)
        {
            await InferScopeAsync(found, log, cancellationToken).ConfigureAwait(false);
        }

        await FillGroupAsync(found, log, cancellationToken).ConfigureAwait(false);
        FillUsable(found, log);
        return found.Finish();
    }

    // All at once, but for the second object of the portal backend: where the first can't be read, nor can that one.
    private async Task<Dictionary<PolicyStore, Attempt<JsonObject>>> ReadPartsAsync(IEngineLog log, CancellationToken cancellationToken)
    {
        var reads = parts.Keys.Where(s => s != PolicyStore.OnPremises).ToDictionary(s => s, ReadAsync);
        reads[PolicyStore.OnPremises] = AfterUsersAsync();
        await Task.WhenAll(reads.Values).ConfigureAwait(false);
        var attempts = new Dictionary<PolicyStore, Attempt<JsonObject>>();
        foreach (var read in reads)
        {
            attempts[read.Key] = await read.Value.ConfigureAwait(false);
        }

        return attempts;

        Task<Attempt<JsonObject>> ReadAsync(PolicyStore store) => Attempt<JsonObject>.OfAsync(async () => await parts[store].ReadAsync(log, cancellationToken).ConfigureAwait(false));

        async Task<Attempt<JsonObject>> AfterUsersAsync()
        {
            var users = await reads[PolicyStore.Users].ConfigureAwait(false);
            return users.Value is null ? new Attempt<JsonObject>(null, null) : await ReadAsync(PolicyStore.OnPremises).ConfigureAwait(false);
        }
    }

    private async Task InferScopeAsync(PolicyParts found, IEngineLog log, CancellationToken cancellationToken)
    {
        var attempt = await Attempt<object>.OfAsync(async () => await inference.InferAsync(log, cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
        if (found.Take(nameof(SsprPolicy.UserScope), attempt) is SsprUserScope scope)
        {
            found.Set(nameof(SsprPolicy.UserScope), SsprBackend.Inferred, scope);
            found.Note(new Reason("ScopeInferred", scope));
        }
    }

    private async Task FillGroupAsync(PolicyParts found, IEngineLog log, CancellationToken cancellationToken)
    {
        if (found.Policy.ScopeGroup is { } group)
        {
            var attempt = await Attempt<SsprGroup>.OfAsync(() => groups.DescribeAsync(group, log, cancellationToken)!).ConfigureAwait(false);
            found.Set(nameof(SsprPolicy.ScopeGroup), SsprBackend.Portal, found.Take(nameof(SsprPolicy.ScopeGroup), attempt, warns: false));
        }
    }

    private static void FillUsable(PolicyParts found, IEngineLog log)
    {
        if (UsableMethods.Of(MethodRules.Of(found.Policy)) is not { } usable)
        {
            return;
        }

        found.Set(nameof(SsprPolicy.UsableMethods), SsprBackend.Inferred, usable.Words);
        if (!usable.IsComplete)
        {
            found.Note(new Reason("UsableMethodsIncomplete"));
        }

        // Microsoft ends text and voice on 1 February 2027, SSPR included (SMS and voice retirement, Microsoft Learn).
        if (usable is { IsComplete: true, IsPhoneAlone: true })
        {
            log.Warning(SsprWarning.PhoneMethodsRetire);
        }
    }
}
