using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using SsprModule.Sandbox.Access;
using SsprModule.Sandbox.Http;
using SsprModule.Sandbox.Tenant;

namespace SsprModule.Sandbox.Routes;

/// <summary>usersRegisteredByFeature and usersRegisteredByMethod; delegated only, as the permission catalogue says.</summary>
internal static class RegistrationCountRoutes
{
    private const string Base = "reports/authenticationMethods/";
    private static readonly Regex Arguments = new(
        @"^\w+(\(\s*((?<first>includedUserTypes|includedUserRoles)='(?<one>\w+)'\s*,\s*(?!\k<first>)(includedUserTypes|includedUserRoles)='(?<other>\w+)'\s*)?\))?$",
        RegexOptions.CultureInvariant);
    private static readonly string[] Types = ["all", "member", "guest"];
    private static readonly string[] Roles = ["all", "privilegedAdmin", "admin", "user"];

    // Privileged: those who can change the rights or credentials of administrators.
    private static readonly string[] Privileged =
        ["Global Administrator", "Privileged Role Administrator", "Privileged Authentication Administrator", "Authentication Policy Administrator"];

    public static void Map(RouteTable routes)
    {
        var rule = AccessRule.DelegatedOnly(Permit.Reports).Report();
        routes.Report(Base + "usersRegisteredByFeature(*)", rule, ByFeature);
        routes.Report(Base + "usersRegisteredByMethod(*)", rule, ByMethod);
    }

    private static Answer ByFeature(Call call)
    {
        var (types, roles) = ReadArguments(call);
        Predicate<RegistrationRow>[] tests = [row => row.IsRegistered, row => row.IsEnabled, row => row.IsCapable, row => row.IsPasswordless, row => row.IsMfaRegistered];
        var (total, counts) = CountRows(call, types, roles, tests);
        string[] features = ["ssprRegistered", "ssprEnabled", "ssprCapable", "passwordlessCapable", "mfaCapable"];
        var list = features.Select((feature, i) => (JsonNode)new JsonObject { ["feature"] = feature, ["userCount"] = counts[i] });
        return Reply(call, "userRegistrationFeatureSummary", total, types, roles, "userRegistrationFeatureCounts", new JsonArray([.. list]));
    }

    private static Answer ByMethod(Call call)
    {
        var (types, roles) = ReadArguments(call);
        var tests = MethodNames.All.Select(method => (Predicate<RegistrationRow>)(row => (row.Methods & method.Key) != 0)).ToArray();
        var (total, counts) = CountRows(call, types, roles, tests);
        var list = MethodNames.All.Select((method, i) => (JsonNode)new JsonObject { ["authenticationMethod"] = method.Value, ["userCount"] = counts[i] });
        return Reply(call, "userRegistrationMethodSummary", total, types, roles, "userRegistrationMethodCounts", new JsonArray([.. list]));
    }

    private static Answer Reply(Call call, string type, int total, string types, string roles, string member, JsonArray counts) => Answer.Node(new JsonObject
    {
        ["@odata.context"] = call.Context("microsoft.graph." + type),
        ["totalUserCount"] = total,
        ["userTypes"] = types,
        ["userRoles"] = roles,
        [member] = counts,
    });

    private static (string Types, string Roles) ReadArguments(Call call)
    {
        call.Query.Allow(OData.Options.None);
        var match = Arguments.Match(call.Segments[2]);
        var one = match.Groups["one"].Success ? match.Groups["one"].Value : "all";
        var other = match.Groups["other"].Success ? match.Groups["other"].Value : "all";

        // OData binds by name, whatever the order.
        var (types, roles) = match.Groups["first"].Value == "includedUserRoles" ? (other, one) : (one, other);
        return match.Success && Array.IndexOf(Types, types) >= 0 && Array.IndexOf(Roles, roles) >= 0
            ? (types, roles)
            : throw GraphErrors.BadQuery($"Invalid function parameters in '{call.Segments[2]}'.");
    }

    /// <summary>One pass over the report: how many rows fit, and how many of those pass each test.</summary>
    private static (int Total, int[] Counts) CountRows(Call call, string types, string roles, Predicate<RegistrationRow>[] tests)
    {
        var report = new RegistrationReport(call.Tenant, call.Now);
        var (total, counts) = (0, new int[tests.Length]);
        for (var index = 0; index < call.Tenant.Users.Count; index++)
        {
            if (report.Row(index) is not { } row || !FitsType(row, types) || !FitsRole(call, row, roles))
            {
                continue;
            }

            total++;
            for (var i = 0; i < tests.Length; i++)
            {
                counts[i] += tests[i](row) ? 1 : 0;
            }
        }

        return (total, counts);
    }

    private static bool FitsType(RegistrationRow row, string types) => types == "all" || row.User.IsGuest == (types == "guest");

    private static bool FitsRole(Call call, RegistrationRow row, string roles) => roles switch
    {
        "all" => true,
        "user" => !row.IsAdmin,
        "admin" => row.IsAdmin,
        _ => row.IsAdmin && call.Tenant.Roles.RolesOf(row.User.Index).Any(role => Array.IndexOf(Privileged, role) >= 0),
    };
}
