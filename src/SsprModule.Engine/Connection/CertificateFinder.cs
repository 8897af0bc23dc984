using System.Runtime.InteropServices;
using System.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using SsprModule.Contracts;
using SsprModule.Errors;
using SsprModule.Text;

namespace SsprModule.Engine.Connection;

/// <summary>Finds the certificate that an application signs in with, or that protects a result file.</summary>
internal static class CertificateFinder
{
    /// <summary>ERROR_INVALID_PASSWORD, which .NET reports on every system.</summary>
    private const int InvalidPassword = unchecked((int)0x80070056);

    /// <summary>The certificate of the request, with a private key that this account can use.</summary>
    /// <exception cref="SsprException">
    /// <see cref="SsprErrorId.CertificateNotFound"/>, <see cref="SsprErrorId.CertificatePasswordWrong"/> or
    /// <see cref="SsprErrorId.ConnectionRequestInvalid"/>.
    /// </exception>
    public static X509Certificate2 Find(ConnectionRequest request)
    {
        if (request.Certificate is { } given)
        {
            return HasUsableKey(given) ? given : throw NotFound(given.Thumbprint);
        }

        if (request.CertificateThumbprint is { } thumbprint)
        {
            return FromStores(thumbprint, HasUsableKey);
        }

        return request.CertificatePath is { } path
            ? FromFile(path, request.CertificatePassword, withKey: true)
            : throw new SsprException(SsprErrorId.ConnectionRequestInvalid, new Reason("ParameterMissing", "-CertificateThumbprint"));
    }

    /// <summary>The certificate that a result file is encrypted to; its private key is not needed.</summary>
    /// <exception cref="SsprException">CertificateNotFound or CertificatePasswordWrong.</exception>
    public static X509Certificate2 FindRecipient(ResultFileRequest request) =>
        request.Certificate
            ?? (request.CertificateThumbprint is { } thumbprint ? FromStores(thumbprint, static _ => true) : FromFile(request.CertificatePath!, request.CertificatePassword, withKey: false));

    /// <summary>The certificate that opens a result file, with its private key.</summary>
    /// <param name="request">Which certificate; when it names none, the one of the file is looked for in the stores.</param>
    /// <param name="thumbprint">The certificate of the file.</param>
    /// <exception cref="SsprException">CertificateNotFound or CertificatePasswordWrong.</exception>
    public static X509Certificate2 FindKey(ResultFileRequest request, string? thumbprint) =>
        request.Certificate is { } given ? (HasUsableKey(given) ? given : throw NotFound(given.Thumbprint))
            : request.CertificatePath is { } path ? FromFile(path, request.CertificatePassword, withKey: true)
            : FromStores(request.CertificateThumbprint ?? thumbprint ?? "", HasUsableKey);

    private static X509Certificate2 FromStores(string thumbprint, Func<X509Certificate2, bool> fits)
    {
        // Copied from the Windows dialog, a thumbprint has spaces and an invisible mark at its start.
        var clean = new string([.. thumbprint.Where(Uri.IsHexDigit)]);
        return FromStore(clean, StoreLocation.CurrentUser, fits)
            ?? FromStore(clean, StoreLocation.LocalMachine, fits)
            ?? throw NotFound(clean + @" (Cert:\CurrentUser\My, Cert:\LocalMachine\My)");
    }

    private static X509Certificate2? FromStore(string thumbprint, StoreLocation location, Func<X509Certificate2, bool> fits)
    {
        using var store = new X509Store(StoreName.My, location);
        try
        {
            store.Open(OpenFlags.ReadOnly | OpenFlags.OpenExistingOnly);
        }
        catch (CryptographicException)
        {
            return null; // No such store: Linux and macOS have none for the machine.
        }

        return store.Certificates.Find(X509FindType.FindByThumbprint, thumbprint, validOnly: false)
            .Cast<X509Certificate2>()
            .FirstOrDefault(fits);
    }

    private static X509Certificate2 FromFile(string path, SecureString? password, bool withKey)
    {
        if (!File.Exists(path))
        {
            throw NotFound(path);
        }

        var certificate = Read(path, password, withKey);
        return !withKey || HasUsableKey(certificate) ? certificate : throw NotFound(path);
    }

    private static X509Certificate2 Read(string path, SecureString? password, bool withKey)
    {
        PemFile? pem = null;
        try
        {
            pem = PemFile.Open(path);
            return pem is null ? new X509Certificate2(path, password, KeyStorage)
                : withKey ? pem.Read(password)
                : new X509Certificate2(path);
        }
        catch (CryptographicException e) when (e.HResult == InvalidPassword || pem is { IsEncrypted: true })
        {
            throw new SsprException(SsprErrorId.CertificatePasswordWrong, e, path);
        }
        catch (Exception e) when (e is CryptographicException or UnauthorizedAccessException or IOException)
        {
            throw new SsprException(SsprErrorId.CertificateNotFound, e, path);
        }
    }

    /// <summary>On Windows the key would otherwise be written to the disk; macOS knows no key without a keychain.</summary>
    private static X509KeyStorageFlags KeyStorage =>
        RuntimeInformation.IsOSPlatform(OSPlatform.Windows) ? X509KeyStorageFlags.EphemeralKeySet : X509KeyStorageFlags.DefaultKeySet;

    private static bool HasUsableKey(X509Certificate2 certificate)
    {
        try
        {
            using var key = certificate.GetRSAPrivateKey();
            return key is not null || certificate.HasPrivateKey;
        }
        catch (CryptographicException)
        {
            return false; // The key is there, and this account may not read it.
        }
    }

    private static SsprException NotFound(string where) => new(SsprErrorId.CertificateNotFound, where);
}
