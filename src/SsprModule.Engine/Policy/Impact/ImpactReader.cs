using System.Text.Json.Nodes;
using SsprModule.Contracts;
using SsprModule.Engine.Policy.Methods;
using SsprModule.Errors;
using SsprModule.Models;
using SsprModule.Text;

namespace SsprModule.Engine.Policy.Impact;

/// <summary>Reads what a simulation needs: the parts of the policy that a wish touches, and the members of the groups that they name.</summary>
internal sealed class ImpactReader
{
    private const string AdminSwitch = "allowedToUseSSPR";

    private readonly IReadOnlyDictionary<PolicyStore, PolicyPart> parts;
    private readonly GroupResolver groups;
    private readonly GroupMembers members;
    private readonly IEngineLog log;

    /// <param name="parts">The objects that hold the policy.</param>
    /// <param name="groups">Finds groups by name.</param>
    /// <param name="members">Reads the members of groups, for one run.</param>
    /// <param name="log">Where the reading reports.</param>
    public ImpactReader(IReadOnlyDictionary<PolicyStore, PolicyPart> parts, GroupResolver groups, GroupMembers members, IEngineLog log)
    {
        this.parts = parts;
        this.groups = groups;
        this.members = members;
        this.log = log;
    }

    /// <summary>The change, field by field.</summary>
    public List<PolicyDifference> Changes { get; } = [];

    /// <summary>What could not be read, and what follows from that.</summary>
    public List<Reason> Notes { get; } = [];

    /// <summary>The group that will be in scope, for what to tell those who fall out.</summary>
    public SsprGroup? Group { get; private set; }

    /// <summary>The model of a wish.</summary>
    public async Task<ImpactModel> ReadAsync(SsprPolicySettings wish, CancellationToken cancellationToken)
    {
        var touchesScope = wish.UserScope is not null || wish.ScopeGroup is not null;
        var touchesMethods = wish is not { MethodsRequired: null, SecurityQuestions: null, LegacyMethods: null, Methods: null, MigrationState: null };
        var users = touchesScope || touchesMethods ? await TryAsync(PolicyStore.Users, cancellationToken).ConfigureAwait(false) : null;
        return new ImpactModel
        {
            UserScope = touchesScope ? await ScopeAsync(users, wish, cancellationToken).ConfigureAwait(false) : null,
            AdminSspr = wish.AdminSspr is { } wanted ? await AdminAsync(wanted, cancellationToken).ConfigureAwait(false) : null,
            Methods = touchesMethods ? await MethodsAsync(users, wish, cancellationToken).ConfigureAwait(false) : null,
        };
    }

    private async Task<(ScopeRule, ScopeRule)?> ScopeAsync(JsonObject? users, SsprPolicySettings wish, CancellationToken cancellationToken)
    {
        var now = users is null ? null : (SsprUserScope?)UserPolicyFields.Scope.Read(users);
        var group = users is null ? null : (SsprGroup?)UserPolicyFields.Group.Read(users);
        var scope = wish.UserScope ?? now ?? SsprUserScope.Selected;
        if (wish.ScopeGroup is not null && scope != SsprUserScope.Selected)
        {
            throw new SsprException(SsprErrorId.GroupNotAllowed, scope);
        }

        Group = scope != SsprUserScope.Selected ? null
            : wish.ScopeGroup is { } named ? await groups.ResolveAsync(named, log, cancellationToken).ConfigureAwait(false)
            : (users is null ? null : UserPolicyFields.LeftOver(users)) ?? throw new SsprException(SsprErrorId.GroupRequired);
        Differ(nameof(SsprPolicy.UserScope), now, scope);
        if (Group is not null && !string.Equals(Group.Id, group?.Id, StringComparison.OrdinalIgnoreCase))
        {
            Differ(nameof(SsprPolicy.ScopeGroup), group, Group);
        }

        var before = now == SsprUserScope.Selected && group is not null ? await members.OfAsync(group.Id, log, cancellationToken).ConfigureAwait(false) : null;
        var after = Group is null ? null : await members.OfAsync(Group.Id, log, cancellationToken).ConfigureAwait(false);
        var isSame = now == scope && (Group is null || string.Equals(Group.Id, group?.Id, StringComparison.OrdinalIgnoreCase));
        return isSame ? null : (new ScopeRule(now, before), new ScopeRule(scope, after));
    }

    private async Task<(bool?, bool)?> AdminAsync(bool wanted, CancellationToken cancellationToken)
    {
        var read = await TryAsync(PolicyStore.AdminSwitch, cancellationToken).ConfigureAwait(false);
        var now = read is null ? null : JsonMembers.Flag(read, AdminSwitch);
        Differ(nameof(SsprPolicy.AdminSspr), now, wanted);
        return now == wanted ? null : (now, wanted);
    }

