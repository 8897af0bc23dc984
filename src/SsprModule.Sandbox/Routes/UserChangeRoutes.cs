using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using SsprModule.Sandbox.Access;
using SsprModule.Sandbox.Http;
using SsprModule.Sandbox.Tenant;

namespace SsprModule.Sandbox.Routes;

/// <summary>Changing a user: enabled, password policies, password; sessions; one's own password.</summary>
internal static class UserChangeRoutes
{
    private static readonly string[] Settable = ["accountEnabled", "passwordPolicies", "passwordProfile"];
    private static readonly string[] Policies = ["None", "DisablePasswordExpiration", "DisableStrongPassword"];
    private static readonly string[] Broad = [.. Permit.UsersWrite.Skip(1)];
    private static readonly string[] Least = [Permit.UsersWrite[0]];

    public static void Map(RouteTable routes)
    {
        routes.Patch("users/{user}", AccessRule.Both(Permit.UsersWrite), Patch);
        routes.Post("users/{user}/revokeSignInSessions", AccessRule.Both(Permit.SessionsRevoke), Revoke);
        routes.Post("users/{user}/changePassword", AccessRule.DelegatedOnly(Least), Change);
    }

    /// <summary>Throws 403 unless the caller may reset and change this user (matrix of the documentation).</summary>
    public static void DemandRightsOver(Call call, int user)
    {
        var isProtected = call.Tenant.Groups.InRoleAssignableGroup(user);
        var roles = call.Tenant.Roles.RolesOf(user);

        // An application without a role reaches everybody but administrators.
        var isOrdinary = roles.Count == 0 && !isProtected;
        if (call.Caller.IsApplication ? !isOrdinary && !ResetMatrix.Allows(call.Caller, roles, isProtected) : !ResetMatrix.Allows(call.Caller, roles, isProtected))
        {
            throw GraphErrors.Denied();
        }
    }

    private static Answer Patch(Call call)
    {
        call.Query.Allow(OData.Options.None);
        var user = call.User();
        var profile = call.Tenant.Users.Profile(user);
        foreach (var member in Sent(call))
        {
            if (Array.IndexOf(Settable, member.Name) < 0)
            {
                throw GraphErrors.BadRequest($"Property '{member.Name}' is not supported by this tenant for update.");
            }
        }

        var password = call.Body.TryGetProperty("passwordProfile", out var sent) ? sent : (JsonElement?)null;
        DemandPermissions(call, password is not null);
        DemandRightsOver(call, user);
        var change = ReadChange(call, user, profile, password);
        call.Tenant.Users.Change(user, call.Now, change);
        Record(call, user, password);
        return Answer.Empty();
    }

    /// <summary>The properties in the body, without the annotations that an SDK writes beside them.</summary>
    private static IEnumerable<JsonProperty> Sent(Call call)
        => call.Body.EnumerateObject().Where(member => !member.Name.StartsWith("@odata.", StringComparison.Ordinal));

    private static void DemandPermissions(Call call, bool withPassword)
    {
        var withOthers = Sent(call).Any(member => member.Name != "passwordProfile");
        var hasRole = call.Caller.IsApplication
            || call.Caller.HasRole([RoleNames.UserAdministrator, RoleNames.PrivilegedAuthenticationAdministrator]);
        if (withOthers && (!call.Caller.HoldsAny(Broad) || !hasRole))
        {
            throw GraphErrors.Denied();
        }

        // Before User-PasswordProfile existed an app needed the broad permission and a directory role.
        var roleInstead = call.Caller.IsApplication && call.Caller.HoldsAny(Broad) && call.Caller.HasRole(RoleNames.Resetters);
        if (withPassword && !call.Caller.HoldsAny(Least) && !roleInstead)
        {
            throw GraphErrors.Denied();
        }
    }

    private static Func<UserState, UserState> ReadChange(Call call, int user, UserProfile profile, JsonElement? password)
    {
        var enabled = call.BodyBool("accountEnabled");
        var policies = call.BodyString("passwordPolicies");
        var setsPolicies = call.Body.TryGetProperty("passwordPolicies", out _);
        if (profile.IsSynced && (enabled is not null || (setsPolicies && !CloudPolicyForSynced(call.Tenant))))
        {
            throw GraphErrors.OnPremisesMastered();
        }

        if (policies is not null && policies.Split(',').Any(name => Array.IndexOf(Policies, name.Trim()) < 0))
        {
            throw GraphErrors.BadRequest("Invalid value specified for property 'passwordPolicies' of resource 'User'.");
        }

        var passwordChange = password is null ? state => state : ReadPassword(call, user, profile, password.Value);
        return state =>
        {
            var changed = passwordChange(state);
            return changed with
            {
                AccountEnabled = enabled ?? changed.AccountEnabled,
                PasswordPolicies = setsPolicies ? policies : changed.PasswordPolicies,
            };
        };
    }

