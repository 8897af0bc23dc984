using System.Text.Json.Nodes;
using SsprModule.Contracts;
using SsprModule.Errors;
using SsprModule.Models;
using SsprModule.Text;

namespace SsprModule.Engine.Policy;

/// <summary>
/// Writes a planned change: reads again, keeps the values before in a file, writes, reads back and compares. The backends know
/// no lock, so what somebody else did in the meantime is looked for at each step.
/// </summary>
internal sealed class PolicyApplier
{
    // Graph may answer a read right after a write from a copy that does not have it yet.
    private const int ReadsBack = 3;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    private readonly PolicyPlanner planner;
    private readonly RollbackFile rollback;
    private readonly TimeProvider clock;

    public PolicyApplier(PolicyPlanner planner, RollbackFile rollback, TimeProvider clock)
    {
        this.planner = planner;
        this.rollback = rollback;
        this.clock = clock;
    }

    /// <summary>Writes the change.</summary>
    /// <exception cref="SsprException">See <see cref="IPolicyOperations.ApplyAsync"/>.</exception>
    public async Task<PolicyApplied> ApplyAsync(PolicyPlan plan, PolicyApplyOptions options, IEngineLog log, CancellationToken cancellationToken)
    {
        var parts = new List<PartPlan>();
        foreach (var planned in plan.Parts)
        {
            var fresh = await ReplanAsync(planned, log, cancellationToken).ConfigureAwait(false);
            if (fresh.Differences.Count > 0)
            {
                parts.Add(fresh);
            }
        }

        if (parts.Count == 0)
        {
            log.Verbose("Somebody else made the same change meanwhile; nothing is written.");
            return new PolicyApplied(null);
        }

        var path = rollback.Write(Before(parts), options.RollbackPath);
        log.Verbose($"The values before are kept in {path}; Set-SsprPolicy -Path brings them back.");
        if (NotKept(parts) is { Count: > 0 } lost)
        {
            log.Warning(SsprWarning.RollbackIncomplete, lost);
        }

        for (var i = 0; i < parts.Count; i++)
        {
            try
            {
                await WriteAsync(parts[i], path, log, cancellationToken).ConfigureAwait(false);
            }
            catch (SsprException e) when (parts.Count > 1 || parts[i].Differences.Count > 1)
            {
                var written = await WrittenAsync(parts, i, e, log, cancellationToken).ConfigureAwait(false);
                if (written.Count == 0)
                {
                    throw;
                }

                var open = parts.SelectMany(p => p.Differences).Select(d => d.Field).Except(written);
                throw new SsprException(SsprErrorId.PolicyPartlyWritten, e, written, open, e.Message, path) { Failure = e.Failure, Target = path };
            }
        }

        return new PolicyApplied(path);
    }

    // Read again right before the write: the question to the user may have taken long, and the portal's objects go back whole.
    private async Task<PartPlan> ReplanAsync(PartPlan planned, IEngineLog log, CancellationToken cancellationToken)
    {
        var now = await planner.ReadForWriteAsync(planned.Part, log, cancellationToken).ConfigureAwait(false);
        var fresh = new PartPlan(planned.Part, planned.Wanted, now);
        var others = planned.Part.Compare(planned.Before, now);
        // What was asked for and needed no change then is ours as well: it must not be overwritten unseen either.
        var ours = new HashSet<string>(planned.Differences.Select(d => d.Field).Concat(planned.Wanted.Select(w => w.Field.Name)), StringComparer.Ordinal);
        var clash = others.Where(d => ours.Contains(d.Field) && fresh.Differences.Any(f => f.Field == d.Field)).ToList();
        if (clash.Count > 0)
        {
            throw new SsprException(SsprErrorId.PolicyChangedMeanwhile, clash.Select(d => d.ToString()));
        }

        var kept = others.Where(d => !ours.Contains(d.Field)).ToList();
        if (kept.Count > 0)
        {
            log.Warning(SsprWarning.PolicyChangedElsewhere, kept.Select(d => d.ToString()));
        }

        return fresh;
    }

