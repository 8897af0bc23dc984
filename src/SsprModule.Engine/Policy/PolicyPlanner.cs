using System.Text.Json.Nodes;
using SsprModule.Contracts;
using SsprModule.Errors;
using SsprModule.Models;
using SsprModule.Text;

namespace SsprModule.Engine.Policy;

/// <summary>Lays a wish beside what is there, and refuses before the first write what can't be done as a whole.</summary>
internal sealed class PolicyPlanner
{
    private readonly IReadOnlyDictionary<PolicyStore, PolicyPart> parts;
    private readonly GroupResolver groups;
    private readonly Func<SsprContext> context;

    public PolicyPlanner(IReadOnlyDictionary<PolicyStore, PolicyPart> parts, GroupResolver groups, Func<SsprContext> context)
    {
        this.parts = parts;
        this.groups = groups;
        this.context = context;
    }

    /// <summary>Reads the objects that the wish is about and plans their change.</summary>
    /// <exception cref="SsprException">See <see cref="IPolicyOperations.PlanAsync"/>.</exception>
    public async Task<PolicyPlan> PlanAsync(SsprPolicySettings wish, IEngineLog log, CancellationToken cancellationToken)
    {
        SettingChecks.Values(wish);
        var read = new Dictionary<PolicyStore, JsonObject>();
        foreach (var store in FieldCatalog.StoresOf(wish))
        {
            read[store] = await ReadAsync(store, wish, log, cancellationToken).ConfigureAwait(false);
        }

        SettingChecks.Exist(wish, read);
        var group = await GroupAsync(wish, read, log, cancellationToken).ConfigureAwait(false);
        var plan = new PolicyPlan([.. read.Select(r => new PartPlan(parts[r.Key], Wanted(r.Key, r.Value, wish, group), r.Value))]);
        CheckResult(wish, plan);
        CheckPermissions(plan);
        if (plan.Differences.Count > 0)
        {
            await WarnAsync(wish, read, log, cancellationToken).ConfigureAwait(false);
        }

        return plan;
    }

    /// <summary>Reads one object for a write: it must be of the form that this module knows.</summary>
    public async Task<JsonObject> ReadForWriteAsync(PolicyPart part, IEngineLog log, CancellationToken cancellationToken)
    {
        var json = await part.ReadAsync(log, cancellationToken).ConfigureAwait(false);
        return part.Unfamiliar(json) is { Count: > 0 } odd ? throw new SsprException(SsprErrorId.PortalShapeUnknown, odd) : json;
    }

    // Where the backend can't be used the settings are named, so that a mixed wish tells which of it this sign-in can't do.
    private async Task<JsonObject> ReadAsync(PolicyStore store, SsprPolicySettings wish, IEngineLog log, CancellationToken cancellationToken)
    {
        try
        {
            return await ReadForWriteAsync(parts[store], log, cancellationToken).ConfigureAwait(false);
        }
        catch (SsprException e) when (e.Id is SsprErrorId.PortalUnavailable)
        {
            throw new SsprException(e.Id, e, new Reason("NeededFor", e.Arguments[0], FieldCatalog.Names(store, wish))) { Failure = e.Failure };
        }
    }

    private async Task<SsprGroup?> GroupAsync(SsprPolicySettings wish, Dictionary<PolicyStore, JsonObject> read, IEngineLog log, CancellationToken cancellationToken)
    {
        if (wish.ScopeGroup is null)
        {
            return await LeftOverAsync(wish, read, log, cancellationToken).ConfigureAwait(false);
        }

        var isSelected = (wish.UserScope ?? UserPolicyFields.Scope.Read(read[PolicyStore.Users])) is SsprUserScope.Selected;
        return (isSelected, wish.ScopeGroup.Length > 0) switch
        {
            (true, true) => await groups.ResolveAsync(wish.ScopeGroup, log, cancellationToken).ConfigureAwait(false),
            (true, false) => throw new SsprException(SsprErrorId.GroupRequired),
            (false, true) => throw new SsprException(SsprErrorId.GroupNotAllowed, wish.UserScope ?? UserPolicyFields.Scope.Read(read[PolicyStore.Users])),
            _ => null,
        };
    }

