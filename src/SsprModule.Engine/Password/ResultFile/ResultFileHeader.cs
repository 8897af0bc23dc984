using System.Text.Json;
using System.Text.Json.Serialization;

namespace SsprModule.Engine.Password.ResultFile;

/// <summary>The first line of a result file: what it is and how its key is found. Nothing in it is secret; every row authenticates it.</summary>
internal sealed record ResultFileHeader
{
    /// <summary>What every result file begins with.</summary>
    public const string Marker = "SsprModule.ResetResult";

    /// <summary>The version that this module writes and reads.</summary>
    public const int CurrentVersion = 1;

    private static readonly JsonSerializerOptions Options = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>Always <see cref="Marker"/>.</summary>
    public string Format { get; init; } = "";

    /// <summary>The version of the format.</summary>
    public int Version { get; init; }

    /// <summary>When the file was begun, UTC.</summary>
    public DateTimeOffset Created { get; init; }

    /// <summary>The tenant's id; null when the token does not tell.</summary>
    public string? Tenant { get; init; }

    /// <summary>How a password becomes the key; null when a certificate protects the file.</summary>
    public PasswordDerivation? Derivation { get; init; }

    /// <summary>The key, encrypted to a certificate (CMS EnvelopedData); null when a password protects the file.</summary>
    public byte[]? EnvelopedKey { get; init; }

    /// <summary>The thumbprint of that certificate.</summary>
    public string? Thumbprint { get; init; }

    /// <summary>The line without its end.</summary>
    public byte[] ToLine() => JsonSerializer.SerializeToUtf8Bytes(this, Options);

    /// <summary>Reads a line; null when it is no header of this module.</summary>
    public static ResultFileHeader? Parse(byte[] line)
    {
        try
        {
            return JsonSerializer.Deserialize<ResultFileHeader>(line, Options) is { Format: Marker } header ? header : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
