using SsprModule.Sandbox.Http;

namespace SsprModule.Sandbox.Access;

/// <summary>The bucket on which a route draws.</summary>
internal enum Quota
{
    /// <summary>Identity and access: resource units per 10 seconds.</summary>
    Directory,

    /// <summary>Identity and access reports: 5 requests per 10 seconds.</summary>
    Reports,
}

/// <summary>The published limits of one app in this tenant (Learn: "Microsoft Graph service-specific throttling limits").</summary>
internal sealed class Quotas(TimeProvider clock, int userCount, bool enforced)
{
    private const int ReportRequests = 5;
    private const int Writes = 3000;
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan WriteWindow = TimeSpan.FromSeconds(150);
    private readonly Dictionary<string, Account> accounts = new(StringComparer.OrdinalIgnoreCase);
    private readonly int capacity = userCount < 50 ? 3500 : userCount <= 500 ? 5000 : 8000;

    /// <summary>
    /// Takes the call from the app's quotas, or throws 429 with the seconds after which it would fit.
    /// Returns the share of the quota that is now in use, 0 to 1.
    /// </summary>
    public double Take(string appId, Quota quota, int units, bool isWrite)
    {
        if (!enforced)
        {
            return 0;
        }

        lock (accounts)
        {
            if (!accounts.TryGetValue(appId, out var account))
            {
                accounts[appId] = account = new Account(capacity, clock.GetUtcNow());
            }

            var now = clock.GetUtcNow();
            var wait = quota == Quota.Reports
                ? Wait(account.Reports, now, Window, ReportRequests)
                : WaitForUnits(account, now, units);
            if (isWrite)
            {
                wait = Max(wait, Wait(account.Writes, now, WriteWindow, Writes));
            }

            if (wait > TimeSpan.Zero)
            {
                throw GraphErrors.Throttled(Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)));
            }

            Spend(account, now, quota, units, isWrite);
            return quota == Quota.Reports ? (double)account.Reports.Count / ReportRequests : 1 - (account.Units / capacity);
        }
    }

    private static void Spend(Account account, DateTimeOffset now, Quota quota, int units, bool isWrite)
    {
        if (quota == Quota.Reports)
        {
            account.Reports.Enqueue(now);
        }
        else
        {
            account.Units -= units;
        }

        if (isWrite)
        {
            account.Writes.Enqueue(now);
        }
    }

    private static TimeSpan Wait(Queue<DateTimeOffset> past, DateTimeOffset now, TimeSpan window, int most)
    {
        while (past.Count > 0 && past.Peek() + window <= now)
        {
            past.Dequeue();
        }

        return past.Count < most ? TimeSpan.Zero : past.Peek() + window - now;
    }

    private TimeSpan WaitForUnits(Account account, DateTimeOffset now, int units)
    {
        var perSecond = capacity / Window.TotalSeconds;
        account.Units = Math.Min(capacity, account.Units + ((now - account.Filled).TotalSeconds * perSecond));
        account.Filled = now;
        return account.Units >= units ? TimeSpan.Zero : TimeSpan.FromSeconds((units - account.Units) / perSecond);
    }

    private static TimeSpan Max(TimeSpan left, TimeSpan right) => left > right ? left : right;

    private sealed class Account(double units, DateTimeOffset now)
    {
        public Queue<DateTimeOffset> Reports { get; } = new();

        public Queue<DateTimeOffset> Writes { get; } = new();

        public double Units { get; set; } = units;

        public DateTimeOffset Filled { get; set; } = now;
    }
}
