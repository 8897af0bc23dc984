using System.Globalization;
using System.Text.Json.Nodes;
using SsprModule.Contracts;
using SsprModule.Errors;
using SsprModule.Models;
using SsprModule.Text;

namespace SsprModule.Engine.Policy.Methods;

/// <summary>
/// How Set-SsprMethodPolicy changes the authentication methods policy: plan, read again, send only the members that differ,
/// read back, compare.
/// </summary>
internal sealed class MethodPolicyWriter
{
    /// <summary>The whole policy is limited to about this size (authenticationMethodsPolicy, Microsoft Learn).</summary>
    public const int LargestPolicy = 20 * 1024;

    // Graph may answer a read right after a write from a copy that does not have it yet.
    private const int ReadsBack = 3;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    private readonly MethodPolicyClient client;
    private readonly GroupTargets groups;
    private readonly TimeProvider clock;

    public MethodPolicyWriter(MethodPolicyClient client, GroupTargets groups, TimeProvider clock)
    {
        this.client = client;
        this.groups = groups;
        this.clock = clock;
    }

    /// <summary>Lays a wish beside the policy as it is now. Sends no write.</summary>
    /// <exception cref="SsprException">A method or group does not exist or can't be used so, or the policy would be too large.</exception>
    public async Task<MethodPlan> PlanAsync(MethodPolicyRequest request, IEngineLog log, CancellationToken cancellationToken)
    {
        var now = await client.ReadAsync(log, cancellationToken).ConfigureAwait(false);
        var wishes = new List<MethodWish>();
        var named = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        foreach (var each in request.Methods)
        {
            var method = now.Find(each.Method);
            var include = await ResolveAsync(each.Include, method.Include, named, log, cancellationToken).ConfigureAwait(false);
            var exclude = await ResolveAsync(each.Exclude, method.Exclude, named, log, cancellationToken).ConfigureAwait(false);
            wishes.Add(new SingleMethodWish(each, include, exclude));
        }

        wishes.Add(new TenantWish(request));
        return await PlanAsync(now, wishes, named, log, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The plan that brings back the members of a rollback file.</summary>
    public async Task<MethodPlan> PlanAsync(IReadOnlyList<MethodWish> wishes, IEngineLog log, CancellationToken cancellationToken)
    {
        var now = await client.ReadAsync(log, cancellationToken).ConfigureAwait(false);
        return await PlanAsync(now, wishes, new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase), log, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Reads again what a plan is about: the question to the user may have taken long.</summary>
    /// <exception cref="SsprException">PolicyChangedMeanwhile: somebody else changed what would be overwritten.</exception>
    public async Task<PreparedWrite> PrepareAsync(MethodPlan plan, IEngineLog log, CancellationToken cancellationToken)
    {
        var now = await client.ReadAsync(log, cancellationToken).ConfigureAwait(false);
        var patches = plan.Wishes.Select(w => new MethodPatch(w.Method is null ? null : now.Find(w.Method).Id, w.Patch(now))).Where(p => p.Members.Count > 0).ToList();
        var clash = plan.Wishes.SelectMany(w => w.Clashes(plan.Before, now)).ToList();
        return clash.Count == 0 ? new PreparedWrite(now, patches) : throw new SsprException(SsprErrorId.PolicyChangedMeanwhile, clash.Select(d => d.ToString()));
    }

    /// <summary>Sends what was prepared, reads back and compares.</summary>
    /// <param name="write">What was prepared, with at least one patch.</param>
    /// <param name="rollbackPath">The file that keeps the values before, for the errors.</param>
    /// <param name="log">Takes warnings and the lines for -Verbose.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    /// <exception cref="SsprException">A write was refused, or what was read back is not what was asked for.</exception>
    public async Task WriteAsync(PreparedWrite write, string rollbackPath, IEngineLog log, CancellationToken cancellationToken)
    {
        var done = new List<string>();
        foreach (var patch in write.Patches)
        {
            try
            {
                await client.PatchAsync(patch.Method, patch.Body(write.Before), log, cancellationToken).ConfigureAwait(false);
            }
            catch (SsprException e)
            {
                if (done.Count > 0)
                {
                    log.Warning(SsprWarning.MethodsPartlyChanged, done);
                }

                throw e.MayHaveHadEffect ? Unknown(patch.Name, rollbackPath, e) : e;
            }

            done.Add(patch.Name);
        }

        await VerifyAsync(write, rollbackPath, log, cancellationToken).ConfigureAwait(false);
    }

    private async Task VerifyAsync(PreparedWrite write, string rollbackPath, IEngineLog log, CancellationToken cancellationToken)
    {
        for (var read = 1; ; read++)
        {
            var after = await ReadBackAsync(write, rollbackPath, log, cancellationToken).ConfigureAwait(false);
            var differences = write.Patches.SelectMany(p => MethodComparison.Unexpected(p, write.Before, after)).ToList();
            if (differences.Count == 0)
            {
                return;
            }

            if (read == ReadsBack)
            {
                throw new SsprException(SsprErrorId.ChangeNotVerified, differences.Select(d => d.ToString()));
            }

            await clock.WaitAsync(Pause, cancellationToken).ConfigureAwait(false);
        }
    }

    // Everything was written already: a read that fails is no refusal of the change.
    private async Task<MethodPolicyDocument> ReadBackAsync(PreparedWrite write, string rollbackPath, IEngineLog log, CancellationToken cancellationToken)
    {
        try
        {
            return await client.ReadAsync(log, cancellationToken).ConfigureAwait(false);
        }
        catch (SsprException e)
        {
            throw Unknown(string.Join(", ", write.Patches.Select(p => p.Name)), rollbackPath, e);
        }
    }

    private static SsprException Unknown(string what, string rollbackPath, SsprException fault) =>
        new(SsprErrorId.OutcomeUnknown, fault, new Reason("MethodPolicyWrite", what, rollbackPath), fault.Message) { Failure = fault.Failure };

    private async Task<MethodPlan> PlanAsync(MethodPolicyDocument now, IReadOnlyList<MethodWish> wishes, Dictionary<string, string?> named, IEngineLog log, CancellationToken cancellationToken)
    {
        var planned = now;
        var patches = new List<MethodPatch>();
        foreach (var wish in wishes)
        {
            var patch = new MethodPatch(wish.Method is null ? null : now.Find(wish.Method).Id, wish.Patch(now));
            if (patch.Members.Count > 0)
            {
                // What has no type can't be written; better told now than after the question.
                patch.Body(now);
                patches.Add(patch);
                planned = planned.With(patch.Method, patch.Members);
            }
        }

        if (planned.Size > LargestPolicy && planned.Size > now.Size)
        {
            throw new SsprException(SsprErrorId.MethodPolicyTooLarge, planned.Size.ToString(CultureInfo.InvariantCulture));
        }

        var retargeted = patches.Where(p => p.Members.ContainsKey(MethodConfiguration.IncludeMember) || p.Members.ContainsKey(MethodConfiguration.ExcludeMember)).SelectMany(p => Targets(now, p).Concat(Targets(planned, p)));
        var names = await groups.NamesAsync(retargeted.Where(t => !named.ContainsKey(t.Id)), log, cancellationToken).ConfigureAwait(false);
        foreach (var name in names)
        {
            named[name.Key] = name.Value;
        }

        return new MethodPlan(wishes, now, planned, [.. patches.SelectMany(p => MethodComparison.Differences(p, now, planned, named))]);
    }

    private static IEnumerable<SsprMethodTarget> Targets(MethodPolicyDocument policy, MethodPatch patch) =>
        patch.Method is null ? [] : policy.Find(patch.Method).Include.Concat(policy.Find(patch.Method).Exclude);

    private async Task<TargetWish?> ResolveAsync(TargetRequest? request, IReadOnlyList<SsprMethodTarget> present, Dictionary<string, string?> named, IEngineLog log, CancellationToken cancellationToken)
    {
        if (request is null)
        {
            return null;
        }

        var replace = request.Replace is null ? null : await AllAsync(request.Replace, g => groups.ResolveAsync(g, log, cancellationToken)).ConfigureAwait(false);
        var add = await AllAsync(request.Add ?? [], g => groups.ResolveAsync(g, log, cancellationToken)).ConfigureAwait(false);
        var remove = await AllAsync(request.Remove ?? [], g => groups.ResolveAnyAsync(g, present, log, cancellationToken)).ConfigureAwait(false);
        foreach (var group in (replace ?? []).Concat(add))
        {
            named[group.Id] = group.DisplayName;
        }

        return new TargetWish(replace, add, remove);
    }

    private static async Task<List<SsprGroup>> AllAsync(IReadOnlyList<string> names, Func<string, Task<SsprGroup>> resolve)
    {
        var found = new List<SsprGroup>();
        foreach (var name in names)
        {
            found.Add(await resolve(name).ConfigureAwait(false));
        }

        return found;
    }
}

/// <summary>A planned change of the authentication methods policy.</summary>
/// <param name="wishes">What is asked for.</param>
/// <param name="before">The policy when it was planned.</param>
/// <param name="after">The policy as it is to be.</param>
/// <param name="differences">What would change.</param>
internal sealed class MethodPlan(IReadOnlyList<MethodWish> wishes, MethodPolicyDocument before, MethodPolicyDocument after, IReadOnlyList<PolicyDifference> differences) : PolicyChange
{
    public IReadOnlyList<MethodWish> Wishes => wishes;

    public MethodPolicyDocument Before => before;

    public MethodPolicyDocument After => after;

    public override IReadOnlyList<PolicyDifference> Differences => differences;
}

/// <summary>What is about to be sent.</summary>
/// <param name="Before">The policy right before.</param>
/// <param name="Patches">The changes, each with at least one member.</param>
internal sealed record PreparedWrite(MethodPolicyDocument Before, IReadOnlyList<MethodPatch> Patches);

/// <summary>The members of one method, or of the policy, that change.</summary>
/// <param name="Method">The id of the method; null for the policy.</param>
/// <param name="Members">Their new values.</param>
internal sealed record MethodPatch(string? Method, JsonObject Members)
{
    /// <summary>What it is called in messages.</summary>
    public string Name => Method ?? "authenticationMethodsPolicy";

    /// <summary>The body to send; for a method the service asks for its type as well.</summary>
    /// <exception cref="SsprException">MethodPolicyUnfamiliar: the service gave no type.</exception>
    public JsonObject Body(MethodPolicyDocument now)
    {
        var body = new JsonObject();
        if (Method is not null)
        {
            body[MethodConfiguration.TypeMember] = now.Find(Method).Type ?? throw new SsprException(SsprErrorId.MethodPolicyUnfamiliar, $"{Method}: {MethodConfiguration.TypeMember}");
        }

        foreach (var member in Members)
        {
            body[member.Key] = member.Value?.DeepClone();
        }

        return body;
    }
}
