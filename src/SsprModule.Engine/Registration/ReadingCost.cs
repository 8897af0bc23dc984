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

    // Where the number of users can't be read: a pass takes fewer calls in tenants of up to 100,000 users.
    private const int MostAlone = 100;

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
        if (all is not { } count)
        {
            var isPass = wanted > MostAlone;
            log.Verbose(isPass
                ? $"Reading the whole report once for {wanted} users; how many calls that takes is not known."
                : $"Reading {wanted} users with one call each; how many calls the whole report takes is not known.");
            return isPass;
        }

        var pages = (count / ReportReader.LargestPage) + 1;
        log.Verbose(pages < wanted
            ? $"Reading the whole report once: {pages} calls at most, against {wanted} for one call a user."
            : $"Reading {wanted} users with one call each, against {pages} for the whole report.");
        return pages < wanted;
    }
}
