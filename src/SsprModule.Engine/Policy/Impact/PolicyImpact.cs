using SsprModule.Contracts;
using SsprModule.Engine.Graph;
using SsprModule.Engine.Registration;
using SsprModule.Models;

namespace SsprModule.Engine.Policy.Impact;

/// <summary>Simulates a change of the policy over the registration report: one pass, one page in memory.</summary>
internal sealed class PolicyImpact : IPolicyImpact
{
    private readonly GraphClient graph;
    private readonly IReadOnlyDictionary<PolicyStore, PolicyPart> parts;
    private readonly GroupResolver groups;
    private readonly RegistrationOperations report;

    public PolicyImpact(GraphClient graph, IReadOnlyDictionary<PolicyStore, PolicyPart> parts, GroupResolver groups, RegistrationOperations report)
    {
        this.graph = graph;
        this.parts = parts;
        this.groups = groups;
        this.report = report;
    }

    /// <inheritdoc/>
    public async Task<SsprPolicyImpact> MeasureAsync(SsprPolicySettings wish, ISink<SsprUserImpact>? affected, IEngineLog log, CancellationToken cancellationToken)
    {
        ImpactScope.Check(wish, log);
        var reader = new ImpactReader(parts, groups, new GroupMembers(graph), log);
        var model = await reader.ReadAsync(wish, cancellationToken).ConfigureAwait(false);
        var tally = new ImpactTally();
        await report.StreamAsync(new RegistrationQuery(), new Judge(model, tally, reader.Group, affected), log, cancellationToken).ConfigureAwait(false);
        return new SsprPolicyImpact
        {
            Changes = new ValueList<string>([.. reader.Changes.Select(c => c.ToString())]),
            Total = tally.Total,
            Users = tally.Users,
            Admins = tally.Admins,
            Reasons = tally.Reasons,
            Guests = tally.Guests,
            Notes = new ValueList<string>([.. reader.Notes.Select(n => n.ToString())]),
        };
    }

    private sealed class Judge(ImpactModel model, ImpactTally tally, SsprGroup? group, ISink<SsprUserImpact>? affected) : ISink<SsprRegistration>
    {
        public async Task WriteAsync(IReadOnlyList<SsprRegistration> page)
        {
            var found = new List<SsprUserImpact>();
            foreach (var row in page)
            {
                if (row.UserType == SsprUserType.Guest)
                {
                    tally.Guests++;
                    continue;
                }

                var verdict = model.Judge(row);
                tally.Add(row, verdict);
                if (affected is not null && verdict.Kind != SsprImpactKind.Unchanged)
                {
                    found.Add(Describe(row, verdict));
                }
            }

            if (affected is not null && found.Count > 0)
            {
                await affected.WriteAsync(found).ConfigureAwait(false);
            }
        }

        private SsprUserImpact Describe(SsprRegistration row, ImpactVerdict verdict) => new()
        {
            Id = row.Id,
            UserPrincipalName = row.UserPrincipalName,
            DisplayName = row.DisplayName,
            IsAdmin = row.IsAdmin,
            Change = verdict.Kind,
            Before = row.IsSsprCapable,
            After = verdict.After,
            Reason = verdict.Reason,
            Explanation = ImpactTexts.Explain(verdict.Reason),
            Action = ImpactTexts.Advise(verdict.Reason, group, () => Missing(row)),
            Methods = row.Methods,
        };

        private IReadOnlyList<string> Missing(SsprRegistration row)
        {
            _ = Guid.TryParse(row.Id, out var id);
            return model.Methods?.After.Missing(id, row.Methods) ?? [];
        }
    }
}
