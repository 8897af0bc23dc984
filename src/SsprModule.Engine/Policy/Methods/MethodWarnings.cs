using SsprModule.Contracts;
using SsprModule.Errors;
using SsprModule.Models;

namespace SsprModule.Engine.Policy.Methods;

/// <summary>Tells what a change of the authentication methods policy would leave behind: phones alone, too few methods, too few for administrators.</summary>
internal sealed class MethodWarnings
{
    // Two of these three, whatever the policy says (Self-service password reset policies, Microsoft Learn).
    private static readonly SsprLegacyMethod[][] AdminGates =
        [[SsprLegacyMethod.Email], [SsprLegacyMethod.AppNotification, SsprLegacyMethod.AppCode], [SsprLegacyMethod.MobilePhone, SsprLegacyMethod.OfficePhone]];

    private readonly PortalClient portal;

    public MethodWarnings(PortalClient portal) => this.portal = portal;

    /// <summary>Warns of what the plan makes worse; what already is so is Get-SsprPolicy's to tell.</summary>
    public async Task WarnAsync(MethodPlan plan, IEngineLog log, CancellationToken cancellationToken)
    {
        var (before, after) = (Left(plan.Before), Left(plan.After));
        var takesAway = before.Except(after).Any() || Narrowed(plan);
        if (plan.Differences.Count == 0 || after.SequenceEqual(before) && !takesAway)
        {
            return;
        }

        if (AdminGates.Count(g => g.Intersect(after).Any()) is < 2 and var gates && AdminGates.Count(g => g.Intersect(before).Any()) > gates)
        {
            log.Warning(SsprWarning.AdminMethodsTooFew, gates);
        }

        if (takesAway && plan.After.MigrationState == SsprMigrationState.MigrationComplete)
        {
            await WarnOfTooFewAsync(after, log, cancellationToken).ConfigureAwait(false);
        }
    }

    // The kinds of methods that are on for anybody.
    private static List<SsprLegacyMethod> Left(MethodPolicyDocument policy) =>
        [.. policy.Methods.Where(m => m.Enabled == true && m.Include.Count > 0).SelectMany(m => SsprUse.CountsFor(m) ?? []).Distinct().OrderBy(m => m)];

    private static bool Narrowed(MethodPlan plan) => plan.After.Methods.Any(m => m.Enabled == true && IsForAll(plan.Before.Find(m.Id)) && !IsForAll(m));

    private static bool IsForAll(MethodConfiguration method) =>
        method.Enabled == true && method.Exclude.Count == 0 && method.Include.Any(t => t.Id == SsprMethodTarget.AllUsers);

    private async Task WarnOfTooFewAsync(List<SsprLegacyMethod> left, IEngineLog log, CancellationToken cancellationToken)
    {
        // An app counts once, whether it notifies or shows a code.
        var kinds = left.Select(m => m == SsprLegacyMethod.AppCode ? SsprLegacyMethod.AppNotification : m).Distinct().ToList();
        var isPhoneAlone = kinds.Count > 0 && kinds.TrueForAll(m => m is SsprLegacyMethod.MobilePhone or SsprLegacyMethod.OfficePhone);
        if (kinds.Count > 2 && !isPhoneAlone)
        {
            return;
        }

        try
        {
            var users = new PortalPolicy(await portal.GetAsync(PortalPolicy.ReadPath, log, cancellationToken).ConfigureAwait(false));
            var count = kinds.Count + (users.SecurityQuestions == true ? 1 : 0);
            if (isPhoneAlone && users.SecurityQuestions != true)
            {
                log.Warning(SsprWarning.PhoneMethodsRetire);
            }

            if (users.MethodsRequired is { } required && count < required)
            {
                log.Warning(SsprWarning.MethodsTooFew, count, required);
            }
        }
        catch (SsprException e) when (e.Id is SsprErrorId.PortalUnavailable or SsprErrorId.PortalRefused or SsprErrorId.PortalShapeUnknown or SsprErrorId.ServiceUnavailable or SsprErrorId.AnswerNotJson)
        {
            if (isPhoneAlone)
            {
                log.Warning(SsprWarning.PhoneMethodsRetire);
            }

            if (kinds.Count < 2)
            {
                log.Warning(SsprWarning.MethodsRequiredUnknown, kinds.Count, e.Message);
            }
        }
    }
}