    private static Func<UserState, UserState> ReadPassword(Call call, int user, UserProfile profile, JsonElement sent)
    {
        if (sent.ValueKind != JsonValueKind.Object)
        {
            throw GraphErrors.BadRequest("Invalid value specified for property 'passwordProfile' of resource 'User'.");
        }

        if (profile.IsGuest)
        {
            throw GraphErrors.BadRequest("Property userPrincipalName is invalid.");
        }

        if (profile.IsSynced)
        {
            throw GraphErrors.OnPremisesMastered();
        }

        if (profile.IsFederated)
        {
            throw ResetRoutes.External();
        }

        var member = Member(sent, "password");
        if (member is { ValueKind: not JsonValueKind.String })
        {
            throw GraphErrors.BadRequest("Invalid value specified for property 'password' of resource 'User'.");
        }

        if (member?.GetString() is not { } password)
        {
            // Observed: the flag alone is answered 204 and changes nothing.
            return state => state;
        }

        Passwords.Check(password, call.Tenant, call.Tenant.Users.State(user));
        var (force, withMfa) = (Flag(sent, "forceChangePasswordNextSignIn") ?? true, Flag(sent, "forceChangePasswordNextSignInWithMfa") ?? false);
        return state => state with
        {
            PasswordHash = Passwords.HashOf(password),
            LastPasswordChange = call.Now,
            SessionsValidFrom = call.Now,
            ForceChange = force,
            ForceChangeWithMfa = withMfa,
        };
    }

    private static bool? Flag(JsonElement sent, string name) => Member(sent, name) is { ValueKind: JsonValueKind.True or JsonValueKind.False } value
        ? value.GetBoolean()
        : null;

    private static JsonElement? Member(JsonElement sent, string name)
    {
        if (!sent.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        return value.ValueKind is JsonValueKind.String or JsonValueKind.True or JsonValueKind.False
            ? value
            : throw GraphErrors.BadRequest($"Invalid value specified for property '{name}' of resource 'User'.");
    }

    private static bool CloudPolicyForSynced(TenantState tenant)
        => (bool)tenant.Policies.Synchronization["features"]!["cloudPasswordPolicyForPasswordSyncedUsersEnabled"]!;

    private static void Record(Call call, int user, JsonElement? password)
    {
        var audit = call.Tenant.Audit;
        if (password is { } sent && Member(sent, "password") is not null)
        {
            audit.Add(call.Now, AuditKind.CoreReset, call.Caller, user);
            audit.Add(call.Now, AuditKind.CoreSessions, call.Caller, user);
        }

        audit.Add(call.Now, AuditKind.CoreUpdate, call.Caller, user);
    }

    private static Answer Revoke(Call call)
    {
        var user = call.User();
        if (!call.IsOwnObject)
        {
            DemandRightsOver(call, user);
        }

        if (call.Tenant.Users.Profile(user).IsGuest)
        {
            throw ResetRoutes.External();
        }

        call.Tenant.Users.Change(user, call.Now, state => state with { SessionsValidFrom = call.Now });
        call.Tenant.Audit.Add(call.Now, AuditKind.CoreSessions, call.Caller, user);
        return Answer.Node(new JsonObject { ["@odata.context"] = call.Context("Edm.Boolean"), ["value"] = true });
    }

    private static Answer Change(Call call)
    {
        var user = call.User();
        if (!call.IsOwnObject)
        {
            throw GraphErrors.Denied();
        }

        var password = call.BodyString("newPassword");
        if (password is null || call.BodyString("currentPassword") is not { } current)
        {
            throw GraphErrors.BadRequest("currentPassword and newPassword are required.");
        }

        var state = call.Tenant.Users.State(user);
        if (state.PasswordHash is { } known && (known != Passwords.HashOf(current) || known == Passwords.HashOf(password)))
        {
            throw new GraphException(HttpStatusCode.BadRequest, "Request_BadRequest", "Error in changing password: the current password is wrong, or the new one equals it.");
        }

        Passwords.Check(password, call.Tenant, state);
        call.Tenant.Users.Change(user, call.Now, old => old with
        {
            PasswordHash = Passwords.HashOf(password), LastPasswordChange = call.Now, SessionsValidFrom = call.Now, ForceChange = false,
        });
        call.Tenant.Audit.Add(call.Now, AuditKind.CoreChange, call.Caller, user);
        return Answer.Empty();
    }
}
