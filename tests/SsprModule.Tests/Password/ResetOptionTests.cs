using System.Net;
using System.Security;
using System.Text.Json;
using SsprModule.Models;
using SsprModule.Sandbox;
using SsprModule.Tests.Support;

namespace SsprModule.Tests.Password;

/// <summary>The password and the options of a reset, as the service gets them and as it has them afterwards.</summary>
public sealed class ResetOptionTests
{
    // Defects 4 and 9 of today's tools: the flag is ignored, or always true.
    [Theory]
    [InlineData("", SandboxSignInKind.Application, true)]
    [InlineData("-ForceChangeAtNextSignIn", SandboxSignInKind.Application, true)]
    [InlineData("-ForceChangeAtNextSignIn:$false", SandboxSignInKind.Application, false)]
    [InlineData("-ForceChangeAtNextSignIn:$false", SandboxSignInKind.Delegated, false)]
    public void The_change_at_the_next_sign_in_is_sent_and_read_back_as_asked(string option, SandboxSignInKind kind, bool expected)
    {
        using var tenant = new ServedSandbox(new SandboxSignIn { Kind = kind });

        var result = tenant.Session.Run($"Reset-UserPassword bob@contoso.com {option} -Confirm:$false").Single<SsprPasswordResetResult>();

        Assert.Equal((expected, SsprResetRoute.PasswordProfile), (result.MustChange, result.Route));
        var patch = Assert.Single(tenant.Requests, r => r.Method == "PATCH");
        Assert.Equal(expected, JsonDocument.Parse(patch.Body).RootElement.GetProperty("passwordProfile").GetProperty("forceChangePasswordNextSignIn").GetBoolean());
        Assert.Equal(expected, tenant.Get("users/bob@contoso.com?$select=passwordProfile").GetProperty("passwordProfile").GetProperty("forceChangePasswordNextSignIn").GetBoolean());
        Assert.False(JsonDocument.Parse(patch.Body).RootElement.GetProperty("passwordProfile").GetProperty("forceChangePasswordNextSignInWithMfa").GetBoolean());
    }

    [Fact]
    public void A_service_that_ignores_the_flag_is_found_out()
    {
        using var session = new UserSession();
        session.Connect(Server("""{"forceChangePasswordNextSignIn":true,"forceChangePasswordNextSignInWithMfa":false}"""));
        var outcome = session.Run("Reset-UserPassword bob@contoso.com -ForceChangeAtNextSignIn:$false -Confirm:$false").AssertFine();
        Assert.True(Assert.Single(outcome.As<SsprPasswordResetResult>()).MustChange);
        Assert.Single(outcome.Warnings, w => w.Contains("reports True", StringComparison.Ordinal));
    }

    [Fact]
    public void What_can_not_be_read_back_is_unknown()
    {
        using var session = new UserSession();
        session.Connect(Server("null"));
        Assert.Null(session.Run("Reset-UserPassword bob@contoso.com -Confirm:$false").Single<SsprPasswordResetResult>().MustChange);
    }

    [Fact]
    public void The_change_with_another_factor_is_sent_and_read_back()
    {
        using var tenant = new ServedSandbox();
        Assert.True(tenant.Session.Run("Reset-UserPassword bob@contoso.com -ForceChangeWithMfa -Confirm:$false").Single<SsprPasswordResetResult>().MustChange);
        Assert.True(tenant.Get("users/bob@contoso.com?$select=passwordProfile").GetProperty("passwordProfile").GetProperty("forceChangePasswordNextSignInWithMfa").GetBoolean());
    }

    [Theory]
    [InlineData("-ForceChangeAtNextSignIn:$false")]
    [InlineData("-ForceChangeWithMfa")]
    public void A_synced_account_always_changes_at_the_next_sign_in_and_that_is_told(string option)
    {
        using var tenant = new ServedSandbox();
        var outcome = tenant.Session.Run($"Reset-UserPassword sanne.synced@contoso.com {option} -Confirm:$false");
        Assert.Equal(["ResetNotSupported"], outcome.ErrorIds);
        Assert.DoesNotContain(tenant.Requests, r => r.Method is "POST" or "PATCH");
    }

    [Theory]
    [InlineData("-NewPassword $p -Length 20", "ParametersConflict")]
    [InlineData("-NewPassword $p -Passphrase Dutch", "ParametersConflict")]
    [InlineData("-Length 20 -Passphrase Dutch", "ParametersConflict")]
    [InlineData("-WordCount 6", "ParameterRequired")]
    [InlineData("-ForceChangeWithMfa -ForceChangeAtNextSignIn:$false", "ParametersConflict")]
    [InlineData("-OutFile x", "ParameterRequired")]
    [InlineData("-OutFilePassword $p", "ParameterRequired")]
    [InlineData("-OutFile x -OutFilePassword $p -CertificateThumbprint AA", "ParametersConflict")]
    public void Parameters_that_contradict_each_other_end_the_command(string parameters, string id)
    {
        using var session = UserSession.InSandbox();
        Assert.Equal(id, session.Run($"Reset-UserPassword bob@contoso.com {parameters} -Confirm:$false", ("p", Connections.Secret("Wet-Clay-Lantern-58"))).EndedWith);
    }

    [Theory]
    [InlineData("Short1!")]
    [InlineData("Wet-Clay-Lantérn-58")]
    public void A_password_that_can_be_nobodys_ends_the_command_before_anything_is_sent(string password)
    {
        using var tenant = new ServedSandbox();
        var outcome = tenant.Session.Run("'bob@contoso.com', 'anna@contoso.com' | Reset-UserPassword -NewPassword $p -Confirm:$false", ("p", Connections.Secret(password)));
        Assert.Equal("PasswordRefused", outcome.EndedWith);
        Assert.Empty(tenant.Requests);
    }

