using SsprModule.Models;
using SsprModule.Tests.Support;

namespace SsprModule.Tests.Troubleshooting;

public sealed class FaqTests
{
    [Fact]
    public void Words_need_no_quotes_and_the_best_answer_comes_first()
    {
        using var session = new UserSession();
        var first = session.Run("Get-SsprFaq unlock account").AssertFine().As<SsprFaqEntry>().First();
        Assert.Equal("FAQ-016", first.Id);
        Assert.True(first.Score > 0);
        Assert.Equal("https", first.Link!.Scheme);
    }

    [Fact]
    public void Dutch_words_find_it_in_an_English_session_and_the_other_way_round()
    {
        using var english = new UserSession("en-US");
        using var dutch = new UserSession("nl-NL");
        Assert.StartsWith("Where does a guest", english.Run("Get-SsprFaq gasten").AssertFine().As<SsprFaqEntry>().First().Question);
        Assert.StartsWith("Waar herstelt een gast", dutch.Run("Get-SsprFaq guest").AssertFine().As<SsprFaqEntry>().First().Question);
        Assert.StartsWith("Waar herstelt een gast", english.Run("Get-SsprFaq guest -Culture nl-NL").AssertFine().As<SsprFaqEntry>().First().Question);
    }

    [Fact]
    public void Without_words_all_come()
    {
        using var session = new UserSession();
        Assert.Equal(57, session.Run("Get-SsprFaq").AssertFine().Output.Count);
    }

    [Fact]
    public void A_search_without_a_hit_says_so_and_suggests()
    {
        using var session = new UserSession();
        var outcome = session.Run("Get-SsprFaq regsitratoin").AssertFine();
        Assert.Empty(outcome.Output);
        Assert.Contains("registration", Assert.Single(outcome.Warnings));
    }
}
