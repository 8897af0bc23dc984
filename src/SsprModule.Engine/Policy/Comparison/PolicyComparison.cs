using SsprModule.Contracts;
using SsprModule.Errors;
using SsprModule.Models;

namespace SsprModule.Engine.Policy.Comparison;

/// <summary>Exports the policy and lays it beside a file, settings, another tenant or a baseline.</summary>
internal sealed class PolicyComparison : IPolicyComparison
{
    private readonly IPolicyOperations policies;
    private readonly Func<SsprContext> context;
    private readonly TimeProvider clock;

    /// <param name="policies">Reads the policy.</param>
    /// <param name="context">Whose tenant it is.</param>
    /// <param name="clock">Dates the file and the evidence.</param>
    public PolicyComparison(IPolicyOperations policies, Func<SsprContext> context, TimeProvider clock)
    {
        this.policies = policies;
        this.context = context;
        this.clock = clock;
    }

    /// <inheritdoc/>
    public async Task<SsprPolicySettings> ExportAsync(string? path, bool overwrite, IEngineLog log, CancellationToken cancellationToken)
    {
        var policy = await policies.GetAsync(log, cancellationToken).ConfigureAwait(false);
        var settings = new SsprPolicySettings(policy);
        WarnOfWhatIsLeftOut(policy, settings, log);
        if (path is not null)
        {
            var file = new PolicyFile(settings)
            {
                TenantId = context().TenantId,
                ExportedAt = clock.GetUtcNow(),
                ModuleVersion = typeof(SsprPolicySettings).Assembly.GetName().Version?.ToString(3),
                ScopeGroupName = policy.ScopeGroup?.DisplayName,
            };
            file.Write(path, overwrite, ownerOnly: false);
        }

        return settings;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<SsprPolicyComparison>> CompareAsync(PolicyComparisonRequest request, IEngineLog log, CancellationToken cancellationToken)
    {
        // Files first: a wrong one is told before the tenant is asked.
        var desired = request switch
        {
            { Path: { } path } => [OfFile(path)],
            { Baselines: { } names } => [.. names.Select(OfBaseline)],
            { Settings: { } settings } => [new Desired(null, [.. Wishes.From(settings, null, otherTenant: false)])],
            _ => Array.Empty<Desired>(),
        };
        if (request.Reference is { } reference)
        {
            desired = [await OfTenantAsync(reference, log, cancellationToken).ConfigureAwait(false)];
        }

        var policy = await policies.GetAsync(log, cancellationToken).ConfigureAwait(false);
        var comparer = new PolicyComparer(policy, context().TenantId, clock.GetUtcNow());
        return [.. desired.SelectMany(d => comparer.Compare(d))];
    }

    private static void WarnOfWhatIsLeftOut(SsprPolicy policy, SsprPolicySettings settings, IEngineLog log)
    {
        var leftOut = PolicyField.All
            .Where(f => f.Of(settings) is null && !IsRead(policy, f.Name))
            .Select(f => f.Name).ToList();
        if (leftOut.Count > 0)
        {
            log.Warning(SsprWarning.PolicyFieldsLeftOut, leftOut);
        }
    }

    // What was read may be empty all the same, such as the group of a scope that has none.
    private static bool IsRead(SsprPolicy policy, string field) => policy.Sources.TryGetValue(field, out var backend) && backend != SsprBackend.Inferred;

    private Desired OfFile(string path)
    {
        using var document = PolicyFile.Parse(path);
        var name = Path.GetFileName(path);
        if (document.RootElement.ValueKind == System.Text.Json.JsonValueKind.Object && document.RootElement.TryGetProperty(ControlFile.Controls, out _))
        {
            return new Desired(name, new ControlFile(path).Read(document.RootElement));
        }

        var file = new PolicyFileReader(path).Read(document.RootElement);
        var otherTenant = file.TenantId is { } tenant && context().TenantId is { } mine && !string.Equals(tenant, mine, StringComparison.OrdinalIgnoreCase);
        return new Desired(name, [.. Wishes.From(file.Settings, file.ScopeGroupName, otherTenant)]) { ByGroupName = otherTenant && file.ScopeGroupName is not null };
    }

    private static Desired OfBaseline(string name)
    {
        var names = BaselineFolder.Names();
        var known = names.FirstOrDefault(n => string.Equals(n, name, StringComparison.OrdinalIgnoreCase))
            ?? throw new SsprException(SsprErrorId.BaselineNotFound, name, names) { Target = name };
        var path = BaselineFolder.FileOf(known);
        using var document = PolicyFile.Parse(path);
        return new Desired(known, new ControlFile(path).Read(document.RootElement));
    }

    private static async Task<Desired> OfTenantAsync(ISsprSession reference, IEngineLog log, CancellationToken cancellationToken)
    {
        var policy = await reference.Policy.GetAsync(log, cancellationToken).ConfigureAwait(false);
        var settings = new SsprPolicySettings(policy);
        var controls = Wishes.From(settings, policy.ScopeGroup?.DisplayName, otherTenant: true).ToList();
        var compared = controls.Select(c => c.Field.Property).Distinct().ToList();
        return new Desired(reference.Context.TenantId, controls)
        {
            ByGroupName = true,
            NotKnown = [.. PolicyField.All.Select(f => f.Name).Where(f => !compared.Contains(f) && !IsRead(policy, f))],
        };
    }
}

/// <summary>What a policy should be.</summary>
/// <param name="Source">Where that comes from: a file, a baseline, a tenant; null for an object.</param>
/// <param name="Controls">What is asked for.</param>
internal sealed record Desired(string? Source, IReadOnlyList<Control> Controls)
{
    /// <summary>True when groups are compared by name, because ids of another tenant say nothing.</summary>
    public bool ByGroupName { get; init; }

    /// <summary>The fields of which the other tenant does not tell the value.</summary>
    public IReadOnlyList<string> NotKnown { get; init; } = [];
}
