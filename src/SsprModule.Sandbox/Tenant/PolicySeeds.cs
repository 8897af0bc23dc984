using System.Text.Json.Nodes;

namespace SsprModule.Sandbox.Tenant;

/// <summary>The policies as they are when the tenant begins.</summary>
internal static class PolicySeeds
{
    public const string PremiumPlan = "41781fb2-bc02-4b7c-bd55-b576c07bb09d";
    public const string EnterpriseSku = "05e9a617-0261-4cee-bb44-138d3ef5d965";
    public const string GovernanceSku = "84a661c4-e949-4bd2-a560-ed7766fcaf2b";
    public const string StandardSku = "f245ecc8-75af-4f8e-b61f-27d8114de5f3";
    public const string PasswordTemplate = "5cf42378-d67d-4f36-ba46-e8b86229381d";

    private const string Feature =
        """{"state":"default","includeTarget":{"targetType":"group","id":"all_users"},"excludeTarget":{"targetType":"group","id":"00000000-0000-0000-0000-000000000000"}}""";

    public static JsonObject Authorization() => Parse("""
        {"id":"authorizationPolicy","displayName":"Authorization Policy",
        "description":"Used to manage authorization related settings across the company.",
        "allowedToSignUpEmailBasedSubscriptions":true,"allowedToUseSSPR":true,"allowEmailVerifiedUsersToJoinOrganization":false,
        "allowInvitesFrom":"everyone","allowUserConsentForRiskyApps":null,"blockMsolPowerShell":false,
        "guestUserRoleId":"10dae51f-b6af-4016-8d66-8c2a99b929b3",
        "defaultUserRolePermissions":{"allowedToCreateApps":true,"allowedToCreateSecurityGroups":true,"allowedToCreateTenants":true,
        "allowedToReadBitlockerKeysForOwnedDevice":true,"allowedToReadOtherUsers":true,"permissionGrantPoliciesAssigned":[]}}
        """);

    public static JsonObject AuthenticationMethods(DateTimeOffset started)
    {
        var policy = Parse("""
            {"id":"authenticationMethodsPolicy","displayName":"Authentication Methods Policy",
            "description":"The tenant-wide policy that controls which authentication methods are allowed in the tenant.",
            "lastModifiedDateTime":null,"policyVersion":"1.5","policyMigrationState":"migrationComplete","reconfirmationInDays":180,
            "registrationEnforcement":{"authenticationMethodsRegistrationCampaign":{"snoozeDurationInDays":1,"state":"default",
            "excludeTargets":[],"includeTargets":[{"id":"all_users","targetType":"group","targetedAuthenticationMethod":"microsoftAuthenticator"}]}}}
            """);
        policy["lastModifiedDateTime"] = Stamp(started.AddDays(-90));
        policy["authenticationMethodConfigurations"] = new JsonArray(
            Method("Fido2", "fido2", true, """
                {"isSelfServiceRegistrationAllowed":true,"isAttestationEnforced":false,
                "keyRestrictions":{"isEnforced":false,"enforcementType":"allow","aaGuids":[]},"defaultPasskeyProfile":null,"passkeyProfiles":[]}
                """),
            Method("MicrosoftAuthenticator", "microsoftAuthenticator", true, $$"""
                {"isSoftwareOathEnabled":true,
                "featureSettings":{"displayAppInformationRequiredState":{{Feature}},"displayLocationInformationRequiredState":{{Feature}} } }
                """),
            Method("Sms", "sms", true, "{}"),
            Method("TemporaryAccessPass", "temporaryAccessPass", false,
                """{"defaultLifetimeInMinutes":60,"defaultLength":8,"minimumLifetimeInMinutes":60,"maximumLifetimeInMinutes":480,"isUsableOnce":false}"""),
            Method("SoftwareOath", "softwareOath", true, "{}"),
            Method("Voice", "voice", false, """{"isOfficePhoneAllowed":false}"""),
            Method("Email", "email", true, """{"allowExternalIdToUseEmailOtp":"default"}"""),
            Method("X509Certificate", "x509Certificate", false, "{}"),
            Method("QRCodePin", "qrCodePin", false, """{"standardQRCodeLifetimeInDays":365,"pinLength":8}"""));
        return policy;
    }

    public static List<JsonObject> Domains() =>
    [
        Domain("contoso.onmicrosoft.com", "Managed", isInitial: true, isDefault: false),
        Domain("contoso.com", "Managed", isInitial: false, isDefault: true),
        Domain("fabrikam.contoso.com", "Federated", isInitial: false, isDefault: false),
    ];

