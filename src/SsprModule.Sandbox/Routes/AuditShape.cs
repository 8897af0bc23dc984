using System.Globalization;
using System.Text.Json;
using SsprModule.Sandbox.OData;
using SsprModule.Sandbox.Tenant;

namespace SsprModule.Sandbox.Routes;

/// <summary>An audit event with the tenant in which names are looked up.</summary>
internal sealed class AuditView(AuditEvent entry, TenantState tenant)
{
    public AuditEvent Event { get; } = entry;

    public string Id => $"Directory_{Make(31, Event.Number)}_{Event.Number.ToString("D6", CultureInfo.InvariantCulture)}";

    public string CorrelationId => Make(33, Event.Session).ToString();

    public UserProfile? ByUser => Event.ByUser is { } index ? tenant.Users.Profile(index) : null;

    public UserProfile? Target => Event.Target is { } index ? tenant.Users.Profile(index) : null;

    public Guid ServicePrincipal => Hash.Id(tenant.Options.Seed, "service principal " + Event.ByApp!.AppId);

    private Guid Make(int purpose, int number) => Hash.Shape(Hash.Mix(tenant.Options.Seed, number, purpose), Hash.Mix(tenant.Options.Seed, number, purpose + 1));
}

/// <summary>The properties of microsoft.graph.directoryAudit, and the paths that a filter may name; category and result are not among these.</summary>
internal static class AuditShape
{
    public static readonly Shape<AuditView> Shape = new("microsoft.graph.directoryAudit",
    [
        Fields.Text<AuditView>("id", view => view.Id, Can.Eq),
        Fields.Text<AuditView>("category", view => view.Event.Kind.Category),
        Fields.Text<AuditView>("correlationId", view => view.CorrelationId, Can.Eq),
        Fields.Text<AuditView>("result", view => view.Event.IsSuccess ? "success" : "failure"),
        Fields.Text<AuditView>("resultReason", view => view.Event.Reason),
        Fields.Text<AuditView>("activityDisplayName", view => view.Event.Kind.Activity, Can.Eq | Can.StartsWith),
        Fields.Time<AuditView>("activityDateTime", view => view.Event.At, Can.Eq | Can.Compare),
        Fields.Text<AuditView>("loggedByService", view => view.Event.Kind.Service, Can.Eq),
        Fields.Text<AuditView>("operationType", view => view.Event.Kind.Operation),
        new Field<AuditView>("initiatedBy", WriteInitiator),
        new Field<AuditView>("targetResources", WriteTarget),
        new Field<AuditView>("additionalDetails", WriteDetails),
        Path("initiatedBy/user/id", view => view.ByUser?.Id.ToString(), Can.Eq),
        Path("initiatedBy/user/displayName", view => view.ByUser?.DisplayName, Can.Eq | Can.StartsWith),
        Path("initiatedBy/user/userPrincipalName", view => view.ByUser?.Upn, Can.Eq | Can.StartsWith),
        Path("initiatedBy/app/appId", view => view.Event.ByApp?.AppId, Can.Eq),
        Path("initiatedBy/app/displayName", view => view.Event.ByApp?.AppDisplayName, Can.Eq),
        Path("targetResources/id", view => Some(view.Target?.Id.ToString()), Can.Any),
        Path("targetResources/displayName", view => Some(view.Target?.DisplayName), Can.Any),
    ]);

    private static Field<AuditView> Path(string path, Func<AuditView, object?> get, Can can) => new(path, null, get, can);

    private static object?[] Some(string? value) => value is null ? [] : [value];

    private static void WriteInitiator(Utf8JsonWriter writer, AuditView view)
    {
        writer.WriteStartObject("initiatedBy");
        if (view.Event.ByApp is { } app)
        {
            writer.WriteNull("user");
            writer.WriteStartObject("app");
            writer.WriteString("appId", app.AppId);
            writer.WriteString("displayName", app.AppDisplayName);
            writer.WriteString("servicePrincipalId", view.ServicePrincipal);
            writer.WriteNull("servicePrincipalName");
        }
        else
        {
            writer.WriteNull("app");
            writer.WriteStartObject("user");
            WritePerson(writer, view.ByUser!);
            writer.WriteString("ipAddress", "192.0.2." + ((view.ByUser!.Index % 200) + 10).ToString(CultureInfo.InvariantCulture));
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteTarget(Utf8JsonWriter writer, AuditView view)
    {
        writer.WriteStartArray("targetResources");
        if (view.Target is { } target)
        {
            writer.WriteStartObject();
            WritePerson(writer, target);
            writer.WriteString("type", "User");
            writer.WriteNull("groupType");
            writer.WriteStartArray("modifiedProperties");
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WritePerson(Utf8JsonWriter writer, UserProfile person)
    {
        writer.WriteString("id", person.Id);
        writer.WriteString("displayName", person.DisplayName);
        writer.WriteString("userPrincipalName", person.Upn);
    }

    private static void WriteDetails(Utf8JsonWriter writer, AuditView view)
    {
        writer.WriteStartArray("additionalDetails");
        if (view.Event.Agent is not null)
        {
            writer.WriteStartObject();
            writer.WriteString("key", "OnPremisesAgent");
            writer.WriteString("value", view.Event.Agent);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
