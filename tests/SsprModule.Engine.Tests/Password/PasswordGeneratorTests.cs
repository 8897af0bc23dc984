using SsprModule.Contracts;
using SsprModule.Engine.Connection;
using SsprModule.Engine.Password;
using SsprModule.Models;
using Xunit;

namespace SsprModule.Engine.Tests.Password;

/// <summary>Generated passwords.</summary>
public sealed class PasswordGeneratorTests
{
    [Theory]
    [InlineData(8)]
    [InlineData(16)]
    [InlineData(256)]
    public void They_have_the_length_and_all_four_classes_and_no_look_alikes(int length)
    {
        var generator = Characters(length);
        for (var i = 0; i < 200; i++)
        {
            var password = Create(generator);
            Assert.Equal(length, password.Length);
            Assert.Contains(password, char.IsAsciiLetterUpper);
            Assert.Contains(password, char.IsAsciiLetterLower);
            Assert.Contains(password, char.IsAsciiDigit);
            Assert.Contains(password, c => !char.IsAsciiLetterOrDigit(c));
            Assert.DoesNotContain(password, c => "0O1lI".Contains(c));
        }
    }

    [Fact]
    public void No_two_are_the_same()
    {
        var generator = Characters(12);
        var all = Enumerable.Range(0, 2000).Select(_ => Create(generator)).ToList();
        Assert.Equal(all.Count, all.Distinct().Count());
    }

    [Fact]
    public void The_class_of_a_character_does_not_follow_from_its_place()
    {
        var first = Enumerable.Range(0, 300).Select(_ => Create(Characters(8))[0]).ToList();
        Assert.Contains(first, char.IsAsciiDigit);
        Assert.Contains(first, char.IsAsciiLetterLower);
    }

    [Fact]
    public void The_entropy_counts_the_passwords_that_are_possible()
    {
        // 66 characters; of the 66^8 strings those without one of the classes of 24, 24, 8 and 10 are left out.
        double[] sets = [24, 24, 8, 10];
        var possible = 0d;
        for (var missing = 0; missing < 16; missing++)
        {
            var left = sets.Where((_, i) => (missing & (1 << i)) == 0).Sum();
            possible += (int.PopCount(missing) % 2 == 0 ? 1 : -1) * Math.Pow(left, 8);
        }

        Assert.Equal(Math.Log2(possible), Characters(8).Entropy, 6);
        Assert.Equal(256 * Math.Log2(66), Characters(256).Entropy, 3);
    }

    [Theory]
    [InlineData(SsprPassphraseLanguage.English)]
    [InlineData(SsprPassphraseLanguage.Dutch)]
    public void A_passphrase_is_made_of_words_of_the_list_and_two_digits(SsprPassphraseLanguage language)
    {
        var words = WordList.Of(language).ToHashSet();
        var generator = Phrases(language, 4, []);
        for (var i = 0; i < 100; i++)
        {
            var parts = Create(generator).Split('-');
            Assert.Equal(5, parts.Length);
            Assert.All(parts[..4], part => Assert.True(char.IsAsciiLetterUpper(part[0]) && words.Contains(part.ToLowerInvariant()), part));
            Assert.Matches("^[2-9]{2}$", parts[4]);
        }

        Assert.Equal((4 * Math.Log2(words.Count)) + 6, generator.Entropy, 6);
    }

    [Theory]
    [InlineData(SsprPassphraseLanguage.English)]
    [InlineData(SsprPassphraseLanguage.Dutch)]
    public void The_list_holds_two_thousand_short_words_each_once(SsprPassphraseLanguage language)
    {
        var words = WordList.Of(language);
        Assert.True(words.Count >= 2000, $"{words.Count}");
        Assert.Equal(words.Count, words.Distinct().Count());
        Assert.All(words, word => Assert.Matches("^[a-z]{3,8}$", word));
    }

    [Fact]
    public void A_banned_term_takes_its_words_out_of_the_list_and_lowers_the_entropy()
    {
        var generator = Phrases(SsprPassphraseLanguage.English, 12, ["berry", "apple"]);
        Assert.True(generator.Entropy < Phrases(SsprPassphraseLanguage.English, 12, []).Entropy);
        Assert.All(Enumerable.Range(0, 300), _ => Assert.DoesNotMatch("(?i)berry|apple", Create(generator)));
    }

    private static PasswordGenerator Characters(int length) => new(new PasswordResetOptions { Length = length }, []);

    private static PasswordGenerator Phrases(SsprPassphraseLanguage language, int words, IReadOnlyCollection<string> banned) =>
        new(new PasswordResetOptions { Passphrase = language, WordCount = words }, banned);

    private static string Create(PasswordGenerator generator) => SecureStringReader.Use(generator.Create(), p => p);
}
