namespace SsprModule.Models;

/// <summary>One attempt to reset, change or register, put together from the events of one correlation id.</summary>
public sealed class SsprAttempt
{
    private static readonly ValueList<string> None = new([]);

    /// <summary>Binds the events together; null for an event without one, which is then an attempt of its own.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>What was attempted.</summary>
    public SsprAttemptKind Kind { get; init; }

    /// <summary>The user principal name of the user; null when no event tells.</summary>
    public string? User { get; init; }

    /// <summary>The object id of the user; null when no event tells.</summary>
    public string? UserId { get; init; }

    /// <summary>The time of the first event, UTC.</summary>
    public DateTimeOffset? Started { get; init; }

    /// <summary>The time of the last event, UTC.</summary>
    public DateTimeOffset? Ended { get; init; }

    /// <summary>The time between both.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>How it ended.</summary>
    public SsprAttemptResult Result { get; init; }

    /// <summary>Where it ended.</summary>
    public SsprAttemptStep LastStep { get; init; }

    /// <summary>Methods that were passed, in order, such as <c>email</c>.</summary>
    public ValueList<string> GatesPassed { get; init; } = None;

    /// <summary>Methods that were tried or passed, in order.</summary>
    public ValueList<string> Methods { get; init; } = None;

    /// <summary>What causes the end, as a word that stays: a code such as <c>SSPR_0014</c>, or the name of a reason.</summary>
    public string? Cause { get; init; }

    /// <summary>The code that the reason stands for; null when there is none.</summary>
    public string? Code { get; init; }

    /// <summary>What the reason means, in the language of the session.</summary>
    public string? Reason { get; init; }

    /// <summary>The reason as the log words it.</summary>
    public string? ReasonText { get; init; }

    /// <summary>What to do about it; empty when there is nothing to do or the reason is not known.</summary>
    public ValueList<string> Remedy { get; init; } = None;

    /// <summary>Where to read on.</summary>
    public Uri? Link { get; init; }

    /// <summary>The address that it came from; null when no event tells.</summary>
    public string? IPAddress { get; init; }

    /// <summary>How many events it was put together from.</summary>
    public int Events { get; init; }
}

/// <summary>How many attempts ended so, for one cause, at one step.</summary>
public sealed class SsprAttemptCount
{
    /// <summary>What is counted by: Result, Cause or Step.</summary>
    public string By { get; init; } = "";

    /// <summary>The result, the cause or the step.</summary>
    public string Value { get; init; } = "";

    /// <summary>How many attempts.</summary>
    public int Count { get; init; }

    /// <summary>Part of all attempts for Result, of those that did not succeed for Cause and Step; percent, 0 to 100.</summary>
    public double Percent { get; init; }

    /// <summary>What a cause means, in the language of the session; null for the others.</summary>
    public string? Meaning { get; init; }
}
