namespace SsprModule.Sandbox.Tenant;

/// <summary>
/// One past attempt as the log holds it: a row for each step under one correlation id, with reasons that have been seen in real
/// logs (tests of the module's own knowledge base would prove nothing with reasons made up here).
/// </summary>
internal sealed class PastAttempt
{
    private readonly AuditLog log;
    private readonly UserProfile user;
    private readonly DateTimeOffset start;
    private DateTimeOffset at;
    private int? session;

    public PastAttempt(AuditLog log, UserProfile user, DateTimeOffset at)
    {
        this.log = log;
        this.user = user;
        this.at = at;
        start = at;
    }

    private bool HasApp => (user.Methods & MethodSet.AuthenticatorPush) != 0;

    private bool HasEmail => (user.Methods & MethodSet.Email) != 0;

    private string Option => HasApp ? "mobile app notification" : HasEmail ? "email" : "mobile SMS";

    private string Method => HasApp ? "mobileAppNotification" : HasEmail ? "email" : "mobileSMS";

    /// <summary>Writes the rows.</summary>
    /// <param name="kind">0 to 9: what happens.</param>
    /// <returns>The row of the summary report; null where the user left before an end, which that report does not count.</returns>
    public SelfServiceEvent? Happen(int kind)
    {
        if (kind is 5 or 6)
        {
            return Register();
        }

        Step("User submitted their user ID");
        if (user.Methods == MethodSet.None)
        {
            Step("User's account has insufficient authentication methods defined. Add authentication info to resolve this ", success: false);
            return Summary("reset", false, "unknownFutureValue", "UserNotRegistered");
        }

        Step("User was presented with verification options");
        Step($"User started the {Option} verification option");
        return kind switch
        {
            4 => Leave(),
            9 => Block(),
            7 or 8 => Refuse(),
            _ => Succeed(),
        };
    }

    private SelfServiceEvent Register()
    {
        Add(AuditKind.UserRegistered, HasEmail ? "User registered Email" : "User registered Phone");
        Add(AuditKind.UserRegisteredAll, "User registered all required security info");
        return Summary("registration", true, Method, string.Empty);
    }

    private SelfServiceEvent? Leave()
    {
        // No such reason is known for the app: there the steps simply stop.
        if (!HasApp)
        {
            Step($"User abandoned after starting the {Option} verification option", success: false);
        }

        return null;
    }

    // The block itself succeeds, and is logged so.
    private SelfServiceEvent Block()
    {
        Step("User entered too many invalid SMS verification codes and is blocked for 24 hours", success: false);
        Add(AuditKind.Blocked, "User entered too many invalid SMS verification codes and is blocked for 24 hours");
        return Summary("reset", false, Method, "TooManyAttempts");
    }

    private SelfServiceEvent Refuse()
    {
        Pass();
        Add(AuditKind.ResetSelfService, user.IsSynced ? "We could not reach your on-premises password reset service" : "FuzzyPolicyViolationInvalidPassword", success: false);
        return Summary("reset", false, Method, user.IsSynced ? "OnPremisesConnectivityError" : "PasswordPolicyViolation");
    }

    private SelfServiceEvent Succeed()
    {
        Pass();
        Add(AuditKind.ResetSelfService, "Successfully completed reset.");
        return Summary("reset", true, Method, string.Empty);
    }

    private void Pass()
    {
        Step($"User completed the {Option} verification option");
        Step("User completed all verification steps required");
        Step("User submitted a new password");
    }

    private void Step(string reason, bool success = true) => Add(AuditKind.ResetStep, reason, success);

    private void Add(AuditKind kind, string reason, bool success = true)
    {
        session = log.AddBySelf(at, kind, user.Index, success, reason, session);
        at = at.AddSeconds(12 + (user.Index % 9));
    }

    private SelfServiceEvent Summary(string feature, bool success, string method, string failure) => new(start, user.Index, feature, success, method, failure);
}
