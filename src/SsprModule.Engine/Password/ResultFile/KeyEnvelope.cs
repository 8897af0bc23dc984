using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;

namespace SsprModule.Engine.Password.ResultFile;

/// <summary>
/// Encrypts the key of a file to a certificate, as CMS EnvelopedData (RFC 5652) with the key transport that Windows
/// PowerShell's own Protect-CmsMessage uses, so that either edition reads what the other wrote.
/// </summary>
internal static class KeyEnvelope
{
    private const string Aes256Cbc = "2.16.840.1.101.3.4.1.42";

    /// <summary>Encrypts a key.</summary>
    /// <exception cref="CryptographicException">The certificate can't be used to encrypt, as one without an RSA key.</exception>
    public static byte[] Seal(byte[] key, X509Certificate2 certificate)
    {
        var envelope = new EnvelopedCms(new ContentInfo(key), new AlgorithmIdentifier(new Oid(Aes256Cbc)));
        envelope.Encrypt(new CmsRecipient(SubjectIdentifierType.IssuerAndSerialNumber, certificate));
        return envelope.Encode();
    }

    /// <summary>Decrypts a key, or null when the certificate is not the right one or has no private key.</summary>
    public static byte[]? Open(byte[] sealedKey, X509Certificate2 certificate)
    {
        try
        {
            var envelope = new EnvelopedCms();
            envelope.Decode(sealedKey);
            envelope.Decrypt(new X509Certificate2Collection(certificate));
            return envelope.ContentInfo.Content is { Length: ResultCipher.KeyLength } key ? key : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
