using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using SsprModule.Sandbox.Access;
using SsprModule.Sandbox.Http;
using SsprModule.Sandbox.OData;
using SsprModule.Sandbox.Tenant;

namespace SsprModule.Sandbox.Routes;

/// <summary>groupSettings: Password Rule Settings (smart lockout, banned passwords). None exists until it is created.</summary>
internal static class SettingRoutes
{
    private static readonly string[] Writers = [RoleNames.GroupsAdministrator, RoleNames.AuthenticationPolicyAdministrator, "Directory Writers"];

    private static readonly (string Name, string Type, string Default)[] PasswordRules =
    [
        ("BannedPasswordCheckOnPremisesMode", "System.String", "Audit"),
        ("EnableBannedPasswordCheckOnPremises", "System.Boolean", "False"),
        ("EnableBannedPasswordCheck", "System.Boolean", "True"),
        ("LockoutDurationInSeconds", "System.Int32", "60"),
        ("LockoutThreshold", "System.Int32", "10"),
        ("BannedPasswordList", "System.String", ""),
    ];

    public static void Map(RouteTable routes)
    {
        var read = AccessRule.Both(Permit.SettingsRead);
        routes.Get("groupSettings", read, call => JsonListing.Page(call, "groupSettings", call.Tenant.Policies.Settings));
        routes.Get("groupSettings/{id}", read, call => JsonListing.One(call, "groupSettings/$entity", Find(call)));
        routes.Post("groupSettings", AccessRule.Both(Permit.SettingsCreate).As(Writers), Create);
        routes.Patch("groupSettings/{id}", AccessRule.Both(Permit.SettingsWrite).As(Writers), Update);
        routes.Delete("groupSettings/{id}", AccessRule.Both(Permit.SettingsWrite).As(Writers), Delete);
        routes.Get("groupSettingTemplates", read, call => JsonListing.Page(call, "groupSettingTemplates", [Template()]));
        routes.Get("groupSettingTemplates/{id}", read, call => JsonListing.One(call, "groupSettingTemplates/$entity", MethodRoutes.Pick([Template()], call["id"])));
    }

    private static JsonObject Find(Call call) => MethodRoutes.Pick(call.Tenant.Policies.Settings, call["id"]);

    private static JsonObject Template() => new()
    {
        ["id"] = PolicySeeds.PasswordTemplate,
        ["displayName"] = "Password Rule Settings",
        ["description"] = "Settings for smart lockout and banned passwords.",
        ["values"] = new JsonArray([.. PasswordRules.Select(rule => (JsonNode)new JsonObject
        {
            ["name"] = rule.Name, ["type"] = rule.Type, ["defaultValue"] = rule.Default, ["description"] = null,
        })]),
    };

    private static Answer Create(Call call)
    {
        var template = call.BodyString("templateId");
        if (!string.Equals(template, PolicySeeds.PasswordTemplate, StringComparison.OrdinalIgnoreCase))
        {
            throw GraphErrors.BadRequest($"The setting template '{template}' does not exist.");
        }

        if (call.Tenant.Policies.Settings.Exists(setting => (string?)setting["templateId"] == PolicySeeds.PasswordTemplate))
        {
            throw new GraphException(HttpStatusCode.Conflict, "Request_BadRequest", "A conflicting object with one or more of the specified property values is present in the directory.");
        }

        var setting = new JsonObject
        {
            ["id"] = Guid.NewGuid().ToString(),
            ["displayName"] = "Password Rule Settings",
            ["templateId"] = PolicySeeds.PasswordTemplate,
            ["values"] = ReadValues(call),
        };
        call.Tenant.Policies.Settings.Add(setting);
        return JsonListing.Created(call, "groupSettings/$entity", setting);
    }

    private static Answer Update(Call call)
    {
        // The whole list of values is replaced; what is left out falls back to its default.
        Find(call)["values"] = ReadValues(call);
        return Answer.Empty();
    }

    private static Answer Delete(Call call)
    {
        call.Tenant.Policies.Settings.Remove(Find(call));
        return Answer.Empty();
    }

    private static JsonArray ReadValues(Call call)
    {
        var sent = new Dictionary<string, string>(StringComparer.Ordinal);
        if (call.Body.TryGetProperty("values", out var values) && values.ValueKind == JsonValueKind.Array)
        {
            foreach (var pair in values.EnumerateArray())
            {
                sent[Text(pair, "name")] = Text(pair, "value");
            }
        }

        foreach (var name in sent.Keys.Where(name => !PasswordRules.Any(rule => rule.Name == name)))
        {
            throw GraphErrors.BadRequest($"The setting '{name}' does not exist in the template.");
        }

        return new JsonArray([.. PasswordRules.Select(rule => (JsonNode)new JsonObject
        {
            ["name"] = rule.Name, ["value"] = sent.TryGetValue(rule.Name, out var value) ? Checked(rule.Name, rule.Type, value) : rule.Default,
        })]);
    }

    private static string Text(JsonElement pair, string name)
        => pair.ValueKind == JsonValueKind.Object && pair.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()!
            : throw GraphErrors.BadRequest("Each setting needs a 'name' and a 'value', both strings.");

    private static string Checked(string name, string type, string value)
    {
        var fits = type switch
        {
            "System.Boolean" => bool.TryParse(value, out _),
            "System.Int32" => int.TryParse(value, System.Globalization.NumberStyles.Integer, System.Globalization.CultureInfo.InvariantCulture, out _),
            _ => name != "BannedPasswordCheckOnPremisesMode" || value is "Audit" or "Enforce",
        };
        return fits ? value : throw GraphErrors.BadRequest($"The value '{value}' does not fit the setting '{name}'.");
    }
}
