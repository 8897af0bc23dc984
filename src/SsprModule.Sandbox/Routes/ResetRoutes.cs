using System.Net;
using System.Text.Json.Nodes;
using SsprModule.Sandbox.Access;
using SsprModule.Sandbox.Http;
using SsprModule.Sandbox.OData;
using SsprModule.Sandbox.Tenant;

namespace SsprModule.Sandbox.Routes;

/// <summary>resetPassword: accepted at once, done later by the clock, with writeback for synced users.</summary>
internal static class ResetRoutes
{
    private const string DataCenter = "AM2P";
    private const string ScaleUnit = "ssprprod-a";

    public static void Map(RouteTable routes)
    {
        var generic = AccessRule.DelegatedOnly(Permit.ResetGeneric).As(RoleNames.Resetters);
        var typed = AccessRule.DelegatedOnly(Permit.ResetTyped).As(RoleNames.Resetters);
        var poll = AccessRule.DelegatedOnly(Permit.MethodsRead).As([.. RoleNames.MethodReaders, .. RoleNames.Resetters]);
        routes.Post("users/{user}/authentication/methods/{id}/resetPassword", generic, Reset);
        routes.Post("users/{user}/authentication/passwordMethods/{id}/resetPassword", typed, Reset);
        routes.Get("users/{user}/authentication/operations/{operation}", poll, Poll);
    }

    /// <summary>The refusal for an account whose password lives elsewhere.</summary>
    public static GraphException External() => GraphErrors.BadRequest("Unable to update the specified properties for objects that have originated within an external service.");

    private static Answer Reset(Call call)
    {
        call.Query.Allow(Options.None);
        var user = call.User();
        var profile = call.Tenant.Users.Profile(user);
        if (!string.Equals(call["id"], MethodRoutes.PasswordId, StringComparison.OrdinalIgnoreCase))
        {
            throw GraphErrors.NotFound(call["id"]);
        }

        if (call.IsOwnObject)
        {
            throw GraphErrors.BadRequest("The password of the signed-in account cannot be reset with this call; change it instead.");
        }

        UserChangeRoutes.DemandRightsOver(call, user);
        if (profile.IsGuest || profile.IsFederated)
        {
            throw External();
        }

        var given = call.BodyString("newPassword");
        if (given is null && profile.IsSynced)
        {
            throw GraphErrors.BadRequest("newPassword is required for a user whose password is written back to on-premises Active Directory.");
        }

        if (given is not null)
        {
            Passwords.Check(given, call.Tenant, call.Tenant.Users.State(user));
        }

        var password = given ?? Passwords.Generate();
        var operation = Begin(call, profile, password);
        return Accepted(call, profile, operation, given is null ? password : null);
    }

    private static Answer Accepted(Call call, UserProfile profile, ResetOperation operation, string? generated)
    {
        var answer = generated is null
            ? Answer.Empty(HttpStatusCode.Accepted)
            : Answer.Node(
                new JsonObject { ["@odata.context"] = call.Context("microsoft.graph.passwordResetResponse"), ["newPassword"] = generated },
                HttpStatusCode.Accepted);
        answer.With("Location", $"{call.Root}/users/{profile.Id}/authentication/operations/{operation.Id}?aadgdc={DataCenter}&aadgsu={ScaleUnit}");
        return profile.IsSynced ? answer.With("Retry-After", "5") : answer;
    }

    private static ResetOperation Begin(Call call, UserProfile profile, string password)
    {
        var (tenant, caller, user) = (call.Tenant, call.Caller, profile.Index);
        var failure = profile.IsSynced ? WritebackFailure(tenant) : null;
        var operation = new ResetOperation
        {
            Id = Guid.NewGuid(),
            User = user,
            Created = call.Now,
            Duration = profile.IsSynced ? tenant.Options.WritebackResetTime : tenant.Options.CloudResetTime,
            Failure = failure,
            NeverEnds = tenant.Faults.Has(SandboxFault.ResetNeverEnds),
            Finish = at =>
            {
                if (failure is null)
                {
                    tenant.Users.Change(user, at, state => state with
                    {
                        PasswordHash = Passwords.HashOf(password), LastPasswordChange = at, SessionsValidFrom = at, ForceChange = true,
                    });
                }

                tenant.Audit.Add(
                    at, AuditKind.ResetByAdmin, caller, user, failure is null, failure ?? "Successfully completed reset.",
                    profile.IsSynced ? "Microsoft Entra Connect" : "None");
            },
        };
        tenant.Operations.Add(operation);
        tenant.Audit.Add(call.Now, AuditKind.AdminStartedReset, caller, user);
        return operation;
    }

    private static string? WritebackFailure(TenantState tenant)
    {
        if (tenant.Faults.Has(SandboxFault.WritebackDown))
        {
            return "OnPremisesConnectivityError: the password writeback agent cannot be reached.";
        }

        var policy = tenant.Portal.OnPremises.Current;
        var isOn = (bool)policy["passwordWritebackSupported"]! && ((bool)policy["enablementForTenant"]! || (bool)policy["cloudProvisioningEnablementForTenant"]!);
        return isOn ? null : "PasswordWritebackDisabled: password writeback is not enabled for this tenant.";
    }

    private static Answer Poll(Call call)
    {
        var user = call.User();
        var operation = Guid.TryParse(call["operation"], out var id) ? call.Tenant.Operations.Find(id) : null;

        // The query tells Graph which instance knows the operation; without it nobody does.
        var isRouted = call.Query["aadgdc"] == DataCenter && call.Query["aadgsu"] == ScaleUnit;
        if (operation is null || operation.User != user || !isRouted)
        {
            throw GraphErrors.NotFound(call["operation"]);
        }

        var status = operation.StatusAt(call.Now);
        var isOver = status is "succeeded" or "failed";
        return Answer.Node(new JsonObject
        {
            ["@odata.context"] = call.Context(MethodRoutes.Context(call, "operations/$entity")),
            ["id"] = operation.Id.ToString(),
            ["createdDateTime"] = PolicySeeds.Stamp(operation.Created),
            ["lastActionDateTime"] = PolicySeeds.Stamp(isOver ? operation.Due : call.Now),
            ["status"] = status,
            ["statusDetail"] = isOver ? operation.Failure ?? "ResetSuccess" : null,
            ["resourceLocation"] = null,
        });
    }
}
