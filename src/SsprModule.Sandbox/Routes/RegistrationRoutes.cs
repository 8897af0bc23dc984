using System.Text.Json;
using SsprModule.Sandbox.Access;
using SsprModule.Sandbox.Http;
using SsprModule.Sandbox.OData;
using SsprModule.Sandbox.Tenant;

namespace SsprModule.Sandbox.Routes;

/// <summary>userRegistrationDetails.</summary>
internal static class RegistrationRoutes
{
    private const string Base = "reports/authenticationMethods/userRegistrationDetails";
    private static readonly string[] Nothing = [];
    private static readonly string[] Push = ["Push"];
    private static readonly ListingRules Rules = new(Base, Options.List | Options.OrderBy);

    public static readonly Shape<RegistrationRow> Shape = new("microsoft.graph.userRegistrationDetails",
    [
        Fields.Id<RegistrationRow>("id", row => row.User.Id, Can.Eq),
        Fields.Text<RegistrationRow>("userPrincipalName", row => row.User.Upn, Can.Eq | Can.StartsWith | Can.Order),
        Fields.Text<RegistrationRow>("userDisplayName", row => row.User.DisplayName, Can.Eq | Can.StartsWith | Can.Order),
        Fields.Text<RegistrationRow>("userType", row => row.User.IsGuest ? "guest" : "member", Can.Eq),
        Fields.Bool<RegistrationRow>("isAdmin", row => row.IsAdmin, Can.Eq),
        Fields.Bool<RegistrationRow>("isSsprRegistered", row => row.IsRegistered, Can.Eq),
        Fields.Bool<RegistrationRow>("isSsprEnabled", row => row.IsEnabled, Can.Eq),
        Fields.Bool<RegistrationRow>("isSsprCapable", row => row.IsCapable, Can.Eq),
        Fields.Bool<RegistrationRow>("isMfaRegistered", row => row.IsMfaRegistered, Can.Eq),
        Fields.Bool<RegistrationRow>("isMfaCapable", row => row.IsMfaRegistered, Can.Eq),
        Fields.Bool<RegistrationRow>("isPasswordlessCapable", row => row.IsPasswordless, Can.Eq),
        new Field<RegistrationRow>("methodsRegistered", WriteMethods, row => MethodNames.Names(row.Methods), Can.Any),
        Fields.Bool<RegistrationRow>("isSystemPreferredAuthenticationMethodEnabled", _ => true, Can.Eq),
        Fields.Texts<RegistrationRow>("systemPreferredAuthenticationMethods", row => Has(row, MethodSet.AuthenticatorPush) ? Push : Nothing),
        Fields.Text<RegistrationRow>("userPreferredMethodForSecondaryAuthentication", Preferred),
        Fields.Time<RegistrationRow>("lastUpdatedDateTime", row => row.Updated),
    ]);

    public static void Map(RouteTable routes)
    {
        var rule = AccessRule.Both(Permit.Reports).Report();
        routes.Report(Base, rule, List);
        routes.Report(Base + "/{user}", rule, Get);
    }

    private static Answer List(Call call)
    {
        var report = new RegistrationReport(call.Tenant, call.Now);
        if (UserRoutes.Named(call) is { } named)
        {
            return Listing.Page(call, Rules, Shape, named.Count, position => report.Row(named[position]));
        }

        var (order, isDescending) = UserRoutes.Order(call, "userDisplayName");
        var count = call.Tenant.Users.Count;
        return Listing.Page(call, Rules, Shape, count, At);

        RegistrationRow? At(int position)
        {
            var at = isDescending ? count - 1 - position : position;
            return report.Row(order is null ? at : order[at]);
        }
    }

    private static Answer Get(Call call)
    {
        // The report knows ids only.
        var index = Guid.TryParse(call["user"], out var id) ? call.Tenant.Users.FindId(id) : null;
        var row = index is { } known ? new RegistrationReport(call.Tenant, call.Now).Row(known) : null;
        return row is null ? throw GraphErrors.NotFound(call["user"]) : Shape.Entity(call, Base, row);
    }

    private static void WriteMethods(Utf8JsonWriter writer, RegistrationRow row)
    {
        writer.WriteStartArray("methodsRegistered");
        foreach (var (method, name) in MethodNames.All)
        {
            if ((row.Methods & method) != 0)
            {
                writer.WriteStringValue(name);
            }
        }

        writer.WriteEndArray();
    }

    private static string Preferred(RegistrationRow row)
        => Has(row, MethodSet.AuthenticatorPush) ? "push" : Has(row, MethodSet.SoftwareOath) ? "oath" : Has(row, MethodSet.MobilePhone) ? "sms" : "none";

    private static bool Has(RegistrationRow row, MethodSet method) => (row.Methods & method) != 0;
}
