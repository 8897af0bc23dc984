using SsprModule.Models;

namespace SsprModule.Engine.Policy.Comparison;

/// <summary>
/// Something of a policy that can be compared: a field, a member of one, or a number that follows from several. The set is
/// closed, so that a file with controls needs no language of its own.
/// </summary>
internal sealed class ComparedField
{
    private const string Portal = "PasswordResetPolicies.";
    private const string OnPremises = "OnPremisesPasswordResetPolicies.";
    private const string Rules = "Password Rule Settings.";
    private const string MethodsPolicy = "authenticationMethodsPolicy.";

    private static readonly string[] PhoneMethods = ["Sms", "Voice"];

    private static readonly (string Name, string Wire, Func<SsprLegacyMethods, bool?> Read)[] Legacy =
    [
        (nameof(SsprLegacyMethods.Email), "emailOptionEnabled", m => m.Email),
        (nameof(SsprLegacyMethods.MobilePhone), "mobilePhoneOptionEnabled", m => m.MobilePhone),
        (nameof(SsprLegacyMethods.OfficePhone), "officePhoneOptionEnabled", m => m.OfficePhone),
        (nameof(SsprLegacyMethods.AppNotification), "mobileAppNotificationEnabled", m => m.AppNotification),
        (nameof(SsprLegacyMethods.AppCode), "mobileAppCodeEnabled", m => m.AppCode),
    ];

    /// <summary>All that a control may name, by its name in a file.</summary>
    // Below the tables that it is made of: static fields come into being in the order of the text.
    public static readonly IReadOnlyDictionary<string, ComparedField> All = Create().ToDictionary(f => f.JsonName, StringComparer.Ordinal);

    private readonly Func<SsprPolicy, object?> read;

    private ComparedField(string name, string property, Type kind, string wire, Func<SsprPolicy, object?> read)
    {
        Name = name;
        Property = property;
        Kind = kind;
        Wire = wire;
        this.read = read;
    }

    /// <summary>The name that a person sees, such as <c>Methods.Sms</c>.</summary>
    public string Name { get; }

    /// <summary>The name in a file with controls.</summary>
    public string JsonName => PolicyField.JsonNameOf(Name);

    /// <summary>The property of <see cref="SsprPolicy"/> that tells where the value came from.</summary>
    public string Property { get; }

    /// <summary>The type of its values.</summary>
    public Type Kind { get; }

    /// <summary>Resource and property that hold it in the service.</summary>
    public string Wire { get; }

    /// <summary>The least and the greatest number, where it is one.</summary>
    public (int Min, int Max) Range { get; private init; } = (0, int.MaxValue);

    /// <summary>The backend that told its value; null when it is unknown.</summary>
    public SsprBackend? BackendIn(SsprPolicy policy) => policy.Sources.TryGetValue(Property, out var backend) ? backend : null;

    /// <summary>Its value; null when it is unknown.</summary>
    public object? ValueIn(SsprPolicy policy) => BackendIn(policy) is null ? null : read(policy);

    /// <summary>The expiry of the passwords of a domain.</summary>
    public static ComparedField OfDomain(string domain) => new(
        $"{nameof(SsprPolicy.PasswordExpiry)}.{domain}", nameof(SsprPolicy.PasswordExpiry), typeof(SsprDomainExpiry), "domain.passwordValidityPeriodInDays",
        policy => policy.PasswordExpiry?.FirstOrDefault(d => string.Equals(d.Domain, domain, StringComparison.OrdinalIgnoreCase)));

