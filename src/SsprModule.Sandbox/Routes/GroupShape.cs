using System.Text.Json;
using SsprModule.Sandbox.OData;
using SsprModule.Sandbox.Tenant;

namespace SsprModule.Sandbox.Routes;

/// <summary>The properties of microsoft.graph.group.</summary>
internal static class GroupShape
{
    public static readonly IReadOnlyList<Field<Group>> AllFields =
    [
        Fields.Id<Group>("id", group => group.Id, Can.Eq | Can.In),
        Fields.Text<Group>("description", group => group.Description),
        Fields.Text<Group>("displayName", group => group.DisplayName, Can.Eq | Can.StartsWith | Can.In | Can.Advanced),
        Fields.Texts<Group>("groupTypes", group => group.Types, Can.Any),
        Fields.MaybeBool<Group>("isAssignableToRole", group => group.IsAssignableToRole, Can.Eq),
        Fields.Text<Group>("mail", group => group.Mail, Can.Eq | Can.StartsWith),
        Fields.Bool<Group>("mailEnabled", group => group.Mail is not null, Can.Eq),
        Fields.Text<Group>("mailNickname", group => group.DisplayName.Replace(" ", string.Empty, StringComparison.Ordinal)),
        Fields.Text<Group>("membershipRule", group => group.MembershipRule),
        Fields.Text<Group>("membershipRuleProcessingState", group => group.MembershipRule is null ? null : "On"),
        Fields.MaybeBool<Group>("onPremisesSyncEnabled", _ => null, Can.Eq),
        Fields.Bool<Group>("securityEnabled", group => group.SecurityEnabled, Can.Eq),
        Fields.Text<Group>("visibility", group => group.IsUnified ? "Private" : null),
    ];

    public static readonly Shape<Group> Shape = new("microsoft.graph.group", AllFields);
}

/// <summary>A member or a parent: a user, a group or a directory role.</summary>
internal sealed class DirectoryItem
{
    public UserView? User { get; init; }

    public Group? Group { get; init; }

    /// <summary>Display name of a directory role.</summary>
    public string? Role { get; init; }

    public Guid RoleId { get; init; }
}

/// <summary>The properties of directoryObject's kinds together, each written only where it belongs.</summary>
internal static class DirectoryItemShape
{
    public static readonly Shape<DirectoryItem> Shape = new("microsoft.graph.directoryObject", Merge());

    private static IEnumerable<Field<DirectoryItem>> Merge()
    {
        yield return new Field<DirectoryItem>("@odata.type", (writer, item) => writer.WriteString("@odata.type", TypeOf(item)));
        var names = UserShape.AllFields.Select(field => field.Name).Concat(GroupShape.AllFields.Select(field => field.Name)).Append("roleTemplateId").Distinct();
        foreach (var name in names)
        {
            var user = UserShape.Shape.Find(name);
            var group = GroupShape.Shape.Find(name);
            yield return new Field<DirectoryItem>(name, (writer, item) => Write(writer, item, name, user, group), item => Get(item, user, group), Can.Eq | Can.StartsWith)
            {
                IsDefault = user?.IsDefault ?? true,
            };
        }
    }

    private static string TypeOf(DirectoryItem item)
        => item.User is not null ? "#microsoft.graph.user" : item.Group is not null ? "#microsoft.graph.group" : "#microsoft.graph.directoryRole";

    private static object? Get(DirectoryItem item, Field<UserView>? user, Field<Group>? group)
        => item.User is not null ? user?.Get?.Invoke(item.User) : item.Group is not null ? group?.Get?.Invoke(item.Group) : item.Role;

    private static void Write(Utf8JsonWriter writer, DirectoryItem item, string name, Field<UserView>? user, Field<Group>? group)
    {
        if (item.User is not null)
        {
            user?.Write!(writer, item.User);
        }
        else if (item.Group is not null)
        {
            group?.Write!(writer, item.Group);
        }
        else if (name == "id")
        {
            writer.WriteString(name, Hash.Id(0, "role " + item.RoleId));
        }
        else if (name is "displayName" or "description")
        {
            writer.WriteString(name, item.Role);
        }
        else if (name == "roleTemplateId")
        {
            writer.WriteString(name, item.RoleId);
        }
    }
}
