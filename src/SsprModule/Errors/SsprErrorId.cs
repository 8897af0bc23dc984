using System.Management.Automation;

namespace SsprModule.Errors;

/// <summary>
/// Everything that can go wrong, by a name that scripts may rely on: it is the first part of
/// <c>FullyQualifiedErrorId</c>. The texts are <c>Error_&lt;name&gt;</c> and <c>Action_&lt;name&gt;</c> in <c>Text/Messages.resx</c>.
/// </summary>
public enum SsprErrorId
{
    /// <summary>A fault of the module itself. Argument: what the runtime said.</summary>
    Unexpected,

    /// <summary>No connection was given and this runspace has none.</summary>
    [Category(ErrorCategory.ConnectionError)]
    NotConnected,

    /// <summary>The connection was closed by <c>Disconnect-Sspr</c>.</summary>
    [Category(ErrorCategory.ConnectionError)]
    ConnectionClosed,

    /// <summary>Two parameters exclude each other. Argument: which.</summary>
    [Category(ErrorCategory.InvalidArgument)]
    ParametersConflict,

    /// <summary>A parameter is of no use without another one. Arguments: the parameter, what it needs.</summary>
    [Category(ErrorCategory.InvalidArgument)]
    ParameterRequired,

    /// <summary>The parameters of Connect-Sspr contradict each other or can't be used. Argument: what is wrong.</summary>
    [Category(ErrorCategory.InvalidArgument)]
    ConnectionRequestInvalid,

    /// <summary>An endpoint is not https, or http off loopback. Argument: the endpoint.</summary>
    [Category(ErrorCategory.InvalidArgument)]
    EndpointNotSecure,

    /// <summary>Entra refused the sign-in. Argument: what it said.</summary>
    [Category(ErrorCategory.AuthenticationError)]
    SignInFailed,

    /// <summary>The certificate can't be found or has no private key. Argument: where it was looked for.</summary>
    [Category(ErrorCategory.ObjectNotFound)]
    CertificateNotFound,

    /// <summary>The certificate file can't be opened with that password. Argument: the path.</summary>
    [Category(ErrorCategory.AuthenticationError)]
    CertificatePasswordWrong,

    /// <summary>Another module loaded an assembly that this one can't live with (Windows PowerShell only). Argument: the assembly.</summary>
    [Category(ErrorCategory.ResourceExists)]
    ConflictingAssembly,

    /// <summary>The files of the module are incomplete. Argument: the file that is missing.</summary>
    [Category(ErrorCategory.ObjectNotFound)]
    ModuleFilesMissing,

    /// <summary>The access token has expired and can't be refreshed.</summary>
    [Category(ErrorCategory.AuthenticationError)]
    TokenExpired,

    /// <summary>The access token was issued for another service. Argument: the audience of the token, or what the service said.</summary>
    [Category(ErrorCategory.AuthenticationError)]
    TokenAudienceInvalid,

    /// <summary>The service does not accept the access token. Argument: what it said.</summary>
    [Category(ErrorCategory.AuthenticationError)]
    TokenRejected,

    /// <summary>The token lacks a permission. Arguments: the permissions of which one is needed, the call.</summary>
    [Category(ErrorCategory.PermissionDenied)]
    PermissionMissing,

    /// <summary>The permission is there, the directory role is not. Arguments: the roles of which one is needed, what the service said or why.</summary>
    [Category(ErrorCategory.PermissionDenied)]
    RoleMissing,

    /// <summary>Access was refused and the token does not tell what is missing. Arguments: permissions, roles, what the service said.</summary>
    [Category(ErrorCategory.PermissionDenied)]
    AccessDenied,

    /// <summary>The tenant lacks the licence. Argument: what the service said.</summary>
    [Category(ErrorCategory.PermissionDenied)]
    LicenseMissing,

    /// <summary>The user does not exist. Argument: what was looked for.</summary>
    [Category(ErrorCategory.ObjectNotFound)]
    UserNotFound,

    /// <summary>That is no user principal name or object id. Argument: what was given.</summary>
    [Category(ErrorCategory.InvalidArgument)]
    UserNameInvalid,

    /// <summary>The group does not exist. Argument: what was looked for.</summary>
    [Category(ErrorCategory.ObjectNotFound)]
    GroupNotFound,

    /// <summary>Several groups have that name. Arguments: the name, their ids.</summary>
    [Category(ErrorCategory.InvalidArgument)]
    GroupAmbiguous,

