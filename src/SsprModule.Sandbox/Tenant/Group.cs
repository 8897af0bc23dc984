namespace SsprModule.Sandbox.Tenant;

/// <summary>Who is in a group, apart from a rule: users by index and nested groups by id.</summary>
internal sealed record Membership(HashSet<int> Users, HashSet<Guid> Groups);

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

    public Timeline<Membership> Members { get; } = new(new Membership([.. users], [.. groups]));

    public Membership Current => Members.Current;

    public bool IsUnified => Array.IndexOf(Types, "Unified") >= 0;
}
