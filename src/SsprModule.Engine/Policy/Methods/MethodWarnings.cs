using System.Text.Json.Nodes;
using SsprModule.Contracts;
using SsprModule.Models;

namespace SsprModule.Engine.Policy.Methods;

/// <summary>Tells what a change of the authentication methods policy would leave behind: phones alone, too few methods, too few for administrators.</summary>
internal sealed class MethodWarnings
{
    // Two of these three, whatever the policy says (Self-service password reset policies, Microsoft Learn).
    private static readonly SsprLegacyMethod[][] AdminGates =
        [[SsprLegacyMethod.Email], [SsprLegacyMethod.AppNotification, SsprLegacyMethod.AppCode], [SsprLegacyMethod.MobilePhone, SsprLegacyMethod.OfficePhone]];

    private readonly PolicyPart users;

    /// <param name="users">The user policy, which says how many methods a reset takes.</param>
    public MethodWarnings(PolicyPart users) => this.users = users;

    /// <summary>Warns of what the plan makes worse; what already is so is Get-SsprPolicy's to tell.</summary>
    public async Task WarnAsync(MethodPlan plan, IEngineLog log, CancellationToken cancellationToken)
    {
        if (!TakesAway(plan))
        {
            return;
        }

        var (before, after) = (AdminKinds(plan.Before), AdminKinds(plan.After));
        if (after < 2 && after < before)
        {
            log.Warning(SsprWarning.AdminMethodsTooFew, after);
        }

        var attempt = await Attempt<JsonObject>.OfAsync(() => users.ReadAsync(log, cancellationToken)!).ConfigureAwait(false);
        var rules = MethodRules.Of(attempt.Value, plan.After.Json);
        SettingChecks.WarnOfMethods(rules, log);
        if (attempt.Fault is { } fault && UsableMethods.Of(rules) is { Most: < 2 } left)
        {
            log.Warning(SsprWarning.MethodsRequiredUnknown, left.Most, fault.Message);
        }
    }

    // A method off that was on, or for fewer people, or less of it; or another stand of the migration.
    private static bool TakesAway(MethodPlan plan) => plan.Before.MigrationState != plan.After.MigrationState
        || plan.Before.Methods.Any(m => m.Enabled == true && SsprUse.CountsFor(m) is { Count: > 0 } kinds && LosesSomething(m, kinds, plan.After.Find(m.Id)));

    private static bool LosesSomething(MethodConfiguration before, IReadOnlyList<SsprLegacyMethod> kinds, MethodConfiguration after) =>
        after.Enabled != true || kinds.Except(SsprUse.CountsFor(after) ?? []).Any()
        || before.Include.Any(t => !after.Include.Any(a => a.Id == t.Id)) || after.Exclude.Any(t => !before.Exclude.Any(b => b.Id == t.Id));

    private static int AdminKinds(MethodPolicyDocument policy)
    {
        var on = policy.Methods.Where(m => m.Enabled == true && m.Include.Count > 0).SelectMany(m => SsprUse.CountsFor(m) ?? []).ToList();
        return AdminGates.Count(gate => gate.Intersect(on).Any());
    }
}
