using System.Net;
using System.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using SsprModule.Models;
using SsprModule.Tests.Support;

namespace SsprModule.Tests.Password;

/// <summary>-OutFile and Unprotect-SsprResult: what is written, who can read it, and what a damaged file says.</summary>
public sealed class ResultFileTests : IDisposable
{
    private const string Key = "Key-of-the-f1le";

    // Opens at once; a password takes its reader a while, as it is meant to.
    private static readonly X509Certificate2 Shared = Certificate();

    private readonly string folder = Directory.CreateTempSubdirectory("sspr-").FullName;

    private string File => Path.Combine(folder, "results.txt");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void A_file_with_a_password_gives_back_what_the_run_returned()
    {
        using var session = UserSession.InSandbox();
        (string, object?)[] variables = [("f", File), ("key", Connections.Secret(Key))];
        var sent = session.Run("'bob@contoso.com', 'sanne.synced@contoso.com' | Reset-UserPassword -OutFile $f -OutFilePassword $key -Confirm:$false", variables).AssertFine().As<SsprPasswordResetResult>();

        var read = session.Run("Unprotect-SsprResult $f -Password $key").AssertFine().As<SsprPasswordResetResult>().ToList();

        Assert.Equal(sent.Select(Words), read.Select(Words));
    }

    [Theory]
    [InlineData("-Certificate $c", "-Certificate $c")]
    [InlineData("-CertificatePath $cer", "-CertificatePath $pfx -CertificatePassword $key")]
    [InlineData("-CertificatePath $pem", "-CertificatePath $pem")]
    public void A_file_for_a_certificate_opens_with_its_private_key(string write, string read)
    {
        using var certificate = Certificate();
        using var session = UserSession.InSandbox();
        var (cer, pfx, pem) = (Path.Combine(folder, "a.cer"), Path.Combine(folder, "a.pfx"), Path.Combine(folder, "a.pem"));
        System.IO.File.WriteAllBytes(cer, certificate.Export(X509ContentType.Cert));
        System.IO.File.WriteAllBytes(pfx, certificate.Export(X509ContentType.Pfx, Key));
        System.IO.File.WriteAllText(pem, certificate.ExportCertificatePem() + "\n" + certificate.GetRSAPrivateKey()!.ExportPkcs8PrivateKeyPem());
        (string, object?)[] variables = [("c", certificate), ("cer", cer), ("pfx", pfx), ("pem", pem), ("f", File), ("key", Connections.Secret(Key))];

        var sent = session.Run($"Reset-UserPassword bob@contoso.com -OutFile $f {write} -Confirm:$false", variables).Single<SsprPasswordResetResult>();
        var result = session.Run($"Unprotect-SsprResult $f {read}", variables).Single<SsprPasswordResetResult>();

        Assert.Equal(Words(sent), Words(result));
    }

