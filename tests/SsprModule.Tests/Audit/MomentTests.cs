using System.Globalization;
using SsprModule.Models;
using SsprModule.Tests.Support;

namespace SsprModule.Tests.Audit;

public sealed class MomentTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("2026-11-20T10:00:00Z", "2026-11-20T10:00:00Z")]
    [InlineData("2026-11-20T10:00:00+02:00", "2026-11-20T08:00:00Z")]
    [InlineData("7.00:00:00", "2026-11-16T12:00:00Z")]
    [InlineData("-02:00:00", "2026-11-23T10:00:00Z")]
    public void A_text_is_a_date_or_how_long_ago(string text, string moment) =>
        Assert.Equal(DateTimeOffset.Parse(moment, CultureInfo.InvariantCulture), SsprMoment.Parse(text).At(Now));

    [Theory]
    [InlineData("")]
    [InlineData("7")]
    [InlineData("last week")]
    [InlineData("99:99:99")]
    public void Another_text_is_refused(string text) => Assert.Throws<FormatException>(() => SsprMoment.Parse(text));

    [Theory]
    [InlineData("[timespan]'02:00:00'", "2026-11-23T10:00:00Z")]
    [InlineData("[datetime]::new(2026, 11, 20, 0, 0, 0, [DateTimeKind]::Utc)", "2026-11-20T00:00:00Z")]
    [InlineData("[datetimeoffset]'2026-11-20T00:00:00Z'", "2026-11-20T00:00:00Z")]
    [InlineData("'1.00:00:00'", "2026-11-22T12:00:00Z")]
    public void PowerShell_converts_what_people_have(string value, string moment)
    {
        using var session = new UserSession("nl-NL");
        Assert.Equal(DateTimeOffset.Parse(moment, CultureInfo.InvariantCulture), session.Run($"[SsprModule.Models.SsprMoment]({value})").Single<SsprMoment>().At(Now));
    }
}