    // A group that is kept beside None or All would be in scope again: it must still be one that can be.
    private async Task<SsprGroup?> LeftOverAsync(SsprPolicySettings wish, Dictionary<PolicyStore, JsonObject> read, IEngineLog log, CancellationToken cancellationToken)
    {
        if (wish.UserScope is not SsprUserScope.Selected || UserPolicyFields.Scope.Read(read[PolicyStore.Users]) is SsprUserScope.Selected)
        {
            return null;
        }

        var group = UserPolicyFields.LeftOver(read[PolicyStore.Users]);
        return group is null ? null : await groups.ResolveAsync(group.Id, log, cancellationToken).ConfigureAwait(false);
    }

    private static List<WantedValue> Wanted(PolicyStore store, JsonObject json, SsprPolicySettings wish, SsprGroup? group)
    {
        var wanted = new List<WantedValue>();
        foreach (var field in FieldCatalog.Of(store, json))
        {
            if ((field == UserPolicyFields.Group ? group : field.Wished(wish)) is { } value)
            {
                wanted.Add(new WantedValue(field, value));
            }
        }

        return wanted;
    }

    private static void CheckResult(SsprPolicySettings wish, PolicyPlan plan)
    {
        if (plan.Parts.FirstOrDefault(p => p.Part.Store == PolicyStore.Users)?.After is not { } users)
        {
            return;
        }

        if (UserPolicyFields.Scope.Read(users) is SsprUserScope.Selected && UserPolicyFields.Group.Read(users) is null)
        {
            throw new SsprException(SsprErrorId.GroupRequired);
        }

        SettingChecks.Questions(wish, users);
    }

    // What the token does not allow is told before the first write, or a later part would fail after an earlier one.
    private void CheckPermissions(PolicyPlan plan)
    {
        var granted = context().Permissions;
        foreach (var part in plan.Parts.Select(p => p.Part).Where(p => p.WritePermissions.Count > 0))
        {
            if (granted is not null && !part.WritePermissions.Intersect(granted, StringComparer.OrdinalIgnoreCase).Any())
            {
                throw new SsprException(SsprErrorId.PermissionMissing, part.WritePermissions, new Reason("WriteOf", plan.Parts.First(p => p.Part == part).Differences.Select(d => d.Field)));
            }
        }
    }

    private async Task WarnAsync(SsprPolicySettings wish, Dictionary<PolicyStore, JsonObject> read, IEngineLog log, CancellationToken cancellationToken)
    {
        if (wish is { MethodsRequired: null, Methods: null, MigrationState: null, LegacyMethods: null, SecurityQuestions: null })
        {
            return;
        }

        var users = await TryReadAsync(PolicyStore.Users, read, log, cancellationToken).ConfigureAwait(false);
        var methods = await TryReadAsync(PolicyStore.Methods, read, log, cancellationToken).ConfigureAwait(false);
        SettingChecks.WarnOfMethods(MethodRules.Of(users, methods).With(wish), log);
        if (wish.SecurityQuestions == true && users is not null && UserPolicyFields.Questions(users) is { Count: 0 })
        {
            log.Warning(SsprWarning.NoQuestions);
        }
    }

    // For a warning only, so what can't be read is left out.
    private async Task<JsonObject?> TryReadAsync(PolicyStore store, Dictionary<PolicyStore, JsonObject> read, IEngineLog log, CancellationToken cancellationToken)
    {
        if (read.TryGetValue(store, out var known))
        {
            return known;
        }

        var attempt = await Attempt<JsonObject>.OfAsync(() => parts[store].ReadAsync(log, cancellationToken)!).ConfigureAwait(false);
        if (attempt.Fault is { } fault)
        {
            log.Verbose($"Not known for the check of the methods: {store} ({fault.Id}).");
        }

        return attempt.Value;
    }
}
