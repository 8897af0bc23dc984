using System.Net;
using SsprModule.Models;
using SsprModule.Tests.Support;

namespace SsprModule.Tests.Troubleshooting;

/// <summary>Get-SsprErrorInfo as an administrator uses it, without a connection.</summary>
public sealed class ErrorInfoTests
{
    [Theory]
    [InlineData("SSPR_0029", "SSPR_0029", SsprCodeKind.Sspr, SsprFixer.Administrator)]
    [InlineData("0x80230619", "0x80230619", SsprCodeKind.Writeback, SsprFixer.User)]
    [InlineData("AADSTS50126", "AADSTS50126", SsprCodeKind.SignIn, SsprFixer.User)]
    [InlineData("33008", "33008", SsprCodeKind.WritebackEvent, SsprFixer.User)]
    [InlineData("Authorization_RequestDenied", "Authorization_RequestDenied", SsprCodeKind.Graph, SsprFixer.Administrator)]
    [InlineData("User cancelled before submitting a new password", "User cancelled before submitting a new password", SsprCodeKind.AuditReason, SsprFixer.User)]
    public void A_code_is_explained_with_who_fixes_it_steps_and_link(string text, string code, SsprCodeKind kind, SsprFixer fixer)
    {
        using var session = new UserSession();
        var info = session.Run("Get-SsprErrorInfo $text", ("text", text)).Single<SsprErrorInfo>();
        Assert.Equal((code, kind, (SsprFixer?)fixer, true), (info.Code, info.Kind, info.FixedBy, info.IsDocumented));
        Assert.NotEqual("", info.Meaning);
        Assert.NotEmpty(info.Steps);
        Assert.Equal("https", info.Link!.Scheme);
    }

    [Fact]
    public void A_number_needs_no_quotes()
    {
        using var session = new UserSession();
        Assert.Equal("ADPasswordPolicyError", session.Run("Get-SsprErrorInfo 33008").Single<SsprErrorInfo>().Name);
    }

    [Fact]
    public void A_text_with_three_codes_gives_three_in_order()
    {
        using var session = new UserSession();
        var found = session.Run("'SSPR_0030, then event 31034, then AADSTS50126' | Get-SsprErrorInfo").AssertFine().As<SsprErrorInfo>();
        Assert.Equal(["SSPR_0030", "31034", "AADSTS50126"], found.Select(f => f.Code));
    }

    [Theory]
    [InlineData("SSPR_0020", null)]
    [InlineData("AADSTS999999", "https://login.microsoftonline.com/error?code=999999")]
    [InlineData("31020", null)]
    public void A_code_that_nobody_documents_is_said_to_be_so_and_not_guessed(string code, string? link)
    {
        using var session = new UserSession();
        var info = session.Run("Get-SsprErrorInfo $code", ("code", code)).Single<SsprErrorInfo>();
        Assert.Equal((code, false, (SsprFixer?)null), (info.Code, info.IsDocumented, info.FixedBy));
        Assert.Contains("guess", info.Meaning);
        Assert.Equal(link, info.Link?.AbsoluteUri);
    }

    [Fact]
    public void A_text_without_a_code_is_an_error_about_that_text_and_the_next_one_follows()
    {
        using var session = new UserSession();
        var outcome = session.Run("'nothing here', '', $null, 'SSPR_0012' | Get-SsprErrorInfo");
        Assert.Equal(["NoCodeFound", "NoCodeFound", "NoCodeFound"], outcome.ErrorIds);
        Assert.Contains("'nothing here'", outcome.Errors[0].ErrorDetails.Message);
        Assert.Equal(["SSPR_0012"], outcome.As<SsprErrorInfo>().Select(i => i.Code));
    }

    [Fact]
    public void An_error_of_this_module_tells_itself_and_then_the_code_of_the_service()
    {
        using var session = UserSession.InSandbox("-Grant User.Read.All");
        var found = session.Run("$e = $null; try { Get-SsprRegistration | Out-Null } catch { $e = $_ }; $e | Get-SsprErrorInfo").AssertFine().As<SsprErrorInfo>().ToList();
        Assert.Equal(("PermissionMissing", SsprCodeKind.Module), (found[0].Code, found[0].Kind));
        Assert.Contains("AuditLog.Read.All", found[0].Meaning + found[0].Steps);
        Assert.All(found.Skip(1), f => Assert.Equal(SsprCodeKind.Graph, f.Kind));
        Assert.Equal(2, found.Count);
    }

    [Fact]
    public void An_error_of_another_module_is_searched_with_all_that_is_within()
    {
        using var session = new UserSession();
        var found = session.Run("try { throw [InvalidOperationException]::new('outer', [Exception]::new('AADSTS50057: disabled')) } catch { $_ | Get-SsprErrorInfo }").Single<SsprErrorInfo>();
        Assert.Equal("AADSTS50057", found.Code);
    }

    [Fact]
    public void An_event_object_is_read_by_its_number_and_its_log()
    {
        using var session = new UserSession();
        var found = session.Run("[pscustomobject]@{ ProviderName = 'PasswordResetService'; Id = 33004; Message = 'TrackingId: 31001-5' } | Get-SsprErrorInfo").Single<SsprErrorInfo>();
        Assert.Equal(("33004", "PasswordResetService", (SsprEventLevel?)SsprEventLevel.Error), (found.Code, found.EventSource, found.Level));
    }

    [Fact]
    public void The_texts_come_in_the_language_of_the_session_or_the_one_asked_for()
    {
        using var session = new UserSession("nl-NL");
        Assert.Contains("licentie", session.Run("Get-SsprErrorInfo SSPR_0012").Single<SsprErrorInfo>().Meaning);
        Assert.Contains("licence", session.Run("Get-SsprErrorInfo SSPR_0012 -Culture en-GB").Single<SsprErrorInfo>().Meaning);
    }

    [Fact]
    public void The_view_is_a_list_that_shows_the_steps()
    {
        using var session = new UserSession();
        var text = session.Run("Get-SsprErrorInfo SSPR_0014 | Out-String -Width 120").Single<string>();
        Assert.Contains("Meaning", text);
        Assert.Contains("mysecurityinfo", text);
    }

    [Fact]
    public void A_refusal_by_a_known_code_says_the_step_of_the_catalogue_after_its_own()
    {
        using var session = new UserSession();
        session.Connect(new FakeServer((_, _) => FakeServer.Error(HttpStatusCode.Conflict, "Directory_ConcurrencyViolation", "Somebody was first.")));
        var outcome = session.Run("Get-SsprRegistration");
        Assert.Equal("RequestRefused", outcome.EndedWith);
        Assert.Contains("Correct the value that the message names. Wait some seconds, read again and repeat the change.", outcome.EndError.ErrorDetails.RecommendedAction);
    }

    [Fact]
    public void A_refusal_by_an_unknown_code_keeps_to_its_own_action()
    {
        using var session = new UserSession();
        session.Connect(new FakeServer((_, _) => FakeServer.Error(HttpStatusCode.Conflict, "Directory_Novelty", "What is this?")));
        Assert.Equal("Correct the value that the message names.", session.Run("Get-SsprRegistration").EndError.ErrorDetails.RecommendedAction);
    }
}
