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

    public FakeServer Handler { get; }

    /// <summary>Answers writes by breaking the connection.</summary>
    public bool LosesWrites { get; init; }

    /// <summary>Empties the list of groups with each write, as a backend may that has no use for it.</summary>
    public bool EmptiesGroups { get; init; }

    /// <summary>The answer to a request, for a server that holds more than this policy.</summary>
    public HttpResponseMessage Reply(HttpRequestMessage request)
    {
        var path = request.RequestUri!.AbsolutePath;
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
            if (EmptiesGroups)
            {
                Json["passwordResetEnabledGroupIds"] = new JsonArray();
            }

            return new HttpResponseMessage(HttpStatusCode.OK);
        }

        return FakeServer.Json(Json.ToJsonString());
    }
}
