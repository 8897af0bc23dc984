using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using SsprModule.Sandbox.Access;
using SsprModule.Sandbox.Faults;
using SsprModule.Sandbox.Tenant;

namespace SsprModule.Sandbox.Http;

/// <summary>
/// The Entra admin center's own backend, as observed: delegated tokens of its own audience, the policy read and written whole,
/// last writer wins, and an error shape that is not Graph's.
/// </summary>
internal sealed class PortalService(TenantState tenant)
{
    private const string Base = "/api/PasswordReset/";
    private static readonly string[] Readers = [RoleNames.AuthenticationPolicyAdministrator, RoleNames.GlobalReader];
    private static readonly string[] Writers = [RoleNames.AuthenticationPolicyAdministrator];

    public Answer Handle(Incoming incoming)
    {
        if (tenant.Faults.Has(SandboxFault.PortalDown))
        {
            return Answer.Html(HttpStatusCode.BadGateway, FaultPlan.ProxyPage);
        }

        Caller caller;
        try
        {
            caller = tenant.Tokens.Authenticate(incoming.Token, TokenStore.PortalAudience);
        }
        catch (GraphException)
        {
            // Observed: no body that would say why.
            return Answer.Empty(HttpStatusCode.Unauthorized).With("WWW-Authenticate", "Bearer");
        }

        if (caller.IsApplication)
        {
            return Answer.Empty(HttpStatusCode.Unauthorized).With("WWW-Authenticate", "Bearer");
        }

        if (string.IsNullOrEmpty(incoming.Header("x-ms-client-request-id")))
        {
            return Error(incoming, caller, HttpStatusCode.BadRequest, "BadRequest", "The header x-ms-client-request-id is missing.");
        }

        tenant.Gate.EnterWriteLock();
        try
        {
            return Route(incoming, caller);
        }
        catch (Exception error) when (error is FormatException or JsonException)
        {
            return Error(incoming, caller, HttpStatusCode.BadRequest, "Request_BadRequest", error.Message);
        }
        finally
        {
            tenant.Gate.ExitWriteLock();
        }
    }

    private Answer Route(Incoming incoming, Caller caller)
    {
        var path = incoming.Uri.AbsolutePath;
        var isPolicy = string.Equals(path, Base + "PasswordResetPolicies", StringComparison.OrdinalIgnoreCase);
        var isOnPremises = string.Equals(path, Base + "OnPremisesPasswordResetPolicies", StringComparison.OrdinalIgnoreCase);
        if (!isPolicy && !isOnPremises)
        {
            return Error(incoming, caller, HttpStatusCode.NotFound, "NotFound", "No HTTP resource was found that matches the request URI.");
        }

        if (incoming.Method is not ("GET" or "PUT"))
        {
            return Error(incoming, caller, HttpStatusCode.MethodNotAllowed, "MethodNotAllowed", "The requested resource does not support this method.");
        }

        var isRead = incoming.Method == "GET";

        // The documentation names Global Administrator alone for the on-premises page.
        var allowed = isRead ? Readers : isPolicy ? Writers : [];
        if (!caller.HasRole(allowed))
        {
            return Error(incoming, caller, HttpStatusCode.Forbidden, "Authorization_RequestDenied", "Insufficient privileges to complete the operation.");
        }

        if (!tenant.IsPremium)
        {
            return Error(incoming, caller, HttpStatusCode.Forbidden, "Authentication_RequestFromNonPremiumTenantOrB2CTenant", "The tenant needs Microsoft Entra ID P1.");
        }

        return (isPolicy, isRead) switch
        {
            (true, true) => ReadPolicy(incoming),
            (true, false) => PutPolicy(Parse(incoming)),
            (false, true) => Show(tenant.Portal.OnPremises.Current, "accountUnlockEnabled", "accountUnlockWithoutResetEnabled"),
            _ => PutOnPremises(Parse(incoming), caller),
        };
    }

    private Answer ReadPolicy(Incoming incoming)
    {
        var answer = Show(ForReading(incoming), "registrationReconfirmIntevalInDays", "registrationReconfirmIntervalInDays");
        if (!tenant.Portal.WasRead)
        {
            tenant.Portal.WasRead = true;
            EditAsSomebodyElse();
        }

        return answer;
    }

