using System.Text.Json.Nodes;
using SsprModule.Sandbox.Access;
using SsprModule.Sandbox.Http;
using SsprModule.Sandbox.OData;
using SsprModule.Sandbox.Tenant;

namespace SsprModule.Sandbox.Routes;

/// <summary>directoryAudits with the documented filters; category and result are not among them.</summary>
internal static class AuditRoutes
{
    private const string Base = "auditLogs/directoryAudits";
    private static readonly ListingRules Rules = new(Base, Options.List | Options.OrderBy, DefaultPage: 100, MaxPage: 999);

    private static readonly Shape<AuditEvent> Shape = new("microsoft.graph.directoryAudit",
    [
        Member("id", Can.Eq),
        Member("category"),
        Member("correlationId", Can.Eq),
        Member("result"),
        Member("resultReason"),
        Member("activityDisplayName", Can.Eq | Can.StartsWith),
        new Field<AuditEvent>("activityDateTime", (writer, entry) => writer.WriteString("activityDateTime", entry.At.UtcDateTime), entry => entry.At, Can.Eq | Can.Compare),
        Member("loggedByService", Can.Eq),
        Member("operationType"),
        Member("initiatedBy"),
        Member("targetResources"),
        Member("additionalDetails"),
        Initiator("user", "id"),
        Initiator("user", "displayName", Can.StartsWith),
        Initiator("user", "userPrincipalName", Can.StartsWith),
        Initiator("app", "appId"),
        Initiator("app", "displayName"),
        Target("id"),
        Target("displayName"),
    ]);

    public static void Map(RouteTable routes)
    {
        var rule = AccessRule.Both(Permit.Audits).Report(premium: false);
        routes.Report(Base, rule, List);
        routes.Report(Base + "/{id}", rule, Get);
    }

    private static List<AuditEvent> Visible(Call call)
        => call.Tenant.Audit.Visible(call.Now, call.Tenant.Options.AuditLatency, call.Tenant.AuditRetention);

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

        return Listing.Page(call, Rules, Shape, events);
    }

    private static Answer Get(Call call)
    {
        var entry = Visible(call).Find(each => each.Id == call["id"]) ?? throw GraphErrors.NotFound(call["id"]);
        return Shape.Entity(call, Base, entry);
    }

    private static Field<AuditEvent> Member(string name, Can can = Can.Nothing) => new(
        name,
        (writer, entry) =>
        {
            writer.WritePropertyName(name);
            if (entry.Json[name] is { } node)
            {
                node.WriteTo(writer);
            }
            else
            {
                writer.WriteNullValue();
            }
        },
        entry => (string?)(entry.Json[name] as JsonValue),
        can);

    private static Field<AuditEvent> Initiator(string kind, string name, Can more = Can.Nothing)
        => new($"initiatedBy/{kind}/{name}", null, entry => (string?)entry.Json["initiatedBy"]![kind]?[name], Can.Eq | more);

    private static Field<AuditEvent> Target(string name)
        => new($"targetResources/{name}", null, entry => entry.Json["targetResources"]!.AsArray().Select(target => (string?)target![name]), Can.Any);
}
