using System.Net;
using System.Text.Json;
using SsprModule.Sandbox.Access;
using SsprModule.Sandbox.Http;
using SsprModule.Sandbox.OData;
using SsprModule.Sandbox.Tenant;

namespace SsprModule.Sandbox.Routes;

/// <summary>Roles that wait to be activated (Privileged Identity Management, which needs Entra ID P2).</summary>
internal static class EligibilityRoutes
{
    private const string Base = "roleManagement/directory/";
    private static readonly ListingRules ScheduleRules = new(Base + "roleEligibilitySchedules", Options.List);
    private static readonly ListingRules InstanceRules = new(Base + "roleEligibilityScheduleInstances", Options.List);

    private static readonly Shape<RoleEligibility> Schedules = new("microsoft.graph.unifiedRoleEligibilitySchedule",
    [
        Fields.Id<RoleEligibility>("id", eligibility => eligibility.ScheduleId, Can.Eq),
        .. Common(),
        Fields.Text<RoleEligibility>("status", _ => "Provisioned", Can.Eq),
        Fields.Time<RoleEligibility>("createdDateTime", eligibility => eligibility.Start),
        new Field<RoleEligibility>("scheduleInfo", WriteSchedule),
    ]);

    private static readonly Shape<RoleEligibility> Instances = new("microsoft.graph.unifiedRoleEligibilityScheduleInstance",
    [
        Fields.Text<RoleEligibility>("id", eligibility => eligibility.InstanceId, Can.Eq),
        .. Common(),
        Fields.Time<RoleEligibility>("startDateTime", eligibility => eligibility.Start),
        Fields.Time<RoleEligibility>("endDateTime", _ => null),
        Fields.Id<RoleEligibility>("roleEligibilityScheduleId", eligibility => eligibility.ScheduleId, Can.Eq),
    ]);

    public static void Map(RouteTable routes)
    {
        var read = AccessRule.Both(Permit.EligibilityRead);
        routes.Get(Base + "roleEligibilitySchedules", read, call => Page(call, ScheduleRules, Schedules));
        routes.Get(Base + "roleEligibilityScheduleInstances", read, call => Page(call, InstanceRules, Instances));
    }

    private static Answer Page(Call call, ListingRules rules, Shape<RoleEligibility> shape) => call.Tenant.IsPremium
        ? Listing.Page(call, rules, shape, call.Tenant.Roles.Eligible)
        : throw new GraphException(
            HttpStatusCode.BadRequest, "AadPremiumLicenseRequired", "The tenant needs to have Microsoft Entra ID P2 or Microsoft Entra ID Governance license.");

    private static IEnumerable<Field<RoleEligibility>> Common() =>
    [
        Fields.Id<RoleEligibility>("principalId", eligibility => eligibility.PrincipalId, Can.Eq),
        Fields.Id<RoleEligibility>("roleDefinitionId", eligibility => eligibility.RoleId, Can.Eq),
        Fields.Text<RoleEligibility>("directoryScopeId", _ => "/", Can.Eq),
        Fields.Text<RoleEligibility>("appScopeId", _ => null),
        Fields.Text<RoleEligibility>("memberType", _ => "Direct", Can.Eq),
    ];

    private static void WriteSchedule(Utf8JsonWriter writer, RoleEligibility eligibility)
    {
        writer.WriteStartObject("scheduleInfo");
        writer.WriteString("startDateTime", eligibility.Start.UtcDateTime);
        writer.WriteNull("recurrence");
        writer.WriteStartObject("expiration");
        writer.WriteString("type", "noExpiration");
        writer.WriteNull("endDateTime");
        writer.WriteNull("duration");
        writer.WriteEndObject();
        writer.WriteEndObject();
    }
}