    /// <summary>The group is not security-enabled. Arguments: the group, what it is.</summary>
    [Category(ErrorCategory.InvalidArgument)]
    GroupNotSecurity,

    /// <summary>Scope Selected was asked for and there is no group.</summary>
    [Category(ErrorCategory.InvalidArgument)]
    GroupRequired,

    /// <summary>A group was given with a scope that takes none. Argument: the scope.</summary>
    [Category(ErrorCategory.InvalidArgument)]
    GroupNotAllowed,

    /// <summary>No setting was given.</summary>
    [Category(ErrorCategory.InvalidArgument)]
    NothingToSet,

    /// <summary>The authentication methods policy has no such method. Arguments: the method, those that there are.</summary>
    [Category(ErrorCategory.InvalidArgument)]
    MethodUnknown,

    /// <summary>A setting does not belong to the method. Arguments: method, setting, the method that has it.</summary>
    [Category(ErrorCategory.InvalidArgument)]
    MethodSettingNotAllowed,

    /// <summary>A method's list still has users, and the service takes groups only. Arguments: method, their ids.</summary>
    [Category(ErrorCategory.InvalidArgument)]
    MethodTargetNotGroup,

    /// <summary>The authentication methods policy would become larger than the service takes. Argument: its size in bytes.</summary>
    [Category(ErrorCategory.LimitsExceeded)]
    MethodPolicyTooLarge,

    /// <summary>The authentication methods policy is not as this module knows it. Argument: the member that is missing.</summary>
    [Category(ErrorCategory.InvalidData)]
    MethodPolicyUnfamiliar,

    /// <summary>Nothing that is asked for bears on who can reset. Argument: what is asked for.</summary>
    [Category(ErrorCategory.InvalidArgument)]
    ImpactNothingToMeasure,

    /// <summary>The portal backend can't be used with this sign-in. Argument: why.</summary>
    [Category(ErrorCategory.ResourceUnavailable)]
    PortalUnavailable,

    /// <summary>The portal backend refused. Argument: what it said.</summary>
    [Category(ErrorCategory.PermissionDenied)]
    PortalRefused,

    /// <summary>The policy object of the portal backend is not the one this module knows. Argument: the difference.</summary>
    [Category(ErrorCategory.InvalidData)]
    PortalShapeUnknown,

    /// <summary>The cloud has no such service. Arguments: the feature, the cloud.</summary>
    [Category(ErrorCategory.NotImplemented)]
    NotAvailableInCloud,

    /// <summary>A setting has a value that the policy can't have. Arguments: the setting, the value, what it takes.</summary>
    [Category(ErrorCategory.InvalidArgument)]
    SettingInvalid,

    /// <summary>Somebody else changed, between the plan and the write, what was to be changed. Argument: the changes.</summary>
    [Category(ErrorCategory.InvalidData)]
    PolicyChangedMeanwhile,

    /// <summary>A part of the change was written and another was not. Arguments: what was written, what was not, why, the rollback file.</summary>
    [Category(ErrorCategory.WriteError)]
    PolicyPartlyWritten,

    /// <summary>The group was deleted and can be restored. Argument: the group.</summary>
    [Category(ErrorCategory.ObjectNotFound)]
    GroupDeleted,

    /// <summary>No group is in scope, so nobody can be put into it. Argument: the user scope.</summary>
    [Category(ErrorCategory.InvalidArgument)]
    NoGroupInScope,

    /// <summary>Another group is in scope. Arguments: the group given, the one in scope.</summary>
    [Category(ErrorCategory.InvalidArgument)]
    GroupNotInScope,

    /// <summary>Which group is in scope can't be read with this sign-in. Argument: why.</summary>
    [Category(ErrorCategory.ResourceUnavailable)]
    ScopeGroupUnknown,

    /// <summary>The user is in scope through a group within the group. Arguments: the user, the group.</summary>
    [Category(ErrorCategory.InvalidArgument)]
    NotDirectMember,

    /// <summary>The members of the group can't be changed by hand. Arguments: the group, why.</summary>
    [Category(ErrorCategory.InvalidArgument)]
    GroupMembersFixed,

    /// <summary>What was read back differs from what was written. Argument: the differences.</summary>
    [Category(ErrorCategory.InvalidData)]
    ChangeNotVerified,

    /// <summary>There is no such policy file. Argument: the path.</summary>
    [Category(ErrorCategory.ObjectNotFound)]
    PolicyFileNotFound,

    /// <summary>The policy file can't be opened. Arguments: the path, what the system said.</summary>
    [Category(ErrorCategory.OpenError)]
    PolicyFileUnreadable,

