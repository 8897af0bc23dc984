using System.Text.Json.Nodes;

namespace SsprModule.Sandbox.Tenant;

/// <summary>
/// Which methods users may reset with: the authentication methods policy, the legacy toggles as far as the migration state
/// still honours them, and security questions, which stay in the legacy policy.
/// A method counts as on for everybody; its include and exclude targets are not looked at.
/// </summary>
internal static class UsableMethods
{
    public static MethodSet Of(JsonObject portalPolicy, JsonObject methodsPolicy)
    {
        var questions = On(portalPolicy, "securityQuestionsOptionEnabled") ? MethodSet.SecurityQuestion : MethodSet.None;
        return questions | (string?)methodsPolicy["policyMigrationState"] switch
        {
            "preMigration" => Legacy(portalPolicy),
            "migrationInProgress" => Legacy(portalPolicy) | Modern(methodsPolicy),
            _ => Modern(methodsPolicy),
        };
    }

    private static MethodSet Legacy(JsonObject policy)
        => (On(policy, "emailOptionEnabled") ? MethodSet.Email : 0)
            | (On(policy, "mobilePhoneOptionEnabled") ? MethodSet.MobilePhone | MethodSet.AlternateMobilePhone : 0)
            | (On(policy, "officePhoneOptionEnabled") ? MethodSet.OfficePhone : 0)
            | (On(policy, "mobileAppNotificationEnabled") ? MethodSet.AuthenticatorPush : 0)
            | (On(policy, "mobileAppCodeEnabled") ? MethodSet.SoftwareOath | MethodSet.HardwareOath : 0);

    private static MethodSet Modern(JsonObject policy)
    {
        var configurations = policy["authenticationMethodConfigurations"]!.AsArray();
        var voice = Find("Voice");
        var isVoice = Enabled(voice);
        var isOffice = isVoice && voice!["isOfficePhoneAllowed"] is JsonValue allowed && (bool)allowed;
        return (Enabled(Find("Email")) ? MethodSet.Email : 0)
            | (isVoice || Enabled(Find("Sms")) ? MethodSet.MobilePhone : 0)
            | (isVoice ? MethodSet.AlternateMobilePhone : 0)
            | (isOffice ? MethodSet.OfficePhone : 0)
            | (Enabled(Find("MicrosoftAuthenticator")) ? MethodSet.AuthenticatorPush : 0)
            | (Enabled(Find("SoftwareOath")) || Enabled(Find("MicrosoftAuthenticator")) ? MethodSet.SoftwareOath | MethodSet.HardwareOath : 0);

        JsonObject? Find(string id) => configurations.Select(node => node!.AsObject()).FirstOrDefault(each => (string?)each["id"] == id);
    }

    private static bool Enabled(JsonObject? configuration) => (string?)configuration?["state"] == "enabled";

    private static bool On(JsonObject policy, string name) => policy[name] is JsonValue value && value.TryGetValue<bool>(out var on) && on;
}
