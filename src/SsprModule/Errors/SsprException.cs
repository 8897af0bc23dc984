using SsprModule.Text;

namespace SsprModule.Errors;

/// <summary>The one exception of this module: what went wrong, for what, and what the service said.</summary>
public sealed class SsprException : Exception
{
    private readonly object?[] arguments;

    /// <summary>What the knowledge base adds to the action, because it knows the service's code; set by the engine, which holds it.</summary>
    internal static Func<SsprException, string?>? Adviser { get; set; }

    /// <summary>Creates the exception.</summary>
    /// <param name="id">What went wrong.</param>
    /// <param name="arguments">What fills the placeholders of its text, see <see cref="SsprErrorId"/>.</param>
    public SsprException(SsprErrorId id, params object?[] arguments)
        : this(id, null, arguments)
    {
    }

    /// <summary>Creates the exception over the one that caused it.</summary>
    /// <param name="id">What went wrong.</param>
    /// <param name="inner">The cause, or null.</param>
    /// <param name="arguments">What fills the placeholders of its text.</param>
    public SsprException(SsprErrorId id, Exception? inner, params object?[] arguments)
        : base(null, inner)
    {
        Id = id;
        this.arguments = arguments;
    }

    /// <summary>What went wrong.</summary>
    public SsprErrorId Id { get; }

    /// <summary>What fills the placeholders of the text.</summary>
    internal IReadOnlyList<object?> Arguments => arguments;

    /// <summary>What the service said; null when it was not asked.</summary>
    public GraphFailure? Failure { get; init; }

    /// <summary>The user, group or other object that the error is about; null when it is about the whole command.</summary>
    public object? Target { get; init; }

    /// <summary>
    /// Where <c>Get-SsprRegistration -ResumeFrom</c> continues a run that ended early; null when there is nothing to continue.
    /// Bound to the tenant and the query, and without secrets.
    /// </summary>
    public string? ResumeToken { get; internal set; }

    /// <summary>The page that could not be read, of which nothing was handed on; null for any but a later page.</summary>
    internal Uri? FailedPage { get; set; }

    /// <summary>
    /// True when the error is about one object only, so that a command over many goes on with the next one. What would
    /// meet every object alike - no permission, no network, an expired token - ends the command.
    /// </summary>
    internal bool IsAboutTarget => Id is SsprErrorId.UserNotFound or SsprErrorId.UserNameInvalid or SsprErrorId.ResetNotSupported
        or SsprErrorId.ResetFailed or SsprErrorId.ResetTimedOut or SsprErrorId.OutcomeUnknown or SsprErrorId.PasswordRefused
        or SsprErrorId.NotDirectMember or SsprErrorId.RequestRefused or SsprErrorId.NotAvailableInCloud or SsprErrorId.NoCodeFound
        or SsprErrorId.PrivilegedUser or SsprErrorId.PasswordNotGenerated or SsprErrorId.ResetUnresolved or SsprErrorId.PasswordLost
        or SsprErrorId.ContactInvalid or SsprErrorId.ContactRefused or SsprErrorId.ContactNotSupported
        || (Id == SsprErrorId.ChangeNotVerified && Target is not null);

    /// <summary>True when a write that ended so may have had effect all the same: nobody answered, or not the service itself.</summary>
    internal bool MayHaveHadEffect =>
        Id is SsprErrorId.NetworkFailure or SsprErrorId.GraphTimeout or SsprErrorId.ServiceUnavailable or SsprErrorId.AnswerNotJson
            or SsprErrorId.ConnectionClosed or SsprErrorId.RedirectUntrusted or SsprErrorId.AnswerTruncated;

    /// <summary>True when the service itself refused with this HTTP status.</summary>
    internal bool IsRefusal(int status) => Id == SsprErrorId.RequestRefused && Failure?.Status == status;

    /// <summary>The message in the user's language.</summary>
    public override string Message => Texts.Format("Error_" + Id, arguments);

    /// <summary>What to do next, in the user's language.</summary>
    public string RecommendedAction =>
        Adviser?.Invoke(this) is { } advice ? Texts.Format("Action_" + Id, arguments) + " " + advice : Texts.Format("Action_" + Id, arguments);
}
