using System.Security;
using System.Text;
using System.Text.Json.Serialization;
using Org.BouncyCastle.Crypto.Generators;
using Org.BouncyCastle.Crypto.Parameters;
using SsprModule.Engine.Connection;

namespace SsprModule.Engine.Password.ResultFile;

/// <summary>How a password becomes a key: Argon2id with the second set of parameters that RFC 9106 recommends, 64 MiB and three passes.</summary>
internal sealed record PasswordDerivation
{
    private const string Argon2id = "argon2id";
    private const int SaltLength = 16;

    // A file from elsewhere must not make its reader run for hours or out of memory.
    private const int MostMemory = 1024 * 1024;
    private const int MostIterations = 32;
    private const int MostLanes = 64;

    /// <summary>The function.</summary>
    public string Function { get; init; } = "";

    /// <summary>Random, new for each file.</summary>
    public byte[] Salt { get; init; } = [];

    /// <summary>Memory in KiB.</summary>
    public int Memory { get; init; }

    /// <summary>Passes over the memory.</summary>
    public int Iterations { get; init; }

    /// <summary>Lanes.</summary>
    public int Lanes { get; init; }

    /// <summary>True when this module can follow it.</summary>
    [JsonIgnore]
    public bool IsKnown =>
        Function == Argon2id && Salt is { Length: >= 8 } && Lanes is >= 1 and <= MostLanes && Memory <= MostMemory && Memory >= 8 * Lanes && Iterations is >= 1 and <= MostIterations;

    /// <summary>Parameters for a new file.</summary>
    public static PasswordDerivation Create() => new() { Function = Argon2id, Salt = CryptoRandom.Bytes(SaltLength), Memory = 64 * 1024, Iterations = 3, Lanes = 4 };

    /// <summary>The key for a password.</summary>
    public byte[] Derive(SecureString password) => SecureStringReader.UseCharacters(password, characters =>
    {
        var generator = new Argon2BytesGenerator();
        generator.Init(new Argon2Parameters.Builder(Argon2Parameters.Argon2id)
            .WithVersion(Argon2Parameters.Version13).WithSalt(Salt).WithMemoryAsKB(Memory).WithIterations(Iterations).WithParallelism(Lanes).Build());
        var bytes = Encoding.UTF8.GetBytes(characters);
        try
        {
            var key = new byte[ResultCipher.KeyLength];
            generator.GenerateBytes(bytes, key);
            return key;
        }
        finally
        {
            Array.Clear(bytes, 0, bytes.Length);
        }
    });
}