    private static SsprPolicySettings Before(IEnumerable<PartPlan> parts)
    {
        var before = new SsprPolicySettings();
        foreach (var part in parts)
        {
            foreach (var field in FieldCatalog.Of(part.Part.Store, part.Before))
            {
                if (!StoredField.AreSame(field.Read(part.Before), field.Read(part.After)) && field.Read(part.Before) is { } value)
                {
                    field.Wish(before, value);
                }
            }
        }

        return before;
    }

    // A policy file has no word for a value that is not set. A group beside None or All has no effect, so nothing is lost with it.
    private static List<string> NotKept(List<PartPlan> parts)
    {
        var lost = new List<string>();
        foreach (var part in parts)
        {
            lost.AddRange(FieldCatalog.Of(part.Part.Store, part.Before)
                .Where(f => f != UserPolicyFields.Group && f.Read(part.Before) is null && f.Read(part.After) is not null)
                .Select(f => f.Name));
            if (part.Part.Store == PolicyStore.Users && UserPolicyFields.HiddenLink(part.Before) is { } link && part.Differences.Any(d => d.Field == UserPolicyFields.HelpdeskLink.Name))
            {
                lost.Add(link);
            }
        }

        return lost;
    }

    private async Task WriteAsync(PartPlan plan, string rollbackPath, IEngineLog log, CancellationToken cancellationToken)
    {
        SsprException? lost = null;
        try
        {
            await plan.Part.WriteAsync(plan.Before, plan.After, log, cancellationToken).ConfigureAwait(false);
        }
        catch (SsprException e) when (e.MayHaveHadEffect || e.Id == SsprErrorId.OutcomeUnknown)
        {
            lost = e;
        }

        // From the first byte of the write on, whatever fails leaves open what became of it; reading back may settle it.
        IReadOnlyList<PolicyDifference> differences;
        try
        {
            differences = await ReadBackAsync(plan, log, cancellationToken).ConfigureAwait(false);
        }
        catch (SsprException e)
        {
            throw Unknown(lost ?? e, rollbackPath);
        }

        if (differences.Count > 0)
        {
            throw lost is null ? new SsprException(SsprErrorId.ChangeNotVerified, differences.Select(d => d.ToString())) : Unknown(lost, rollbackPath);
        }
    }

    private async Task<IReadOnlyList<PolicyDifference>> ReadBackAsync(PartPlan plan, IEngineLog log, CancellationToken cancellationToken)
    {
        for (var read = 1; ; read++)
        {
            var now = await plan.Part.ReadAsync(log, cancellationToken).ConfigureAwait(false);
            var differences = plan.Part.Compare(plan.After, now);
            if (differences.Count == 0 || read == ReadsBack)
            {
                return differences;
            }

            await clock.WaitAsync(Pause, cancellationToken).ConfigureAwait(false);
        }
    }

    // A part that was cut short may hold some of its fields all the same: its own state tells.
    private static async Task<IReadOnlyList<string>> WrittenAsync(List<PartPlan> parts, int failed, SsprException fault, IEngineLog log, CancellationToken cancellationToken)
    {
        var written = parts.Take(failed).SelectMany(p => p.Differences).Select(d => d.Field).ToList();
        if (fault.Id == SsprErrorId.ChangeNotVerified)
        {
            return written;
        }

        var part = parts[failed];
        var now = await Attempt<JsonObject>.OfAsync(() => part.Part.ReadAsync(log, cancellationToken)!).ConfigureAwait(false);
        if (now.Value is { } json)
        {
            var open = part.Part.Compare(part.After, json).Select(d => d.Field);
            written.AddRange(part.Differences.Select(d => d.Field).Except(open));
        }

        return written;
    }

    private static SsprException Unknown(SsprException fault, string rollbackPath)
    {
        var cause = fault.Id == SsprErrorId.OutcomeUnknown && fault.InnerException is SsprException inner ? inner : fault;
        return new SsprException(SsprErrorId.OutcomeUnknown, cause, new Reason("PolicyWriteKept", rollbackPath), cause.Message) { Failure = cause.Failure };
    }
}
