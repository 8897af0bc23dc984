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
    private const int MostTerms = 1000;

    private static readonly (string Field, Func<SsprPolicySettings, int?> Of, int Least, int Most)[] Ranges =
    [
        (nameof(SsprPolicySettings.MethodsRequired), w => w.MethodsRequired, 1, 2),
        (nameof(SsprPolicySettings.QuestionsToRegister), w => w.QuestionsToRegister, 3, 5),
        (nameof(SsprPolicySettings.QuestionsToReset), w => w.QuestionsToReset, 3, 5),
        (nameof(SsprPolicySettings.ReconfirmDays), w => w.ReconfirmDays, 0, 730),
        (nameof(SsprPolicySettings.SkipRegistrationDays), w => w.SkipRegistrationDays, 0, 365),
        (nameof(SsprPolicySettings.LockoutThreshold), w => w.LockoutThreshold, 1, int.MaxValue),
        (nameof(SsprPolicySettings.LockoutSeconds), w => w.LockoutSeconds, 5, int.MaxValue),
    ];

    /// <summary>Refuses values that no policy can have.</summary>
    /// <exception cref="SsprException">SettingInvalid.</exception>
    public static void Values(SsprPolicySettings wish)
    {
        foreach (var (field, of, least, most) in Ranges)
        {
            if (of(wish) is { } value && (value < least || value > most))
            {
                throw Invalid(field, value, most == int.MaxValue ? new Reason("AtLeast", least) : new Reason("Between", least, most));
            }
        }

        if (wish.HelpdeskLink is { Length: > 0 } link && !IsWebAddress(link) && !IsMailAddress(link))
        {
            throw Invalid(nameof(SsprPolicySettings.HelpdeskLink), link, new Reason("LinkForm"));
        }

        var terms = wish.BannedPasswords ?? [];
        if (terms.Count > MostTerms)
        {
            throw Invalid(nameof(SsprPolicySettings.BannedPasswords), terms.Count, new Reason("Between", 0, MostTerms));
        }

        // The service keeps the list as one text between tabs.
        if (terms.FirstOrDefault(t => t is null || t.Length is < 4 or > 16 || t.Any(char.IsControl)) is { } term)
        {
            throw Invalid(nameof(SsprPolicySettings.BannedPasswords), term, new Reason("TermForm"));
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

        if (usable.IsPhoneAlone)
        {
            log.Warning(SsprWarning.PhoneMethodsRetire);
        }
    }

    private static bool IsWebAddress(string link) =>
        Uri.TryCreate(link, UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp) && address.Host.Length > 0;

    private static bool IsMailAddress(string link)
    {
        var at = link.IndexOf('@');
        return at > 0 && at == link.LastIndexOf('@') && link.IndexOf('.', at) > at + 1 && !link.EndsWith(".", StringComparison.Ordinal) && !link.Any(c => char.IsWhiteSpace(c) || c is ':' or '/');
    }

    private static SsprException Invalid(string field, object? value, Reason expected) =>
        new(SsprErrorId.SettingInvalid, field, Convert.ToString(value, CultureInfo.InvariantCulture), expected) { Target = field };
}
