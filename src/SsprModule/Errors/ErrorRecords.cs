using System.Globalization;
using System.Management.Automation;
using SsprModule.Text;

namespace SsprModule.Errors;

/// <summary>Turns what went wrong into the error record that PowerShell shows.</summary>
internal static class ErrorRecords
{
    // From 7.5 on PowerShell prints the recommended action by itself; before, nobody would see it.
    private static readonly bool EngineShowsAction = typeof(PSObject).Assembly.GetName().Version >= new Version(7, 5);

    /// <summary>The record for any exception: the module's own keep their id, the rest are told as unexpected.</summary>
    public static ErrorRecord From(Exception exception) => exception switch
    {
        SsprException known => From(known),
        OperationCanceledException => From(new SsprException(SsprErrorId.GraphTimeout, exception)),
        _ => From(new SsprException(SsprErrorId.Unexpected, exception, exception.Message)),
    };

    /// <summary>The record with id, category, target, the service's own words and what to do next.</summary>
    public static ErrorRecord From(SsprException exception)
    {
        var record = new ErrorRecord(exception, exception.Id.ToString(), CategoryOf(exception.Id), exception.Target);
        record.ErrorDetails = new ErrorDetails(Describe(exception)) { RecommendedAction = exception.RecommendedAction };
        if (exception.Target is string target)
        {
            record.CategoryInfo.TargetName = target;
        }

        return record;
    }

    private static string Describe(SsprException exception)
    {
        var text = EngineShowsAction ? exception.Message : exception.Message + " " + exception.RecommendedAction;
        if (exception.ResumeToken is not null)
        {
            text += " " + Texts.Get("Resume");
        }

        return exception.Failure is { } f
            ? text + Environment.NewLine + Texts.Format("Error_Support", f.Code ?? f.Status.ToString(CultureInfo.InvariantCulture), f.RequestId ?? "-", f.Date ?? "-", f.Call ?? "-")
            : text;
    }

    private static ErrorCategory CategoryOf(SsprErrorId id) => id switch
    {
        SsprErrorId.NotConnected or SsprErrorId.ConnectionClosed => ErrorCategory.ConnectionError,
        SsprErrorId.ParametersConflict or SsprErrorId.ConnectionRequestInvalid or SsprErrorId.EndpointNotSecure or SsprErrorId.UserNameInvalid
            or SsprErrorId.GroupRequired or SsprErrorId.GroupNotAllowed or SsprErrorId.GroupNotSecurity
            or SsprErrorId.GroupAmbiguous or SsprErrorId.PasswordRefused or SsprErrorId.FilterRefused
            or SsprErrorId.RequestRefused or SsprErrorId.ResumeTokenInvalid or SsprErrorId.ReportFormatUnknown or SsprErrorId.SettingInvalid or SsprErrorId.NothingToSet
            or SsprErrorId.GroupMembersFixed or SsprErrorId.GroupNotInScope or SsprErrorId.NoGroupInScope or SsprErrorId.NotDirectMember => ErrorCategory.InvalidArgument,
        SsprErrorId.SignInFailed or SsprErrorId.TokenExpired or SsprErrorId.TokenAudienceInvalid
            or SsprErrorId.TokenRejected or SsprErrorId.CertificatePasswordWrong => ErrorCategory.AuthenticationError,
        SsprErrorId.CertificateNotFound or SsprErrorId.UserNotFound or SsprErrorId.GroupNotFound or SsprErrorId.GroupDeleted
            or SsprErrorId.ModuleFilesMissing => ErrorCategory.ObjectNotFound,
        SsprErrorId.PermissionMissing or SsprErrorId.RoleMissing or SsprErrorId.AccessDenied
            or SsprErrorId.LicenseMissing or SsprErrorId.PortalRefused => ErrorCategory.PermissionDenied,
        SsprErrorId.NotAvailableInCloud or SsprErrorId.PowerShellTooOld or SsprErrorId.ResetNotSupported => ErrorCategory.NotImplemented,
        SsprErrorId.ScopeGroupUnknown or SsprErrorId.PortalUnavailable or SsprErrorId.ServiceUnavailable or SsprErrorId.NetworkFailure => ErrorCategory.ResourceUnavailable,
        SsprErrorId.Throttled => ErrorCategory.LimitsExceeded,
        SsprErrorId.GraphTimeout or SsprErrorId.ResetTimedOut => ErrorCategory.OperationTimeout,
        SsprErrorId.ResetFailed or SsprErrorId.OutcomeUnknown or SsprErrorId.PolicyPartlyWritten => ErrorCategory.WriteError,
        SsprErrorId.PolicyChangedMeanwhile or SsprErrorId.ChangeNotVerified or SsprErrorId.PortalShapeUnknown or SsprErrorId.AnswerNotJson
            or SsprErrorId.AnswerTruncated or SsprErrorId.PagingLoop => ErrorCategory.InvalidData,
        SsprErrorId.PolicyFileNotFound or SsprErrorId.BaselineNotFound => ErrorCategory.ObjectNotFound,
        SsprErrorId.PolicyFileUnreadable => ErrorCategory.OpenError,
        SsprErrorId.PolicyFileInvalid or SsprErrorId.PolicyFileTooNew => ErrorCategory.InvalidData,
        SsprErrorId.PolicyFileExists => ErrorCategory.ResourceExists,
        SsprErrorId.PolicyFileNotWritten => ErrorCategory.WriteError,
        SsprErrorId.NextLinkUntrusted or SsprErrorId.RedirectUntrusted => ErrorCategory.SecurityError,
        SsprErrorId.SnapshotNotRead => ErrorCategory.ReadError,
        SsprErrorId.SnapshotNotWritten or SsprErrorId.ReportNotWritten => ErrorCategory.WriteError,
        SsprErrorId.ReportExists => ErrorCategory.ResourceExists,
        SsprErrorId.ConflictingAssembly => ErrorCategory.ResourceExists,
        _ => ErrorCategory.NotSpecified,
    };
}
