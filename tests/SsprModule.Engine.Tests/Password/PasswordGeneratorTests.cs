using SsprModule.Engine.Connection;
using SsprModule.Engine.Password;
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
        for (var i = 0; i < 200; i++)
        {
            var password = SecureStringReader.Use(PasswordGenerator.Create(length), p => p);
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
        var all = Enumerable.Range(0, 2000).Select(_ => SecureStringReader.Use(PasswordGenerator.Create(12), p => p)).ToList();
        Assert.Equal(all.Count, all.Distinct().Count());
    }

    [Fact]
    public void The_class_of_a_character_does_not_follow_from_its_place()
    {
        var first = Enumerable.Range(0, 300).Select(_ => SecureStringReader.Use(PasswordGenerator.Create(8), p => p[0])).ToList();
        Assert.Contains(first, char.IsAsciiDigit);
        Assert.Contains(first, char.IsAsciiLetterLower);
    }
}
