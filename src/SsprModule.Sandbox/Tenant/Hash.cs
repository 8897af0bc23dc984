namespace SsprModule.Sandbox.Tenant;

/// <summary>Fixed, fast mixing functions: the whole tenant follows from them, on every framework alike.</summary>
internal static class Hash
{
    /// <summary>A well spread 64-bit value for (seed, index, purpose); the finaliser of SplitMix64.</summary>
    public static ulong Mix(int seed, int index, int purpose = 0)
    {
        unchecked
        {
            var value = ((ulong)(uint)seed << 32) ^ (uint)index ^ ((ulong)purpose * 0x9E3779B97F4A7C15UL);
            value += 0x9E3779B97F4A7C15UL;
            value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9UL;
            value = (value ^ (value >> 27)) * 0x94D049BB133111EBUL;
            return value ^ (value >> 31);
        }
    }

    /// <summary>FNV-1a over the UTF-16 code units.</summary>
    public static ulong Text(string text)
    {
        unchecked
        {
            var hash = 14695981039346656037UL;
            foreach (var letter in text)
            {
                hash = (hash ^ letter) * 1099511628211UL;
            }

            return Mix((int)(hash >> 32), (int)hash);
        }
    }

    /// <summary>A version-4 shaped id for a named thing of the tenant.</summary>
    public static Guid Id(int seed, string name)
    {
        var key = Text(name);
        return Shape(Mix(seed, unchecked((int)key), 1), Mix(seed, unchecked((int)(key >> 32)), 2));
    }

    public static Guid Shape(ulong high, ulong low) => new(
        (uint)(high >> 32),
        (ushort)(high >> 16),
        (ushort)((high & 0x0FFF) | 0x4000),
        (byte)((low >> 56 & 0x3F) | 0x80),
        (byte)(low >> 48),
        (byte)(low >> 40),
        (byte)(low >> 32),
        (byte)(low >> 24),
        (byte)(low >> 16),
        (byte)(low >> 8),
        (byte)low);
}
