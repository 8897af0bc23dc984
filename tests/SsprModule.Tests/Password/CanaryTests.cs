using System.Management.Automation;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using SsprModule.Models;
using SsprModule.Tests.Support;

namespace SsprModule.Tests.Password;

/// <summary>A password is looked for in everything that a run leaves behind, and is nowhere but where it was asked for.</summary>
public sealed class CanaryTests : IDisposable
{
    private const string Canary = "C4nary!Zq8-vogel";
    private static readonly X509Certificate2 Certificate = ResultFileTests.Certificate();
    private readonly string folder = Directory.CreateTempSubdirectory("sspr-").FullName;

    public static TheoryData<string, string> Runs => new()
    {
        { "", "" },
        { "", "-Fault Unavailable" },
        { "", "-Fault GatewayTimeout" },
        { "", "-Fault WritebackDown" },
        { "", "-Fault ResetNeverEnds" },
        { "", "-SignIn Application" },
        { "-ForceChangeAtNextSignIn:$false -RevokeSession -AllowPrivileged", "-SignIn Application -Fault GatewayTimeout" },
        { "-RevokeSession", "-Fault ExpiredToken" },
    };

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [MemberData(nameof(Runs))]
    public void A_supplied_password_is_in_no_stream_file_error_or_view(string parameters, string tenant)
    {
        using var session = UserSession.InSandbox(tenant);
        var outcome = session.Run(Script("-NewPassword $p " + parameters), Variables());
        Assert.NotEmpty(outcome.Verbose);
        AssertAbsent(Canary, outcome, session);
    }

    [Fact]
    public void A_password_that_is_refused_is_in_no_stream_file_error_or_view()
    {
        using var session = UserSession.InSandbox();
        foreach (var password in new[] { "Sh0rt!9", "alllowercaseletters", "Welkom1!", "Anna-4nn@-Vr13s", "Wachtwoord-mét-58" })
        {
            var outcome = session.Run(Script("-NewPassword $p", "o" + password.Length), [.. Variables(), ("p", Connections.Secret(password))]);
            AssertAbsent(password, outcome, session);
        }
    }

    [Theory]
    [MemberData(nameof(Runs))]
    public void A_generated_password_is_in_the_result_alone(string parameters, string tenant)
    {
        using var session = UserSession.InSandbox(tenant);
        var outcome = session.Run(Script("-Passphrase English " + parameters), Variables());
        foreach (var result in outcome.Output.Select(o => o.BaseObject).OfType<SsprPasswordResetResult>().Where(r => r.NewPassword is not null))
        {
            AssertAbsent(new NetworkCredential("", result.NewPassword).Password, outcome, session);
        }
    }

    [Fact]
    public void The_default_views_show_no_plain_text_even_when_it_was_asked_for()
    {
        using var session = UserSession.InSandbox();
        var outcome = session.Run("$r = Reset-UserPassword bob@contoso.com -AsPlainText -Confirm:$false; $r; $r | Out-String; $r | Format-List | Out-String");
        var password = Assert.Single(outcome.Output.Select(o => o.BaseObject).OfType<SsprPasswordResetResult>()).PlainTextPassword!;
        Assert.Equal(16, password.Length);
        Assert.DoesNotContain(password, outcome.AllText, StringComparison.Ordinal);
    }

    private static string Script(string parameters, string file = "o") =>
        "$DebugPreference = 'Continue'; $users = 'bob@contoso.com', 'sanne.synced@contoso.com', 'anna@contoso.com', 'nobody@contoso.com', 'helpdesk@contoso.com', 'fred@fabrikam.contoso.com'\n"
        + $"try {{ $r = $users | Reset-UserPassword {parameters} -Timeout 30 -OutFile \"$folder/{file}.txt\" -Certificate $certificate -Journal \"$folder/{file}.journal\" -Confirm:$false -Verbose -Debug -ErrorVariable errs -WarningVariable warns -InformationVariable infos }} catch {{ $_ | Out-String; $_.Exception.ToString() }}\n"
        + "$r; $r | Out-String; $r | Format-List * | Out-String; $r | ConvertTo-Json -Depth 3; $errs | Out-String; $errs | ForEach-Object { $_.Exception.ToString(); $_.ErrorDetails.Message; $_.InvocationInfo.Line }; $warns; $infos; $error | Out-String";

    private (string, object?)[] Variables() => [("p", Connections.Secret(Canary)), ("certificate", Certificate), ("folder", folder)];

    private void AssertAbsent(string secret, Outcome outcome, UserSession session)
    {
        var files = Directory.GetFiles(folder);
        var places = files.Select(File.ReadAllText).Append(outcome.AllText)
            .Concat(outcome.Progress.Select(p => $"{p.Activity} {p.StatusDescription} {p.CurrentOperation}"))
            .Concat(outcome.Errors.SelectMany(Everything));
        foreach (var place in places)
        {
            Assert.DoesNotContain(secret, place, StringComparison.Ordinal);
            Assert.DoesNotContain(Convert.ToBase64String(Encoding.UTF8.GetBytes(secret)).TrimEnd('='), place, StringComparison.Ordinal);
            Assert.DoesNotContain(Uri.EscapeDataString(secret), place, StringComparison.Ordinal);
        }

        Assert.DoesNotContain(secret, session.Run("$Error | ForEach-Object { \"$_ $($_.Exception)\" }").AllText, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Everything(ErrorRecord error)
    {
        yield return error.ToString();
        for (var e = error.Exception; e is not null; e = e.InnerException)
        {
            yield return e.ToString();
            yield return string.Join(' ', e.Data.Values.Cast<object?>());
        }
    }
}
