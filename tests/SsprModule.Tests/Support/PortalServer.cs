using System.Net;
using System.Text.Json.Nodes;

namespace SsprModule.Tests.Support;

/// <summary>Just the portal backend's policy object, so that a test sees exactly what is written to it.</summary>
internal sealed class PortalServer
{
    /// <summary>The object in the order and with the members that public code has observed (facts 2.2).</summary>
    public const string Sample = """
        {
          "objectId": "default", "enablementType": 2, "numberOfAuthenticationMethodsRequired": 1, "emailOptionEnabled": true,
          "mobilePhoneOptionEnabled": true, "officePhoneOptionEnabled": false, "securityQuestionsOptionEnabled": false,
          "mobileAppNotificationEnabled": false, "mobileAppCodeEnabled": true, "numberOfQuestionsToRegister": 5,
          "numberOfQuestionsToReset": 3, "registrationRequiredOnSignIn": true, "registrationReconfirmIntevalInDays": 180,
          "skipRegistrationAllowed": true, "skipRegistrationMaxAllowedDays": 7, "customizeHelpdeskLink": false,
          "customHelpdeskEmailOrUrl": "", "notifyUsersOnPasswordReset": true, "notifyOnAdminPasswordReset": false,
          "passwordResetEnabledGroupIds": [], "passwordResetEnabledGroupName": "", "securityQuestions": [],
          "registrationConditionalAccessPolicies": [], "emailOptionAllowed": true, "mobilePhoneOptionAllowed": true,
          "officePhoneOptionAllowed": true, "securityQuestionsOptionAllowed": true, "mobileAppNotificationOptionAllowed": true,
          "mobileAppCodeOptionAllowed": true
        }
        """;

    public PortalServer(string json)
    {
        Json = JsonNode.Parse(json)!.AsObject();
        Handler = new FakeServer((request, _) => Reply(request));
    }

    public JsonObject Json { get; private set; }

    /// <summary>The on-premises policy (facts 2.4).</summary>
    public JsonObject OnPremises { get; private set; } = JsonNode.Parse("""
        {"objectId":null,"passwordWritebackSupported":true,"accountUnlockSupported":true,"accountUnlockEnabled":false,"enablementForTenant":true,"cloudProvisioningEnablementForTenant":false}
        """)!.AsObject();

    /// <summary>How a PUT of the on-premises policy is taken; nobody has recorded it.</summary>
    public OnPremisesReading Reading { get; init; }

    /// <summary>The bodies of the writes, in their order.</summary>
    public List<JsonObject> Written { get; } = [];

    public FakeServer Handler { get; }

    /// <summary>Answers writes by breaking the connection.</summary>
    public bool LosesWrites { get; init; }

    /// <summary>Empties the list of groups with each write, as a backend may that has no use for it.</summary>
    public bool EmptiesGroups { get; init; }

    /// <summary>The answer to a request, for a server that holds more than this policy.</summary>
    public HttpResponseMessage Reply(HttpRequestMessage request)
    {
        var path = request.RequestUri!.AbsolutePath;
        if (path == "/api/PasswordReset/OnPremisesPasswordResetPolicies")
        {
            return ReplyOnPremises(request);
        }

        if (path != "/api/PasswordReset/PasswordResetPolicies")
        {
            return FakeServer.Error(HttpStatusCode.NotFound, "NotFound", path);
        }

        if (request.Method == HttpMethod.Put)
        {
            if (LosesWrites)
            {
                throw new HttpRequestException("The connection was reset.");
            }

            Json = JsonNode.Parse(request.Content!.ReadAsStream())!.AsObject();
            Written.Add((JsonObject)Json.DeepClone());
            if (EmptiesGroups)
            {
                Json["passwordResetEnabledGroupIds"] = new JsonArray();
            }

            return new HttpResponseMessage(HttpStatusCode.OK);
        }

        return FakeServer.Json(Json.ToJsonString());
    }

    private HttpResponseMessage ReplyOnPremises(HttpRequestMessage request)
    {
        if (request.Method == HttpMethod.Put)
        {
            var sent = JsonNode.Parse(request.Content!.ReadAsStream())!.AsObject();
            Written.Add((JsonObject)sent.DeepClone());
            foreach (var name in OnPremises.Select(m => m.Key).ToList())
            {
                if (sent.ContainsKey(name) && !(Reading == OnPremisesReading.UnlockAlone && name == "accountUnlockEnabled" && sent.ContainsKey("passwordWritebackSupported")))
                {
                    OnPremises[name] = sent[name]?.DeepClone();
                }
                else if (Reading == OnPremisesReading.Whole && OnPremises[name] is JsonValue)
                {
                    OnPremises[name] = false;
                }
            }
        }

        return FakeServer.Json(OnPremises.ToJsonString());
    }
}

/// <summary>The ways in which the backend may take a PUT of the on-premises policy.</summary>
public enum OnPremisesReading
{
    /// <summary>The whole object: what is left out becomes false.</summary>
    Whole,

    /// <summary>Some members: what is left out stays.</summary>
    Partial,

    /// <summary>As Partial, but the unlock switch is not picked up beside the writeback switch.</summary>
    UnlockAlone,
}
