using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using SsprModule.Models;

namespace SsprModule.Engine.Policy;

/// <summary>
/// Every field of the policy, once: reading, planning, writing, verifying, the rollback file and the check of the shape
/// all go through this list. Members of the portal backend as observed in public code, 2026.
/// </summary>
internal static class FieldCatalog
{
    /// <summary>The methods that count for SSPR (How to manage authentication methods, Microsoft Learn), in the order in which people read them.</summary>
    public static readonly string[] MethodIds = ["Email", "Sms", "Voice", "MicrosoftAuthenticator", "SoftwareOath", "HardwareOath"];

    private static readonly IReadOnlyList<StoredField> Fixed =
    [
        UserPolicyFields.Scope,
        UserPolicyFields.Group,
        Flag("AdminSspr", PolicyStore.AdminSwitch, "allowedToUseSSPR"),
        Number("MethodsRequired", PolicyStore.Users, "numberOfAuthenticationMethodsRequired"),
        Flag("SecurityQuestions", PolicyStore.Users, "securityQuestionsOptionEnabled"),
        Number("QuestionsToRegister", PolicyStore.Users, "numberOfQuestionsToRegister"),
        Number("QuestionsToReset", PolicyStore.Users, "numberOfQuestionsToReset"),
        Flag("RegistrationRequiredAtSignIn", PolicyStore.Users, "registrationRequiredOnSignIn"),
        // The backend misspells the interval.
        Number("ReconfirmDays", PolicyStore.Users, "registrationReconfirmIntevalInDays"),
        Flag("SkipRegistrationAllowed", PolicyStore.Users, "skipRegistrationAllowed"),
        Number("SkipRegistrationDays", PolicyStore.Users, "skipRegistrationMaxAllowedDays"),
        Flag("NotifyUsers", PolicyStore.Users, "notifyUsersOnPasswordReset"),
        Flag("NotifyAdmins", PolicyStore.Users, "notifyOnAdminPasswordReset"),
        UserPolicyFields.HelpdeskLink,
        Flag("Writeback", PolicyStore.OnPremises, "passwordWritebackSupported"),
        Flag("UnlockWithoutReset", PolicyStore.OnPremises, OnPremisesPart.Unlock),
        Flag("WritebackEnabledForTenant", PolicyStore.OnPremises, "enablementForTenant"),
        Flag("WritebackThroughCloudSync", PolicyStore.OnPremises, "cloudProvisioningEnablementForTenant"),
        Legacy(nameof(SsprLegacyMethods.Email), "emailOptionEnabled"),
        Legacy(nameof(SsprLegacyMethods.MobilePhone), "mobilePhoneOptionEnabled"),
        Legacy(nameof(SsprLegacyMethods.OfficePhone), "officePhoneOptionEnabled"),
        Legacy(nameof(SsprLegacyMethods.AppNotification), "mobileAppNotificationEnabled"),
        Legacy(nameof(SsprLegacyMethods.AppCode), "mobileAppCodeEnabled"),
        .. MethodIds.Select(GraphFields.Method),
        GraphFields.MigrationState,
        .. GraphFields.PasswordRules,
    ];

    /// <summary>The fields but those of the domains.</summary>
    public static IReadOnlyList<StoredField> All => Fixed;

    /// <summary>The fields of an object; those of the domains follow from which domains there are.</summary>
    public static IReadOnlyList<StoredField> Of(PolicyStore store, JsonObject json) => store == PolicyStore.Domains
        ? [.. DomainsPart.Names(json).SelectMany(GraphFields.Domain)]
        : [.. Fixed.Where(f => f.Store == store)];

    /// <summary>The objects that a wish is about, in the order in which they are written.</summary>
    public static IReadOnlyList<PolicyStore> StoresOf(SsprPolicySettings wish)
    {
        var stores = Fixed.Where(f => f.Wished(wish) is not null).Select(f => f.Store);
        return [.. stores.Concat(wish.PasswordExpiry is { Count: > 0 } ? [PolicyStore.Domains] : []).Distinct().OrderBy(s => s)];
    }

    /// <summary>The names of the fields that a wish asks for of an object.</summary>
    public static IReadOnlyList<string> Names(PolicyStore store, SsprPolicySettings wish) => store == PolicyStore.Domains
        ? [nameof(SsprPolicySettings.PasswordExpiry)]
        : [.. Fixed.Where(f => f.Store == store && f.Wished(wish) is not null).Select(f => f.Name)];

    /// <summary>A field that is kept in one truth value.</summary>
    private static StoredField Flag(string name, PolicyStore store, string member) => Simple(name, store, member, JsonValueKind.True,
        json => JsonMembers.Flag(json, member), value => JsonValue.Create((bool)value));

    private static StoredField Number(string name, PolicyStore store, string member) => Simple(name, store, member, JsonValueKind.Number,
        json => JsonMembers.Number(json, member), value => JsonValue.Create((int)value));

    private static StoredField Simple(string name, PolicyStore store, string member, JsonValueKind kind, Func<JsonObject, object?> read, Func<object, JsonNode> make)
    {
        var property = WishProperty(name);
        return new StoredField(name, store)
        {
            Members = [new StoredMember(member, kind)],
            Read = read,
            Write = (json, value) => JsonMembers.Set(json, member, make(value)),
            Wished = property.GetValue,
            Wish = property.SetValue,
        };
    }

    /// <summary>The property of a wish that a field without a dot in its name stands in.</summary>
    internal static PropertyInfo WishProperty(string name) =>
        typeof(SsprPolicySettings).GetProperty(name) ?? throw new MissingMemberException(nameof(SsprPolicySettings), name);

    private static StoredField Legacy(string method, string member)
    {
        var property = typeof(SsprLegacyMethods).GetProperty(method)!;
        return new StoredField($"{nameof(SsprPolicySettings.LegacyMethods)}.{method}", PolicyStore.Users)
        {
            Members = [new StoredMember(member, JsonValueKind.True)],
            Read = json => JsonMembers.Flag(json, member),
            Write = (json, value) => JsonMembers.Set(json, member, JsonValue.Create((bool)value)),
            Wished = wish => wish.LegacyMethods is { } legacy ? property.GetValue(legacy) : null,
            Wish = (wish, value) =>
            {
                var copy = wish.LegacyMethods is { } legacy ? legacy with { } : new SsprLegacyMethods();
                property.SetValue(copy, value);
                wish.LegacyMethods = copy;
            },
        };
    }
}
