using System.Globalization;
using SsprModule.Models;
using SsprModule.Text;

namespace SsprModule.Engine.Policy.Comparison;

/// <summary>Holds a policy that was read against controls.</summary>
/// <param name="policy">The policy as it is.</param>
/// <param name="tenantId">Its tenant, for the evidence.</param>
/// <param name="readAt">When it was read.</param>
internal sealed class PolicyComparer(SsprPolicy policy, string? tenantId, DateTimeOffset readAt)
{
    /// <summary>One result for each control, in their order; then one for each field that the other tenant does not tell.</summary>
    public IEnumerable<SsprPolicyComparison> Compare(Desired desired) =>
        desired.Controls.Select(c => Compare(c, desired)).Concat(desired.NotKnown.Select(field => NotKnown(field, desired)));

    private SsprPolicyComparison Compare(Control control, Desired desired)
    {
        var backend = control.Field.BackendIn(policy);
        var actual = control.Field.ValueIn(policy);
        var result = actual is null ? SsprComparisonResult.Unknown : control.Holds(actual) ? SsprComparisonResult.Equal : SsprComparisonResult.Different;
        return new SsprPolicyComparison
        {
            Field = control.Field.Name,
            Desired = control.Desired,
            Actual = actual,
            Result = result,
            Backend = actual is null ? null : backend,
            ControlIds = new ValueList<string>([.. control.Ids]),
            Title = control.Title,
            Level = control.Level,
            Licence = control.Licence,
            Rationale = control.Rationale,
            Note = control.Note,
            Confirmed = control.Confirmed,
            Source = desired.Source,
            Evidence = actual is null ? WhyUnknown(control.Field) : Evidence(control.Field, actual, backend!.Value, desired),
            Remedy = result == SsprComparisonResult.Different ? control.Remedy : null,
        };
    }

    private SsprPolicyComparison NotKnown(string name, Desired desired)
    {
        var field = ComparedField.All.TryGetValue(PolicyField.JsonNameOf(name), out var single) ? single : null;
        return new SsprPolicyComparison
        {
            Field = name,
            Actual = field?.ValueIn(policy),
            Backend = field?.BackendIn(policy),
            Result = SsprComparisonResult.Unknown,
            Source = desired.Source,
            Evidence = new Reason("ComparedTenantUnknown", desired.Source).ToString(),
        };
    }

    private string Evidence(ComparedField field, object actual, SsprBackend backend, Desired desired)
    {
        var at = readAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        var read = backend == SsprBackend.Inferred
            ? new Reason("EvidenceInferred", Show(actual), tenantId ?? "?", at)
            : new Reason("EvidenceRead", field.Wire, Show(actual), tenantId ?? "?", at);
        return field.Property == nameof(SsprPolicy.ScopeGroup) && desired.ByGroupName ? $"{read} {new Reason("ComparedByName")}" : read.ToString();
    }

    // The reader notes what it could not read under the name of the first field of the object.
    private string WhyUnknown(ComparedField field)
    {
        var parts = PartsOf(field.Store).Concat(field.AlsoFrom is { } store ? PartsOf(store) : []);
        return parts.Select(NoteOf).FirstOrDefault(n => n is not null) ?? new Reason("ComparedNotSaid").ToString();
    }

    private static string[] PartsOf(PolicyStore store) => store switch
    {
        PolicyStore.Users => [nameof(SsprPolicy.UserScope)],
        PolicyStore.OnPremises => [nameof(SsprPolicy.Writeback), nameof(SsprPolicy.UserScope)],
        PolicyStore.AdminSwitch => [nameof(SsprPolicy.AdminSspr)],
        PolicyStore.Methods => [nameof(SsprPolicy.Methods)],
        PolicyStore.PasswordRules => [nameof(SsprPolicy.LockoutThreshold)],
        _ => [nameof(SsprPolicy.PasswordExpiry)],
    };

    private string? NoteOf(string part) => policy.Notes.Where(n => n.StartsWith(part + ": ", StringComparison.Ordinal)).Select(n => n.Substring(part.Length + 2)).FirstOrDefault();

    private static string Show(object value) => value switch
    {
        SsprGroup group => group.DisplayName is { } name ? $"{name} ({group.Id})" : group.Id,
        string text => $"'{text}'",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };
}
