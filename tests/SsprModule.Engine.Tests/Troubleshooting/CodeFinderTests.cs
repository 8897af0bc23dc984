using SsprModule.Engine.Troubleshooting;
using SsprModule.Models;
using Xunit;

namespace SsprModule.Engine.Tests.Troubleshooting;

public sealed class CodeFinderTests
{
    [Theory]
    [InlineData("SSPR_0029", "SSPR_0029")]
    [InlineData("sspr_9", "SSPR_0009")]
    [InlineData("Error SSPR_009 (two zeros), as one article prints it", "SSPR_0009")]
    [InlineData("0x80230619", "0x80230619")]
    [InlineData("8023061f", "0x8023061F")]
    [InlineData("The call failed (hr=8023062C).", "0x8023062C")]
    [InlineData("AADSTS50126: Error validating credentials. Trace ID: 4ab18e8f-50126", "AADSTS50126")]
    [InlineData("50126", "AADSTS50126")]
    [InlineData("33008", "33008")]
    [InlineData(" 33008 ", "33008")]
    [InlineData("event 33008", "33008")]
    [InlineData("Event ID: 33008", "33008")]
    [InlineData("EventID=33008", "33008")]
    [InlineData("<EventID Qualifiers=\"0\">33008</EventID>", "33008")]
    [InlineData("Gebeurtenis-id: 33008", "33008")]
    [InlineData("gebeurtenis 33008 op de server", "33008")]
    [InlineData("Authorization_RequestDenied", "Authorization_RequestDenied")]
    [InlineData("code: TooManyRequests", "TooManyRequests")]
    [InlineData("errorCode=OnPremisesConnectivityError", "SSPR_0030")]
    [InlineData("PasswordDoesnotComplyFuzzyPolicy", "AADSTS120018")]
    [InlineData("FuzzyPolicyViolationInvalidPassword", "FuzzyPolicyViolationInvalidPassword")]
    [InlineData("MSG_TOO_MANY_ATTEMPTS", "MSG_TOO_MANY_ATTEMPTS")]
    [InlineData("ADPasswordPolicyError", "33008")]
    public void A_code_is_found_in_any_of_its_forms(string text, string code) => Assert.Equal(code, Assert.Single(CodeFinder.Find(text)).Code);

    [Theory]
    [InlineData("SSPR_0020")]
    [InlineData("AADSTS999999")]
    [InlineData("0x80239999")]
    [InlineData("31020")]
    [InlineData("event 32006")]
    [InlineData("Directory_SomethingNew")]
    public void What_looks_like_a_code_is_found_though_nobody_documents_it(string text) => Assert.Single(CodeFinder.Find(text));

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("Nothing to see here")]
    [InlineData("It failed 33008 times since 2026, on port 8080, in build 31001.")]
    [InlineData("Contoso has 31002 users and 403 groups")]
    [InlineData("+31 612345678")]
    [InlineData("192.0.2.33")]
    [InlineData("12")]
    [InlineData("MSOL_1234abcd")]
    [InlineData("None")]
    [InlineData("The event log is full")]
    [InlineData("0x1234")]
    public void Other_numbers_and_words_are_not_codes(string text) => Assert.Empty(CodeFinder.Find(text));

    [Fact]
    public void Three_codes_come_in_order_of_appearance_and_each_once()
    {
        var found = CodeFinder.Find("SSPR_0029 on the page; event 33004 on the server (hr=80230619); again SSPR_29 and Event ID 33004.");
        Assert.Equal(["SSPR_0029", "33004", "0x80230619"], found.Select(f => f.Code));
        Assert.Equal([SsprCodeKind.Sspr, SsprCodeKind.WritebackEvent, SsprCodeKind.Writeback], found.Select(f => f.Kind));
    }

    [Fact]
    public void A_known_event_stands_alone_where_the_text_names_its_log()
    {
        const string Table = """
               ProviderName: PasswordResetService

            TimeCreated          Id LevelDisplayName Message
            11/23/2026 08:12  33008 Error            TrackingId: 4ab18e8f-31001, port 44343
            """;
        Assert.Equal(["33008"], CodeFinder.Find(Table).Select(f => f.Code));
    }

    [Fact]
    public void A_text_of_a_megabyte_is_searched_in_time()
    {
        var text = string.Concat(Enumerable.Repeat("event hr = 8 gebeurtenis 0x AADSTS SSPR_ Directory_ ", 20_000));
        Assert.Empty(CodeFinder.Find(text));
    }
}
