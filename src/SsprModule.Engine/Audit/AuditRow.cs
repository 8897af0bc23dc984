using System.Globalization;
using System.Text.Json;
using SsprModule.Engine.Graph;
using SsprModule.Engine.Troubleshooting;
using SsprModule.Models;

namespace SsprModule.Engine.Audit;

/// <summary>Reads an event (directoryAudit resource type, Microsoft Learn). One that lacks members is read as far as it goes.</summary>
internal static class AuditRow
{
    /// <summary>Reads one event.</summary>
    public static SsprAuditEvent Read(ref Utf8JsonReader reader)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        return From(document.RootElement, CultureInfo.CurrentUICulture);
    }

    private static SsprAuditEvent From(JsonElement row, CultureInfo culture)
    {
        var activity = Json.Text(row, "activityDisplayName");
        var by = Json.Member(row, "initiatedBy");
        var person = Json.Member(by, "user");
        var app = Json.Member(by, "app");
        var target = Target(row, isBySelf: IsBySelf(activity), person);
        var reason = ReasonBook.Find(Json.Text(row, "resultReason"));
        return new SsprAuditEvent
        {
            Id = Json.Text(row, "id"),
            Time = Time(row),
            Activity = activity,
            Meaning = Activities.Find(activity) is { } known ? Catalogue.Texts(culture).Activities[known.Id].Meaning : null,
            Result = Result(Json.Text(row, "result")),
            ReasonText = Filled(Json.Text(row, "resultReason")),
            Reason = reason?.Meaning(culture),
            Code = reason?.Entry.Code,
            Category = Json.Text(row, "category"),
            Service = Json.Text(row, "loggedByService"),
            User = Filled(Json.Text(target, "userPrincipalName")) ?? Filled(Json.Text(target, "displayName")),
            UserId = Filled(Json.Text(target, "id")),
            Actor = Filled(Json.Text(person, "userPrincipalName")) ?? Filled(Json.Text(person, "displayName")) ?? Filled(Json.Text(app, "displayName")),
            ActorId = Filled(Json.Text(person, "id")) ?? Filled(Json.Text(app, "appId")),
            IPAddress = Filled(Json.Text(person, "ipAddress")),
            CorrelationId = Filled(Json.Text(row, "correlationId")),
            OnPremisesAgent = Items(row, "additionalDetails").Where(d => Json.Text(d, "key") == "OnPremisesAgent").Select(d => Json.Text(d, "value")).FirstOrDefault(),
            ModifiedProperties = new(Items(row, "targetResources").SelectMany(t => Items(t, "modifiedProperties"))
                .Select(p => new SsprModifiedProperty(Json.Text(p, "displayName") ?? "", Json.Text(p, "oldValue"), Json.Text(p, "newValue"))).ToList()),
            Missing = new(Missing(row, by).ToList()),
        };
    }

    private static IEnumerable<string> Missing(JsonElement row, JsonElement by)
    {
        foreach (var name in new[] { "id", "activityDisplayName", "result", "correlationId", "loggedByService" })
        {
            if (Filled(Json.Text(row, name)) is null)
            {
                yield return name;
            }
        }

        if (Time(row) is null)
        {
            yield return "activityDateTime";
        }

        if (Json.Member(by, "user").ValueKind != JsonValueKind.Object && Json.Member(by, "app").ValueKind != JsonValueKind.Object)
        {
            yield return "initiatedBy";
        }

        if (Json.Member(row, "targetResources").ValueKind != JsonValueKind.Array)
        {
            yield return "targetResources";
        }
    }

    /// <summary>The user that an event is about; where the log left targets out, the person who did it to himself.</summary>
    private static JsonElement Target(JsonElement row, bool isBySelf, JsonElement person)
    {
        var users = Items(row, "targetResources").Where(t => Json.Text(t, "type") is null or "User").ToList();
        return users.Count > 0 ? users[0] : isBySelf ? person : default;
    }

    private static bool IsBySelf(string? activity) => Activities.Find(activity)?.Attempt is { } kind && kind != SsprAttemptKind.Administration;

    private static DateTimeOffset? Time(JsonElement row) =>
        Json.Member(row, "activityDateTime") is { ValueKind: JsonValueKind.String } value && value.TryGetDateTimeOffset(out var time) ? time.ToUniversalTime() : null;

    private static SsprAuditResult Result(string? word) => word switch
    {
        "success" => SsprAuditResult.Success,
        "failure" => SsprAuditResult.Failure,
        "timeout" => SsprAuditResult.Timeout,
        _ => SsprAuditResult.Unknown,
    };

    private static string? Filled(string? text) => string.IsNullOrWhiteSpace(text) ? null : text!.Trim();

    private static IEnumerable<JsonElement> Items(JsonElement parent, string name) =>
        Json.Member(parent, name) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : [];
}
