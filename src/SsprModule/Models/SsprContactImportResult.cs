namespace SsprModule.Models;

/// <summary>What became of one row of an import, or of one change that was rolled back. Holds no number and no address.</summary>
public sealed class SsprContactImportResult
{
    /// <summary>The number of the row: in a file the first row below the header is 2, in the pipeline the first object is 1.</summary>
    public int Row { get; init; }

    /// <summary>The user as the row names it.</summary>
    public string User { get; init; } = "";

    /// <summary>The user's object id; null when the user was not looked up or not found.</summary>
    public string? Id { get; init; }

    /// <summary>The user's sign-in name; null when the user was not looked up or not found.</summary>
    public string? UserPrincipalName { get; init; }

    /// <summary>How the row ended.</summary>
    public SsprImportStatus Status { get; init; }

    /// <summary>The methods that were changed, or would be; empty when none.</summary>
    public IReadOnlyList<SsprMethodKind> Methods { get; init; } = [];

    /// <summary>Whether the account is mastered on premises; null when the user was not looked up or not found.</summary>
    public bool? IsSynced { get; init; }

    /// <summary>Why the row was not done, or what is worth knowing about it; null when there is nothing to say.</summary>
    public string? Reason { get; init; }
}

/// <summary>How a row of an import ended.</summary>
public enum SsprImportStatus
{
    /// <summary>At least one method was added or changed.</summary>
    Changed,

    /// <summary>Everything was as the row says; nothing was written.</summary>
    Unchanged,

    /// <summary>With -WhatIf: at least one method would be added or changed.</summary>
    WouldChange,

    /// <summary>An earlier run that was broken off had done this row; nothing was asked and nothing was written.</summary>
    DoneBefore,

    /// <summary>The answer to the confirmation was no.</summary>
    Declined,

    /// <summary>The row can't be used as it is; nothing was written.</summary>
    Invalid,

    /// <summary>An earlier row says the same of the same user; this one was passed over.</summary>
    Duplicate,

    /// <summary>Another row says something else of the same user; none of them was written.</summary>
    Conflict,

    /// <summary>The service refused, or it is unknown whether it took the change; see the reason.</summary>
    Failed,

    /// <summary>With -Rollback: the change was taken back.</summary>
    RolledBack,

    /// <summary>With -Rollback: somebody has changed the value since; it was left as it is.</summary>
    ChangedSince,
}
