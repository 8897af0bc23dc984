using System.Globalization;
using SsprModule.Engine.Troubleshooting;
using SsprModule.Models;
using Xunit;

namespace SsprModule.Engine.Tests.Troubleshooting;

public sealed class ReasonBookTests
{
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-US");

    [Theory]
    [InlineData("User completed the email verification option", "gatePassed", "email")]
    [InlineData("user started the MOBILE SMS verification option. ", "gateStarted", "mobileSms")]
    [InlineData("User\u2019s account has insufficient authentication methods defined. Add authentication info to resolve this ", "notEnoughMethods", null)]
    [InlineData("Successfully completed reset.", "resetDone", null)]
    [InlineData("None", "changeDone", null)]
    [InlineData("User registered all required security info", "registrationDone", null)]
    [InlineData("User registered Authenticator App with Notification and Code", "methodRegistered", "Authenticator App with Notification and Code")]
    [InlineData("User failed to delete Phone.", "methodDeleteFailed", "Phone")]
    public void A_reason_is_recognised_however_the_log_ends_it(string text, string key, string? method)
    {
        var reason = ReasonBook.Find(text)!;
        Assert.Equal((key, method), (reason.Entry.Text, reason.Method));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(" ")]
    [InlineData("Something new")]
    [InlineData("Nonesuch")]
    [InlineData("User registered ")]
    public void Another_is_not_guessed(string? text) => Assert.Null(ReasonBook.Find(text));

    [Fact]
    public void Each_reason_is_found_by_its_own_text_and_tells_itself_without_a_gap()
    {
        Assert.All(Catalogue.Structure.Reasons, entry =>
        {
            var found = ReasonBook.Find(entry.Match.Replace("{method}", "Phone"))!;
            Assert.Equal(entry, found.Entry);
            Assert.DoesNotContain("{", found.Meaning(English) + string.Concat(found.Steps(English)));
        });
    }

    [Fact]
    public void A_method_is_told_in_the_language_asked_for()
    {
        var reason = ReasonBook.Find("User started the mobile voice call verification option")!;
        Assert.Contains("call to the mobile phone", reason.Meaning(English));
        Assert.Contains("oproep naar de mobiele telefoon", reason.Meaning(CultureInfo.GetCultureInfo("nl")));
        Assert.Equal(SsprAttemptStep.Gate, reason.Entry.Stage);
    }
}
