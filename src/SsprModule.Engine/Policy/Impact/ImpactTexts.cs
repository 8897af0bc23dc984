using SsprModule.Models;
using SsprModule.Text;

namespace SsprModule.Engine.Policy.Impact;

/// <summary>What a verdict means and what to do about it, in the user's language.</summary>
internal static class ImpactTexts
{
    /// <summary>Why somebody gains or loses, or why that is not known.</summary>
    public static string Explain(SsprImpactReason reason) => Texts.Get(reason switch
    {
        SsprImpactReason.EntersScope => "Impact_EntersScope",
        SsprImpactReason.LeavesScope => "Impact_LeavesScope",
        SsprImpactReason.AdminsOn => "Impact_AdminsOn",
        SsprImpactReason.AdminsOff => "Impact_AdminsOff",
        SsprImpactReason.EnoughMethods => "Impact_EnoughMethods",
        SsprImpactReason.TooFewMethods => "Impact_TooFewMethods",
        SsprImpactReason.MethodsNotKnown => "Impact_MethodsNotKnown",
        SsprImpactReason.ScopeNotKnown => "Impact_ScopeNotKnown",
        SsprImpactReason.RoleNotKnown => "Impact_RoleNotKnown",
        SsprImpactReason.ReportDisagrees => "Impact_ReportDisagrees",
        _ => "Impact_None",
    });

    /// <summary>What to do for the user; empty when there is nothing to do.</summary>
    /// <param name="reason">Why.</param>
    /// <param name="group">The group that will be in scope, or null.</param>
    /// <param name="missing">The methods that the user could register in addition.</param>
    public static string Advise(SsprImpactReason reason, SsprGroup? group, Func<IReadOnlyList<string>> missing) => reason switch
    {
        SsprImpactReason.TooFewMethods or SsprImpactReason.MethodsNotKnown =>
            missing() is { Count: > 0 } words ? Texts.Format("ImpactAction_Register", words) : Texts.Get("ImpactAction_NoMethodLeft"),
        SsprImpactReason.LeavesScope => group is null ? Texts.Get("ImpactAction_HelpDesk") : Texts.Format("ImpactAction_JoinGroup", group.ToString()),
        SsprImpactReason.AdminsOff => Texts.Get("ImpactAction_OtherAdmin"),
        SsprImpactReason.ReportDisagrees => Texts.Get("ImpactAction_ReadAgain"),
        _ => "",
    };
}
