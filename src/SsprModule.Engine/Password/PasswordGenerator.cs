using System.Globalization;
using System.Security;
using SsprModule.Contracts;

namespace SsprModule.Engine.Password;

/// <summary>
/// Makes passwords that the cloud policy accepts (8 to 256 characters, three of four classes; Password policies, Microsoft
/// Learn) and that can be read out: no characters that look alike. Each possible one is equally likely, so that the entropy
/// follows from their number.
/// </summary>
internal sealed class PasswordGenerator
{
    private const string Separator = "-";
    private const int Digits = 2;
    private static readonly string[] Classes = ["ABCDEFGHJKLMNPQRSTUVWXYZ", "abcdefghijkmnpqrstuvwxyz", "23456789", "!#%+:=?@*-"];
    private static readonly string Any = string.Concat(Classes);

    private readonly int length;
    private readonly int wordCount;
    private readonly IReadOnlyList<string>? words;

    /// <param name="options">What kind of password.</param>
    /// <param name="bannedTerms">Terms that no word of a passphrase may hold.</param>
    public PasswordGenerator(PasswordResetOptions options, IReadOnlyCollection<string> bannedTerms)
    {
        length = options.Length;
        wordCount = options.WordCount;
        words = options.Passphrase is { } language
            ? [.. WordList.Of(language).Where(word => !bannedTerms.Any(term => word.IndexOf(term, StringComparison.OrdinalIgnoreCase) >= 0)).Select(Capitalise)]
            : null;
    }

    /// <summary>Bits that somebody who knows how the passwords are made has to guess; 0 when there is no word left to choose from.</summary>
    public double Entropy => words is null ? CharacterEntropy(length)
        : words.Count == 0 ? 0
        : (wordCount * Math.Log(words.Count, 2)) + (Digits * Math.Log(Classes[2].Length, 2));

    /// <summary>A new password, never held as a string.</summary>
    public SecureString Create()
    {
        var password = words is null ? Characters() : Phrase(words);
        password.MakeReadOnly();
        return password;
    }

    private SecureString Characters()
    {
        var characters = new char[length];
        try
        {
            // Thrown away as a whole when a class is missing: to mend one would make some passwords likelier than others.
            do
            {
                for (var i = 0; i < length; i++)
                {
                    characters[i] = Any[CryptoRandom.Below(Any.Length)];
                }
            }
            while (!Array.TrueForAll(Classes, set => characters.AsSpan().IndexOfAny(set.AsSpan()) >= 0));

            return Seal(characters);
        }
        finally
        {
            Array.Clear(characters, 0, length);
        }
    }

    private SecureString Phrase(IReadOnlyList<string> from)
    {
        var phrase = new SecureString();
        for (var i = 0; i < wordCount; i++)
        {
            Append(phrase, from[CryptoRandom.Below(from.Count)]);
            Append(phrase, Separator);
        }

        for (var i = 0; i < Digits; i++)
        {
            phrase.AppendChar(Classes[2][CryptoRandom.Below(Classes[2].Length)]);
        }

        return phrase;
    }

    private static SecureString Seal(char[] characters)
    {
        var password = new SecureString();
        foreach (var character in characters)
        {
            password.AppendChar(character);
        }

        return password;
    }

    private static void Append(SecureString secret, string text)
    {
        foreach (var character in text)
        {
            secret.AppendChar(character);
        }
    }

    private static string Capitalise(string word) => char.ToUpper(word[0], CultureInfo.InvariantCulture) + word.Substring(1);

    // By inclusion and exclusion: all strings, less those without one class, plus those without two, and so on.
    private static double CharacterEntropy(int length)
    {
        var share = 0d;
        for (var missing = 0; missing < 1 << Classes.Length; missing++)
        {
            var left = Any.Length;
            var sign = 1;
            for (var i = 0; i < Classes.Length; i++)
            {
                if ((missing & (1 << i)) != 0)
                {
                    left -= Classes[i].Length;
                    sign = -sign;
                }
            }

            share += sign * Math.Pow(left / (double)Any.Length, length);
        }

        return (length * Math.Log(Any.Length, 2)) + Math.Log(share, 2);
    }
}
