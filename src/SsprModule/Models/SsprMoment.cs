using System.Globalization;

namespace SsprModule.Models;

/// <summary>
/// A moment as people give it: a date and time, or how long ago. <c>2026-11-23</c>, <c>(Get-Date).AddDays(-7)</c>,
/// <c>(New-TimeSpan -Hours 2)</c> and <c>7.00:00:00</c> all convert to it. A date without a zone is local.
/// </summary>
public sealed class SsprMoment
{
    private readonly DateTimeOffset? at;
    private readonly TimeSpan ago;

    /// <summary>A moment in time; one of kind Unspecified is local.</summary>
    public SsprMoment(DateTime at) => this.at = new DateTimeOffset(at);

    /// <summary>A moment in time.</summary>
    public SsprMoment(DateTimeOffset at) => this.at = at;

    /// <summary>So long before now; the sign does not matter.</summary>
    public SsprMoment(TimeSpan ago) => this.ago = ago.Duration();

    /// <summary>Reads a date and time, or a time span as days.hours:minutes:seconds, whatever the culture of the session.</summary>
    /// <exception cref="FormatException">It is neither.</exception>
    public static SsprMoment Parse(string text)
    {
        // A date never reads as a time span, and a bare time is more likely meant as "so long ago".
        if (text.IndexOf(':') > 0 && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var ago))
        {
            return new SsprMoment(ago);
        }

        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeLocal, out var at)
            ? new SsprMoment(at)
            : throw new FormatException($"'{text}' is no date such as 2026-11-23 and no time span such as 7.00:00:00.");
    }

    /// <summary>The moment itself, UTC.</summary>
    /// <param name="now">What "ago" counts from.</param>
    internal DateTimeOffset At(DateTimeOffset now) => (at ?? now - ago).ToUniversalTime();

    /// <inheritdoc/>
    public override string ToString() => at?.ToString("O", CultureInfo.InvariantCulture) ?? "-" + ago.ToString("c", CultureInfo.InvariantCulture);
}
