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
public sealed record EngineProgress(EngineActivity Activity, long Rows, TimeSpan? Waiting = null, bool Completed = false)
{
    /// <summary>How many rows there are in all; null when that is not known.</summary>
    public long? Total { get; init; }

    /// <summary>Rows a second so far; null when that is not known.</summary>
    public double? Rate { get; init; }

    /// <summary>How long it will take at this rate; null when that is not known.</summary>
    public TimeSpan? Remaining => Rate > 0 && Total >= Rows ? TimeSpan.FromSeconds((Total.Value - Rows) / Rate.Value) : null;
}

/// <summary>The long operations that report progress.</summary>
public enum EngineActivity
{
    /// <summary>The registration report is being read.</summary>
    ReadingRegistrations,

    /// <summary>The members of a group are being read.</summary>
    ReadingMembers,

    /// <summary>It is being read who holds a directory role.</summary>
    ReadingRoles,

    /// <summary>The users of the tenant are being read.</summary>
    ReadingUsers,

    /// <summary>A password reset is being followed to its end.</summary>
    FollowingReset,

    /// <summary>The service or a published quota asked for a pause.</summary>
    Waiting,

    /// <summary>The audit log is being read.</summary>
    ReadingAuditEvents,

    /// <summary>Passwords of several users are being reset.</summary>
    ResettingPasswords,

    /// <summary>Contact data of many users is being written.</summary>
    ImportingContacts,
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

    /// <summary>A change would leave few methods, and how many a reset takes can't be read. Arguments: methods left, reason.</summary>
    MethodsRequiredUnknown,

    /// <summary>A change would leave administrators fewer than the two kinds of methods that they need. Argument: kinds left.</summary>
    AdminMethodsTooFew,

    /// <summary>A change of several methods stopped half-way. Argument: the methods that were changed.</summary>
    MethodsPartlyChanged,

    /// <summary>A part of the policy could not be read for a simulation. Argument: which, why, and what follows.</summary>
    ImpactPartUnread,

    /// <summary>Settings that may bear on the ability to reset, which the report does not tell. Argument: the settings.</summary>
    ImpactNotInReport,

    /// <summary>Settings that have nothing to do with the ability to reset. Argument: the settings.</summary>
    ImpactNone,

    /// <summary>The same user came more than once and is handled once. Arguments: user.</summary>
    DuplicateUser,

    /// <summary>The input held no user. Nothing was done.</summary>
    NoUsers,

    /// <summary>Something worth knowing about the contact data of a user. Arguments: user, what.</summary>
    ContactNote,

    /// <summary>The verified domains of the tenant could not be read. Argument: why.</summary>
    DomainsUnreadable,

    /// <summary>Columns of a file that nothing is taken from. Argument: their names.</summary>
    ColumnsIgnored,

    /// <summary>Rows of an import share mobile numbers. Arguments: how many rows, the first of them.</summary>
    NumbersShared,

    /// <summary>An import keeps no journal.</summary>
    NoJournal,

    /// <summary>A journal notes no change to take back. Argument: its path.</summary>
    NothingToRollBack,

    /// <summary>The user could sign in by text message and no longer can. Arguments: user, the state now.</summary>
    SmsSignInLost,

    /// <summary>The number can't be used to sign in by text message: somebody else has it. Argument: user.</summary>
    SmsSignInNotUnique,

    /// <summary>Removing methods leaves few for reset. Arguments: user, how many kinds.</summary>
    FewMethodsLeft,

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

    /// <summary>Values before the change that the rollback file can't hold. Arguments: the fields.</summary>
    RollbackIncomplete,

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

    /// <summary>Who is eligible for a role can't be read, so only active roles are guarded. Arguments: reason.</summary>
    EligibilityUnreadable,

    /// <summary>What is read back differs from what was asked for. Arguments: user, what was asked, what was read.</summary>
    MustChangeDiffers,

    /// <summary>Generated passwords are returned as plain text.</summary>
    PlainText,

    /// <summary>The end of a reset could not be noted in the result file. Arguments: user, reason.</summary>
    ResultNotWritten,

    /// <summary>A result file was put aside. Arguments: the path, its new path.</summary>
    ResultFilePutAside,

    /// <summary>The administrator switch takes up to 60 minutes to have effect.</summary>
    AdminSwitchDelay,

    /// <summary>No question fits the words. Arguments: the words, words to try.</summary>
    NoQuestionFound,

    /// <summary>The audit log holds no such events. Arguments: days that it goes back with a licence, without one.</summary>
    NoAuditEvents,

    /// <summary>Events lack members. Argument: how many events.</summary>
    AuditEventsDamaged,
}
