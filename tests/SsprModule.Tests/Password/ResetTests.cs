using SsprModule.Models;
using SsprModule.Tests.Support;

namespace SsprModule.Tests.Password;

/// <summary>Reset-UserPassword as a help desk uses it.</summary>
public sealed class ResetTests
{
    private const string Canary = "C4nary!Zq8-vogel";

    [Fact]
    public void A_cloud_user_is_reset_and_the_generated_password_is_returned()
    {
        using var session = UserSession.InSandbox();

        var result = session.Run("Reset-UserPassword bob@contoso.com -Confirm:$false").Single<SsprPasswordResetResult>();

        Assert.Equal(SsprResetStatus.Succeeded, result.Status);
        Assert.Equal(SsprResetRoute.ResetPassword, result.Route);
        Assert.Equal(16, result.NewPassword!.Length);
        Assert.True(result.MustChange);
        Assert.NotNull(result.OperationId);
        Assert.Null(result.SessionsRevoked);
    }

    [Fact]
    public void A_synced_user_takes_longer_and_is_followed_to_the_end()
    {
        using var session = UserSession.InSandbox();
        var result = session.Run("Reset-UserPassword sanne.synced@contoso.com -Confirm:$false").Single<SsprPasswordResetResult>();
        Assert.Equal((SsprResetStatus.Succeeded, true), (result.Status, result.IsSynced));
        Assert.True(result.Duration >= TimeSpan.FromSeconds(10), result.Duration.ToString());
    }

    [Fact]
    public void A_supplied_password_is_used_and_not_returned()
    {
        using var session = UserSession.InSandbox();
        var result = session.Run("Reset-UserPassword bob@contoso.com -NewPassword $p -Confirm:$false", ("p", Connections.Secret(Canary))).Single<SsprPasswordResetResult>();
        Assert.Equal(SsprResetStatus.Succeeded, result.Status);
        Assert.Null(result.NewPassword);
    }

    [Fact]
    public void Writeback_that_fails_is_a_failed_result_and_an_error()
    {
        using var session = UserSession.InSandbox("-Fault WritebackDown");
        var outcome = session.Run("Reset-UserPassword sanne.synced@contoso.com -RevokeSession -Confirm:$false -Verbose");
        var result = Assert.Single(outcome.As<SsprPasswordResetResult>());
        Assert.Equal(SsprResetStatus.Failed, result.Status);
        Assert.Null(result.NewPassword);
        Assert.Equal(["ResetFailed"], outcome.ErrorIds);
        Assert.False(result.WrittenBack);
        Assert.Null(result.MustChange);
        Assert.Null(result.SessionsRevoked);
        Assert.Single(outcome.Verbose, v => v.StartsWith("POST", StringComparison.Ordinal));
    }

    [Fact]
    public void A_reset_that_never_ends_is_told_and_keeps_the_password()
    {
        using var session = UserSession.InSandbox("-Fault ResetNeverEnds");
        var outcome = session.Run("Reset-UserPassword bob@contoso.com -Timeout 30 -Confirm:$false");
        var result = Assert.Single(outcome.As<SsprPasswordResetResult>());
        Assert.Equal(SsprResetStatus.TimedOut, result.Status);
        Assert.NotNull(result.NewPassword);
        Assert.InRange(result.Duration.TotalSeconds, 30, 60);
        Assert.Equal(["ResetTimedOut"], outcome.ErrorIds);
    }

    [Fact]
    public void RevokeSession_ends_the_sessions()
    {
        using var session = UserSession.InSandbox();
        Assert.True(session.Run("Reset-UserPassword bob@contoso.com -RevokeSession -Confirm:$false").Single<SsprPasswordResetResult>().SessionsRevoked);
    }

    [Fact]
    public void A_failed_revocation_is_a_warning_because_the_password_did_change()
    {
        using var session = UserSession.InSandbox("-Grant User.Read.All, UserAuthenticationMethod.ReadWrite.All, RoleManagement.Read.Directory, GroupMember.Read.All");
        var outcome = session.Run("Reset-UserPassword bob@contoso.com -RevokeSession -Confirm:$false").AssertFine();
        Assert.False(Assert.Single(outcome.As<SsprPasswordResetResult>()).SessionsRevoked);
        Assert.Contains(outcome.Warnings, w => w.Contains("User.RevokeSessions.All", StringComparison.Ordinal));
    }

    [Fact]
    public void An_application_sets_the_profile_of_a_cloud_user_and_refuses_a_synced_one()
    {
        using var session = UserSession.InSandbox("-SignIn Application");
        var outcome = session.Run("'bob@contoso.com', 'sanne.synced@contoso.com', 'anna@contoso.com' | Reset-UserPassword -Confirm:$false");
        Assert.Equal(["bob@contoso.com", "anna@contoso.com"], outcome.As<SsprPasswordResetResult>().Select(r => r.UserPrincipalName));
        Assert.All(outcome.As<SsprPasswordResetResult>(), r => Assert.Equal(SsprResetRoute.PasswordProfile, r.Route));
        Assert.Equal(["ResetNotSupported"], outcome.ErrorIds);
    }

