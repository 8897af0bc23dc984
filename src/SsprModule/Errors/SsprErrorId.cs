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
    NotConnected,

    /// <summary>The connection was closed by <c>Disconnect-Sspr</c>.</summary>
    ConnectionClosed,

    /// <summary>Two parameters exclude each other. Argument: which.</summary>
    ParametersConflict,

    /// <summary>The parameters of Connect-Sspr contradict each other or can't be used. Argument: what is wrong.</summary>
    ConnectionRequestInvalid,

    /// <summary>An endpoint is not https, or http off loopback. Argument: the endpoint.</summary>
    EndpointNotSecure,

    /// <summary>Entra refused the sign-in. Argument: what it said.</summary>
    SignInFailed,

    /// <summary>The certificate can't be found or has no private key. Argument: where it was looked for.</summary>
    CertificateNotFound,

    /// <summary>The certificate file can't be opened with that password. Argument: the path.</summary>
    CertificatePasswordWrong,

    /// <summary>Another module loaded an assembly that this one can't live with (Windows PowerShell only). Argument: the assembly.</summary>
    ConflictingAssembly,

    /// <summary>The files of the module are incomplete. Argument: the file that is missing.</summary>
    ModuleFilesMissing,

    /// <summary>The access token has expired and can't be refreshed.</summary>
    TokenExpired,

    /// <summary>The access token was issued for another service. Argument: the audience of the token, or what the service said.</summary>
    TokenAudienceInvalid,

    /// <summary>The service does not accept the access token. Argument: what it said.</summary>
    TokenRejected,

    /// <summary>The token lacks a permission. Arguments: the permissions of which one is needed, the call.</summary>
    PermissionMissing,

    /// <summary>The permission is there, the directory role is not. Arguments: the roles of which one is needed, what the service said.</summary>
    RoleMissing,

    /// <summary>Access was refused and the token does not tell what is missing. Arguments: permissions, roles, what the service said.</summary>
    AccessDenied,

    /// <summary>The tenant lacks the licence. Argument: what the service said.</summary>
    LicenseMissing,

    /// <summary>The user does not exist. Argument: what was looked for.</summary>
    UserNotFound,

    /// <summary>That is no user principal name or object id. Argument: what was given.</summary>
    UserNameInvalid,

    /// <summary>The group does not exist. Argument: what was looked for.</summary>
    GroupNotFound,

    /// <summary>Several groups have that name. Arguments: the name, their ids.</summary>
    GroupAmbiguous,

    /// <summary>The group is not security-enabled. Arguments: the group, what it is.</summary>
    GroupNotSecurity,

    /// <summary>Scope Selected was asked for and there is no group.</summary>
    GroupRequired,

    /// <summary>A group was given with a scope that takes none. Argument: the scope.</summary>
    GroupNotAllowed,

    /// <summary>No setting was given.</summary>
    NothingToSet,

    /// <summary>The portal backend can't be used with this sign-in. Argument: why.</summary>
    PortalUnavailable,

    /// <summary>The portal backend refused. Argument: what it said.</summary>
    PortalRefused,

    /// <summary>The policy object of the portal backend is not the one this module knows. Argument: the difference.</summary>
    PortalShapeUnknown,

    /// <summary>The cloud has no such service. Arguments: the feature, the cloud.</summary>
    NotAvailableInCloud,

    /// <summary>A setting has a value that the policy can't have. Arguments: the setting, the value, what it takes.</summary>
    SettingInvalid,

    /// <summary>Somebody else changed, between the plan and the write, what was to be changed. Argument: the changes.</summary>
    PolicyChangedMeanwhile,

    /// <summary>A part of the change was written and another was not. Arguments: what was written, what was not, why, the rollback file.</summary>
    PolicyPartlyWritten,

    /// <summary>The group was deleted and can be restored. Argument: the group.</summary>
    GroupDeleted,

    /// <summary>No group is in scope, so nobody can be put into it. Argument: the user scope.</summary>
    NoGroupInScope,

    /// <summary>Another group is in scope. Arguments: the group given, the one in scope.</summary>
    GroupNotInScope,

    /// <summary>Which group is in scope can't be read with this sign-in. Argument: why.</summary>
    ScopeGroupUnknown,

    /// <summary>The user is in scope through a group within the group. Arguments: the user, the group.</summary>
    NotDirectMember,

    /// <summary>The members of the group can't be changed by hand. Arguments: the group, why.</summary>
    GroupMembersFixed,

    /// <summary>What was read back differs from what was written. Argument: the differences.</summary>
    ChangeNotVerified,

    /// <summary>There is no such policy file. Argument: the path.</summary>
    PolicyFileNotFound,

    /// <summary>The policy file can't be opened. Arguments: the path, what the system said.</summary>
    PolicyFileUnreadable,

    /// <summary>The policy file is not one. Arguments: the path, all that is wrong.</summary>
    PolicyFileInvalid,

    /// <summary>A newer version of this module wrote the policy file. Arguments: the path, its version, the newest known.</summary>
    PolicyFileTooNew,

    /// <summary>There is no such baseline. Arguments: the name, the names that there are.</summary>
    BaselineNotFound,

    /// <summary>The file to write is there already. Argument: the path.</summary>
    PolicyFileExists,

    /// <summary>The file can't be written. Arguments: the path, what the system said.</summary>
    PolicyFileNotWritten,

    /// <summary>The account can't be reset this way. Arguments: user, why.</summary>
    ResetNotSupported,

    /// <summary>The password was refused. Argument: what the service said.</summary>
    PasswordRefused,

    /// <summary>The reset was accepted, then failed. Arguments: user, what the service said.</summary>
    ResetFailed,

    /// <summary>The reset was accepted and had not ended when the time to wait was over. Arguments: user, seconds.</summary>
    ResetTimedOut,

    /// <summary>A write may or may not have had effect. Arguments: what was written, what happened.</summary>
    OutcomeUnknown,

    /// <summary>The service refused the request. Arguments: code, message.</summary>
    RequestRefused,

    /// <summary>The service refused the filter. Argument: what it said.</summary>
    FilterRefused,

    /// <summary>The service kept asking to slow down. Argument: number of attempts.</summary>
    Throttled,

    /// <summary>The service is not available. Arguments: status, what it said.</summary>
    ServiceUnavailable,

    /// <summary>The service did not answer in time.</summary>
    GraphTimeout,

    /// <summary>The service can't be reached. Argument: what the network said.</summary>
    NetworkFailure,

    /// <summary>The answer is not JSON, as from a proxy. Argument: its content type.</summary>
    AnswerNotJson,

    /// <summary>The answer broke off. Argument: rows handed on before.</summary>
    AnswerTruncated,

    /// <summary>The next page is said to be on another host; the token is not sent there. Argument: the host.</summary>
    NextLinkUntrusted,

    /// <summary>The service sent the request on to another host; nothing was sent there. Argument: the host.</summary>
    RedirectUntrusted,

    /// <summary>This PowerShell is older than 7.4. Argument: its .NET.</summary>
    PowerShellTooOld,

    /// <summary>The file with snapshots can't be read. Arguments: the path, what the system said.</summary>
    SnapshotNotRead,

    /// <summary>The snapshot can't be written. Arguments: the path, what the system said.</summary>
    SnapshotNotWritten,

    /// <summary>There is a file already where the report is to go. Argument: the path.</summary>
    ReportExists,

    /// <summary>The report can't be written. Arguments: the path, what the system said.</summary>
    ReportNotWritten,

    /// <summary>The form of the report can't be told from its name. Argument: the path.</summary>
    ReportFormatUnknown,

    /// <summary>The token of -ResumeFrom can't be used. Argument: why.</summary>
    ResumeTokenInvalid,

    /// <summary>The service sends the same page again and again. Argument: rows handed on before.</summary>
    PagingLoop,
}
