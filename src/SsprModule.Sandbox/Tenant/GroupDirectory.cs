namespace SsprModule.Sandbox.Tenant;

/// <summary>The groups of the tenant and the questions about membership.</summary>
internal sealed class GroupDirectory
{
    // How far into the users the listed members are looked for; keeps lists short in a large tenant.
    private const int Reach = 5000;
    private readonly UserDirectory users;
    private readonly Dictionary<Guid, Group> byId;

    public GroupDirectory(UserDirectory users, int seed)
    {
        this.users = users;
        var amsterdam = new Group(Id("SSPR Pilot Amsterdam"), "SSPR Pilot Amsterdam", Pick(10, 40), []) { Description = "First floor of the pilot" };
        Pilot = new Group(Id("SSPR Pilot"), "SSPR Pilot", Pick(13, 10), [amsterdam.Id]) { Description = "Users who may reset their own password" };
        AmsterdamId = amsterdam.Id;
        Operators = new Group(Id("Tier 0 Operators"), "Tier 0 Operators", Operator(), []) { IsAssignableToRole = true, Owners = [NamedUsers.Admin] };
        All =
        [
            Pilot,
            amsterdam,
            new Group(Id("Service Desk"), "Service Desk", Pick(12, 50), []) { Types = ["Unified"], Mail = "servicedesk@contoso.com", SecurityEnabled = false },
            new Group(Id("Everyone Newsletter"), "Everyone Newsletter", [], [])
            {
                Mail = "everyone.newsletter@contoso.com", SecurityEnabled = false, Rule = user => !user.IsGuest,
            },
            new Group(Id("All Dutch Staff"), "All Dutch Staff", [], [])
            {
                Types = ["DynamicMembership"],
                MembershipRule = "(user.country -eq \"Netherlands\") and (user.userType -eq \"Member\")",
                Rule = user => !user.IsGuest && user.Country == "Netherlands",
            },
            Operators,
            new Group(Id("Project X 1"), "Project X", Pick(14, 30), []) { Description = "The older one" },
            new Group(Id("Project X 2"), "Project X", Pick(16, 30), []) { Description = "The newer one" },
        ];
        Deleted = [new Group(Id("Retired Pilot"), "Retired Pilot", [], [])];
        byId = All.ToDictionary(group => group.Id);

        Guid Id(string name) => Hash.Id(seed, "group " + name);

        List<int> Pick(int purpose, int every) => PickMembers(seed, purpose, every);
    }

    public IReadOnlyList<Group> All { get; }

    /// <summary>Deleted groups that can still be restored.</summary>
    public IReadOnlyList<Group> Deleted { get; }

    public Group Pilot { get; }

    public Guid AmsterdamId { get; }

    /// <summary>The role-assignable group.</summary>
    public Group Operators { get; }

    public Group? Find(string id) => Guid.TryParse(id, out var guid) && byId.TryGetValue(guid, out var group) ? group : null;

    public bool IsDirectMember(Group group, int index)
        => group.Users.Current.Contains(index) || (group.Rule is not null && group.Rule(users.Profile(index)));

    public IEnumerable<Group> DirectGroupsOf(int index) => All.Where(group => IsDirectMember(group, index));

    public IEnumerable<Group> TransitiveGroupsOf(int index) => All.Where(group => Tester(group, DateTimeOffset.MaxValue)(users.Profile(index)));

    public bool InRoleAssignableGroup(int index) => All.Any(group => group.IsAssignableToRole == true && (group.Users.Current.Contains(index) || Array.IndexOf(group.Owners, index) >= 0));

    /// <summary>The group itself and every group nested in it, as of that time.</summary>
    public List<Group> WithNested(Group root, DateTimeOffset time)
    {
        var found = new List<Group> { root };
        for (var i = 0; i < found.Count; i++)
        {
            foreach (var id in found[i].Groups.AsOf(time))
            {
                if (byId.TryGetValue(id, out var nested) && !found.Contains(nested))
                {
                    found.Add(nested);
                }
            }
        }

        return found;
    }

    /// <summary>A fast test of transitive membership as of that time.</summary>
    public Predicate<UserProfile> Tester(Group root, DateTimeOffset time)
    {
        var groups = WithNested(root, time);
        var listed = groups.Select(group => group.Users.AsOf(time)).ToArray();
        var rules = groups.Where(group => group.Rule is not null).Select(group => group.Rule!).ToArray();
        return user => Array.Exists(listed, set => set.Contains(user.Index)) || Array.Exists(rules, rule => rule(user));
    }

    private List<int> PickMembers(int seed, int purpose, int every)
    {
        var picked = new List<int>();
        for (var index = NamedUsers.All.Length; index < Math.Min(users.Count, Reach); index++)
        {
            if (Hash.Mix(seed, index, purpose) % (ulong)every == 0 && !users.Profile(index).IsGuest)
            {
                picked.Add(index);
            }
        }

        // Anna is in both pilot groups, so that she is in scope whichever is chosen.
        if (purpose is 10 or 13 && users.Count > NamedUsers.Anna)
        {
            picked.Add(NamedUsers.Anna);
        }

        return picked;
    }

    private List<int> Operator()
    {
        for (var index = 21; index < Math.Min(users.Count, 200); index++)
        {
            var profile = users.Profile(index);
            if (profile.IsEnabled && !profile.IsGuest && !profile.IsSynced && (index - 20) % 15 != 0)
            {
                return [index];
            }
        }

        return [];
    }
}
