using System.Security.Cryptography;

namespace SsprModule.Engine.Password;

/// <summary>Numbers that nobody can foretell, each equally likely.</summary>
internal static class CryptoRandom
{
#if NET
    /// <summary>A number from 0 to below <paramref name="limit"/>.</summary>
    public static int Below(int limit) => RandomNumberGenerator.GetInt32(limit);

    /// <summary>Fresh random bytes.</summary>
    public static byte[] Bytes(int count) => RandomNumberGenerator.GetBytes(count);
#else
    /// <summary>A number from 0 to below <paramref name="limit"/>.</summary>
    public static int Below(int limit)
    {
        // Numbers beyond the last whole multiple are thrown away, so that none is likelier than another.
        var bound = uint.MaxValue - (uint.MaxValue % (uint)limit);
        uint number;
        do
        {
            number = BitConverter.ToUInt32(Bytes(4), 0);
        }
        while (number >= bound);

        return (int)(number % (uint)limit);
    }

    /// <summary>Fresh random bytes.</summary>
    public static byte[] Bytes(int count)
    {
        using var random = RandomNumberGenerator.Create();
        var bytes = new byte[count];
        random.GetBytes(bytes);
        return bytes;
    }
#endif
}
