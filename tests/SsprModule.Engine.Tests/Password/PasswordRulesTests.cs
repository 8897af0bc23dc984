using System.Security;
using SsprModule.Engine.Password;
using Xunit;

namespace SsprModule.Engine.Tests.Password;

/// <summary>The rules that are checked before anything is sent.</summary>
public sealed class PasswordRulesTests
{
    private static readonly string[] Anna = ["Anna de Vries", "Anna", "de Vries", "anna.devries"];

    [Theory]
    [InlineData("Sh0rt!a", "shorter")]
    [InlineData("Wet-Clay-Lantérn-58", "other than")]
    [InlineData("Wet-Clay-\tLantern-58", "other than")]
    [InlineData("Wet Clay Lantern 58", null)]
    [InlineData("8letters", null)]
    public void Length_and_characters_are_checked(string password, string? reason) => AssertReason(reason, PasswordRules.Refuse(Secret(password))?.ToString());

    [Theory]
    [InlineData(256, null)]
    [InlineData(257, "longer")]
    public void Two_hundred_and_fifty_six_characters_are_the_most(int length, string? reason) =>
        AssertReason(reason, PasswordRules.Refuse(Secret(new string('a', length)))?.ToString());

    [Theory]
    [InlineData("Wet-Clay-ANNA-58!", "'anna'")]
    [InlineData("Wet-Clay-@nn@-58!", "'anna'")]
    [InlineData("xxVries2026xx", "'vries'")]
    [InlineData("Made-of-Nothing-58", null)]
    public void A_name_of_four_letters_or_more_is_found_also_in_disguise(string password, string? reason) =>
        AssertReason(reason, new PasswordRules([]).Refuse(Secret(password), Anna)?.ToString());

    // Each banned term counts one point and so does each other character; five are needed.
    [Theory]
    [InlineData("Fabrikam", "banned")]
    [InlineData("F@brikam12!", "banned")]
    [InlineData("Fabrikam123!", null)]
    [InlineData("FabrikamFabrikam12", "banned")]
    [InlineData("FabrikamFabrikam12!", null)]
    [InlineData("Wet-Clay-Lantern", null)]
    public void Banned_terms_are_weighed_as_the_service_weighs_them(string password, string? reason) =>
        AssertReason(reason, new PasswordRules(["Fabrikam", "abc"]).Refuse(Secret(password), [])?.ToString());

    [Fact]
    public void A_generated_password_keeps_clear_of_names_and_terms_altogether()
    {
        var rules = new PasswordRules(["Lantern"]);
        Assert.False(rules.IsClean(Secret("Wet-Clay-Lantern-58"), []));
        Assert.False(rules.IsClean(Secret("Wet-Clay-Vries-58"), Anna));
        Assert.True(rules.IsClean(Secret("Wet-Clay-Dune-58"), Anna));
    }

    private static void AssertReason(string? expected, string? actual)
    {
        if (expected is null)
        {
            Assert.Null(actual);
        }
        else
        {
            Assert.Contains(expected, actual, StringComparison.Ordinal);
        }
    }

    private static SecureString Secret(string text)
    {
        var secret = new SecureString();
        foreach (var c in text)
        {
            secret.AppendChar(c);
        }

        return secret;
    }
}
