namespace SsprModule.Models;

/// <summary>What became of the removal of one method.</summary>
public sealed class SsprContactRemoval
{
    /// <summary>The user's object id.</summary>
    public string Id { get; init; } = "";

    /// <summary>The user's sign-in name.</summary>
    public string UserPrincipalName { get; init; } = "";

    /// <summary>The kind of method.</summary>
    public SsprMethodKind Method { get; init; }

    /// <summary>Name or model of the device; null when there is none.</summary>
    public string? Detail { get; init; }

    /// <summary>How it ended.</summary>
    public SsprRemovalStatus Status { get; init; }

    /// <summary>Why it was not removed; null when it was.</summary>
    public string? Reason { get; init; }
}

/// <summary>How the removal of a method ended.</summary>
public enum SsprRemovalStatus
{
    /// <summary>The method is gone.</summary>
    Removed,

    /// <summary>The user has no such method.</summary>
    NotRegistered,

    /// <summary>The service refused, or the method can't be removed by an administrator.</summary>
    Failed,
}