    private async Task<(MethodCount, MethodCount)?> MethodsAsync(JsonObject? users, SsprPolicySettings wish, CancellationToken cancellationToken)
    {
        var read = await TryAsync(PolicyStore.Methods, cancellationToken).ConfigureAwait(false);
        var before = MethodRules.Of(users, read);
        var after = before.With(wish);
        if (read is null)
        {
            // Which methods are on is unknown then, and must not be taken for none.
            after = after with { MigrationState = null };
            Differ(nameof(SsprPolicy.MigrationState), null, wish.MigrationState);
        }

        Differ(nameof(SsprPolicy.MethodsRequired), before.MethodsRequired, after.MethodsRequired);
        Differ(nameof(SsprPolicy.SecurityQuestions), before.SecurityQuestions, after.SecurityQuestions);
        Differ(nameof(SsprPolicy.MigrationState), before.MigrationState, after.MigrationState);
        Differ(nameof(SsprPolicy.LegacyMethods), before.Legacy, after.Legacy);
        Differ(nameof(SsprPolicy.Methods), List(before.On), List(after.On));
        var isSame = (read is not null || wish.MigrationState is null) && before == after with { On = before.On } && List(before.On) == List(after.On);
        if (isSame)
        {
            return null;
        }

        var policy = read is null ? null : new MethodPolicyDocument(read);
        CheckMethods(wish, policy);
        var audiences = await AudiencesAsync(policy, after.On.Concat(before.On), cancellationToken).ConfigureAwait(false);
        var knowsHardware = policy?.Methods.Any(m => m.Id == "HardwareOath") == true;
        return (new MethodCount(before, audiences, knowsHardware), new MethodCount(after, audiences, knowsHardware));
    }

    private static void CheckMethods(SsprPolicySettings wish, MethodPolicyDocument? policy)
    {
        foreach (var method in wish.Methods?.Keys ?? [])
        {
            policy?.Find(method);
        }
    }

    private async Task<List<Audience>> AudiencesAsync(MethodPolicyDocument? policy, IEnumerable<string> on, CancellationToken cancellationToken)
    {
        var audiences = new List<Audience>();
        foreach (var method in (policy?.Methods ?? []).Where(m => on.Contains(m.Id, StringComparer.OrdinalIgnoreCase)))
        {
            var isForAll = method.Include.Any(t => t.Id == SsprMethodTarget.AllUsers);
            if (!isForAll || method.Exclude.Count > 0)
            {
                audiences.Add(new Audience(method.Id, isForAll, await MembersAsync(method.Include, cancellationToken).ConfigureAwait(false), await MembersAsync(method.Exclude, cancellationToken).ConfigureAwait(false)));
            }
        }

        return audiences;
    }

    private async Task<List<HashSet<Guid>>> MembersAsync(IReadOnlyList<SsprMethodTarget> targets, CancellationToken cancellationToken)
    {
        var sets = new List<HashSet<Guid>>();
        foreach (var target in targets.Where(t => t.Id != SsprMethodTarget.AllUsers))
        {
            // A target left from before may be a user.
            sets.Add(target.TargetType != "group" && Guid.TryParse(target.Id, out var user) ? [user] : await members.OfAsync(target.Id, log, cancellationToken).ConfigureAwait(false));
        }

        return sets;
    }

    private async Task<JsonObject?> TryAsync(PolicyStore store, CancellationToken cancellationToken)
    {
        var attempt = await Attempt<JsonObject>.OfAsync(() => parts[store].ReadAsync(log, cancellationToken)!).ConfigureAwait(false);
        if (attempt.Fault is { } fault)
        {
            var note = store switch
            {
                PolicyStore.Users => new Reason("ImpactUnreadUsers", fault.Message),
                PolicyStore.Methods => new Reason("ImpactUnreadMethods", fault.Message),
                _ => new Reason("ImpactUnreadAdminSwitch", fault.Message),
            };
            Notes.Add(note);
            log.Warning(SsprWarning.ImpactPartUnread, note);
        }

        return attempt.Value;
    }

    private void Differ(string field, object? from, object? to)
    {
        if (to is not null && !Equals(from, to))
        {
            Changes.Add(new PolicyDifference(field, from?.ToString() ?? "-", to.ToString() ?? "-"));
        }
    }

    private static string List(IEnumerable<string> methods) => string.Join(", ", methods.OrderBy(m => m, StringComparer.OrdinalIgnoreCase));
}
