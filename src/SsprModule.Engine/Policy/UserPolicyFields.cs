using System.Text.Json;
using System.Text.Json.Nodes;
using SsprModule.Models;

namespace SsprModule.Engine.Policy;

/// <summary>The fields of the user policy that are more than one member of one kind.</summary>
internal static class UserPolicyFields
{
    /// <summary>The list that holds the id of the group in scope.</summary>
    public const string GroupIds = "passwordResetEnabledGroupIds";

    /// <summary>The name of that group, which the backend fills in by itself.</summary>
    public const string GroupName = "passwordResetEnabledGroupName";

    private const string ScopeMember = "enablementType";
    private const string HasLink = "customizeHelpdeskLink";
    private const string Link = "customHelpdeskEmailOrUrl";

    /// <summary>Who is in scope.</summary>
    public static readonly StoredField Scope = new(nameof(SsprPolicySettings.UserScope), PolicyStore.Users)
    {
        Members = [new StoredMember(ScopeMember, JsonValueKind.Number)],
        Read = json => ScopeOf(json),
        Write = (json, value) => JsonMembers.Set(json, ScopeMember, JsonValue.Create((int)(SsprUserScope)value)),
        Wished = wish => wish.UserScope,
        Wish = (wish, value) => wish.UserScope = (SsprUserScope)value,
    };

    /// <summary>The group in scope. The wish is its id or name; what is read and written is the group itself.</summary>
    public static readonly StoredField Group = new(nameof(SsprPolicySettings.ScopeGroup), PolicyStore.Users)
    {
        Members = [new StoredMember(GroupIds, JsonValueKind.Array)],
        Read = GroupOf,
        Write = (json, value) =>
        {
            var group = (SsprGroup)value;
            JsonMembers.Set(json, GroupIds, new JsonArray(JsonValue.Create(group.Id)));
            JsonMembers.Set(json, GroupName, group.DisplayName ?? "");
        },
        Wished = wish => wish.ScopeGroup,
        Wish = (wish, value) => wish.ScopeGroup = ((SsprGroup)value).Id,
    };

    /// <summary>The help desk link; empty when there is none. The text behind a link that is switched off stays.</summary>
    public static readonly StoredField HelpdeskLink = new(nameof(SsprPolicySettings.HelpdeskLink), PolicyStore.Users)
    {
        Members = [new StoredMember(HasLink, JsonValueKind.True), new StoredMember(Link, JsonValueKind.String)],
        Read = json => JsonMembers.Flag(json, HasLink) switch { true => JsonMembers.Text(json, Link) ?? "", false => "", null => null },
        Write = (json, value) =>
        {
            var link = (string)value;
            JsonMembers.Set(json, HasLink, JsonValue.Create(link.Length > 0));
            if (link.Length > 0)
            {
                JsonMembers.Set(json, Link, JsonValue.Create(link));
            }
        },
        Wished = wish => wish.HelpdeskLink,
        Wish = (wish, value) => wish.HelpdeskLink = (string)value,
    };

    /// <summary>The text behind a help desk link that is switched off, with the name of its member; null when there is none.</summary>
    public static string? HiddenLink(JsonObject json) =>
        JsonMembers.Flag(json, HasLink) == false && JsonMembers.Text(json, Link) is { Length: > 0 } text ? $"{Link}={text}" : null;

    /// <summary>The group that would be in scope again: the backend keeps its id beside None and All.</summary>
    public static SsprGroup? LeftOver(JsonObject json)
    {
        var selected = (JsonObject)json.DeepClone();
        Scope.Write(selected, SsprUserScope.Selected);
        return GroupOf(selected);
    }

    /// <summary>The texts of the questions. Their shape is not settled: questionText has been seen, anything else is shown as it is.</summary>
    public static ValueList<string>? Questions(JsonObject json) => JsonMembers.Get(json, "securityQuestions") is JsonArray questions
        ? new ValueList<string>([.. questions.Select(TextOf)])
        : null;

    private static string TextOf(JsonNode? question) => question switch
    {
        JsonObject item => JsonMembers.Text(item, "questionText") ?? item.ToJsonString(),
        JsonValue value when value.TryGetValue<string>(out var text) => text,
        _ => question?.ToJsonString() ?? "",
    };

    private static object? ScopeOf(JsonObject json) => JsonMembers.Number(json, ScopeMember) switch
    {
        0 => SsprUserScope.None,
        1 => SsprUserScope.Selected,
        2 => SsprUserScope.All,
        _ => null,
    };

    // With All, the list has been seen empty and with the empty id; with None or All a group left over has no effect.
    private static SsprGroup? GroupOf(JsonObject json)
    {
        var id = (JsonMembers.Get(json, GroupIds) as JsonArray)?
            .Select(n => n is JsonValue v && v.TryGetValue<string>(out var text) ? text : null)
            .FirstOrDefault(text => Guid.TryParse(text, out var guid) && guid != Guid.Empty);
        return id is not null && ScopeOf(json) is SsprUserScope.Selected
            ? new SsprGroup(id, JsonMembers.Text(json, GroupName) is { Length: > 0 } name ? name : null)
            : null;
    }
}
