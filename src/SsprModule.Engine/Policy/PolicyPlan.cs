using System.Text.Json.Nodes;
using SsprModule.Contracts;

namespace SsprModule.Engine.Policy;

/// <summary>A field and the value that it is to have.</summary>
/// <param name="Field">The field.</param>
/// <param name="Value">The value; a group is resolved.</param>
internal sealed record WantedValue(StoredField Field, object Value);

/// <summary>What a wish means for one of the objects.</summary>
internal sealed class PartPlan
{
    /// <param name="part">The object.</param>
    /// <param name="wanted">The values that it is to have.</param>
    /// <param name="before">The object as it was read.</param>
    public PartPlan(PolicyPart part, IReadOnlyList<WantedValue> wanted, JsonObject before)
    {
        Part = part;
        Wanted = wanted;
        Before = before;
        After = LayOver(before, wanted);
        Differences = part.Compare(Before, After);
    }

    /// <summary>The object.</summary>
    public PolicyPart Part { get; }

    /// <summary>The values that it is to have.</summary>
    public IReadOnlyList<WantedValue> Wanted { get; }

    /// <summary>The object as it was read.</summary>
    public JsonObject Before { get; }

    /// <summary>The object as it is to be: a copy in which only fields differ that were asked for.</summary>
    public JsonObject After { get; }

    /// <summary>The fields that differ.</summary>
    public IReadOnlyList<PolicyDifference> Differences { get; }

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
