using SsprModule.Errors;

namespace SsprModule.Engine.Password.Guards;

/// <summary>A role that somebody holds.</summary>
/// <param name="RoleId">The id of its definition; for a built-in role the same in every tenant.</param>
/// <param name="Name">Its name.</param>
/// <param name="IsEligible">True when it must be activated first (Privileged Identity Management).</param>
/// <param name="IsTenantWide">False when it is limited to an administrative unit or another scope.</param>
/// <param name="Group">The group that holds it, or null when it is held directly.</param>
internal sealed record RoleHolding(string RoleId, string Name, bool IsEligible, bool IsTenantWide, string? Group = null);

/// <summary>Who holds which role in the tenant, and who belongs to a group that can hold roles.</summary>
internal sealed class RoleHolders
{
    private readonly Dictionary<string, List<RoleHolding>> holdings = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> groups = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Why this could not be read, or null when it could.</summary>
    public SsprException? Failure { get; init; }

    /// <summary>Names of all roles by the id of their definition.</summary>
    public Dictionary<string, string> Names { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The roles of a principal, those through groups included.</summary>
    public IReadOnlyList<RoleHolding> Of(string principal) => holdings.TryGetValue(principal, out var found) ? found : [];

    /// <summary>The role-assignable group that a user is a member or an owner of, or null.</summary>
    public string? GroupOf(string user) => groups.TryGetValue(user, out var group) ? group : null;

    /// <summary>Notes that a principal holds a role.</summary>
    public void Add(string principal, RoleHolding holding)
    {
        if (!holdings.TryGetValue(principal, out var list))
        {
            holdings[principal] = list = [];
        }

        if (!list.Contains(holding))
        {
            list.Add(holding);
        }
    }

    /// <summary>Notes that a user belongs to a role-assignable group, whose roles the user then holds too.</summary>
    /// <param name="user">The user's id.</param>
    /// <param name="groupId">The group's id.</param>
    /// <param name="group">The group's name.</param>
    /// <param name="isMember">False for an owner, who can become a member.</param>
    public void AddToGroup(string user, string groupId, string group, bool isMember)
    {
        groups[user] = group;
        foreach (var holding in isMember ? Of(groupId) : [])
        {
            Add(user, holding with { Group = group });
        }
    }
}
