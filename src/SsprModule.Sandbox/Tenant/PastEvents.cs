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
            Add(users.Profile((int)(dice % (ulong)users.Count)), at, (int)((dice >> 32) % 10));
        }

        // The last ones are those of README.md, whatever the seed.
        if (users.Count > NamedUsers.Sanne)
        {
            Add(users.Profile(NamedUsers.Bob), started.AddMinutes(-50), 0);
            Add(users.Profile(NamedUsers.Sanne), started.AddMinutes(-40), 7);
            Add(users.Profile(NamedUsers.Anna), started.AddMinutes(-30), 0);
        }

        return summary;

        void Add(UserProfile user, DateTimeOffset at, int kind)
        {
            if (user is { IsGuest: false, IsEnabled: true } && new PastAttempt(log, user, at).Happen(kind) is { } row)
            {
                summary.Add(row);
            }
        }
    }
}

/// <summary>A row of the beta userEventsSummary.</summary>
internal sealed record SelfServiceEvent(DateTimeOffset At, int User, string Feature, bool IsSuccess, string Method, string FailureReason);