    [Fact]
    public void A_password_with_the_users_name_is_refused_for_that_user_only()
    {
        using var tenant = new ServedSandbox();
        var outcome = tenant.Session.Run("'anna@contoso.com', 'bob@contoso.com' | Reset-UserPassword -NewPassword $p -Confirm:$false", ("p", Connections.Secret("Wet-4nn@-ANNA-58!")));
        Assert.Equal(["PasswordRefused"], outcome.ErrorIds);
        Assert.Equal("anna@contoso.com", outcome.Errors[0].TargetObject);
        Assert.Equal("bob@contoso.com", Assert.Single(outcome.As<SsprPasswordResetResult>()).UserPrincipalName);
        Assert.Single(tenant.Requests, r => r.Path.EndsWith("resetPassword", StringComparison.Ordinal));
    }

    [Fact]
    public void A_term_that_the_tenant_has_banned_is_refused_before_it_is_sent()
    {
        using var tenant = new ServedSandbox();
        tenant.Ban("Fabrikam");
        var outcome = tenant.Session.Run("Reset-UserPassword bob@contoso.com -NewPassword $p -Confirm:$false", ("p", Connections.Secret("F@brik4m1!")));
        Assert.Empty(outcome.ErrorIds.Except(["PasswordRefused"]));
        outcome = tenant.Session.Run("Reset-UserPassword bob@contoso.com -NewPassword $p -Confirm:$false", ("p", Connections.Secret("F@brikam1!")));
        Assert.Equal(["PasswordRefused"], outcome.ErrorIds);
        Assert.DoesNotContain(tenant.Requests, r => r.Body.Contains("F@brikam1!", StringComparison.Ordinal));
    }

    [Fact]
    public void A_passphrase_is_returned_with_its_entropy_and_keeps_clear_of_banned_terms()
    {
        using var tenant = new ServedSandbox();
        tenant.Ban("water", "appel", "boom");
        var results = tenant.Session.Run("'bob@contoso.com', 'anna@contoso.com' | Reset-UserPassword -Passphrase Dutch -WordCount 12 -Confirm:$false").AssertFine().As<SsprPasswordResetResult>().ToList();
        Assert.Equal(2, results.Count);
        Assert.All(results, r =>
        {
            var password = Plain(r.NewPassword!);
            Assert.Equal(13, password.Split('-').Length);
            Assert.DoesNotMatch("(?i)water|appel|boom", password);
            Assert.InRange(r.Entropy!.Value, 12 * 11, (12 * 12) + 6);
        });
        Assert.NotEqual(Plain(results[0].NewPassword!), Plain(results[1].NewPassword!));
    }

    [Fact]
    public void Banned_terms_that_can_not_be_read_are_told_in_verbose()
    {
        using var tenant = new ServedSandbox(new SandboxSignIn { Permissions = ["User.Read.All", "UserAuthenticationMethod.ReadWrite.All", "RoleManagement.Read.Directory", "GroupMember.Read.All", "Domain.Read.All"] });
        var outcome = tenant.Session.Run("Reset-UserPassword bob@contoso.com -Confirm:$false -Verbose").AssertFine();
        Assert.Contains(outcome.Verbose, v => v.Contains("GroupSettings.Read.All", StringComparison.Ordinal));
    }

    [Fact]
    public void Plain_text_is_returned_only_when_asked_for_and_warned_about_once()
    {
        using var session = UserSession.InSandbox();
        Assert.Null(session.Run("Reset-UserPassword bob@contoso.com -Confirm:$false").Single<SsprPasswordResetResult>().PlainTextPassword);
        var outcome = session.Run("'bob@contoso.com', 'anna@contoso.com' | Reset-UserPassword -AsPlainText -Confirm:$false").AssertFine();
        Assert.All(outcome.As<SsprPasswordResetResult>(), r => Assert.Equal(Plain(r.NewPassword!), r.PlainTextPassword));
        Assert.Single(outcome.Warnings, w => w.Contains("-AsPlainText", StringComparison.Ordinal));
        Assert.Null(session.Run("Reset-UserPassword bob@contoso.com -NewPassword $p -AsPlainText -Confirm:$false", ("p", Connections.Secret("Wet-Clay-Lantern-58"))).Single<SsprPasswordResetResult>().PlainTextPassword);
    }

    [Theory]
    [InlineData("bob@contoso.com", false)]
    [InlineData("sanne.synced@contoso.com", true)]
    public void Whether_it_was_written_back_is_told(string user, bool expected)
    {
        using var session = UserSession.InSandbox();
        var result = session.Run($"Reset-UserPassword {user} -Confirm:$false").Single<SsprPasswordResetResult>();
        Assert.Equal((expected, true), (result.WrittenBack, result.MustChange));
    }

    private static string Plain(SecureString secret) => new NetworkCredential("", secret).Password;

    private static FakeServer Server(string profile) => new((request, _) => request switch
    {
        { Method.Method: "PATCH" } => new HttpResponseMessage(HttpStatusCode.NoContent),
        { Method.Method: "POST" } => new HttpResponseMessage(HttpStatusCode.Accepted) { Headers = { Location = new Uri(request.RequestUri!, "/v1.0/users/b/authentication/operations/7") } },
        _ when request.RequestUri!.AbsolutePath.Contains("/operations/", StringComparison.Ordinal) => FakeServer.Json("""{"id":"7","status":"succeeded"}"""),
        _ => FakeServer.Json($$"""{"id":"b","userPrincipalName":"bob@contoso.com","userType":"Member","passwordProfile":{{profile}} }"""),
    });
}
