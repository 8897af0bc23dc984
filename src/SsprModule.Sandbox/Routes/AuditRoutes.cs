using SsprModule.Sandbox.Access;
using SsprModule.Sandbox.Http;
using SsprModule.Sandbox.OData;

namespace SsprModule.Sandbox.Routes;

/// <summary>directoryAudits: newest first unless asked otherwise.</summary>
internal static class AuditRoutes
{
    private const string Base = "auditLogs/directoryAudits";
    private static readonly ListingRules Rules = new(Base, Options.List | Options.OrderBy);

    public static void Map(RouteTable routes)
    {
        var rule = AccessRule.Both(Permit.Audits).Report(premium: false);
        routes.Report(Base, rule, List);
        routes.Report(Base + "/{id}", rule, Get);
    }

    private static List<AuditView> Visible(Call call) =>
    [
        .. call.Tenant.Audit.Visible(call.Now, call.Tenant.Options.AuditLatency, call.Tenant.AuditRetention)
            .Select(entry => new AuditView(entry, call.Tenant)),
    ];

    private static Answer List(Call call)
    {
        var events = Visible(call);
        switch (call.Query.OrderBy?.Trim())
        {
            case null or "activityDateTime desc":
                break;
            case "activityDateTime" or "activityDateTime asc":
                events.Reverse();
                break;
            default:
                throw GraphErrors.UnsupportedQuery($"Sorting by '{call.Query.OrderBy}' is not supported.");
        }

        return Listing.Page(call, Rules, AuditShape.Shape, events);
    }

    private static Answer Get(Call call)
        => AuditShape.Shape.Entity(call, Base, Visible(call).Find(each => each.Id == call["id"]) ?? throw GraphErrors.NotFound(call["id"]));
}