    [Fact]
    public void In_China_a_person_sets_the_profile_of_a_cloud_user_and_a_synced_one_is_out_of_reach()
    {
        using var session = UserSession.InSandbox("-Environment China");
        var outcome = session.Run("'sanne.synced@contoso.com', 'bob@contoso.com' | Reset-UserPassword -Confirm:$false");
        Assert.Equal(["NotAvailableInCloud"], outcome.ErrorIds);
        Assert.Equal(SsprResetRoute.PasswordProfile, Assert.Single(outcome.As<SsprPasswordResetResult>()).Route);
    }

    [Theory]
    [InlineData("'guest_partner.example#EXT#@contoso.onmicrosoft.com'", "ResetNotSupported")]
    [InlineData("admin@contoso.com", "ResetNotSupported")]
    [InlineData("nobody@contoso.com", "UserNotFound")]
    [InlineData("'no name'", "UserNameInvalid")]
    [InlineData("'no name@contoso.com'", "UserNameInvalid")]
    [InlineData("'bob/../anna@contoso.com'", "UserNameInvalid")]
    public void An_account_that_can_not_be_reset_is_told_why(string user, string id)
    {
        using var session = UserSession.InSandbox();
        var outcome = session.Run($"Reset-UserPassword {user} -Confirm:$false");
        Assert.Empty(outcome.Output);
        Assert.Equal([id], outcome.ErrorIds);
    }

    [Fact]
    public void A_federated_account_is_refused_by_the_service_and_its_words_are_passed_on()
    {
        using var session = UserSession.InSandbox();
        var outcome = session.Run("Reset-UserPassword fred@fabrikam.contoso.com -Confirm:$false");
        Assert.Empty(outcome.Output);
        Assert.Equal(["ResetNotSupported"], outcome.ErrorIds);
        Assert.Contains("federated", outcome.Errors[0].ToString(), StringComparison.Ordinal);
        Assert.Contains("originated within an external service", outcome.Errors[0].ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("alllowercaseletters")]
    [InlineData("Welkom1!")]
    public void A_password_that_only_the_service_refuses_is_refused_in_its_words(string password)
    {
        using var session = UserSession.InSandbox();
        var outcome = session.Run("Reset-UserPassword bob@contoso.com -NewPassword $p -Confirm:$false", ("p", Connections.Secret(password)));
        Assert.Contains("Please provide a different password", outcome.Errors[0].ToString(), StringComparison.Ordinal);
        Assert.Equal(["PasswordRefused"], outcome.ErrorIds);
        Assert.DoesNotContain(password, outcome.AllText);
    }

    [Fact]
    public void A_role_that_does_not_reach_one_account_is_told_and_the_next_is_reset()
    {
        using var session = UserSession.InSandbox("-Role 'Password Administrator'");
        var outcome = session.Run("'helpdesk@contoso.com', 'bob@contoso.com' | Reset-UserPassword -AllowPrivileged -Confirm:$false");
        Assert.Equal(["RoleMissing"], outcome.ErrorIds);
        Assert.Equal("helpdesk@contoso.com", outcome.Errors[0].TargetObject);
        Assert.Equal("bob@contoso.com", Assert.Single(outcome.As<SsprPasswordResetResult>()).UserPrincipalName);
    }

    [Fact]
    public void The_same_user_twice_is_reset_once()
    {
        using var session = UserSession.InSandbox();
        var outcome = session.Run("'bob@contoso.com', 'BOB@contoso.com' | Reset-UserPassword -Confirm:$false -Verbose").AssertFine();
        Assert.Single(outcome.Output);
        Assert.Single(outcome.Warnings);
        Assert.Single(outcome.Verbose, v => v.StartsWith("POST", StringComparison.Ordinal));
    }

    [Fact]
    public void WhatIf_resets_nobody()
    {
        using var session = UserSession.InSandbox();
        var outcome = session.Run("Reset-UserPassword bob@contoso.com -RevokeSession -WhatIf -Verbose").AssertFine();
        Assert.Empty(outcome.Output);
        Assert.DoesNotContain(outcome.Verbose, v => v.StartsWith("POST", StringComparison.Ordinal));
    }

    [Fact]
    public void An_empty_pipeline_resets_nobody()
    {
        using var session = UserSession.InSandbox();
        Assert.Empty(session.Run("@() | Reset-UserPassword -Confirm:$false").AssertFine().Output);
    }

    [Fact]
    public void The_password_is_in_no_stream_no_error_and_no_view()
    {
        using var session = UserSession.InSandbox("-Fault Unavailable");
        var outcome = session.Run(
            "$r = 'bob@contoso.com', 'sanne.synced@contoso.com', 'nobody@contoso.com' | Reset-UserPassword -NewPassword $p -Confirm:$false -Verbose -Debug *>&1; $r; $r | Out-String; $r | Format-List * | Out-String; $error | Out-String",
            ("p", Connections.Secret(Canary)));
        Assert.NotEmpty(outcome.Output);
        Assert.DoesNotContain(Canary, outcome.AllText);
    }
}
