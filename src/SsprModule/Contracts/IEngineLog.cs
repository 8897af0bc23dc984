namespace SsprModule.Contracts;

/// <summary>What an operation tells while it runs. Never a token, a password, a phone number or a mail address.</summary>
public interface IEngineLog
{
    /// <summary>A line for <c>-Verbose</c>: one for each call to the service. English.</summary>
    void Verbose(string message);

    /// <summary>A warning for people; the text is looked up in the user's language.</summary>
    /// <param name="warning">Which warning.</param>
    /// <param name="arguments">What fills the placeholders of its text.</param>
    void Warning(SsprWarning warning, params object?[] arguments);

    /// <summary>A message that the user must see to go on, such as the device code.</summary>
    void Prompt(string message);

    /// <summary>How far a long operation has come.</summary>
    void Progress(EngineProgress progress);
}

/// <summary>The state of a long operation.</summary>
/// <param name="Activity">Which operation; its title is looked up in the user's language.</param>
/// <param name="Rows">Rows handled so far.</param>
/// <param name="Waiting">How long the service asked to wait, or null when nothing is being waited for.</param>
/// <param name="Completed">True for the last report of the operation.</param>
public sealed record EngineProgress(EngineActivity Activity, long Rows, TimeSpan? Waiting = null, bool Completed = false);

/// <summary>The long operations that report progress.</summary>
public enum EngineActivity
{
    /// <summary>The registration report is being read.</summary>
    ReadingRegistrations,

    /// <summary>The users of the tenant are being read.</summary>
    ReadingUsers,

    /// <summary>A password reset is being followed to its end.</summary>
    FollowingReset,

    /// <summary>The service or a published quota asked for a pause.</summary>
    Waiting,
}

/// <summary>Warnings that an operation can give.</summary>
public enum SsprWarning
{
    /// <summary>The portal backend could not be read. Arguments: reason.</summary>
    PortalUnavailable,

    /// <summary>A part of the policy could not be read. Arguments: part, reason.</summary>
    PolicyPartUnreadable,

    /// <summary>Settings that are unknown or inferred are not in the export. Arguments: the fields.</summary>
    PolicyFieldsLeftOut,

    /// <summary>SSPR rests on text messages and voice calls alone, which end on 1 February 2027.</summary>
    PhoneMethodsRetire,

    /// <summary>The same user came more than once and is handled once. Arguments: user.</summary>
    DuplicateUser,

    /// <summary>The password was reset but sessions were not revoked. Arguments: user, reason.</summary>
    SessionsNotRevoked,

    /// <summary>A line of a snapshot file is damaged and passed over. Arguments: path, number of the line.</summary>
    SnapshotDamaged,

    /// <summary>The rows lack what they are to be divided by. Arguments: the property.</summary>
    PropertyMissing,

    /// <summary>The list of people in a report is not complete. Arguments: people in it, people in all.</summary>
    ReportListShortened,

    /// <summary>Somebody else changed other fields between the plan and the write; they are kept. Arguments: the changes.</summary>
    PolicyChangedElsewhere,

    /// <summary>Fewer methods can be used than a reset takes. Arguments: how many can be registered, how many are required.</summary>
    TooFewMethods,

    /// <summary>The authenticator app is the only method, and one is required.</summary>
    AppAlone,

    /// <summary>Security questions are switched on and none is chosen.</summary>
    NoQuestions,

    /// <summary>The members of the group follow from a rule. Arguments: group, rule.</summary>
    GroupDynamic,

    /// <summary>Whether the group is the one in scope could not be checked. Arguments: group.</summary>
    ScopeGroupUnchecked,

    /// <summary>Directory roles can be given to the group, so administrators may be in it. Arguments: group.</summary>
    GroupRoleAssignable,

    /// <summary>The administrator switch takes up to 60 minutes to have effect.</summary>
    AdminSwitchDelay,
}
