using System.Runtime.InteropServices;
using System.Security;

namespace SsprModule.Engine.Connection;

/// <summary>The one place where a secret becomes plain text.</summary>
internal static class SecureStringReader
{
    /// <summary>Hands the plain text to <paramref name="use"/>. The unmanaged copy is wiped afterwards; the managed one must not be kept in a field.</summary>
    public static T Use<T>(SecureString secret, Func<string, T> use)
    {
        var buffer = Marshal.SecureStringToBSTR(secret);
        try
        {
            return use(Marshal.PtrToStringBSTR(buffer));
        }
        finally
        {
            Marshal.ZeroFreeBSTR(buffer);
        }
    }
}
