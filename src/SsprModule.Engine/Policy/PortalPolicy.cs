using System.Text.Json;
using System.Text.Json.Nodes;
using SsprModule.Contracts;
using SsprModule.Errors;
using SsprModule.Models;

namespace SsprModule.Engine.Policy;

/// <summary>
/// The user SSPR policy as the portal backend keeps it: one object, written whole. Members that this class does not know are
/// sent back untouched; one that is missing or of another kind stops every write (shape as observed in public code, 2026).
/// </summary>
internal sealed class PortalPolicy
{
    /// <summary>The path of the object, with the parameter that also fills in the group's name.</summary>
    public const string ReadPath = "api/PasswordReset/PasswordResetPolicies?getPasswordResetEnabledGroup=true";

    /// <summary>The path that the object is written to.</summary>
    public const string WritePath = "api/PasswordReset/PasswordResetPolicies";

    private const string Scope = "enablementType";
    private const string GroupIds = "passwordResetEnabledGroupIds";
    private const string GroupName = "passwordResetEnabledGroupName";

    private static readonly (string Name, JsonValueKind Kind)[] Known =
    [
        (Scope, JsonValueKind.Number), ("numberOfAuthenticationMethodsRequired", JsonValueKind.Number),
        ("emailOptionEnabled", JsonValueKind.True), ("mobilePhoneOptionEnabled", JsonValueKind.True),
        ("officePhoneOptionEnabled", JsonValueKind.True), ("securityQuestionsOptionEnabled", JsonValueKind.True),
        ("mobileAppNotificationEnabled", JsonValueKind.True), ("mobileAppCodeEnabled", JsonValueKind.True),
        ("numberOfQuestionsToRegister", JsonValueKind.Number), ("numberOfQuestionsToReset", JsonValueKind.Number),
        ("registrationRequiredOnSignIn", JsonValueKind.True), ("registrationReconfirmIntevalInDays", JsonValueKind.Number),
        ("customizeHelpdeskLink", JsonValueKind.True), ("notifyUsersOnPasswordReset", JsonValueKind.True),
        ("notifyOnAdminPasswordReset", JsonValueKind.True), (GroupIds, JsonValueKind.Array),
    ];

    private readonly JsonObject json;

    public PortalPolicy(JsonObject json) => this.json = json;

    /// <summary>The object to send.</summary>
    public JsonObject Json => json;

    public SsprUserScope? UserScope => Number(Scope) switch { 0 => SsprUserScope.None, 1 => SsprUserScope.Selected, 2 => SsprUserScope.All, _ => null };

    public int? MethodsRequired => Number("numberOfAuthenticationMethodsRequired");

    public bool? SecurityQuestions => Flag("securityQuestionsOptionEnabled");

    public int? QuestionsToRegister => Number("numberOfQuestionsToRegister");

    public int? QuestionsToReset => Number("numberOfQuestionsToReset");

    public bool? RegistrationRequiredAtSignIn => Flag("registrationRequiredOnSignIn");

    public int? ReconfirmDays => Number("registrationReconfirmIntevalInDays");

    public bool? NotifyUsers => Flag("notifyUsersOnPasswordReset");

    public bool? NotifyAdmins => Flag("notifyOnAdminPasswordReset");

    public string? HelpdeskLink => Flag("customizeHelpdeskLink") == true ? Text("customHelpdeskEmailOrUrl") : null;

    /// <summary>The group in scope, or null. The empty id stands for no group (observed with scope All).</summary>
    public SsprGroup? Group =>
        UserScope == SsprUserScope.Selected && GroupId is { } id ? new SsprGroup(id, Text(GroupName) is { Length: > 0 } name ? name : null) : null;

    private string? GroupId => (json[GroupIds] as JsonArray)?
        .Select(n => n is JsonValue v && v.TryGetValue<string>(out var id) ? id : null)
        .FirstOrDefault(id => Guid.TryParse(id, out var guid) && guid != Guid.Empty);

    /// <summary>The same policy with another user scope; nothing else differs.</summary>
    /// <param name="scope">The scope.</param>
    /// <param name="group">The group for Selected; null keeps the one that is there.</param>
    public PortalPolicy With(SsprUserScope scope, SsprGroup? group)
    {
        var copy = (JsonObject)json.DeepClone();
        copy[Scope] = (int)scope;
        if (scope == SsprUserScope.Selected && group is not null)
        {
            copy[GroupIds] = new JsonArray(JsonValue.Create(group.Id));
            copy[GroupName] = group.DisplayName ?? "";
        }

        return new PortalPolicy(copy);
    }

    /// <summary>The known members that are missing, of another kind, or of a value without meaning.</summary>
    public IReadOnlyList<string> Unfamiliar()
    {
        var wrong = Known.Where(k => !IsKind(json[k.Name], k.Kind)).Select(k => k.Name).ToList();
        if (UserScope is null && !wrong.Contains(Scope))
        {
            wrong.Add($"{Scope}={json[Scope]}");
        }

        return wrong;
    }

    /// <summary>Refuses an object that is not the one this class knows.</summary>
    /// <exception cref="SsprException">PortalShapeUnknown, with the members concerned.</exception>
    public void CheckShape()
    {
        if (Unfamiliar() is { Count: > 0 } wrong)
        {
            throw new SsprException(SsprErrorId.PortalShapeUnknown, wrong);
        }
    }

    /// <summary>
    /// The members that differ from what was wanted. The backend fills in the group's name by itself, and where no group is
    /// in scope it keeps or empties the list of groups as it likes (both observed).
    /// </summary>
    public IReadOnlyList<PolicyDifference> DifferencesFrom(PortalPolicy wanted) =>
    [
        .. wanted.json.Select(m => m.Key).Union(json.Select(m => m.Key))
            .Where(name => name != GroupName && !IsSame(name, wanted))
            .Select(name => new PolicyDifference(name, Show(wanted.json[name]), Show(json[name]))),
    ];

    private bool IsSame(string name, PortalPolicy wanted) => name == GroupIds
        ? wanted.UserScope != SsprUserScope.Selected || string.Equals(Group?.Id, wanted.Group?.Id, StringComparison.OrdinalIgnoreCase)
        : JsonNode.DeepEquals(json[name], wanted.json[name]);

    private static string Show(JsonNode? node) => node?.ToJsonString() ?? "-";

    private static bool IsKind(JsonNode? node, JsonValueKind kind) => node?.GetValueKind() switch
    {
        null => false,
        JsonValueKind.False => kind == JsonValueKind.True,
        { } actual => actual == kind,
    };

    private int? Number(string name) => json[name] is JsonValue v && v.TryGetValue<int>(out var number) ? number : null;

    private bool? Flag(string name) => json[name] is JsonValue v && v.TryGetValue<bool>(out var flag) ? flag : null;

    private string? Text(string name) => json[name] is JsonValue v && v.TryGetValue<string>(out var text) ? text : null;
}
