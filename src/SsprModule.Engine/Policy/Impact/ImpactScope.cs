using SsprModule.Contracts;
using SsprModule.Errors;
using SsprModule.Models;

namespace SsprModule.Engine.Policy.Impact;

/// <summary>Which settings of a wish bear on the ability to reset, as far as the report can tell.</summary>
internal static class ImpactScope
{
    private static readonly string[] Simulated =
    [
        nameof(SsprPolicySettings.UserScope), nameof(SsprPolicySettings.ScopeGroup), nameof(SsprPolicySettings.AdminSspr), nameof(SsprPolicySettings.MethodsRequired),
        nameof(SsprPolicySettings.SecurityQuestions), nameof(SsprPolicySettings.LegacyMethods), nameof(SsprPolicySettings.Methods), nameof(SsprPolicySettings.MigrationState),
    ];

    // Whether an account is synchronised, and how many questions somebody has registered, is not in the report.
    private static readonly string[] NotInReport =
    [
        nameof(SsprPolicySettings.QuestionsToRegister), nameof(SsprPolicySettings.QuestionsToReset), nameof(SsprPolicySettings.Writeback),
        nameof(SsprPolicySettings.WritebackEnabledForTenant), nameof(SsprPolicySettings.WritebackThroughCloudSync),
    ];

    /// <summary>Warns of the settings that are left out.</summary>
    /// <exception cref="SsprException">ImpactNothingToMeasure: nothing else is asked for.</exception>
    public static void Check(SsprPolicySettings wish, IEngineLog log)
    {
        var asked = typeof(SsprPolicySettings).GetProperties().Where(p => p.GetValue(wish) is not null).Select(p => p.Name).ToList();
        var untold = asked.Intersect(NotInReport).ToList();
        var without = asked.Except(Simulated).Except(NotInReport).ToList();
        if (!asked.Intersect(Simulated).Any())
        {
            throw new SsprException(SsprErrorId.ImpactNothingToMeasure, asked);
        }

        if (untold.Count > 0)
        {
            log.Warning(SsprWarning.ImpactNotInReport, untold);
        }

        if (without.Count > 0)
        {
            log.Warning(SsprWarning.ImpactNone, without);
        }
    }
}
