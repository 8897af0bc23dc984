using System.Globalization;
using System.Text.Json.Nodes;
using SsprModule.Contracts;
using SsprModule.Errors;
using SsprModule.Models;
using SsprModule.Text;

namespace SsprModule.Engine.Policy;

/// <summary>Which values the policy takes, whether they come from parameters, an object or a file (How it works: self-service password reset, Microsoft Learn).</summary>
internal static class SettingChecks
{
    /// <summary>Refuses values that no policy can have.</summary>
    /// <exception cref="SsprException">SettingInvalid.</exception>
    public static void Values(SsprPolicySettings wish)
    {
        foreach (var field in PolicyField.All)
        {
            if (field.Of(wish) is int value && (value < field.Range.Min || value > field.Range.Max))
            {
                throw Invalid(field.Name, value, field.Range.Max == int.MaxValue ? new Reason("AtLeast", field.Range.Min) : new Reason("Between", field.Range.Min, field.Range.Max));
            }
        }

        if (wish.HelpdeskLink is { Length: > 0 } link && !IsWebAddress(link) && !IsMailAddress(link))
        {
            throw Invalid(nameof(SsprPolicySettings.HelpdeskLink), link, new Reason("LinkForm"));
        }

        var terms = wish.BannedPasswords ?? [];
        if (terms.Count > PolicyField.MostBannedTerms)
        {
            throw Invalid(nameof(SsprPolicySettings.BannedPasswords), terms.Count, new Reason("Between", 0, PolicyField.MostBannedTerms));
        }

        // The service keeps the list as one text between tabs.
        var (shortest, longest) = PolicyField.BannedTermLength;
        if (terms.FirstOrDefault(t => t.Length < shortest || t.Length > longest || t.Any(char.IsControl)) is { } term)
        {
            throw Invalid(nameof(SsprPolicySettings.BannedPasswords), term, new Reason("TermForm", shortest, longest));
        }

        foreach (var expiry in wish.PasswordExpiry ?? [])
        {
            if (expiry.Domain.Length == 0 || expiry.ValidityDays < 0 || expiry.NotificationDays < 0)
            {
                throw Invalid(nameof(SsprPolicySettings.PasswordExpiry), expiry, new Reason("ExpiryForm"));
            }
        }
    }

    /// <summary>Refuses methods and domains that the tenant does not have.</summary>
    /// <exception cref="SsprException">SettingInvalid.</exception>
    public static void Exist(SsprPolicySettings wish, Dictionary<PolicyStore, JsonObject> read)
    {
        foreach (var method in wish.Methods?.Keys ?? [])
        {
            if (!FieldCatalog.MethodIds.Contains(method, StringComparer.OrdinalIgnoreCase) || !read.TryGetValue(PolicyStore.Methods, out var policy) || MethodsPart.Configuration(policy, method) is null)
            {
                throw Invalid(nameof(SsprPolicySettings.Methods), method, new Reason("MethodUnknown", FieldCatalog.MethodIds));
            }
        }

        foreach (var expiry in wish.PasswordExpiry ?? [])
        {
            if (DomainsPart.Find(read[PolicyStore.Domains], expiry.Domain) is null)
            {
                throw Invalid(nameof(SsprPolicySettings.PasswordExpiry), expiry.Domain, new Reason("OneOf", DomainsPart.Names(read[PolicyStore.Domains])));
            }
        }
    }

    /// <summary>Refuses to ask for more questions than are registered.</summary>
    /// <exception cref="SsprException">SettingInvalid.</exception>
    public static void Questions(SsprPolicySettings wish, JsonObject users)
    {
        var (register, reset) = (JsonMembers.Number(users, "numberOfQuestionsToRegister"), JsonMembers.Number(users, "numberOfQuestionsToReset"));
        if ((wish.QuestionsToRegister ?? wish.QuestionsToReset) is not null && register < reset)
        {
            throw Invalid(nameof(SsprPolicySettings.QuestionsToRegister), register, new Reason("AtLeastReset", reset));
        }
    }

    /// <summary>Warns where users could no longer register what a reset takes.</summary>
    public static void WarnOfMethods(MethodRules rules, IEngineLog log)
    {
        if (UsableMethods.Of(rules) is not { } usable)
        {
            return;
        }

        if (usable.IsComplete && usable.Most < rules.MethodsRequired)
        {
            log.Warning(SsprWarning.TooFewMethods, usable.Most, rules.MethodsRequired);
        }
        else if (usable.IsComplete && usable.IsAppAlone && rules.MethodsRequired == 1)
        {
            log.Warning(SsprWarning.AppAlone);
        }

        if (usable is { IsComplete: true, IsPhoneAlone: true })
        {
            log.Warning(SsprWarning.PhoneMethodsRetire);
        }
    }

    private static bool IsWebAddress(string link) =>
        Uri.TryCreate(link, UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp) && address.Host.Length > 0;

    private static bool IsMailAddress(string link)
    {
        var parts = link.Split('@');
        return parts.Length == 2 && parts[0].Length > 0 && parts[1].IndexOf(".", StringComparison.Ordinal) > 0
            && !link.EndsWith(".", StringComparison.Ordinal) && !link.Any(c => char.IsWhiteSpace(c) || c is ':' or '/');
    }

    private static SsprException Invalid(string field, object? value, Reason expected) =>
        new(SsprErrorId.SettingInvalid, field, Convert.ToString(value, CultureInfo.InvariantCulture), expected) { Target = field };
}