    public static List<JsonObject> Skus(Guid tenantId, bool premium)
    {
        var standard = Sku(tenantId, StandardSku, "O365_BUSINESS_PREMIUM", [("9aaf7827-d63c-4b61-89c3-182f06f82e5c", "EXCHANGE_S_STANDARD")]);
        return premium
            ? [Sku(tenantId, EnterpriseSku, "SPE_E3", [(PremiumPlan, "AAD_PREMIUM"), ("efb87545-963c-4e0d-99df-69c6916d9eb0", "EXCHANGE_S_ENTERPRISE")]), standard, Sku(tenantId, GovernanceSku, "AAD_PREMIUM_P2", [(PremiumPlan, "AAD_PREMIUM"), ("eec0eb4f-6444-4f95-aba0-50c24d67f998", "AAD_PREMIUM_P2")])]
            : [standard];
    }

    public static JsonObject Synchronization(Guid tenantId)
    {
        string[] on = ["passwordSyncEnabled", "softMatchOnUpnEnabled", "synchronizeUpnForManagedUsersEnabled", "quarantineUponProxyAddressesConflictEnabled", "quarantineUponUpnConflictEnabled"];
        string[] off =
        [
            "allowOnPremUpdateOfOnPremisesObjectIdentifierEnabled", "blockCloudObjectTakeoverThroughHardMatchEnabled", "blockSoftMatchEnabled",
            "bypassDirSyncOverridesEnabled", "cloudPasswordPolicyForPasswordSyncedUsersEnabled", "concurrentCredentialUpdateEnabled",
            "concurrentOrgIdProvisioningEnabled", "deviceWritebackEnabled", "directoryExtensionsEnabled", "fopeConflictResolutionEnabled",
            "groupWriteBackEnabled", "passwordWritebackEnabled", "unifiedGroupWritebackEnabled", "userForcePasswordChangeOnLogonEnabled", "userWritebackEnabled",
        ];
        var features = new JsonObject();
        foreach (var name in on.Concat(off).OrderBy(name => name, StringComparer.Ordinal))
        {
            features[name] = Array.IndexOf(on, name) >= 0;
        }

        return new JsonObject
        {
            ["id"] = tenantId.ToString(),
            ["configuration"] = new JsonObject { ["accidentalDeletionPrevention"] = new JsonObject { ["synchronizationPreventionType"] = "enabledForCount", ["alertThreshold"] = 500 } },
            ["features"] = features,
        };
    }

    public static JsonObject Parse(string json) => JsonNode.Parse(json)!.AsObject();

    public static string Stamp(DateTimeOffset time)
        => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", System.Globalization.CultureInfo.InvariantCulture);

    private static JsonObject Method(string id, string type, bool enabled, string extras)
    {
        var method = new JsonObject
        {
            ["@odata.type"] = $"#microsoft.graph.{type}AuthenticationMethodConfiguration",
            ["id"] = id,
            ["state"] = enabled ? "enabled" : "disabled",
            ["excludeTargets"] = new JsonArray(),
        };
        foreach (var extra in Parse(extras))
        {
            method[extra.Key] = extra.Value?.DeepClone();
        }

        var target = new JsonObject { ["targetType"] = "group", ["id"] = "all_users", ["isRegistrationRequired"] = false };
        switch (id)
        {
            case "Sms":
                target["isUsableForSignIn"] = false;
                break;
            case "MicrosoftAuthenticator":
                target["authenticationMode"] = "any";
                break;
        }

        method["includeTargets"] = new JsonArray(target);
        return method;
    }

    private static JsonObject Domain(string id, string type, bool isInitial, bool isDefault) => new()
    {
        ["id"] = id,
        ["authenticationType"] = type,
        ["availabilityStatus"] = null,
        ["isAdminManaged"] = true,
        ["isDefault"] = isDefault,
        ["isInitial"] = isInitial,
        ["isRoot"] = id != "fabrikam.contoso.com",
        ["isVerified"] = true,
        ["supportedServices"] = new JsonArray("Email", "OfficeCommunicationsOnline"),
        ["passwordValidityPeriodInDays"] = isInitial ? null : 2147483647,
        ["passwordNotificationWindowInDays"] = isInitial ? null : 14,
        ["state"] = null,
    };

    private static JsonObject Sku(Guid tenantId, string id, string name, (string Id, string Name)[] plans) => new()
    {
        ["id"] = $"{tenantId}_{id}",
        ["skuId"] = id,
        ["skuPartNumber"] = name,
        ["appliesTo"] = "User",
        ["capabilityStatus"] = "Enabled",
        ["consumedUnits"] = 0,
        ["prepaidUnits"] = new JsonObject { ["enabled"] = 1_000_000, ["suspended"] = 0, ["warning"] = 0, ["lockedOut"] = 0 },
        ["subscriptionIds"] = new JsonArray(),
        ["servicePlans"] = new JsonArray([.. plans.Select(plan => (JsonNode)new JsonObject
        {
            ["servicePlanId"] = plan.Id,
            ["servicePlanName"] = plan.Name,
            ["provisioningStatus"] = "Success",
            ["appliesTo"] = "User",
        })]),
    };
}
