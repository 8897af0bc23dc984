using SsprModule.Contracts;

namespace SsprModule.Engine.Registration;

/// <summary>
/// Whether a number of users is read with a call for each or with one pass over the report. Both count against the same quota
/// of 5 calls in 10 seconds (Microsoft Graph throttling limits, Microsoft Learn), so the number of calls decides.
/// </summary>
internal sealed class ReadingCost
{
    // What the quota allows at once needs no question first.
    private const int AtOnce = 5;

    private readonly TenantUsers users;

    public ReadingCost(TenantUsers users) => this.users = users;

    /// <summary>True when a pass takes fewer calls; says in a verbose line what was chosen.</summary>
    public async Task<bool> IsPassCheaperAsync(int wanted, IEngineLog log, CancellationToken cancellationToken)
    {
        if (wanted <= AtOnce)
        {
            return false;
        }

        var all = await users.CountAsync(log, cancellationToken).ConfigureAwait(false);
        var pages = all is { } count ? (count / ReportReader.LargestPage) + 1 : long.MaxValue;
        var isCheaper = pages < wanted;
        log.Verbose(isCheaper
            ? $"Reading the whole report once: {pages} calls at most, against {wanted} for one call a user."
            : all is null ? $"Reading {wanted} users with one call each." : $"Reading {wanted} users with one call each, against {pages} for the whole report.");
        return isCheaper;
    }
}