    private static IEnumerable<ComparedField> Create()
    {
        foreach (var field in PolicyField.All)
        {
            switch (field.Name)
            {
                case nameof(SsprPolicySettings.LegacyMethods):
                    foreach (var (method, wire, read) in Legacy)
                    {
                        yield return new ComparedField($"{field.Name}.{method}", field.Name, typeof(bool), Portal + wire, policy => policy.LegacyMethods is { } methods ? read(methods) : null);
                    }

                    break;

                case nameof(SsprPolicySettings.Methods):
                    foreach (var method in FieldCatalog.MethodIds)
                    {
                        yield return new ComparedField($"{field.Name}.{method}", field.Name, typeof(bool), $"{MethodsPolicy}{method}.state", policy => IsOn(policy, method));
                    }

                    break;

                case nameof(SsprPolicySettings.PasswordExpiry):
                    break;

                default:
                    yield return new ComparedField(field.Name, field.Name, field.Kind, WireOf(field.Name), policy => ValueOf(field, policy)) { Range = field.Range };
                    break;
            }
        }

        yield return new ComparedField("MethodsEnabled", nameof(SsprPolicy.Methods), typeof(int), MethodsPolicy + "authenticationMethodConfigurations", policy => On(policy).Count());
        yield return new ComparedField("MethodsBesidesPhone", nameof(SsprPolicy.Methods), typeof(int), MethodsPolicy + "authenticationMethodConfigurations", policy => On(policy).Except(PhoneMethods).Count());
        yield return new ComparedField("MethodsToSpare", nameof(SsprPolicy.Methods), typeof(int), MethodsPolicy + "authenticationMethodConfigurations", policy => On(policy).Count() - policy.MethodsRequired);
    }

    // Where the value is known and there is none, that is a value too: no link, no group.
    private static object? ValueOf(PolicyField field, SsprPolicy policy) =>
        field.Of(policy) ?? (field.Name is nameof(SsprPolicy.HelpdeskLink) or nameof(SsprPolicy.ScopeGroup) ? "" : null);

    private static IEnumerable<string> On(SsprPolicy policy) => policy.Methods!.Where(m => m.Enabled).Select(m => m.Method);

    private static bool? IsOn(SsprPolicy policy, string method) => policy.Methods!.FirstOrDefault(m => m.Method == method)?.Enabled;

    private static string WireOf(string property) => property switch
    {
        nameof(SsprPolicy.UserScope) => Portal + "enablementType",
        nameof(SsprPolicy.ScopeGroup) => Portal + "passwordResetEnabledGroupIds",
        nameof(SsprPolicy.AdminSspr) => "authorizationPolicy.allowedToUseSSPR",
        nameof(SsprPolicy.MethodsRequired) => Portal + "numberOfAuthenticationMethodsRequired",
        nameof(SsprPolicy.SecurityQuestions) => Portal + "securityQuestionsOptionEnabled",
        nameof(SsprPolicy.QuestionsToRegister) => Portal + "numberOfQuestionsToRegister",
        nameof(SsprPolicy.QuestionsToReset) => Portal + "numberOfQuestionsToReset",
        nameof(SsprPolicy.RegistrationRequiredAtSignIn) => Portal + "registrationRequiredOnSignIn",
        nameof(SsprPolicy.ReconfirmDays) => Portal + "registrationReconfirmIntevalInDays",
        nameof(SsprPolicy.SkipRegistrationAllowed) => Portal + "skipRegistrationAllowed",
        nameof(SsprPolicy.SkipRegistrationDays) => Portal + "skipRegistrationMaxAllowedDays",
        nameof(SsprPolicy.NotifyUsers) => Portal + "notifyUsersOnPasswordReset",
        nameof(SsprPolicy.NotifyAdmins) => Portal + "notifyOnAdminPasswordReset",
        nameof(SsprPolicy.HelpdeskLink) => Portal + "customHelpdeskEmailOrUrl",
        nameof(SsprPolicy.Writeback) => OnPremises + "passwordWritebackSupported",
        nameof(SsprPolicy.UnlockWithoutReset) => OnPremises + "accountUnlockEnabled",
        nameof(SsprPolicy.WritebackEnabledForTenant) => OnPremises + "enablementForTenant",
        nameof(SsprPolicy.WritebackThroughCloudSync) => OnPremises + "cloudProvisioningEnablementForTenant",
        nameof(SsprPolicy.MigrationState) => MethodsPolicy + "policyMigrationState",
        nameof(SsprPolicy.LockoutThreshold) => Rules + "LockoutThreshold",
        nameof(SsprPolicy.LockoutSeconds) => Rules + "LockoutDurationInSeconds",
        nameof(SsprPolicy.BannedPasswordCheck) => Rules + "EnableBannedPasswordCheck",
        nameof(SsprPolicy.BannedPasswords) => Rules + "BannedPasswordList",
        nameof(SsprPolicy.BannedPasswordCheckOnPremises) => Rules + "EnableBannedPasswordCheckOnPremises",
        nameof(SsprPolicy.BannedPasswordModeOnPremises) => Rules + "BannedPasswordCheckOnPremisesMode",
        _ => property,
    };
}
