using System.Buffers.Binary;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Modes;
using Org.BouncyCastle.Crypto.Parameters;

namespace SsprModule.Engine.Password.ResultFile;

/// <summary>
/// Encrypts the rows of one file with AES-256-GCM. Each row is bound to the header and to its place, so that none can be
/// changed, left out or moved unseen. The key is used for one file only, so the number of the row serves as the nonce.
/// BouncyCastle, because .NET Framework has no AES-GCM.
/// </summary>
internal sealed class ResultCipher
{
    /// <summary>Bytes of a key.</summary>
    public const int KeyLength = 32;

    private const int NonceLength = 12;
    private const int TagBits = 128;

    private readonly byte[] key;
    private readonly byte[] header;

    /// <param name="key">The key of the file.</param>
    /// <param name="header">The first line of the file, which is authenticated with each row.</param>
    public ResultCipher(byte[] key, byte[] header)
    {
        this.key = key;
        this.header = header;
    }

    /// <summary>Encrypts a row.</summary>
    public byte[] Seal(long row, byte[] plain) => Run(encrypt: true, row, plain, plain.Length);

    /// <summary>Decrypts a row, or null when it is not the row that was written there.</summary>
    public byte[]? Open(long row, byte[] sealedRow)
    {
        try
        {
            return Run(encrypt: false, row, sealedRow, sealedRow.Length);
        }
        catch (InvalidCipherTextException)
        {
            return null;
        }
    }

    private byte[] Run(bool encrypt, long row, byte[] input, int length)
    {
        var nonce = new byte[NonceLength];
        BinaryPrimitives.WriteInt64BigEndian(nonce.AsSpan(NonceLength - sizeof(long)), row);
        var cipher = new GcmBlockCipher(Org.BouncyCastle.Crypto.AesUtilities.CreateEngine());
        cipher.Init(encrypt, new AeadParameters(new KeyParameter(key), TagBits, nonce, header));
        var output = new byte[cipher.GetOutputSize(length)];
        var written = cipher.ProcessBytes(input, 0, length, output, 0);
        cipher.DoFinal(output, written);
        return output;
    }
}
