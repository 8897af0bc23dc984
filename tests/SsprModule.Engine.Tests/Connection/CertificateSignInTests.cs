using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using SsprModule.Contracts;
using SsprModule.Errors;
using SsprModule.Models;
using Xunit;

namespace SsprModule.Engine.Tests.Connection;

[Collection(ProcessWide.Name)]
public sealed class CertificateSignInTests : IDisposable
{
    private const string Canary = "canary-1b9c-password";
    private static readonly X509Certificate2 TestCertificate = Create(); // Read only, and a key takes a second to make.
    private readonly SignInHost host = new();
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_certificate_signs_the_assertion()
    {
        await host.StartAsync(Request(certificate: TestCertificate));
        AssertSigned();
    }

    [Theory]
    [InlineData(null)]
    [InlineData(Canary)]
    public async Task A_PFX_file_is_opened(string? password)
    {
        await host.StartAsync(Request(path: Pfx(password), password: password));
        AssertSigned();
    }

    [Fact]
    public async Task A_PEM_file_is_opened()
    {
        var text = TestCertificate.ExportCertificatePem() + "\n" + TestCertificate.GetRSAPrivateKey()!.ExportPkcs8PrivateKeyPem();
        await host.StartAsync(Request(path: folder.Write("app.pem", text)));
        AssertSigned();
    }

    [Fact]
    public async Task An_encrypted_PEM_file_is_opened()
    {
        await host.StartAsync(Request(path: EncryptedPem(), password: Canary));
        AssertSigned();
    }

    [Fact]
    public async Task A_thumbprint_is_found_in_the_user_s_store_as_Windows_shows_it()
    {
        using var store = new X509Store(StoreName.My, StoreLocation.CurrentUser);
        store.Open(OpenFlags.ReadWrite);
        using var stored = X509CertificateLoader.LoadPkcs12(TestCertificate.Export(X509ContentType.Pfx), null, X509KeyStorageFlags.PersistKeySet);
        store.Add(stored);
        try
        {
            var shown = "\u200e" + string.Join(' ', TestCertificate.Thumbprint.ToLowerInvariant().Chunk(2).Select(pair => new string(pair)));
            await host.StartAsync(Request(thumbprint: shown));
            AssertSigned();
        }
        finally
        {
            store.Remove(stored);
        }
    }

    [Fact]
    public async Task A_thumbprint_that_is_nowhere_is_named_with_the_stores()
    {
        var error = await host.RefusedAsync(Request(thumbprint: TestCertificate.Thumbprint), SsprErrorId.CertificateNotFound);
        Assert.Contains(TestCertificate.Thumbprint, error.Message);
        Assert.Contains(@"Cert:\LocalMachine\My", error.Message);
    }

    [Theory]
    [InlineData("wrong", false)]
    [InlineData("wrong", true)]
    [InlineData(null, false)]
    [InlineData(null, true)]
    public async Task A_wrong_password_names_the_file_and_shows_no_password(string? password, bool pem)
    {
        var path = pem ? EncryptedPem() : Pfx(Canary);
        var error = await host.RefusedAsync(Request(path: path, password: password), SsprErrorId.CertificatePasswordWrong);
        Assert.Contains(path, error.Message);
        Assert.DoesNotContain(Canary, error.ToString());
    }

    [Fact]
    public async Task A_file_that_is_missing_is_named()
    {
        var path = Path.Combine(folder.Root, "none.pfx");
        var error = await host.RefusedAsync(Request(path: path), SsprErrorId.CertificateNotFound);
        Assert.Contains(path, error.Message);
    }

    [Fact]
    public async Task A_file_that_holds_no_certificate_is_refused() =>
        await host.RefusedAsync(Request(path: folder.Write("app.pfx", "no certificate")), SsprErrorId.CertificateNotFound);

    [Fact]
    public async Task A_certificate_file_without_its_key_is_refused()
    {
        await host.RefusedAsync(Request(path: folder.Write("app.pem", TestCertificate.ExportCertificatePem())), SsprErrorId.CertificateNotFound);
        await host.RefusedAsync(Request(path: folder.Write("app.cer", TestCertificate.Export(X509ContentType.Cert))), SsprErrorId.CertificateNotFound);
    }

    [Fact]
    public async Task A_certificate_object_without_its_key_is_refused()
    {
        using var open = X509CertificateLoader.LoadCertificate(TestCertificate.Export(X509ContentType.Cert));
        await host.RefusedAsync(Request(certificate: open), SsprErrorId.CertificateNotFound);
    }

    private static ConnectionRequest Request(X509Certificate2? certificate = null, string? thumbprint = null, string? path = null, string? password = null) => new()
    {
        Method = SsprSignInMethod.Certificate,
        TenantId = FakeTokenService.Tenant,
        ClientId = SignInHost.Client,
        Certificate = certificate,
        CertificateThumbprint = thumbprint,
        CertificatePath = path,
        CertificatePassword = password?.Secure(),
    };

    private static X509Certificate2 Create()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=sspr-module-test", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(200));
    }

    private string Pfx(string? password) => folder.Write("app.pfx", TestCertificate.Export(X509ContentType.Pfx, password));

    private string EncryptedPem()
    {
        var parameters = new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000);
        var text = TestCertificate.ExportCertificatePem() + "\n" + TestCertificate.GetRSAPrivateKey()!.ExportEncryptedPkcs8PrivateKeyPem(Canary, parameters);
        return folder.Write("app.pem", text);
    }

    /// <summary>The assertion names the application and is signed with the key of the TestCertificate.</summary>
    private void AssertSigned()
    {
        var request = Assert.Single(host.Service.Requests);
        var parts = request.Form["client_assertion"].Split('.');
        var payload = JsonDocument.Parse(Decode(parts[1])).RootElement;
        Assert.Equal(SignInHost.Client, payload.GetProperty("iss").GetString());
        Assert.True(TestCertificate.GetRSAPublicKey()!.VerifyData(
            Encoding.ASCII.GetBytes(parts[0] + "." + parts[1]), Decode(parts[2]), HashAlgorithmName.SHA256, RSASignaturePadding.Pss));
    }

    private static byte[] Decode(string text) => System.Buffers.Text.Base64Url.DecodeFromChars(text);
}
