namespace SsprModule.Models;

/// <summary>An event of the audit log about SSPR or registration. What the log left out is null and named in <see cref="Missing"/>.</summary>
public sealed class SsprAuditEvent
{
    /// <summary>The id of the event; null when the log left it out.</summary>
    public string? Id { get; init; }

    /// <summary>When it happened, UTC; null when the log left it out.</summary>
    public DateTimeOffset? Time { get; init; }

    /// <summary>The activity in the words of the log, never translated.</summary>
    public string? Activity { get; init; }

    /// <summary>What the activity means, in the language of the session; null for an activity that is not known.</summary>
    public string? Meaning { get; init; }

    /// <summary>How it ended. Being blocked is logged as a success.</summary>
    public SsprAuditResult Result { get; init; }

    /// <summary>The reason as the log words it; null without one.</summary>
    public string? ReasonText { get; init; }

    /// <summary>What the reason means, in the language of the session; null when it is not known.</summary>
    public string? Reason { get; init; }

    /// <summary>The code that the reason stands for, such as <c>SSPR_0014</c>; null when there is none.</summary>
    public string? Code { get; init; }

    /// <summary>The category in the words of the log.</summary>
    public string? Category { get; init; }

    /// <summary>The service that logged it.</summary>
    public string? Service { get; init; }

    /// <summary>The user principal name of the user that it is about; null when it is about no user.</summary>
    public string? User { get; init; }

    /// <summary>The object id of that user.</summary>
    public string? UserId { get; init; }

    /// <summary>Who did it: a user principal name or the name of an application.</summary>
    public string? Actor { get; init; }

    /// <summary>The object id of that person, or the application's id.</summary>
    public string? ActorId { get; init; }

    /// <summary>The address that it came from; null when the log does not tell.</summary>
    public string? IPAddress { get; init; }

    /// <summary>Binds the events of one attempt together; it equals TrackingId in the log of the sync server.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>Where a reset by an administrator went: None, Microsoft Entra Connect or CloudSync; null when it is not told.</summary>
    public string? OnPremisesAgent { get; init; }

    /// <summary>What was changed, with old and new values. May hold phone numbers and mail addresses.</summary>
    public ValueList<SsprModifiedProperty> ModifiedProperties { get; init; } = new([]);

    /// <summary>The members that the log should have and left out; empty for a whole event.</summary>
    public ValueList<string> Missing { get; init; } = new([]);
}

/// <summary>A property that was changed, as the log has it.</summary>
/// <param name="Name">The name of the property.</param>
/// <param name="OldValue">Its value before, JSON; null without one.</param>
/// <param name="NewValue">Its value after, JSON; null without one.</param>
public sealed record SsprModifiedProperty(string Name, string? OldValue, string? NewValue)
{
    /// <summary>The name: the values may be secret.</summary>
    public override string ToString() => Name;
}
