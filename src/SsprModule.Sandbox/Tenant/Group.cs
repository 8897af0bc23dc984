namespace SsprModule.Sandbox.Tenant;

/// <summary>A group. Its membership has a past because the report lags behind.</summary>
internal sealed class Group(Guid id, string displayName, IEnumerable<int> users, IEnumerable<Guid> groups)
{
    public Guid Id { get; } = id;

    public string DisplayName { get; } = displayName;

    public string? Description { get; init; }

    public string[] Types { get; init; } = [];

    public bool SecurityEnabled { get; init; } = true;

    public string? Mail { get; init; }

    public bool? IsAssignableToRole { get; init; }

    public string? MembershipRule { get; init; }

    /// <summary>Membership by rule (dynamic groups, everybody); null = only by list.</summary>
    public Func<UserProfile, bool>? Rule { get; init; }

    /// <summary>Member users by index, those of the rule apart.</summary>
    public MemberSet<int> Users { get; } = new(users);

    /// <summary>Owners by index. They may change the members, and count for the reset matrix as members do.</summary>
    public int[] Owners { get; init; } = [];

    /// <summary>Nested groups by id.</summary>
    public MemberSet<Guid> Groups { get; } = new(groups);

    public bool IsUnified => Array.IndexOf(Types, "Unified") >= 0;
}
