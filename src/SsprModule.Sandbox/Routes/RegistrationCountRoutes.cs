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
    private static readonly Regex Arguments = new(@"^\w+(\(\s*(includedUserTypes='(?<types>\w+)'\s*,\s*includedUserRoles='(?<roles>\w+)'\s*)?\))?$", RegexOptions.CultureInvariant);
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
        var (rows, types, roles) = Rows(call);
        var counts = new JsonArray(
            Count("ssprRegistered", rows.Count(row => row.IsRegistered)),
            Count("ssprEnabled", rows.Count(row => row.IsEnabled)),
            Count("ssprCapable", rows.Count(row => row.IsCapable)),
            Count("passwordlessCapable", rows.Count(row => row.IsPasswordless)),
            Count("mfaCapable", rows.Count(row => row.IsMfaRegistered)));
        return Reply(call, "userRegistrationFeatureSummary", rows.Count, types, roles, "userRegistrationFeatureCounts", counts);

        static JsonNode Count(string feature, int users) => new JsonObject { ["feature"] = feature, ["userCount"] = users };
    }

    private static Answer ByMethod(Call call)
    {
        var (rows, types, roles) = Rows(call);
        var counts = MethodNames.All.Select(method => (JsonNode)new JsonObject
        {
            ["authenticationMethod"] = method.Value, ["userCount"] = rows.Count(row => (row.Methods & method.Key) != 0),
        });
        return Reply(call, "userRegistrationMethodSummary", rows.Count, types, roles, "userRegistrationMethodCounts", new JsonArray([.. counts]));
    }

    private static Answer Reply(Call call, string type, int total, string types, string roles, string member, JsonArray counts) => Answer.Node(new JsonObject
    {
        ["@odata.context"] = call.Context("microsoft.graph." + type),
        ["totalUserCount"] = total,
        ["userTypes"] = types,
        ["userRoles"] = roles,
        [member] = counts,
    });

    private static (List<RegistrationRow> Rows, string Types, string Roles) Rows(Call call)
    {
        call.Query.Allow(OData.Options.None);
        var match = Arguments.Match(call.Segments[2]);
        var types = match.Groups["types"].Success ? match.Groups["types"].Value : "all";
        var roles = match.Groups["roles"].Success ? match.Groups["roles"].Value : "all";
        if (!match.Success || Array.IndexOf(Types, types) < 0 || Array.IndexOf(Roles, roles) < 0)
        {
            throw GraphErrors.BadQuery($"Invalid function parameters in '{call.Segments[2]}'.");
        }

        var report = new RegistrationReport(call.Tenant, call.Now);
        var rows = Enumerable.Range(0, call.Tenant.Users.Count)
            .Select(report.Row)
            .OfType<RegistrationRow>()
            .Where(row => FitsType(row, types) && FitsRole(call, row, roles));
        return ([.. rows], types, roles);
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
