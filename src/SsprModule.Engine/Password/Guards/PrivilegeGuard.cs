using SsprModule.Contracts;
using SsprModule.Errors;
using SsprModule.Models;
using SsprModule.Text;

namespace SsprModule.Engine.Password.Guards;

/// <summary>
/// Keeps privileged accounts from being reset by mistake, and tells beforehand - or after a refusal - which role it takes to
/// reset an account.
/// </summary>
internal sealed class PrivilegeGuard : IDisposable
{
    private readonly RoleReader reader;
    private readonly Func<SsprContext> context;
    private readonly bool allowPrivileged;
    private readonly Once<RoleHolders> holders = new();

    /// <param name="reader">Reads who holds a role, once.</param>
    /// <param name="context">Who is signed in.</param>
    /// <param name="allowPrivileged">True lets privileged accounts through.</param>
    public PrivilegeGuard(RoleReader reader, Func<SsprContext> context, bool allowPrivileged)
    {
        this.reader = reader;
        this.context = context;
        this.allowPrivileged = allowPrivileged;
    }

    /// <summary>Lets an account pass, or not.</summary>
    /// <exception cref="SsprException">PrivilegedUser; RolesUnreadable, when it can't be told; RoleMissing, when the caller's roles are known not to reach the account.</exception>
    public async Task CheckAsync(string id, string name, IEngineLog log, CancellationToken cancellationToken)
    {
        var all = await ReadAsync(log, cancellationToken).ConfigureAwait(false);
        if (all.Failure is { } failure)
        {
            if (!allowPrivileged)
            {
                throw new SsprException(SsprErrorId.RolesUnreadable, failure, failure.Message) { Failure = failure.Failure };
            }

            return;
        }

        if (!allowPrivileged && Describe(all, id) is { Count: > 0 } held)
        {
            throw new SsprException(SsprErrorId.PrivilegedUser, name, held) { Target = name };
        }

        if (!CallerReaches(all, id))
        {
            throw Missing(all, id, name, null);
        }
    }

    /// <summary>The refusal of a reset, told in terms of the roles that the target holds, when that is why.</summary>
    public async Task<SsprException> ExplainAsync(SsprException refusal, PasswordResetPlan plan, IEngineLog log, CancellationToken cancellationToken)
    {
        if (refusal.Id is not (SsprErrorId.RoleMissing or SsprErrorId.AccessDenied))
        {
            return refusal;
        }

        var all = await ReadAsync(log, cancellationToken).ConfigureAwait(false);
        return all.Failure is null && (all.Of(plan.Id).Any(held => !held.IsEligible) || all.GroupOf(plan.Id) is not null)
            ? Missing(all, plan.Id, plan.UserPrincipalName, refusal)
            : refusal;
    }

    /// <inheritdoc/>
    public void Dispose() => holders.Dispose();

    private Task<RoleHolders> ReadAsync(IEngineLog log, CancellationToken cancellationToken) =>
        holders.GetAsync(cancel => reader.ReadAsync(log, cancel), cancellationToken);

    // What makes an account privileged; empty for everybody else.
    private static List<object> Describe(RoleHolders all, string id)
    {
        var held = all.Of(id).Where(holding => !ResetMatrix.IsHarmless(holding.RoleId)).Select(Words).ToList();
        if (held.Count == 0 && all.GroupOf(id) is { } group)
        {
            held.Add(new Reason("InRoleGroup", group));
        }

        return held;
    }

    private static object Words(RoleHolding holding) => holding switch
    {
        { Group: { } group } => new Reason("RoleThroughGroup", holding.Name, group),
        { IsEligible: true } => new Reason("RoleEligible", holding.Name),
        _ => holding.Name,
    };

    // Only a caller whose token names a role that resets somebody is judged: roles of guests and partners are in no list.
    private bool CallerReaches(RoleHolders all, string target)
    {
        var caller = context();
        if (caller.SignIn == SsprSignInKind.Application || caller.RoleIds is not { } tokenRoles || !tokenRoles.Any(ResetMatrix.IsResetter))
        {
            return true;
        }

        // The token tells tenant-wide roles only.
        var scoped = all.Of(caller.ObjectId ?? "").Where(holding => !holding.IsTenantWide && !holding.IsEligible).Select(holding => holding.RoleId);
        return WhoMayReset(all, target).Intersect(tokenRoles.Concat(scoped), StringComparer.OrdinalIgnoreCase).Any();
    }

    private static IReadOnlyList<string> WhoMayReset(RoleHolders all, string target) => ResetMatrix.WhoMayReset(all.Of(target), all.GroupOf(target) is not null);

    private static SsprException Missing(RoleHolders all, string id, string name, SsprException? refusal)
    {
        var needed = WhoMayReset(all, id).Select(role => all.Names.TryGetValue(role, out var known) ? known : role);
        List<object> held = [.. all.Of(id).Where(holding => !holding.IsEligible).Select(Words)];
        if (all.GroupOf(id) is { } group)
        {
            held.Add(new Reason("InRoleGroup", group));
        }

        return new SsprException(SsprErrorId.RoleMissing, refusal, needed.ToList(), new Reason("TargetHolds", name, held)) { Failure = refusal?.Failure, Target = name };
    }
}
