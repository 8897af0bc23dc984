namespace SsprModule.Models;

/// <summary>What an audit event says of its activity.</summary>
public enum SsprAuditResult
{
    /// <summary>It succeeded.</summary>
    Success,

    /// <summary>It failed.</summary>
    Failure,

    /// <summary>It took too long.</summary>
    Timeout,

    /// <summary>The event does not say, or in a word that is not known.</summary>
    Unknown,
}

/// <summary>What somebody attempted.</summary>
public enum SsprAttemptKind
{
    /// <summary>A user reset the own password.</summary>
    Reset,

    /// <summary>A user changed the own password.</summary>
    Change,

    /// <summary>A user unlocked the own account.</summary>
    Unlock,

    /// <summary>A user registered or maintained methods.</summary>
    Registration,

    /// <summary>An administrator reset the password of a user, or maintained the user's methods.</summary>
    Administration,
}

/// <summary>Where in a reset something happened, in the order in which a user comes by.</summary>
public enum SsprAttemptStep
{
    /// <summary>The events do not tell.</summary>
    Unknown,

    /// <summary>Typing the user name.</summary>
    Identify,

    /// <summary>The browser or device.</summary>
    Client,

    /// <summary>Policy, licence and data of the account.</summary>
    Eligibility,

    /// <summary>Proving the identity with a method.</summary>
    Gate,

    /// <summary>Blocked after too many attempts.</summary>
    Throttle,

    /// <summary>Choosing the new password.</summary>
    Password,

    /// <summary>Writing it to Active Directory.</summary>
    Writeback,

    /// <summary>Registering methods.</summary>
    Registration,

    /// <summary>The end.</summary>
    Done,
}

/// <summary>How an attempt ended.</summary>
public enum SsprAttemptResult
{
    /// <summary>It succeeded.</summary>
    Succeeded,

    /// <summary>It was refused.</summary>
    Failed,

    /// <summary>The user was locked out of SSPR.</summary>
    Blocked,

    /// <summary>The user left, says the log.</summary>
    Abandoned,

    /// <summary>The events stop before an end: the user left, or is still at it.</summary>
    Unfinished,

    /// <summary>The user cancelled.</summary>
    Cancelled,

    /// <summary>The user gave up and asked the administrator for help.</summary>
    ContactedAdmin,

    /// <summary>The events do not tell.</summary>
    Unknown,
}
