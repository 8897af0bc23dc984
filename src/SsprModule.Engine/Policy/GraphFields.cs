using System.Globalization;
using System.Text.Json;
using SsprModule.Engine.Policy.Methods;
using SsprModule.Models;

namespace SsprModule.Engine.Policy;

/// <summary>The fields that Graph holds in other forms than one member of an object.</summary>
internal static class GraphFields
{
    /// <summary>What stands for a password that never expires (domain resource type, Microsoft Learn).</summary>
    private const int Never = int.MaxValue;

    /// <summary>Where the migration stands. Newer tenants leave it out: they were never anything but migrated (observed).</summary>
    public static readonly StoredField MigrationState = new(nameof(SsprPolicySettings.MigrationState), PolicyStore.Methods)
    {
        Members = [new StoredMember(MethodPolicyDocument.MigrationMember, JsonValueKind.String)],
        Read = json => new MethodPolicyDocument(json).MigrationState,
        Write = (json, value) => JsonMembers.Set(json, MethodPolicyDocument.MigrationMember, JsonText.Word((SsprMigrationState)value)),
        Wished = wish => wish.MigrationState,
        Wish = (wish, value) => wish.MigrationState = (SsprMigrationState)value,
    };

    /// <summary>The fields of the password rules: texts in a list of pairs (groupSetting resource type, Microsoft Learn).</summary>
    public static readonly IReadOnlyList<StoredField> PasswordRules =
    [
        Rule(nameof(SsprPolicySettings.LockoutThreshold), "LockoutThreshold", ToNumber, Text),
        Rule(nameof(SsprPolicySettings.LockoutSeconds), "LockoutDurationInSeconds", ToNumber, Text),
        Rule(nameof(SsprPolicySettings.BannedPasswordCheck), "EnableBannedPasswordCheck", ToFlag, Text),
        Rule(nameof(SsprPolicySettings.BannedPasswords), "BannedPasswordList", ToTerms, terms => string.Join("\t", (IEnumerable<string>)terms)),
        Rule(nameof(SsprPolicySettings.BannedPasswordCheckOnPremises), "EnableBannedPasswordCheckOnPremises", ToFlag, Text),
        Rule(nameof(SsprPolicySettings.BannedPasswordModeOnPremises), "BannedPasswordCheckOnPremisesMode", ToMode, Text),
    ];

    /// <summary>Whether a method of the authentication methods policy is on.</summary>
    public static StoredField Method(string id) => new($"{nameof(SsprPolicySettings.Methods)}.{id}", PolicyStore.Methods)
    {
        Read = json => MethodsPart.Configuration(json, id) is { } method ? MethodsPart.IsOn(method) : null,
        Write = (json, value) => JsonMembers.Set(MethodsPart.Configuration(json, id)!, "state", (bool)value ? "enabled" : "disabled"),
        Wished = wish => wish.Methods?.Where(m => string.Equals(m.Key, id, StringComparison.OrdinalIgnoreCase)).Select(m => (object)m.Value).FirstOrDefault(),
        Wish = (wish, value) => (wish.Methods ??= new Dictionary<string, bool>(StringComparer.OrdinalIgnoreCase))[id] = (bool)value,
    };

    /// <summary>The two periods of a domain.</summary>
    public static IEnumerable<StoredField> Domain(string domain) =>
    [
        Period(domain, nameof(SsprDomainExpiry.ValidityDays), "passwordValidityPeriodInDays", Never, e => e.ValidityDays, (e, days) => e with { ValidityDays = days }),
        Period(domain, nameof(SsprDomainExpiry.NotificationDays), "passwordNotificationWindowInDays", 0, e => e.NotificationDays, (e, days) => e with { NotificationDays = days }),
    ];

    private static StoredField Period(string domain, string name, string member, int zero, Func<SsprDomainExpiry, int?> wished, Func<SsprDomainExpiry, int, SsprDomainExpiry> with) =>
        new($"{nameof(SsprPolicySettings.PasswordExpiry)}.{domain}.{name}", PolicyStore.Domains)
        {
            Read = json => JsonMembers.Number(DomainsPart.Find(json, domain)!, member) is { } days ? days == zero ? 0 : days : null,
            Write = (json, value) => JsonMembers.Set(DomainsPart.Find(json, domain)!, member, (int)value == 0 ? zero : (int)value),
            Wished = wish => wish.PasswordExpiry?.Where(e => DomainsPart.AreSame(e.Domain, domain)).Select(e => (object?)wished(e)).FirstOrDefault(),
            Wish = (wish, value) =>
            {
                var all = wish.PasswordExpiry ??= new List<SsprDomainExpiry>();
                var at = all.ToList().FindIndex(e => DomainsPart.AreSame(e.Domain, domain));
                var expiry = with(at < 0 ? new SsprDomainExpiry { Domain = domain } : all[at], (int)value);
                if (at < 0)
                {
                    all.Add(expiry);
                }
                else
                {
                    all[at] = expiry;
                }
            },
        };

    private static StoredField Rule(string name, string setting, Func<string, object?> read, Func<object, string> write)
    {
        var property = FieldCatalog.WishProperty(name);
        return new StoredField(name, PolicyStore.PasswordRules)
        {
            Members = [new StoredMember(setting, JsonValueKind.String)],
            Read = json => PasswordRulesPart.Value(json, setting) is { } text ? read(text) : null,
            Write = (json, value) => PasswordRulesPart.SetValue(json, setting, write(value)),
            Wished = property.GetValue,
            Wish = property.SetValue,
        };
    }

    private static object? ToNumber(string text) => int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static object? ToFlag(string text) => bool.TryParse(text, out var flag) ? flag : null;

    private static object? ToMode(string text) => Enum.TryParse<SsprBannedPasswordMode>(text, ignoreCase: true, out var mode) ? mode : null;

    private static object ToTerms(string text) => new ValueList<string>(text.Split(['\t'], StringSplitOptions.RemoveEmptyEntries));

    private static string Text(object value) => Convert.ToString(value, CultureInfo.InvariantCulture)!;
}
