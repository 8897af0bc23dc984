using System.Runtime.InteropServices;
using System.Security;

namespace SsprModule.Engine.Connection;

/// <summary>The one place where a secret becomes plain text.</summary>
internal static class SecureStringReader
{
    /// <summary>Hands the plain text to <paramref name="use"/>. The unmanaged copy is wiped afterwards; the managed one must not be kept in a field.</summary>
    public static T Use<T>(SecureString secret, Func<string, T> use) => UseCharacters(secret, characters => use(new string(characters)));

    /// <summary>Hands the characters to <paramref name="use"/> and wipes every copy afterwards, for what can do without a string.</summary>
    public static T UseCharacters<T>(SecureString secret, Func<char[], T> use)
    {
        var characters = new char[secret.Length];
        var buffer = Marshal.SecureStringToBSTR(secret);
        try
        {
            Marshal.Copy(buffer, characters, 0, characters.Length);
            return use(characters);
        }
        finally
        {
            Marshal.ZeroFreeBSTR(buffer);
            Array.Clear(characters, 0, characters.Length);
        }
    }
}