    /// <summary>The policy file is not one. Arguments: the path, all that is wrong.</summary>
    [Category(ErrorCategory.InvalidData)]
    PolicyFileInvalid,

    /// <summary>A newer version of this module wrote the policy file. Arguments: the path, its version, the newest known.</summary>
    [Category(ErrorCategory.InvalidData)]
    PolicyFileTooNew,

    /// <summary>There is no such baseline. Arguments: the name, the names that there are.</summary>
    [Category(ErrorCategory.ObjectNotFound)]
    BaselineNotFound,

    /// <summary>The file to write is there already. Argument: the path.</summary>
    [Category(ErrorCategory.ResourceExists)]
    PolicyFileExists,

    /// <summary>The file can't be written. Arguments: the path, what the system said.</summary>
    [Category(ErrorCategory.WriteError)]
    PolicyFileNotWritten,

    /// <summary>The account can't be reset this way. Arguments: user, why.</summary>
    [Category(ErrorCategory.NotImplemented)]
    ResetNotSupported,

    /// <summary>The password was refused. Argument: what the service said, or the rule that it breaks.</summary>
    [Category(ErrorCategory.InvalidArgument)]
    PasswordRefused,

    /// <summary>No password can be generated that keeps clear of the banned terms and the names of the user. Argument: user.</summary>
    [Category(ErrorCategory.WriteError)]
    PasswordNotGenerated,

    /// <summary>The user holds a role, or belongs to a group that can hold roles, and -AllowPrivileged was not given. Arguments: user, what the user holds.</summary>
    [Category(ErrorCategory.PermissionDenied)]
    PrivilegedUser,

    /// <summary>Who holds a role can't be read, so the guard can't do its work. Argument: why.</summary>
    [Category(ErrorCategory.PermissionDenied)]
    RolesUnreadable,

    /// <summary>A file stands where the results are to be written. Argument: the path.</summary>
    [Category(ErrorCategory.ResourceExists)]
    ResultFileExists,

    /// <summary>The result file can't be written. Arguments: the path, what the system said.</summary>
    [Category(ErrorCategory.WriteError)]
    ResultFileUnwritable,

    /// <summary>The result file can't be opened. Arguments: the path, why.</summary>
    [Category(ErrorCategory.InvalidData)]
    ResultFileInvalid,

    /// <summary>That key does not open the result file. Arguments: the path, why.</summary>
    [Category(ErrorCategory.AuthenticationError)]
    ResultFileKeyWrong,

    /// <summary>The result file is damaged. Arguments: the path, the line, results handed on before.</summary>
    [Category(ErrorCategory.InvalidData)]
    ResultFileDamaged,

    /// <summary>The result file has no end: the run that wrote it, or a copy of it, was cut off. Arguments: the path, results handed on before.</summary>
    [Category(ErrorCategory.InvalidData)]
    ResultFileUnfinished,

    /// <summary>The reset was accepted, then failed. Arguments: user, what the service said.</summary>
    [Category(ErrorCategory.WriteError)]
    ResetFailed,

    /// <summary>The reset was accepted and had not ended when the time to wait was over. Arguments: user, seconds.</summary>
    [Category(ErrorCategory.OperationTimeout)]
    ResetTimedOut,

    /// <summary>A write may or may not have had effect. Arguments: what was written, what happened.</summary>
    [Category(ErrorCategory.WriteError)]
    OutcomeUnknown,

    /// <summary>An earlier run left open whether a user was reset, and the service can't tell. Arguments: user, when it was tried, why it can't be told.</summary>
    [Category(ErrorCategory.WriteError)]
    ResetUnresolved,

    /// <summary>An earlier run reset a user, but nobody was given the generated password. Arguments: user, when.</summary>
    [Category(ErrorCategory.WriteError)]
    PasswordLost,

    /// <summary>Values for a user's contact data can't be used. Arguments: user, what is wrong with each.</summary>
    [Category(ErrorCategory.InvalidArgument)]
    ContactInvalid,

    /// <summary>The service refused to write or remove a method. Arguments: method, user, why.</summary>
    [Category(ErrorCategory.InvalidArgument)]
    ContactRefused,

    /// <summary>Contact data of such an account is not set here. Arguments: user, why.</summary>
    [Category(ErrorCategory.InvalidArgument)]
    ContactNotSupported,

    /// <summary>The file to import can't be read. Arguments: the path, what the system said.</summary>
    [Category(ErrorCategory.OpenError)]
    ImportFileUnreadable,

