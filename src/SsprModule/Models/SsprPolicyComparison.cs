namespace SsprModule.Models;

/// <summary>One field of the policy, as it should be beside as it is.</summary>
public sealed class SsprPolicyComparison
{
    /// <summary>The property of <see cref="SsprPolicy"/>, with the method or the domain after a point where it holds several.</summary>
    public string Field { get; init; } = "";

    /// <summary>The value that it should have; for a condition its text, such as <c>&gt;= 2</c>.</summary>
    public object? Desired { get; init; }

    /// <summary>The value that it has; null when it is unknown.</summary>
    public object? Actual { get; init; }

    /// <summary>Whether it is as it should be.</summary>
    public SsprComparisonResult Result { get; init; }

    /// <summary>The backend that the actual value came from; null when it is unknown.</summary>
    public SsprBackend? Backend { get; init; }

    /// <summary>The numbers of the control in its benchmark; empty without a baseline.</summary>
    public ValueList<string> ControlIds { get; init; } = new([]);

    /// <summary>What the control asks for, in the user's language; null without a baseline.</summary>
    public string? Title { get; init; }

    /// <summary>The level of the control in its benchmark; null when it has none.</summary>
    public string? Level { get; init; }

    /// <summary>The licence that the setting takes; null when it takes none, or without a baseline.</summary>
    public string? Licence { get; init; }

    /// <summary>What else there is to know of the control, in the user's language; null when there is nothing.</summary>
    public string? Note { get; init; }

    /// <summary>Why it is asked for, in the user's language; null without a baseline.</summary>
    public string? Rationale { get; init; }

    /// <summary>
    /// Whether number, title and value of the control were checked against its benchmark; false when the benchmark has not
    /// published the value. Null without a baseline.
    /// </summary>
    public bool? Confirmed { get; init; }

    /// <summary>The baseline, the file or the tenant that the desired value comes from.</summary>
    public string? Source { get; init; }

    /// <summary>Where and when the actual value was read; for an unknown value, why it is unknown.</summary>
    public string Evidence { get; init; } = "";

    /// <summary>The command that brings the field to what is desired; null unless it is different.</summary>
    public string? Remedy { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Field}: {Result}";
}

/// <summary>How a field of the policy compares with what it should be.</summary>
public enum SsprComparisonResult
{
    /// <summary>It is as it should be.</summary>
    Equal,

    /// <summary>It is not as it should be.</summary>
    Different,

    /// <summary>It could not be read, so nobody can tell.</summary>
    Unknown,
}
