using System.Text;
using System.Text.Json.Nodes;
using SsprModule.Errors;
using SsprModule.Models;

namespace SsprModule.Engine.Policy.Methods;

/// <summary>The authentication methods policy as JSON; nothing of it is lost, whatever a newer service adds.</summary>
internal sealed class MethodPolicyDocument
{
    public const string MigrationMember = "policyMigrationState";
    public const string EnforcementMember = "registrationEnforcement";
    public const string CampaignMember = "authenticationMethodsRegistrationCampaign";
    public const string MethodsMember = "authenticationMethodConfigurations";

    public MethodPolicyDocument(JsonObject json)
    {
        Json = json;
        Methods = [.. (json[MethodsMember] as JsonArray ?? []).OfType<JsonObject>().Select(each => new MethodConfiguration(each))];
    }

    public JsonObject Json { get; }

    public IReadOnlyList<MethodConfiguration> Methods { get; }

    /// <summary>Where the migration stands; null when the word is not known. Newer tenants leave it out: they were never anything but migrated (observed).</summary>
    public SsprMigrationState? MigrationState => Json[MigrationMember] is null || JsonText.Of(Json, MigrationMember) is ""
        ? SsprMigrationState.MigrationComplete
        : JsonText.Enum<SsprMigrationState>(Json, MigrationMember);

    public JsonObject? Campaign => (Json[EnforcementMember] as JsonObject)?[CampaignMember] as JsonObject;

    /// <summary>The registration campaign; null when the policy does not tell.</summary>
    public SsprRegistrationCampaign? CampaignModel => Campaign is { } campaign
        ? new SsprRegistrationCampaign
        {
            State = JsonText.Enum<SsprCampaignState>(campaign, "state"),
            SnoozeDays = JsonText.Number(campaign, "snoozeDurationInDays"),
            Include = Ids(campaign, MethodConfiguration.IncludeMember),
            Exclude = Ids(campaign, MethodConfiguration.ExcludeMember),
        }
        : null;

    /// <summary>The method with that id, or of that name when it is an external one.</summary>
    /// <exception cref="SsprException">MethodUnknown.</exception>
    public MethodConfiguration Find(string method) =>
        Methods.FirstOrDefault(m => string.Equals(m.Id, method, StringComparison.OrdinalIgnoreCase))
            ?? Methods.FirstOrDefault(m => string.Equals(m.DisplayName, method, StringComparison.OrdinalIgnoreCase))
            ?? throw new SsprException(SsprErrorId.MethodUnknown, method, Methods.Select(m => m.Id)) { Target = method };

    /// <summary>The same policy with other members in one method, or in the policy itself when no method is named.</summary>
    public MethodPolicyDocument With(string? method, JsonObject changed)
    {
        var copy = new MethodPolicyDocument((JsonObject)Json.DeepClone());
        var target = method is null ? copy.Json : copy.Find(method).Json;
        foreach (var member in changed)
        {
            target[member.Key] = member.Value?.DeepClone();
        }

        return new MethodPolicyDocument(copy.Json);
    }

    /// <summary>Bytes of the policy without what only an answer carries.</summary>
    public int Size => Encoding.UTF8.GetByteCount(new JsonObject(Json.Where(m => !m.Key.StartsWith("@odata.", StringComparison.Ordinal)).Select(m => new KeyValuePair<string, JsonNode?>(m.Key, m.Value?.DeepClone()))).ToJsonString());

    private static ValueList<string> Ids(JsonObject campaign, string member) =>
        new([.. (campaign[member] as JsonArray ?? []).OfType<JsonObject>().Select(t => JsonText.Of(t, "id") ?? "?")]);
}

/// <summary>One method's configuration as JSON.</summary>
internal sealed class MethodConfiguration
{
    public const string StateMember = "state";
    public const string IncludeMember = "includeTargets";
    public const string ExcludeMember = "excludeTargets";
    public const string OfficeMember = "isOfficePhoneAllowed";
    public const string OathMember = "isSoftwareOathEnabled";
    public const string ModeMember = "authenticationMode";
    public const string TypeMember = "@odata.type";

    public MethodConfiguration(JsonObject json) => Json = json;

    public JsonObject Json { get; }

    public string Id => JsonText.Of(Json, "id") ?? "";

    public string? Type => JsonText.Of(Json, TypeMember);

    public string? DisplayName => JsonText.Of(Json, "displayName");

    public bool? Enabled => JsonText.Of(Json, StateMember) switch { "enabled" => true, "disabled" => false, _ => null };

    public bool? OfficePhone => JsonText.Flag(Json, OfficeMember);

    public bool? SoftwareOath => JsonText.Flag(Json, OathMember);

    public IReadOnlyList<SsprMethodTarget> Include => Targets(IncludeMember);

    public IReadOnlyList<SsprMethodTarget> Exclude => Targets(ExcludeMember);

    private IReadOnlyList<SsprMethodTarget> Targets(string member) =>
    [
        .. (Json[member] as JsonArray ?? []).OfType<JsonObject>().Select(each => new SsprMethodTarget
        {
            Id = JsonText.Of(each, "id") ?? "",
            TargetType = JsonText.Of(each, "targetType") ?? "",
            IsRegistrationRequired = JsonText.Flag(each, "isRegistrationRequired"),
            AuthenticationMode = JsonText.Enum<SsprAuthenticatorMode>(each, ModeMember),
        }),
    ];
}

/// <summary>Looks into JSON that may hold anything.</summary>
internal static class JsonText
{
    public static string? Of(JsonObject json, string name) => json[name] is JsonValue v && v.TryGetValue<string>(out var text) ? text : null;

    public static bool? Flag(JsonObject json, string name) => json[name] is JsonValue v && v.TryGetValue<bool>(out var flag) ? flag : null;

    public static int? Number(JsonObject json, string name) => json[name] is JsonValue v && v.TryGetValue<int>(out var number) ? number : null;

    /// <summary>A word as the enum's member of the same name; null for another word. Never a number.</summary>
    public static T? Enum<T>(JsonObject json, string name)
        where T : struct, Enum =>
        Of(json, name) is { Length: > 0 } word && char.IsLetter(word[0]) && System.Enum.TryParse<T>(word, ignoreCase: true, out var value) ? value : null;

    /// <summary>An enum's member as the wire writes it.</summary>
    public static string Word<T>(T value)
        where T : struct, Enum
    {
        var name = value.ToString();
        return char.ToLowerInvariant(name[0]) + name.Substring(1);
    }
}
