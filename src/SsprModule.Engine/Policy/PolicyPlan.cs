using System.Text.Json.Nodes;
using SsprModule.Contracts;

namespace SsprModule.Engine.Policy;

/// <summary>A field and the value that it is to have.</summary>
/// <param name="Field">The field.</param>
/// <param name="Value">The value; a group is resolved.</param>
internal sealed record WantedValue(StoredField Field, object Value);

/// <summary>What a wish means for one of the objects.</summary>
/// <param name="Part">The object.</param>
/// <param name="Wanted">The values that it is to have.</param>
/// <param name="Before">The object as it was read.</param>
internal sealed record PartPlan(PolicyPart Part, IReadOnlyList<WantedValue> Wanted, JsonObject Before)
{
    /// <summary>The object as it is to be: a copy in which only fields differ that were asked for.</summary>
    public JsonObject After { get; } = LayOver(Before, Wanted);

    /// <summary>The fields that differ.</summary>
    public IReadOnlyList<PolicyDifference> Differences => Part.Compare(Before, After);

    private static JsonObject LayOver(JsonObject json, IReadOnlyList<WantedValue> wanted)
    {
        var copy = (JsonObject)json.DeepClone();
        foreach (var (field, value) in wanted)
        {
            if (!StoredField.AreSame(field.Read(copy), value))
            {
                field.Write(copy, value);
            }
        }

        return copy;
    }
}

/// <summary>What a wish means for all of them.</summary>
internal sealed class PolicyPlan(IReadOnlyList<PartPlan> parts) : PolicyChange
{
    /// <summary>The objects that would change, in the order in which they are written.</summary>
    public IReadOnlyList<PartPlan> Parts { get; } = [.. parts.Where(p => p.Differences.Count > 0)];

    /// <inheritdoc/>
    public override IReadOnlyList<PolicyDifference> Differences { get; } = [.. parts.SelectMany(p => p.Differences)];
}