    [Fact]
    public void Only_the_owner_may_open_the_file()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has access control lists.");
        using var session = UserSession.InSandbox();
        Write(session, "'bob@contoso.com'");
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, OperatingSystem.IsWindows() ? default : System.IO.File.GetUnixFileMode(File));
    }

    [Fact]
    public void No_password_and_no_name_is_readable_in_the_file()
    {
        using var session = UserSession.InSandbox();
        var password = Plain(Write(session, "'bob@contoso.com'").Single().NewPassword!);
        var text = System.IO.File.ReadAllText(File);
        foreach (var secret in new[] { password, Key, "bob", "intent" })
        {
            Assert.DoesNotContain(secret, text, StringComparison.Ordinal);
            Assert.DoesNotContain(Convert.ToBase64String(Encoding.UTF8.GetBytes(secret)).TrimEnd('='), text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_file_that_is_there_is_not_touched_and_with_Force_put_aside()
    {
        using var session = UserSession.InSandbox();
        System.IO.File.WriteAllText(File, "precious");
        var refused = session.Run("Reset-UserPassword bob@contoso.com -OutFile $f -Certificate $shared -Confirm:$false", ("f", File), ("shared", Shared));
        Assert.Equal("ResultFileExists", refused.EndedWith);
        Assert.Equal("precious", System.IO.File.ReadAllText(File));

        var outcome = session.Run("Reset-UserPassword bob@contoso.com -OutFile $f -Certificate $shared -Force").AssertFine();
        var aside = Assert.Single(Directory.GetFiles(folder, "results.txt.old-*"));
        Assert.Equal("precious", System.IO.File.ReadAllText(aside));
        Assert.Single(outcome.Warnings, w => w.Contains(aside, StringComparison.Ordinal));
        Read(session).Single<SsprPasswordResetResult>();
    }

    [Theory]
    [InlineData("Reset-UserPassword bob@contoso.com -OutFile $f -Certificate $shared -WhatIf")]
    [InlineData("Reset-UserPassword helpdesk@contoso.com -OutFile $f -Certificate $shared -Confirm:$false -ErrorAction SilentlyContinue")]
    public void A_run_that_resets_nobody_leaves_no_file(string script)
    {
        using var session = UserSession.InSandbox();
        session.Run(script, ("f", File), ("shared", Shared));
        Assert.False(System.IO.File.Exists(File));
    }

    [Fact]
    public void A_password_that_can_not_be_written_is_not_sent()
    {
        using var tenant = new ServedSandbox();
        var outcome = tenant.Session.Run("Reset-UserPassword bob@contoso.com -OutFile $f -Certificate $shared -Confirm:$false", ("f", Path.Combine(folder, "missing", "x")), ("shared", Shared));
        Assert.Equal("ResultFileUnwritable", outcome.EndedWith);
        Assert.DoesNotContain(tenant.Requests, r => r.Method is "POST" or "PATCH");
    }

    [Fact]
    public void The_password_is_in_the_file_before_it_is_sent()
    {
        var copy = File + ".copy";
        var server = new FakeServer((request, _) =>
        {
            if (request.Method == HttpMethod.Post)
            {
                System.IO.File.Copy(File, copy);
                return new HttpResponseMessage(HttpStatusCode.Accepted) { Headers = { Location = new Uri(request.RequestUri!, "/v1.0/users/b/authentication/operations/7") } };
            }

            return FakeServer.Json(request.RequestUri!.AbsolutePath.Contains("/operations/", StringComparison.Ordinal)
                ? """{"id":"7","status":"succeeded"}"""
                : """{"id":"b","userPrincipalName":"bob@contoso.com","userType":"Member"}""");
        });
        using var session = new UserSession();
        session.Connect(server);
        var sent = Write(session, "'bob@contoso.com'").Single();

        // What a process that is killed at that moment leaves behind.
        var outcome = session.Run("Unprotect-SsprResult $copy -Certificate $shared", ("copy", copy));

        Assert.Equal(["ResultFileUnfinished"], outcome.ErrorIds);
        var left = Assert.Single(outcome.As<SsprPasswordResetResult>());
        Assert.Equal((SsprResetStatus.Unknown, Plain(sent.NewPassword!)), (left.Status, Plain(left.NewPassword!)));
    }

    [Fact]
    public void A_refused_reset_is_a_failed_row_without_password()
    {
        using var session = UserSession.InSandbox("-SignIn Application");
        session.Run("Reset-UserPassword helpdesk@contoso.com -AllowPrivileged -OutFile $f -Certificate $shared -Confirm:$false", ("f", File), ("shared", Shared));
        var row = Read(session).Single<SsprPasswordResetResult>();
        Assert.Equal((SsprResetStatus.Failed, null), (row.Status, row.NewPassword));
    }

    [Theory]
    [InlineData("-Password $wrong", "ResultFileKeyWrong")]
    [InlineData("-Certificate $c", "CertificateNotFound")]
    [InlineData("", "CertificateNotFound")]
    public void The_wrong_key_is_told(string parameters, string id)
    {
        using var session = UserSession.InSandbox();
        using var other = X509CertificateLoader.LoadCertificate(Certificate().Export(X509ContentType.Cert));
        using var certificate = Certificate();
        session.Run("Reset-UserPassword bob@contoso.com -OutFile $f -Certificate $own -Confirm:$false", ("f", File), ("own", certificate)).AssertFine();
        var outcome = session.Run($"Unprotect-SsprResult $f {parameters}", ("f", File), ("wrong", Connections.Secret("x")), ("c", other));
        Assert.Empty(outcome.Output);
        Assert.Equal(id, outcome.EndedWith ?? Assert.Single(outcome.ErrorIds));
    }

    [Theory]
    [InlineData("-Password $wrong")]
    [InlineData("-Certificate $c")]
    public void The_wrong_key_for_a_file_with_a_password_is_told(string parameters)
    {
        using var session = UserSession.InSandbox();
        using var certificate = Certificate();
        session.Run("Reset-UserPassword bob@contoso.com -OutFile $f -OutFilePassword $key -Confirm:$false", ("f", File), ("key", Connections.Secret(Key))).AssertFine();
        var outcome = session.Run($"Unprotect-SsprResult $f {parameters}", ("wrong", Connections.Secret("x")), ("c", certificate));
        Assert.Equal(["ResultFileKeyWrong"], outcome.ErrorIds);
        Assert.Equal(File, outcome.Errors[0].TargetObject);
    }

    [Fact]
    public void Another_certificate_does_not_open_the_file()
    {
        using var session = UserSession.InSandbox();
        using var own = Certificate();
        using var other = Certificate();
        session.Run("Reset-UserPassword bob@contoso.com -OutFile $f -Certificate $own -Confirm:$false", ("f", File), ("own", own)).AssertFine();
        var outcome = session.Run("Unprotect-SsprResult $f -Certificate $other", ("other", other));
        Assert.Equal(["ResultFileKeyWrong"], outcome.ErrorIds);
        Assert.Contains(own.Thumbprint, outcome.Errors[0].ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("UserPrincipalName,NewPassword\nbob@contoso.com,Wet-Clay-Lantern-58\n")]
    [InlineData("")]
    [InlineData("{\"Format\":\"other\"}\n")]
    [InlineData("{\"Format\":\"SsprModule.ResetResult\",\"Version\":2}\n")]
    [InlineData("{\"Format\":\"SsprModule.ResetResult\",\"Version\":1}\n")]
    [InlineData("{\"Format\":\"SsprModule.ResetResult\",\"Version\":1,\"Derivation\":{\"Function\":\"argon2id\",\"Salt\":\"AAAAAAAAAAAAAAAAAAAAAA==\",\"Memory\":2000000000,\"Iterations\":3,\"Lanes\":4}}\n")]
    public void A_file_of_another_kind_is_told_and_its_text_is_not_repeated(string text)
    {
        System.IO.File.WriteAllText(File, text);
        using var session = new UserSession();
        var outcome = session.Run("Unprotect-SsprResult $f -Password $key", ("f", File), ("key", Connections.Secret(Key)));
        Assert.Equal(["ResultFileInvalid"], outcome.ErrorIds);
        Assert.DoesNotContain("Wet-Clay", outcome.AllText, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_not_there_is_told()
    {
        using var session = new UserSession();
        Assert.Equal(["ResultFileInvalid"], session.Run("Unprotect-SsprResult $f -Password $key", ("f", File), ("key", Connections.Secret(Key))).ErrorIds);
    }

    // Lines: header, check, then intent and outcome of each of three users, and the end.
    [Theory]
    [InlineData("flip a bit of the header", "ResultFileKeyWrong", 0)]
    [InlineData("flip a bit of line 5", "ResultFileDamaged", 1)]
    [InlineData("leave out line 5", "ResultFileDamaged", 1)]
    [InlineData("swap lines 3 and 5", "ResultFileDamaged", 0)]
    [InlineData("repeat line 4", "ResultFileDamaged", 1)]
    [InlineData("add a line", "ResultFileDamaged", 3)]
    [InlineData("cut off the end", "ResultFileUnfinished", 3)]
    [InlineData("cut in the middle of a line", "ResultFileUnfinished", 3)]
    [InlineData("cut after the first line", "ResultFileDamaged", 0)]
    public void A_changed_file_is_found_out_and_what_is_whole_is_returned(string change, string id, int whole)
    {
        using var session = UserSession.InSandbox("-SignIn Application");
        session.Run("$r = 'bob@contoso.com', 'anna@contoso.com', 'disabled@contoso.com' | Reset-UserPassword -ThrottleLimit 1 -OutFile $f -Certificate $shared -Confirm:$false", ("f", File), ("shared", Shared)).AssertFine();

        var lines = System.IO.File.ReadAllText(File).Split('\n')[..^1].ToList();
        System.IO.File.WriteAllText(File, Change(lines, change));

        var outcome = Read(session);

        Assert.Equal([id], outcome.ErrorIds);
        Assert.True(outcome.Output.Count >= whole, $"{outcome.Output.Count}");
    }

    [Fact]
    public void Plain_text_comes_only_when_asked_for()
    {
        using var session = UserSession.InSandbox();
        var sent = Write(session, "'bob@contoso.com'").Single();
        Assert.Null(Read(session).Single<SsprPasswordResetResult>().PlainTextPassword);
        var outcome = Read(session, "-AsPlainText");
        Assert.Equal(Plain(sent.NewPassword!), outcome.As<SsprPasswordResetResult>().Single().PlainTextPassword);
        Assert.Single(outcome.Warnings);
    }

    [Fact]
    public void Files_come_through_the_pipeline()
    {
        using var session = UserSession.InSandbox();
        Write(session, "'bob@contoso.com'");
        session.Run("[System.IO.FileInfo]::new($f) | Unprotect-SsprResult -Certificate $shared").Single<SsprPasswordResetResult>();
    }

    private static string Change(List<string> lines, string change)
    {
        switch (change)
        {
            case "flip a bit of the header": lines[0] = lines[0].Replace("\"Created\":\"20", "\"Created\":\"21", StringComparison.Ordinal); break;
            case "flip a bit of line 5": lines[4] = (lines[4][0] == 'A' ? 'B' : 'A') + lines[4][1..]; break;
            case "leave out line 5": lines.RemoveAt(4); break;
            case "swap lines 3 and 5": (lines[2], lines[4]) = (lines[4], lines[2]); break;
            case "repeat line 4": lines.Insert(4, lines[3]); break;
            case "add a line": lines.Add(lines[3]); break;
            case "cut off the end": lines.RemoveAt(lines.Count - 1); break;
            case "cut after the first line": return lines[0] + "\n";
            case "cut in the middle of a line": return string.Join('\n', lines)[..^10];
            default: throw new ArgumentOutOfRangeException(nameof(change), change, null);
        }

        return string.Join('\n', lines) + "\n";
    }

    private List<SsprPasswordResetResult> Write(UserSession session, string users) =>
        [.. session.Run($"{users} | Reset-UserPassword -OutFile $f -Certificate $shared -Confirm:$false", ("f", File), ("shared", Shared)).AssertFine().As<SsprPasswordResetResult>()];

    private Outcome Read(UserSession session, string parameters = "") =>
        session.Run($"Unprotect-SsprResult $f -Certificate $shared {parameters}", ("f", File), ("shared", Shared));

    private static string Words(SsprPasswordResetResult r) =>
        $"{r.Id} {r.UserPrincipalName} {r.Status} {r.Route} {r.IsSynced} {r.WrittenBack} {r.MustChange} {r.SessionsRevoked} {r.OperationId} {r.StatusDetail} {r.Entropy} {Plain(r.NewPassword!)}";

    private static string Plain(SecureString secret) => new NetworkCredential("", secret).Password;

    internal static X509Certificate2 Certificate()
    {
        using var key = RSA.Create(2048);
        return new CertificateRequest("CN=results", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
    }
}
