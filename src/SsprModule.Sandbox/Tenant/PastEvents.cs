namespace SsprModule.Sandbox.Tenant;

/// <summary>What users did for themselves before the tenant was opened: some weeks of registrations, resets and failures.</summary>
internal static class PastEvents
{
    private const int Most = 300;

    public static List<SelfServiceEvent> Write(UserDirectory users, AuditLog log, DateTimeOffset started, int seed)
    {
        var summary = new List<SelfServiceEvent>();
        var count = Math.Min(Most, users.Count);
        for (var number = 0; number < count; number++)
        {
            // Evenly over 29 days, oldest first.
            var at = started.AddDays(-29).AddMinutes(29 * 24 * 60.0 * number / count);
            var dice = Hash.Mix(seed, number, 41);
            var user = (int)(dice % (ulong)users.Count);
            var profile = users.Profile(user);
            if (!profile.IsGuest && profile.IsEnabled)
            {
                summary.Add(Happen(log, at, user, profile.Methods, (int)((dice >> 32) % 10)));
            }
        }

        return summary;
    }

    private static SelfServiceEvent Happen(AuditLog log, DateTimeOffset at, int user, MethodSet methods, int kind)
    {
        var method = (methods & MethodSet.AuthenticatorPush) != 0 ? "mobileAppNotification" : (methods & MethodSet.Email) != 0 ? "email" : "mobileSMS";
        switch (kind)
        {
            case < 5 when methods != MethodSet.None:
                log.AddBySelf(at, AuditKind.ResetSelfService, user, true, "Successfully completed reset.");
                return new SelfServiceEvent(at, user, "reset", true, method, string.Empty);
            case < 5:
                log.AddBySelf(at, AuditKind.ResetSelfService, user, false, "User did not have the required authentication methods registered.");
                return new SelfServiceEvent(at, user, "reset", false, "unknownFutureValue", "UserNotRegistered");
            case < 7:
                log.AddBySelf(at, AuditKind.UserRegistered, user);
                return new SelfServiceEvent(at, user, "registration", true, method, string.Empty);
            case < 9:
                log.AddBySelf(at, AuditKind.ResetSelfService, user, false, "FuzzyPolicyViolationInvalidPassword");
                return new SelfServiceEvent(at, user, "reset", false, method, "PasswordPolicyViolation");
            default:
                log.AddBySelf(at, AuditKind.Blocked, user, false, "The user tried too many times to validate an authentication method.");
                return new SelfServiceEvent(at, user, "reset", false, method, "TooManyAttempts");
        }
    }
}

/// <summary>A row of the beta userEventsSummary.</summary>
internal sealed record SelfServiceEvent(DateTimeOffset At, int User, string Feature, bool IsSuccess, string Method, string FailureReason);
