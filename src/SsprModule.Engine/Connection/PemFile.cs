using System.Security;
using System.Security.Cryptography.X509Certificates;
#if NETFRAMEWORK
using SsprModule.Errors;
using SsprModule.Text;
#endif

namespace SsprModule.Engine.Connection;

/// <summary>A certificate and its private key as text.</summary>
internal sealed class PemFile
{
    private PemFile(string path, bool isEncrypted)
    {
        Path = path;
        IsEncrypted = isEncrypted;
    }

    /// <summary>Where it is.</summary>
    public string Path { get; }

    /// <summary>True when the private key takes a password.</summary>
    public bool IsEncrypted { get; }

    /// <summary>The file, or null when it is no PEM file.</summary>
    public static PemFile? Open(string path)
    {
        var text = File.ReadAllText(path);
        return Has(text, "-----BEGIN ") ? new PemFile(path, Has(text, "ENCRYPTED")) : null;
    }

#if NETFRAMEWORK
    /// <summary>.NET Framework reads no PEM. Azure.Identity does, if the key takes no password; see <see cref="Credentials"/>.</summary>
    public X509Certificate2 Read(SecureString? password) =>
        throw new SsprException(SsprErrorId.ConnectionRequestInvalid, new Reason("PemEncrypted"));
#else
    /// <summary>The certificate with its key.</summary>
    public X509Certificate2 Read(SecureString? password) => IsEncrypted
        ? SecureStringReader.Use(password ?? new SecureString(), plain => X509Certificate2.CreateFromEncryptedPemFile(Path, plain))
        : X509Certificate2.CreateFromPemFile(Path);
#endif

    private static bool Has(string text, string part) => text.IndexOf(part, StringComparison.Ordinal) >= 0;
}
