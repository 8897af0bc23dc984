using SsprModule.Sandbox.Access;
using SsprModule.Sandbox.Http;
using SsprModule.Sandbox.OData;
using SsprModule.Sandbox.Tenant;
using System.Text.Json.Nodes;

namespace SsprModule.Sandbox.Routes;

/// <summary>The beta usage reports of password reset, and the Secure Score control about it.</summary>
internal static class UsageRoutes
{
    private const string Base = "reports/authenticationMethods/";
    private static readonly ListingRules Rules = new(Base + "userEventsSummary", Options.List, DefaultPage: 1000, MaxPage: 1000);

    public static void Map(RouteTable routes)
    {
        var rule = AccessRule.Both(Permit.Reports).Report();
        routes.Report(Base + "userEventsSummary", rule, Events, isBetaOnly: true);
        routes.Report(Base + "userPasswordResetsAndChangesSummary", rule, Days, isBetaOnly: true);
        routes.Get("security/secureScores", AccessRule.Both(Permit.SecureScoreRead).As(RoleNames.SecurityReader, RoleNames.SecurityAdministrator, RoleNames.GlobalReader), Scores);
    }

    private static Answer Events(Call call)
    {
        var users = call.Tenant.Users;
        var shape = new Shape<SelfServiceEvent>("microsoft.graph.userEventsSummary",
        [
            Fields.Id<SelfServiceEvent>("id", entry => Hash.Id(entry.User, entry.At.ToString("O", System.Globalization.CultureInfo.InvariantCulture))),
            Fields.Text<SelfServiceEvent>("feature", entry => entry.Feature, Can.Eq),
            Fields.Text<SelfServiceEvent>("userPrincipalName", entry => users.Profile(entry.User).Upn),
            Fields.Text<SelfServiceEvent>("userDisplayName", entry => users.Profile(entry.User).DisplayName),
            Fields.Bool<SelfServiceEvent>("isSuccess", entry => entry.IsSuccess, Can.Eq),
            Fields.Text<SelfServiceEvent>("authMethod", entry => entry.Method, Can.Eq),
            Fields.Text<SelfServiceEvent>("failureReason", entry => entry.FailureReason, Can.Eq),
            Fields.Time<SelfServiceEvent>("eventDateTime", entry => entry.At),
        ]);
        var events = call.Tenant.SelfServiceEvents.Where(entry => entry.At >= call.Now.AddDays(-30)).Reverse().ToList();
        return Listing.Page(call, Rules, shape, events);
    }

    private static Answer Days(Call call)
    {
        var shown = call.Tenant.Audit.Visible(call.Now, call.Tenant.Options.ReportLatency, call.Tenant.AuditRetention);
        var days = shown.Where(entry => entry.IsSuccess).GroupBy(entry => entry.At.UtcDateTime.Date).OrderBy(day => day.Key);
        return JsonListing.Page(call, Base + "userPasswordResetsAndChangesSummary", days.Select(day => new JsonObject
        {
            ["aggregatedDateTime"] = PolicySeeds.Stamp(new DateTimeOffset(day.Key, TimeSpan.Zero)),
            ["changePasswordSelfServiceCount"] = day.Count(entry => entry.Kind == AuditKind.ChangeSelfService || entry.Kind == AuditKind.CoreChange),
            ["passwordResetsByAdminCount"] = day.Count(entry => entry.Kind == AuditKind.ResetByAdmin || entry.Kind == AuditKind.CoreReset),
            ["passwordResetsSelfServiceCount"] = day.Count(entry => entry.Kind == AuditKind.ResetSelfService),
        }));
    }

    private static Answer Scores(Call call)
    {
        call.Query.Allow(Options.Top);
        var report = new RegistrationReport(call.Tenant, call.Now);
        var (total, lacking) = (0, 0);
        foreach (var row in Enumerable.Range(0, call.Tenant.Users.Count).Select(report.Row).Where(row => row is { User.IsGuest: false }))
        {
            total++;
            lacking += row!.IsEnabled ? 0 : 1;
        }

        var day = new DateTimeOffset(call.Now.UtcDateTime.Date, TimeSpan.Zero);
        var control = new JsonObject
        {
            ["controlCategory"] = "Identity",
            ["controlName"] = "SelfServicePasswordReset",
            ["description"] = "Ensure 'Self service password reset enabled' is set to 'All'",
            ["score"] = total == 0 ? 0 : (double)(total - lacking) / total,
            ["scoreInPercentage"] = total == 0 ? 0 : 100.0 * (total - lacking) / total,
            ["count"] = (total - lacking).ToString(System.Globalization.CultureInfo.InvariantCulture),
            ["total"] = total.ToString(System.Globalization.CultureInfo.InvariantCulture),
            ["implementationStatus"] = $"You have {lacking} of {total} users who don't have self-service password reset enabled.",
            ["lastSynced"] = PolicySeeds.Stamp(day),
        };
        var score = new JsonObject
        {
            ["id"] = $"{call.Tenant.Id}_{day.UtcDateTime:yyyy-MM-dd}",
            ["azureTenantId"] = call.Tenant.Id.ToString(),
            ["createdDateTime"] = PolicySeeds.Stamp(day),
            ["activeUserCount"] = total,
            ["controlScores"] = new JsonArray(control),
        };
        return Answer.Node(new JsonObject { ["@odata.context"] = call.Context("security/secureScores"), ["value"] = new JsonArray(score) });
    }
}
