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
        return exception.Failure is { } f
            ? text + Environment.NewLine + Texts.Format("Error_Support", f.Code ?? f.Status.ToString(CultureInfo.InvariantCulture), f.RequestId ?? "-", f.Date ?? "-", f.Call ?? "-")
            : text;
    }

    private static ErrorCategory CategoryOf(SsprErrorId id) => id switch
    {
        SsprErrorId.NotConnected or SsprErrorId.ConnectionClosed => ErrorCategory.ConnectionError,
        SsprErrorId.ParametersConflict or SsprErrorId.ParameterRequired or SsprErrorId.ConnectionRequestInvalid or SsprErrorId.EndpointNotSecure or SsprErrorId.UserNameInvalid
            or SsprErrorId.GroupRequired or SsprErrorId.GroupNotAllowed or SsprErrorId.GroupNotSecurity
            or SsprErrorId.GroupAmbiguous or SsprErrorId.PasswordRefused or SsprErrorId.FilterRefused
            or SsprErrorId.MethodUnknown or SsprErrorId.MethodSettingNotAllowed or SsprErrorId.MethodTargetNotGroup or SsprErrorId.ImpactNothingToMeasure
            or SsprErrorId.RequestRefused or SsprErrorId.SettingInvalid or SsprErrorId.NothingToSet
            or SsprErrorId.GroupMembersFixed or SsprErrorId.GroupNotInScope or SsprErrorId.NoGroupInScope or SsprErrorId.NotDirectMember or SsprErrorId.NoCodeFound => ErrorCategory.InvalidArgument,
        SsprErrorId.SignInFailed or SsprErrorId.TokenExpired or SsprErrorId.TokenAudienceInvalid
            or SsprErrorId.TokenRejected or SsprErrorId.CertificatePasswordWrong => ErrorCategory.AuthenticationError,
        SsprErrorId.CertificateNotFound or SsprErrorId.UserNotFound or SsprErrorId.GroupNotFound or SsprErrorId.GroupDeleted
            or SsprErrorId.ModuleFilesMissing => ErrorCategory.ObjectNotFound,
        SsprErrorId.PermissionMissing or SsprErrorId.RoleMissing or SsprErrorId.AccessDenied
            or SsprErrorId.LicenseMissing or SsprErrorId.PortalRefused => ErrorCategory.PermissionDenied,
        SsprErrorId.NotAvailableInCloud or SsprErrorId.PowerShellTooOld or SsprErrorId.ResetNotSupported => ErrorCategory.NotImplemented,
        SsprErrorId.ScopeGroupUnknown or SsprErrorId.PortalUnavailable or SsprErrorId.ServiceUnavailable or SsprErrorId.NetworkFailure
            or SsprErrorId.BrowserUnavailable => ErrorCategory.ResourceUnavailable,
        SsprErrorId.Throttled or SsprErrorId.MethodPolicyTooLarge => ErrorCategory.LimitsExceeded,
        SsprErrorId.JournalInUse or SsprErrorId.JournalUnusable or SsprErrorId.ImportFileUnreadable => ErrorCategory.OpenError,
        SsprErrorId.JournalOtherTenant => ErrorCategory.InvalidArgument,
        SsprErrorId.JournalDamaged or SsprErrorId.ImportEncodingUnknown or SsprErrorId.ImportColumnMissing => ErrorCategory.InvalidData,
        SsprErrorId.ContactInvalid or SsprErrorId.ContactRefused or SsprErrorId.ContactNotSupported => ErrorCategory.InvalidArgument,
        SsprErrorId.ImportRowFailed => ErrorCategory.WriteError,
        SsprErrorId.ResetUnresolved or SsprErrorId.PasswordLost => ErrorCategory.WriteError,
        SsprErrorId.GraphTimeout or SsprErrorId.ResetTimedOut => ErrorCategory.OperationTimeout,
        SsprErrorId.PrivilegedUser or SsprErrorId.RolesUnreadable => ErrorCategory.PermissionDenied,
        SsprErrorId.ResultFileExists => ErrorCategory.ResourceExists,
        SsprErrorId.ResultFileKeyWrong => ErrorCategory.AuthenticationError,
        SsprErrorId.ResultFileInvalid or SsprErrorId.ResultFileDamaged or SsprErrorId.ResultFileUnfinished => ErrorCategory.InvalidData,
        SsprErrorId.ResultFileUnwritable or SsprErrorId.PasswordNotGenerated => ErrorCategory.WriteError,
        SsprErrorId.ResetFailed or SsprErrorId.OutcomeUnknown or SsprErrorId.PolicyPartlyWritten => ErrorCategory.WriteError,
        SsprErrorId.PolicyChangedMeanwhile or SsprErrorId.ChangeNotVerified or SsprErrorId.PortalShapeUnknown or SsprErrorId.MethodPolicyUnfamiliar or SsprErrorId.AnswerNotJson
            or SsprErrorId.AnswerTruncated or SsprErrorId.PagingLoop => ErrorCategory.InvalidData,
        SsprErrorId.PolicyFileNotFound or SsprErrorId.BaselineNotFound => ErrorCategory.ObjectNotFound,
        SsprErrorId.PolicyFileUnreadable => ErrorCategory.OpenError,
        SsprErrorId.PolicyFileInvalid or SsprErrorId.PolicyFileTooNew => ErrorCategory.InvalidData,
        SsprErrorId.PolicyFileExists => ErrorCategory.ResourceExists,
        SsprErrorId.PolicyFileNotWritten => ErrorCategory.WriteError,
        SsprErrorId.NextLinkUntrusted or SsprErrorId.RedirectUntrusted => ErrorCategory.SecurityError,
        SsprErrorId.ConflictingAssembly => ErrorCategory.ResourceExists,
        _ => ErrorCategory.NotSpecified,
    };
}
