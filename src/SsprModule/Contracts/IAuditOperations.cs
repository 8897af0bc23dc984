using SsprModule.Models;

namespace SsprModule.Contracts;

/// <summary>Reads what the audit log holds on SSPR and registration.</summary>
public interface IAuditOperations
{
    /// <summary>Streams the events that match, newest first, in constant memory.</summary>
    /// <exception cref="Errors.SsprException">There is no such user, or the log could not be read to its end.</exception>
    Task StreamAsync(AuditQuery query, ISink<SsprAuditEvent> sink, IEngineLog log, CancellationToken cancellationToken);

    /// <summary>Streams the attempts that events of the same query make, newest first, in nearly constant memory.</summary>
    /// <exception cref="Errors.SsprException">There is no such user, or the log could not be read to its end.</exception>
    Task StreamAttemptsAsync(AuditQuery query, ISink<SsprAttempt> sink, IEngineLog log, CancellationToken cancellationToken);
}

/// <summary>Which events are wanted. Null does not restrict.</summary>
public sealed class AuditQuery
{
    /// <summary>The user that they are about: user principal name or object id.</summary>
    public string? User { get; init; }

    /// <summary>At or after this moment.</summary>
    public SsprMoment? After { get; init; }

    /// <summary>At or before this moment.</summary>
    public SsprMoment? Before { get; init; }

    /// <summary>The activities, in the words of the log; those that are not known are asked for as they are.</summary>
    public IReadOnlyList<string> Activities { get; init; } = [];

    /// <summary>How they ended.</summary>
    public SsprAuditResult? Result { get; init; }
}

/// <summary>Puts events together into attempts as they come, in order of time, either way.</summary>
public interface IAttemptBuilder
{
    /// <summary>Takes an event and gives the attempts that can't grow any more.</summary>
    IReadOnlyList<SsprAttempt> Add(SsprAuditEvent item);

    /// <summary>Gives what is left, after the last event.</summary>
    IReadOnlyList<SsprAttempt> Complete();
}