    private void EditAsSomebodyElse()
    {
        var policy = (JsonObject)tenant.Portal.Policy.Current.DeepClone();
        if (tenant.Faults.Has(SandboxFault.PortalEdited))
        {
            policy["notifyOnAdminPasswordReset"] = !(bool)policy["notifyOnAdminPasswordReset"]!;
        }

        if (tenant.Faults.Has(SandboxFault.PortalScopeEdited))
        {
            policy["enablementType"] = ((int)policy["enablementType"]! + 1) % 3;
        }

        tenant.Portal.Policy.Set(tenant.Clock.GetUtcNow(), policy);
    }

    private static JsonElement Parse(Incoming incoming)
    {
        using var document = JsonDocument.Parse(incoming.Body.Length == 0 ? "null"u8.ToArray() : incoming.Body);
        return document.RootElement.ValueKind == JsonValueKind.Object
            ? document.RootElement.Clone()
            : throw new FormatException("The request body must be a JSON object.");
    }

    private JsonObject ForReading(Incoming incoming)
    {
        var policy = (JsonObject)tenant.Portal.Policy.Current.DeepClone();
        var query = OData.QueryOptions.Parse(incoming.Uri.Query);
        if (string.Equals(query["getPasswordResetEnabledGroup"], "true", StringComparison.OrdinalIgnoreCase))
        {
            var id = (string?)policy["passwordResetEnabledGroupIds"]!.AsArray().FirstOrDefault();
            policy["passwordResetEnabledGroupName"] = (id is null ? null : tenant.Groups.Find(id)?.DisplayName) ?? string.Empty;
        }

        return policy;
    }

    private Answer Show(JsonObject policy, string lost, string added)
    {
        if (!tenant.Faults.Has(SandboxFault.PortalShapeChanged))
        {
            return Answer.Node(policy);
        }

        var changed = (JsonObject)policy.DeepClone();
        var value = changed[lost]?.DeepClone();
        changed.Remove(lost);
        changed[added] = value;
        return Answer.Node(changed);
    }

    private Answer PutPolicy(JsonElement body)
    {
        var now = tenant.Clock.GetUtcNow();
        var before = tenant.Portal.Policy.Current;
        tenant.Portal.Policy.Set(now, tenant.Portal.Merge(body));
        if (tenant.Faults.Has(SandboxFault.PortalOverwritten))
        {
            tenant.Portal.Policy.Set(now, before);
        }

        return Answer.Empty(HttpStatusCode.OK);
    }

    private Answer PutOnPremises(JsonElement body, Caller caller)
    {
        var merged = tenant.Portal.MergeOnPremises(body) ?? throw new FormatException("The request body names no setting.");
        var before = (bool)tenant.Portal.OnPremises.Current["passwordWritebackSupported"]!;
        var after = (bool)merged["passwordWritebackSupported"]!;
        var now = tenant.Clock.GetUtcNow();
        tenant.Portal.OnPremises.Set(now, merged);
        if (before != after)
        {
            tenant.Audit.Add(now, after ? AuditKind.WritebackOn : AuditKind.WritebackOff, caller, null);
        }

        return Answer.Empty(HttpStatusCode.OK);
    }

    private Answer Error(Incoming incoming, Caller caller, HttpStatusCode status, string code, string detail) => Answer.Node(
        new JsonObject
        {
            ["ClassName"] = "Microsoft.Portal.Framework.Exceptions.ClientException",
            ["Message"] = $"Graph call failed with httpCode={status}, errorCode={code}, errorMessage={detail}",
            ["Data"] = new JsonObject(),
            ["HResult"] = -2146233088,
            ["XMsServerRequestId"] = null,
            ["Source"] = null,
            ["HttpStatusCode"] = (int)status,
            ["ClientData"] = new JsonObject
            {
                ["errorCode"] = code,
                ["localizedErrorDetails"] = new JsonObject { ["errorDetail"] = detail },
                ["operationResults"] = null,
                ["timeStampUtc"] = PolicySeeds.Stamp(tenant.Clock.GetUtcNow()),
                ["clientRequestId"] = incoming.Header("x-ms-client-request-id"),
                ["internalTransactionId"] = incoming.RequestId,
                ["tenantId"] = tenant.Id.ToString(),
                ["userObjectId"] = caller.ObjectId.ToString(),
                ["exceptionType"] = "AADGraphException",
            },
        },
        status);
}
