using System.Globalization;
using SsprModule.Engine.Troubleshooting;
using Xunit;

namespace SsprModule.Engine.Tests.Troubleshooting;

public sealed class FaqSearchTests
{
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-US");

    [Theory]
    [InlineData("FAQ-016", "unlock account")]
    [InlineData("FAQ-016", "ontgrendelen account")]
    [InlineData("FAQ-021", "antwoord beveiligingsvraag lengte")]
    [InlineData("FAQ-021", "length of the answers to security questions")]
    [InlineData("FAQ-035", "how far back does the log go")]
    [InlineData("FAQ-035", "bewaartermijn logboek")]
    [InlineData("FAQ-049", "einde van sms 2027")]
    [InlineData("FAQ-056", "gasten")]
    [InlineData("FAQ-056", "guest reset")]
    [InlineData("FAQ-010", "blocked after too many attempts")]
    [InlineData("FAQ-044", "IS WRITEBACK SAFE?")]
    [InlineData("FAQ-027", "code géldig")]
    [InlineData("FAQ-017", "windows")]
    public void The_question_that_is_meant_comes_first(string id, string words) =>
        Assert.Equal(id, FaqSearch.Ask([words], English).Entries[0].Id);

    [Fact]
    public void Without_words_all_questions_come_in_their_order()
    {
        var all = FaqSearch.Ask([], English).Entries;
        Assert.Equal(57, all.Count);
        Assert.Equal(all.Select(e => e.Id).Order(StringComparer.Ordinal), all.Select(e => e.Id));
        Assert.All(all, e => Assert.Equal(0, e.Score));
    }

    [Fact]
    public void Hits_are_ranked_and_the_language_of_the_words_is_not_that_of_the_answer()
    {
        var hits = FaqSearch.Ask(["password", "writeback"], CultureInfo.GetCultureInfo("nl-NL")).Entries;
        Assert.True(hits.Count > 1);
        Assert.Equal(hits.OrderByDescending(h => h.Score).Select(h => h.Score), hits.Select(h => h.Score));
        Assert.Equal("Hoe werkt wachtwoord-writeback van binnen?", hits[0].Question);
    }

    [Fact]
    public void A_search_without_a_hit_suggests_words_that_are_spelt_alike()
    {
        var answer = FaqSearch.Ask(["regsitratoin"], English);
        Assert.Empty(answer.Entries);
        Assert.Contains("registration", answer.Suggestions);
    }

    [Theory]
    [InlineData("???")]
    [InlineData("zzzzqqq")]
    public void Nonsense_gives_nothing(string words) => Assert.Empty(FaqSearch.Ask([words], English).Entries);

    [Theory]
    [InlineData("passwords", "password")]
    [InlineData("vragen", "vraag")]
    [InlineData("methoden", "methods")]
    [InlineData("licenties", "licentie")]
    [InlineData("gasten", "gast")]
    [InlineData("codes", "code")]
    public void Singular_and_plural_are_one(string one, string other) => Assert.Equal(Stems.Of(other), Stems.Of(one));

    [Fact]
    public void Accents_and_case_do_not_matter() => Assert.Equal(["een", "geldige", "cafes"], Stems.Words("Eén GELDIGE cafés!"));

    [Theory]
    [InlineData("kitten", "sitting", 3)]
    [InlineData("", "abc", 3)]
    [InlineData("same", "same", 0)]
    public void The_distance_counts_letters(string one, string other, int distance) => Assert.Equal(distance, Stems.Distance(one, other));
}
