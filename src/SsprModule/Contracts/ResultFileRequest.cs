using System.Security;
using System.Security.Cryptography.X509Certificates;

namespace SsprModule.Contracts;

/// <summary>A file of results with encrypted passwords, and with what it is or was encrypted: a password, or one of three ways to name a certificate.</summary>
public sealed class ResultFileRequest
{
    /// <summary>The full path.</summary>
    public string Path { get; init; } = "";

    /// <summary>When writing: true puts a file that is there aside instead of refusing.</summary>
    public bool Force { get; init; }

    /// <summary>The password of the file.</summary>
    public SecureString? Password { get; init; }

    /// <summary>The certificate; to read, with its private key.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>The thumbprint of a certificate in the store of the user or the machine.</summary>
    public string? CertificateThumbprint { get; init; }

    /// <summary>A file with the certificate.</summary>
    public string? CertificatePath { get; init; }

    /// <summary>The password of that file.</summary>
    public SecureString? CertificatePassword { get; init; }

    /// <summary>When reading: true also gives the passwords as plain text.</summary>
    public bool AsPlainText { get; init; }
}
