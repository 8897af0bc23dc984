using System.Text.Json;
using Microsoft.Kiota.Abstractions;
using SsprModule.Contracts;
using SsprModule.Engine.Graph;
using SsprModule.Errors;

namespace SsprModule.Engine.Password.Guards;

/// <summary>
/// Reads who holds a role: active assignments (List unifiedRoleAssignments), members and owners of role-assignable groups
/// (List groups), and roles that can be activated (List roleEligibilityScheduleInstances; all Microsoft Learn). A handful of
/// calls for the tenant, however many users are reset.
/// </summary>
internal sealed class RoleReader
{
    private const int GroupsAtOnce = 8;
    private static readonly string[] RolePermissions = ["RoleManagement.Read.Directory", "Directory.Read.All", "RoleManagement.ReadWrite.Directory"];
    private static readonly string[] EligibilityPermissions = ["RoleEligibilitySchedule.Read.Directory", "RoleManagement.Read.All", "RoleEligibilitySchedule.ReadWrite.Directory"];
    private static readonly string[] GroupPermissions = ["GroupMember.Read.All", "Group.Read.All", "Directory.Read.All"];
    private static readonly string[] GroupFields = ["id", "displayName"];
    private static readonly string[] MemberFields = ["id"];

    private readonly GraphClient graph;

    public RoleReader(GraphClient graph) => this.graph = graph;

    /// <summary>Everybody who holds a role; or, when assignments or groups may not be read, why not. Eligibility that may not be read is a warning.</summary>
    /// <exception cref="SsprException">The service can't be reached.</exception>
    public async Task<RoleHolders> ReadAsync(IEngineLog log, CancellationToken cancellationToken)
    {
        try
        {
            return await ReadAllAsync(log, cancellationToken).ConfigureAwait(false);
        }
        catch (SsprException e) when (IsRefusal(e))
        {
            return new RoleHolders { Failure = e };
        }
    }

    private async Task<RoleHolders> ReadAllAsync(IEngineLog log, CancellationToken cancellationToken)
    {
        var holders = new RoleHolders();
        var directory = graph.Build.RoleManagement.Directory;
        foreach (var role in await ListAsync(() => directory.RoleDefinitions.ToGetRequestInformation(), RolePermissions, log, cancellationToken).ConfigureAwait(false))
        {
            holders.Names[Json.Text(role, "id") ?? ""] = Json.Text(role, "displayName") ?? "?";
        }

        Take(holders, await ListAsync(() => directory.RoleAssignments.ToGetRequestInformation(), RolePermissions, log, cancellationToken).ConfigureAwait(false), isEligible: false);
        await TakeEligibleAsync(holders, log, cancellationToken).ConfigureAwait(false);
        await TakeGroupsAsync(holders, log, cancellationToken).ConfigureAwait(false);
        return holders;
    }

    private static void Take(RoleHolders holders, IEnumerable<JsonElement> assignments, bool isEligible)
    {
        foreach (var assignment in assignments)
        {
            if (Json.Text(assignment, "principalId") is { } principal && Json.Text(assignment, "roleDefinitionId") is { } role)
            {
                var name = holders.Names.TryGetValue(role, out var known) ? known : role;
                holders.Add(principal, new RoleHolding(role, name, isEligible, Json.Text(assignment, "directoryScopeId") is null or "/"));
            }
        }
    }

    // Without P2 there is no Privileged Identity Management, and the service refuses with 400 or 403; that is no gap.
    private async Task TakeEligibleAsync(RoleHolders holders, IEngineLog log, CancellationToken cancellationToken)
    {
        try
        {
            var request = graph.Build.RoleManagement.Directory.RoleEligibilityScheduleInstances;
            Take(holders, await ListAsync(() => request.ToGetRequestInformation(), EligibilityPermissions, log, cancellationToken).ConfigureAwait(false), isEligible: true);
        }
        catch (SsprException e) when (IsUnlicensed(e))
        {
            log.Verbose("This tenant has no Privileged Identity Management: nobody is eligible for a role.");
        }
        catch (SsprException e) when (IsRefusal(e))
        {
            log.Warning(SsprWarning.EligibilityUnreadable, e.Message);
        }
    }

    private async Task TakeGroupsAsync(RoleHolders holders, IEngineLog log, CancellationToken cancellationToken)
    {
        var groups = await ListAsync(
            () => graph.Build.Groups.ToGetRequestInformation(c =>
            {
                c.QueryParameters.Filter = "isAssignableToRole eq true";
                c.QueryParameters.Select = GroupFields;
            }),
            GroupPermissions,
            log,
            cancellationToken).ConfigureAwait(false);
        foreach (var some in groups.Select((group, place) => (group, place)).GroupBy(pair => pair.place / GroupsAtOnce, pair => pair.group))
        {
            var read = await Task.WhenAll(some.Select(group => ReadGroupAsync(group, log, cancellationToken))).ConfigureAwait(false);
            foreach (var (id, name, user, isMember) in read.SelectMany(people => people))
            {
                holders.AddToGroup(user, id, name, isMember);
            }
        }
    }

    private async Task<List<(string Id, string Name, string User, bool IsMember)>> ReadGroupAsync(JsonElement group, IEngineLog log, CancellationToken cancellationToken)
    {
        var id = Json.Text(group, "id") ?? "";
        var name = Json.Text(group, "displayName") ?? id;
        var builder = graph.Build.Groups[id];
        var members = new JsonList();
        await new GroupMemberReader(graph).StreamAsync(id, MemberFields, JsonList.Read, members, EngineActivity.ReadingRoles, log, cancellationToken).ConfigureAwait(false);
        var owners = await ListAsync(() => builder.Owners.ToGetRequestInformation(c => c.QueryParameters.Select = MemberFields), GroupPermissions, log, cancellationToken).ConfigureAwait(false);
        return
        [
            .. members.Rows.Select(member => (id, name, Json.Text(member, "id") ?? "", true)),
            .. owners.Select(owner => (id, name, Json.Text(owner, "id") ?? "", false)),
        ];
    }

    private Task<IReadOnlyList<JsonElement>> ListAsync(Func<RequestInformation> first, string[] permissions, IEngineLog log, CancellationToken cancellationToken) =>
        JsonList.ReadAsync(graph, first, new GraphCall(log) { Permissions = permissions }, EngineActivity.ReadingRoles, cancellationToken);

    private static bool IsUnlicensed(SsprException e) =>
        e.Id == SsprErrorId.LicenseMissing || e.Failure?.Code?.IndexOf("License", StringComparison.OrdinalIgnoreCase) >= 0;

    private static bool IsRefusal(SsprException e) => e.Id is SsprErrorId.PermissionMissing or SsprErrorId.AccessDenied or SsprErrorId.RoleMissing or SsprErrorId.RequestRefused;
}
