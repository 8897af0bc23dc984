using SsprModule.Models;

namespace SsprModule.Engine.Password.Bulk;

/// <summary>What a journal tells of the last attempt to reset one user.</summary>
internal sealed record PastReset
{
    /// <summary>The call that was going to be used.</summary>
    public SsprResetRoute Route { get; init; }

    /// <summary>When it was going to be sent, by the clock of the service; null when that was not known.</summary>
    public DateTimeOffset? ServiceTime { get; init; }

    /// <summary>When the user's password had last changed before; null when that was not known.</summary>
    public DateTimeOffset? ChangedBefore { get; init; }

    /// <summary>Where the password came from and where it is kept.</summary>
    public JournalPassword Password { get; init; }

    /// <summary>The address of the operation, once the service had accepted the reset.</summary>
    public string? Operation { get; init; }

    /// <summary>How it ended; null when the run ended first.</summary>
    public JournalOutcome? Outcome { get; init; }

    /// <summary>True when the pipeline had taken the result.</summary>
    public bool IsDelivered { get; init; }

    /// <summary>True when the password was changed, as far as the journal knows.</summary>
    public bool IsDone => Outcome == JournalOutcome.Succeeded;

    /// <summary>True when the password may have been changed: the service knows, the journal does not.</summary>
    public bool IsOpen => Outcome is null or JournalOutcome.Unknown;
}

/// <summary>Where the password of a reset came from and where it is kept.</summary>
internal enum JournalPassword
{
    /// <summary>Made by the module and only given to the pipeline.</summary>
    Generated,

    /// <summary>Given by the caller, who knows it.</summary>
    Supplied,

    /// <summary>Made by the module and written to the result file before it was sent.</summary>
    Filed,
}

/// <summary>How a reset ended, as far as the journal is concerned.</summary>
internal enum JournalOutcome
{
    /// <summary>The password was changed.</summary>
    Succeeded,

    /// <summary>The password was not changed; the user may be reset again.</summary>
    NotChanged,

    /// <summary>The password may have been changed.</summary>
    Unknown,
}
