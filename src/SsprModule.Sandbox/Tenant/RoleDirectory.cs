namespace SsprModule.Sandbox.Tenant;

/// <summary>An active assignment of a role over the whole directory, to a user or to a role-assignable group.</summary>
internal sealed record RoleAssignment(string Id, Guid RoleId, Guid PrincipalId, int? UserIndex, Group? Group);

/// <summary>A role that somebody may activate in Privileged Identity Management.</summary>
internal sealed record RoleEligibility(Guid ScheduleId, string InstanceId, Guid RoleId, Guid PrincipalId, DateTimeOffset Start);

/// <summary>Who holds which Entra role. Only the first two thousand users can be administrators, so that it stays a short list.</summary>
internal sealed class RoleDirectory
{
    private const int LastAdministrator = 2000;
    private static readonly string[] Spread =
    [
        "Authentication Administrator", "User Administrator", "Password Administrator", "Privileged Authentication Administrator",
        "Helpdesk Administrator", "Reports Reader", "Groups Administrator", "Global Reader", "Exchange Administrator",
        "Global Administrator", "Directory Readers", "Authentication Policy Administrator", "Privileged Role Administrator",
    ];

    private readonly Dictionary<int, List<string>> direct = [];
    private readonly Group operators;

    public RoleDirectory(UserDirectory users, Group operators, int seed, DateTimeOffset started)
    {
        this.operators = operators;
        Grant(users, seed, NamedUsers.Admin, "Global Administrator");
        Grant(users, seed, NamedUsers.Helpdesk, "Helpdesk Administrator");
        for (var index = 20; index < Math.Min(users.Count, LastAdministrator); index += 15)
        {
            var profile = users.Profile(index);
            if (!profile.IsGuest && !profile.IsFederated)
            {
                Grant(users, seed, index, Spread[(index - 20) / 15 % Spread.Length]);
            }
        }

        var role = BuiltInRoles.IdOf("Exchange Administrator")!.Value;
        Assignments.Add(new RoleAssignment(Token(seed, "group"), role, operators.Id, null, operators));
        MakeEligible(seed, operators.Id, "Security Administrator", started);
        if (FirstOrdinary(users) is { } eligible)
        {
            MakeEligible(seed, users.IdOf(eligible), "User Administrator", started);
        }
    }

    public List<RoleAssignment> Assignments { get; } = [];

    /// <summary>Roles that wait to be activated: one of a user who holds none, and one of the role-assignable group. They count for nothing else.</summary>
    public List<RoleEligibility> Eligible { get; } = [];

    /// <summary>True when the user holds some role, directly or through a group.</summary>
    public bool IsAdministrator(int index)
        => (index < LastAdministrator && direct.ContainsKey(index)) || operators.Users.Current.Contains(index);

    /// <summary>Display names of the user's roles, through groups included.</summary>
    public IReadOnlyCollection<string> RolesOf(int index)
    {
        var names = new List<string>(direct.TryGetValue(index, out var found) ? found : []);
        if (operators.Users.Current.Contains(index))
        {
            names.Add("Exchange Administrator");
        }

        return names;
    }

    public IReadOnlyCollection<string> DirectRolesOf(int index) => direct.TryGetValue(index, out var found) ? found : [];

    private static string Token(int seed, string name)
        => Convert.ToBase64String(Hash.Id(seed, "assignment " + name).ToByteArray()).TrimEnd('=').Replace('+', '-').Replace('/', '_') + "-1";

    private int? FirstOrdinary(UserDirectory users)
    {
        for (var index = NamedUsers.All.Length; index < Math.Min(users.Count, LastAdministrator); index++)
        {
            var profile = users.Profile(index);
            if (profile.IsEnabled && !profile.IsGuest && !profile.IsSynced && !profile.IsFederated && !IsAdministrator(index))
            {
                return index;
            }
        }

        return null;
    }

    private void MakeEligible(int seed, Guid principal, string role, DateTimeOffset started) => Eligible.Add(new RoleEligibility(
        Hash.Id(seed, "schedule " + principal), Token(seed, "eligible " + principal), BuiltInRoles.IdOf(role)!.Value, principal, started.AddDays(-200)));

    private void Grant(UserDirectory users, int seed, int index, string role)
    {
        if (index >= users.Count)
        {
            return;
        }

        direct[index] = [role];
        Assignments.Add(new RoleAssignment(
            Token(seed, "user " + index), BuiltInRoles.IdOf(role)!.Value, users.IdOf(index), index, null));
    }
}
