using System.Text.Json;
using System.Text.Json.Nodes;

namespace SsprModule.Sandbox.Tenant;

/// <summary>
/// The portal backend's two policy objects. A PUT of the policy replaces the whole object: a boolean that is missing becomes
/// false. Nobody has recorded what a partial PUT does, so this is the worst plausible reading; numbers and lists that are
/// missing stay as they are.
/// </summary>
internal sealed class PortalPolicies(Guid initialGroup)
{
    private static readonly string[] ReadOnly = ["objectId", "passwordResetEnabledGroupName"];

    public Timeline<JsonObject> Policy { get; } = new(Initial(initialGroup));

    /// <summary>True once somebody has read the policy; for the faults that strike after the first read.</summary>
    public bool WasRead { get; set; }

    public Timeline<JsonObject> OnPremises { get; } = new(PolicySeeds.Parse("""
        {"objectId":null,"passwordWritebackSupported":true,"accountUnlockSupported":true,"accountUnlockEnabled":false,
        "enablementForTenant":true,"cloudProvisioningEnablementForTenant":false}
        """));

    /// <summary>The policy that a PUT with this body leaves; throws FormatException with the reason when it cannot be.</summary>
    public JsonObject Merge(JsonElement body)
    {
        var merged = new JsonObject();
        foreach (var (name, old) in Policy.Current)
        {
            merged[name] = Array.IndexOf(ReadOnly, name) >= 0 ? old?.DeepClone() : Member(name, old, Find(body, name));
        }

        Check(merged);
        return merged;
    }

    /// <summary>The on-premises object after a PUT of some of its members; returns null when the body names none of them.</summary>
    public JsonObject? MergeOnPremises(JsonElement body)
    {
        var merged = (JsonObject)OnPremises.Current.DeepClone();
        var any = false;
        foreach (var name in new[] { "passwordWritebackSupported", "accountUnlockEnabled", "enablementForTenant", "cloudProvisioningEnablementForTenant" })
        {
            if (Find(body, name) is { ValueKind: JsonValueKind.True or JsonValueKind.False } value)
            {
                // Observed: accountUnlockEnabled is not picked up beside the writeback switch; it needs its own PUT.
                if (name == "accountUnlockEnabled" && Find(body, "passwordWritebackSupported") is not null)
                {
                    continue;
                }

                merged[name] = value.GetBoolean();
                any = true;
            }
        }

        return any ? merged : null;
    }

    private static JsonObject Initial(Guid group)
    {
        var policy = PolicySeeds.Parse("""
            {"objectId":"default","enablementType":1,"numberOfAuthenticationMethodsRequired":1,"emailOptionEnabled":true,
            "mobilePhoneOptionEnabled":true,"officePhoneOptionEnabled":false,"securityQuestionsOptionEnabled":false,
            "mobileAppNotificationEnabled":false,"mobileAppCodeEnabled":true,"numberOfQuestionsToRegister":5,"numberOfQuestionsToReset":3,
            "registrationRequiredOnSignIn":true,"registrationReconfirmIntevalInDays":180,"skipRegistrationAllowed":true,
            "skipRegistrationMaxAllowedDays":7,"customizeHelpdeskLink":false,"customHelpdeskEmailOrUrl":"","notifyUsersOnPasswordReset":true,
            "notifyOnAdminPasswordReset":false,"passwordResetEnabledGroupIds":[],"passwordResetEnabledGroupName":"","securityQuestions":[],
            "registrationConditionalAccessPolicies":[],"emailOptionAllowed":true,"mobilePhoneOptionAllowed":true,"officePhoneOptionAllowed":true,
            "securityQuestionsOptionAllowed":true,"mobileAppNotificationOptionAllowed":true,"mobileAppCodeOptionAllowed":true}
            """);
        policy["passwordResetEnabledGroupIds"] = new JsonArray(group.ToString());
        return policy;
    }

    private static JsonNode? Member(string name, JsonNode? old, JsonElement? sent)
    {
        var isBool = old is JsonValue value && value.TryGetValue<bool>(out _);
        if (sent is not { } given || given.ValueKind == JsonValueKind.Null)
        {
            return isBool ? false : old?.DeepClone();
        }

        var fits = given.ValueKind switch
        {
            JsonValueKind.True or JsonValueKind.False => isBool,
            JsonValueKind.Number => old is JsonValue number && number.GetValueKind() == JsonValueKind.Number && given.TryGetInt32(out _),
            JsonValueKind.String => old is JsonValue text && text.GetValueKind() == JsonValueKind.String,
            JsonValueKind.Array => old is JsonArray,
            _ => false,
        };
        return fits ? JsonNode.Parse(given.GetRawText()) : throw new FormatException($"The value of '{name}' has the wrong type.");
    }

    private static void Check(JsonObject policy)
    {
        Range(policy, "enablementType", 0, 2);
        Range(policy, "numberOfAuthenticationMethodsRequired", 1, 2);
        Range(policy, "numberOfQuestionsToRegister", 3, 5);
        Range(policy, "numberOfQuestionsToReset", 3, 5);
        Range(policy, "registrationReconfirmIntevalInDays", 0, 730);
        var groups = policy["passwordResetEnabledGroupIds"]!.AsArray();
        if (groups.Count > 1)
        {
            throw new FormatException("Only one group can be enabled for self-service password reset.");
        }

        if (groups.Any(group => group is not JsonValue value || !value.TryGetValue<string>(out var id) || !Guid.TryParse(id, out _)))
        {
            throw new FormatException("passwordResetEnabledGroupIds must hold group ids.");
        }
    }

    private static void Range(JsonObject policy, string name, int least, int most)
    {
        var value = policy[name]!.GetValue<int>();
        if (value < least || value > most)
        {
            throw new FormatException($"The value of '{name}' must be between {least} and {most}.");
        }
    }

    private static JsonElement? Find(JsonElement body, string name)
    {
        foreach (var member in body.EnumerateObject())
        {
            if (string.Equals(member.Name, name, StringComparison.OrdinalIgnoreCase))
            {
                return member.Value;
            }
        }

        return null;
    }
}
