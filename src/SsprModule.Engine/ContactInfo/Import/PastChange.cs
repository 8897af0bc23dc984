using SsprModule.Models;

namespace SsprModule.Engine.ContactInfo.Import;

/// <summary>What a journal tells of one method of one user.</summary>
internal sealed class PastChange
{
    /// <summary>The number of the row that last asked for it.</summary>
    public int Row { get; init; }

    /// <summary>The user's object id.</summary>
    public string Id { get; init; } = "";

    /// <summary>The user's sign-in name.</summary>
    public string User { get; init; } = "";

    /// <summary>The method.</summary>
    public SsprMethodKind Method { get; init; }

    /// <summary>Its value before the first change that was not taken back; null when there was none.</summary>
    public string? From { get; init; }

    /// <summary>What was written, or may have been, in this order.</summary>
    public List<string> Written { get; } = [];

    /// <summary>True for a value that was there before the changes or was written by them.</summary>
    public bool Knows(string? value) => ContactPlanner.Same(Method, value, From) || Wrote(value);

    /// <summary>True for a value that was written, or may have been.</summary>
    public bool Wrote(string? value) => Written.Exists(w => ContactPlanner.Same(Method, value, w));
}
