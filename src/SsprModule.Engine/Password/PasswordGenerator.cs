using System.Security;
using System.Security.Cryptography;

namespace SsprModule.Engine.Password;

/// <summary>
/// Makes passwords that the cloud policy accepts (8 to 256 characters, three of four classes; Password policies, Microsoft
/// Learn): all four classes, no characters that look alike.
/// </summary>
internal static class PasswordGenerator
{
    private static readonly string[] Classes = ["ABCDEFGHJKLMNPQRSTUVWXYZ", "abcdefghijkmnpqrstuvwxyz", "23456789", "!#%+:=?@*-"];

    private static readonly string Any = string.Concat(Classes);

    /// <summary>A new password, never held as a string.</summary>
    /// <param name="length">8 to 256 characters.</param>
    public static SecureString Create(int length)
    {
        var characters = new char[length];
        try
        {
            for (var i = 0; i < length; i++)
            {
                characters[i] = Pick(i < Classes.Length ? Classes[i] : Any);
            }

            Shuffle(characters);
            return Seal(characters);
        }
        finally
        {
            Array.Clear(characters, 0, length);
        }
    }

    private static SecureString Seal(char[] characters)
    {
        var password = new SecureString();
        foreach (var character in characters)
        {
            password.AppendChar(character);
        }

        password.MakeReadOnly();
        return password;
    }

    private static void Shuffle(char[] characters)
    {
        for (var i = characters.Length - 1; i > 0; i--)
        {
            var other = Below(i + 1);
            (characters[i], characters[other]) = (characters[other], characters[i]);
        }
    }

    private static char Pick(string characters) => characters[Below(characters.Length)];

#if NET
    private static int Below(int limit) => RandomNumberGenerator.GetInt32(limit);
#else
    // Bytes beyond the last whole multiple are thrown away, so that every value is equally likely.
    private static int Below(int limit)
    {
        using var random = RandomNumberGenerator.Create();
        var one = new byte[1];
        var bound = 256 - (256 % limit);
        do
        {
            random.GetBytes(one);
        }
        while (one[0] >= bound);

        return one[0] % limit;
    }
#endif
}
