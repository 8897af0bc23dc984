using System.Text.Json.Nodes;

namespace SsprModule.Sandbox.Tenant;

/// <summary>
/// Which methods a user may reset with: the authentication methods policy with its include and exclude targets, the legacy
/// toggles as far as the migration state still honours them, and security questions, which stay in the legacy policy.
/// </summary>
internal sealed class UsableMethods
{
    private readonly List<(MethodSet Methods, Predicate<UserProfile> IsFor)> someones = [];
    private readonly GroupDirectory groups;
    private readonly DateTimeOffset asOf;
    private MethodSet everybodys;

    public UsableMethods(JsonObject portalPolicy, JsonObject methodsPolicy, GroupDirectory groups, DateTimeOffset asOf)
    {
        this.groups = groups;
        this.asOf = asOf;
        everybodys = On(portalPolicy, "securityQuestionsOptionEnabled") ? MethodSet.SecurityQuestion : MethodSet.None;
        var state = (string?)methodsPolicy["policyMigrationState"];
        if (state is "preMigration" or "migrationInProgress")
        {
            everybodys |= Legacy(portalPolicy);
        }

        if (state is not "preMigration")
        {
            foreach (var configuration in methodsPolicy["authenticationMethodConfigurations"]!.AsArray())
            {
                Honour(configuration!.AsObject());
            }
        }
    }

    /// <summary>The methods that this user may reset with.</summary>
    public MethodSet For(UserProfile user)
    {
        var usable = everybodys;
        foreach (var (methods, isFor) in someones)
        {
            usable |= isFor(user) ? methods : MethodSet.None;
        }

        return usable;
    }

    // Where one method is enough, the legacy policy takes the app's code and not its notification.
    private static MethodSet Legacy(JsonObject policy)
        => (On(policy, "emailOptionEnabled") ? MethodSet.Email : 0)
            | (On(policy, "mobilePhoneOptionEnabled") ? MethodSet.MobilePhone : 0)
            | (On(policy, "officePhoneOptionEnabled") ? MethodSet.OfficePhone : 0)
            | (On(policy, "mobileAppNotificationEnabled") && (int)policy["numberOfAuthenticationMethodsRequired"]! > 1 ? MethodSet.AuthenticatorPush : 0)
            | (On(policy, "mobileAppCodeEnabled") ? MethodSet.SoftwareOath | MethodSet.HardwareOath : 0);

    // An alternate phone and passwordless sign-in are no methods of SSPR; v1.0 has no HardwareOath, so tokens go with SoftwareOath.
    private static MethodSet Modern(JsonObject configuration) => (string?)configuration["id"] switch
    {
        "Email" => MethodSet.Email,
        "Sms" => MethodSet.MobilePhone,
        "Voice" => MethodSet.MobilePhone | (On(configuration, "isOfficePhoneAllowed") ? MethodSet.OfficePhone : 0),
        "MicrosoftAuthenticator" => MethodSet.AuthenticatorPush | (On(configuration, "isSoftwareOathEnabled") ? MethodSet.SoftwareOath : 0),
        "SoftwareOath" => MethodSet.SoftwareOath | MethodSet.HardwareOath,
        _ => MethodSet.None,
    };

    private void Honour(JsonObject configuration)
    {
        var methods = Modern(configuration);
        if (methods == MethodSet.None || (string?)configuration["state"] != "enabled")
        {
            return;
        }

        var included = Targets(configuration["includeTargets"], out var isForAll);
        var excluded = Targets(configuration["excludeTargets"], out var isForNobody);
        if (isForAll && excluded.Count == 0 && !isForNobody)
        {
            everybodys |= methods;
        }
        else if (!isForNobody)
        {
            someones.Add((methods, user => (isForAll || included.Exists(test => test(user))) && !excluded.Exists(test => test(user))));
        }
    }

    private List<Predicate<UserProfile>> Targets(JsonNode? targets, out bool isAll)
    {
        var ids = (targets?.AsArray() ?? []).Select(target => (string?)target!["id"] ?? string.Empty).ToList();
        isAll = ids.Contains("all_users");
        return ids.ConvertAll(groups.Find).Where(group => group is not null).Select(group => groups.Tester(group!, asOf)).ToList();
    }

    private static bool On(JsonObject policy, string name) => policy[name] is JsonValue value && value.TryGetValue<bool>(out var on) && on;
}