    /// <summary>The text of the file can't be decoded. Argument: the path.</summary>
    [Category(ErrorCategory.InvalidData)]
    ImportEncodingUnknown,

    /// <summary>The file lacks a column. Arguments: the path, the names of which one is needed, those found.</summary>
    [Category(ErrorCategory.InvalidData)]
    ImportColumnMissing,

    /// <summary>One row of an import was not done. Arguments: its number, the user, why.</summary>
    [Category(ErrorCategory.WriteError)]
    ImportRowFailed,

    /// <summary>Another run holds the journal. Argument: the path.</summary>
    [Category(ErrorCategory.OpenError)]
    JournalInUse,

    /// <summary>The journal is of another tenant. Arguments: path, the tenant in it, the tenant that is connected.</summary>
    [Category(ErrorCategory.InvalidArgument)]
    JournalOtherTenant,

    /// <summary>The file is no journal, or damaged elsewhere than at its end. Arguments: path, number of the line.</summary>
    [Category(ErrorCategory.InvalidData)]
    JournalDamaged,

    /// <summary>The journal can't be opened or written. Arguments: path, what the system said.</summary>
    [Category(ErrorCategory.OpenError)]
    JournalUnusable,

    /// <summary>The service refused the request. Arguments: code, message.</summary>
    [Category(ErrorCategory.InvalidArgument)]
    RequestRefused,

    /// <summary>The service refused the filter. Argument: what it said.</summary>
    [Category(ErrorCategory.InvalidArgument)]
    FilterRefused,

    /// <summary>The service kept asking to slow down. Argument: number of attempts.</summary>
    [Category(ErrorCategory.LimitsExceeded)]
    Throttled,

    /// <summary>The service is not available. Arguments: status, what it said.</summary>
    [Category(ErrorCategory.ResourceUnavailable)]
    ServiceUnavailable,

    /// <summary>The service did not answer in time.</summary>
    [Category(ErrorCategory.OperationTimeout)]
    GraphTimeout,

    /// <summary>The service can't be reached. Argument: what the network said.</summary>
    [Category(ErrorCategory.ResourceUnavailable)]
    NetworkFailure,

    /// <summary>The answer is not JSON, as from a proxy. Argument: its content type.</summary>
    [Category(ErrorCategory.InvalidData)]
    AnswerNotJson,

    /// <summary>The answer broke off. Argument: rows handed on before.</summary>
    [Category(ErrorCategory.InvalidData)]
    AnswerTruncated,

    /// <summary>The next page is said to be on another host; the token is not sent there. Argument: the host.</summary>
    [Category(ErrorCategory.SecurityError)]
    NextLinkUntrusted,

    /// <summary>The service sent the request on to another host; nothing was sent there. Argument: the host.</summary>
    [Category(ErrorCategory.SecurityError)]
    RedirectUntrusted,

    /// <summary>This PowerShell is older than 7.4. Argument: its .NET.</summary>
    [Category(ErrorCategory.NotImplemented)]
    PowerShellTooOld,

    /// <summary>The file with snapshots can't be read. Arguments: the path, what the system said.</summary>
    [Category(ErrorCategory.ReadError)]
    SnapshotNotRead,

    /// <summary>The snapshot can't be written. Arguments: the path, what the system said.</summary>
    [Category(ErrorCategory.WriteError)]
    SnapshotNotWritten,

    /// <summary>There is a file already where the report is to go. Argument: the path.</summary>
    [Category(ErrorCategory.ResourceExists)]
    ReportExists,

    /// <summary>The report can't be written. Arguments: the path, what the system said.</summary>
    [Category(ErrorCategory.WriteError)]
    ReportNotWritten,

    /// <summary>The form of the report can't be told from its name. Argument: the path.</summary>
    [Category(ErrorCategory.InvalidArgument)]
    ReportFormatUnknown,

    /// <summary>The token of -ResumeFrom can't be used. Argument: why.</summary>
    [Category(ErrorCategory.InvalidArgument)]
    ResumeTokenInvalid,

    /// <summary>The service sends the same page again and again. Argument: rows handed on before.</summary>
    [Category(ErrorCategory.InvalidData)]
    PagingLoop,

    /// <summary>The text holds no code that could be explained. Argument: its beginning.</summary>
    [Category(ErrorCategory.InvalidArgument)]
    NoCodeFound,

    /// <summary>This machine can open no browser. Argument: the address.</summary>
    [Category(ErrorCategory.ResourceUnavailable)]
    BrowserUnavailable,
}
