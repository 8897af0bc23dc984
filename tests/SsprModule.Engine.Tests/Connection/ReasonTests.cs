using System.Collections;
using System.Globalization;
using System.Resources;
using SsprModule.Errors;
using SsprModule.Text;
using Xunit;

namespace SsprModule.Engine.Tests.Connection;

public sealed class ReasonTests
{
    private static readonly ResourceManager Resources = new("SsprModule.Text.Messages", typeof(Reason).Assembly);

    [Fact]
    public void Every_reason_is_told_in_English_and_in_Dutch()
    {
        var english = Keys(CultureInfo.InvariantCulture);
        Assert.NotEmpty(english);
        Assert.Equal(english, Keys(CultureInfo.GetCultureInfo("nl")));
    }

    [Fact]
    public void A_reason_is_told_in_the_language_of_the_session_when_it_is_shown()
    {
        var error = new SsprException(SsprErrorId.ConnectionRequestInvalid, new Reason("ParameterMissing", "-TenantId"));
        Assert.EndsWith("-TenantId is missing", In("en-US", () => error.Message));
        Assert.EndsWith("-TenantId ontbreekt", In("nl-NL", () => error.Message));
    }

    private static string[] Keys(CultureInfo culture) =>
        [.. Resources.GetResourceSet(culture, true, false)!.Cast<DictionaryEntry>().Select(entry => (string)entry.Key).Where(key => key.StartsWith("Reason_", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    private static string In(string culture, Func<string> read)
    {
        var before = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(culture);
        try
        {
            return read();
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }
}
