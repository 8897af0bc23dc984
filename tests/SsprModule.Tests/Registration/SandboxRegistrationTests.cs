using System.Management.Automation;
using SsprModule.Models;
using SsprModule.Tests.Support;

namespace SsprModule.Tests.Registration;

/// <summary>Get-SsprRegistration against the embedded tenant.</summary>
public sealed class SandboxRegistrationTests
{
    [Fact]
    public void The_whole_tenant_comes_without_the_disabled()
    {
        using var session = UserSession.InSandbox("-UserCount 2500");
        var rows = session.Run("Get-SsprRegistration").AssertFine().As<SsprRegistration>().ToList();
        Assert.InRange(rows.Count, 1500, 2499);
        Assert.Equal(rows.Count, rows.Select(r => r.Id).Distinct().Count());
        Assert.DoesNotContain(rows, r => r.UserPrincipalName == "disabled@contoso.com");
    }

    [Fact]
    public void Capable_and_NotCapable_divide_the_tenant()
    {
        using var session = UserSession.InSandbox();
        var all = Count(session, "Get-SsprRegistration");
        var capable = Count(session, "Get-SsprRegistration -Capable");
        var not = Count(session, "Get-SsprRegistration -NotCapable");
        Assert.True(capable > 0 && not > 0);
        Assert.Equal(all, capable + not);
    }

    [Theory]
    [InlineData("-Registered", "isSsprRegistered eq true")]
    [InlineData("-Registered:$false", "isSsprRegistered eq false")]
    [InlineData("-Enabled -Admin:$false", "isSsprEnabled eq true and isAdmin eq false")]
    [InlineData("-Capable:$false", "isSsprCapable eq false")]
    [InlineData("-UserType Guest", "userType eq 'guest'")]
    [InlineData("-Method email -Capable", "isSsprCapable eq true and methodsRegistered/any(m:m eq 'email')")]
    [InlineData("-Capable -Filter \"userType eq 'member'\"", "isSsprCapable eq true and (userType eq 'member')")]
    public void Filters_are_sent_to_Graph(string parameters, string filter)
    {
        using var session = UserSession.InSandbox();
        var outcome = session.Run($"Get-SsprRegistration {parameters} -Verbose").AssertFine();
        Assert.Contains($"Filter sent to Graph: {filter}", outcome.Verbose);
    }

    [Fact]
    public void Filters_give_what_they_say()
    {
        using var session = UserSession.InSandbox();
        Assert.All(session.Run("Get-SsprRegistration -Method email -Admin:$false").AssertFine().As<SsprRegistration>(), r => Assert.True(r.Methods.Contains("email") && r.IsAdmin == false));
        Assert.All(session.Run("Get-SsprRegistration -UserType Guest").AssertFine().As<SsprRegistration>(), r => Assert.Equal(SsprRegistrationStatus.Guest, r.Status));
    }

    [Fact]
    public void Capable_and_NotCapable_together_are_refused()
    {
        using var session = UserSession.InSandbox();
        Assert.Equal("ParametersConflict", session.Run("Get-SsprRegistration -Capable -NotCapable").EndedWith);
    }

    [Fact]
    public void Users_come_by_name_by_id_and_by_object_in_their_order()
    {
        using var session = UserSession.InSandbox();
        var outcome = session.Run("""
            $anna = Get-SsprRegistration anna@contoso.com
            'bob@contoso.com', $anna.Id, $anna, ([pscustomobject]@{ UserPrincipalName = "o'brien@contoso.com"; Id = 7 }) | Get-SsprRegistration
            """).AssertFine();
        Assert.Equal(["bob@contoso.com", "anna@contoso.com", "anna@contoso.com", "o'brien@contoso.com"], outcome.As<SsprRegistration>().Select(r => r.UserPrincipalName));
    }

    [Fact]
    public void A_guest_whose_name_holds_a_hash_is_found()
    {
        using var session = UserSession.InSandbox();
        var row = session.Run("Get-SsprRegistration 'guest_partner.example#EXT#@contoso.onmicrosoft.com'").Single<SsprRegistration>();
        Assert.Equal(SsprRegistrationStatus.Guest, row.Status);
    }

    [Fact]
    public void A_user_without_a_row_is_told_with_the_reason_and_not_as_an_error()
    {
        using var session = UserSession.InSandbox();
        var row = session.Run("Get-SsprRegistration disabled@contoso.com").Single<SsprRegistration>();
        Assert.Equal(SsprRegistrationStatus.Disabled, row.Status);
        Assert.Null(row.IsSsprCapable);
    }

    [Fact]
    public void One_bad_user_does_not_stop_the_others()
    {
        using var session = UserSession.InSandbox();
        var outcome = session.Run("'anna@contoso.com', 'nobody@contoso.com', 'not a name', 'a@b@c', 'bob@contoso.com' | Get-SsprRegistration");
        Assert.Null(outcome.Ended);
        Assert.Equal(["anna@contoso.com", "bob@contoso.com"], outcome.As<SsprRegistration>().Select(r => r.UserPrincipalName));
        Assert.Equal(["UserNotFound", "UserNameInvalid", "UserNameInvalid"], outcome.ErrorIds);
        Assert.Equal("nobody@contoso.com", outcome.Errors[0].TargetObject);
        Assert.Equal(ErrorCategory.ObjectNotFound, outcome.Errors[0].CategoryInfo.Category);
    }

    [Fact]
    public void ErrorAction_Stop_ends_the_pipeline_at_the_bad_user()
    {
        using var session = UserSession.InSandbox();
        var outcome = session.Run("'nobody@contoso.com', 'bob@contoso.com' | Get-SsprRegistration -ErrorAction Stop");
        Assert.Equal("UserNotFound", outcome.EndedWith);
        Assert.Empty(outcome.Output);
    }

    [Fact]
    public void An_empty_pipeline_reads_nothing()
    {
        using var session = UserSession.InSandbox();
        var outcome = session.Run("@() | Get-SsprRegistration -Verbose").AssertFine();
        Assert.Empty(outcome.Output);
        Assert.DoesNotContain(outcome.Verbose, v => v.StartsWith("GET", StringComparison.Ordinal));
    }

    [Fact]
    public void A_token_without_the_permission_is_told_which_one()
    {
        using var session = UserSession.InSandbox("-Grant User.Read.All");
        var outcome = session.Run("Get-SsprRegistration");
        Assert.Equal("PermissionMissing", outcome.EndedWith);
        Assert.Contains("AuditLog.Read.All", outcome.EndError.Exception.Message);
        Assert.Contains("Authentication_MSGraphPermissionMissing", outcome.EndError.ErrorDetails.Message);
        Assert.Equal(ErrorCategory.PermissionDenied, outcome.EndError.CategoryInfo.Category);
    }

    [Fact]
    public void A_person_without_the_role_is_told_which_ones()
    {
        using var session = UserSession.InSandbox("-Role 'Helpdesk Administrator'");
        var outcome = session.Run("Get-SsprRegistration");
        Assert.Equal("RoleMissing", outcome.EndedWith);
        Assert.Contains("Reports Reader", outcome.EndError.Exception.Message);
    }

    [Fact]
    public void A_role_that_is_missing_for_all_ends_the_pipeline_at_the_first_user()
    {
        using var session = UserSession.InSandbox("-Role 'Helpdesk Administrator'");
        Assert.Equal("RoleMissing", session.Run("'anna@contoso.com', 'bob@contoso.com' | Get-SsprRegistration").EndedWith);
    }

    [Theory]
    [InlineData("{{{0}}}")]
    [InlineData("({0})")]
    public void An_id_may_be_written_in_any_form(string form)
    {
        using var session = UserSession.InSandbox();
        var anna = session.Run("Get-SsprRegistration anna@contoso.com").Single<SsprRegistration>();
        var again = session.Run("Get-SsprRegistration $id", ("id", string.Format(System.Globalization.CultureInfo.InvariantCulture, form, anna.Id))).Single<SsprRegistration>();
        Assert.Equal(anna.UserPrincipalName, again.UserPrincipalName);
    }

    [Fact]
    public void A_tenant_without_licence_is_told_so()
    {
        using var session = UserSession.InSandbox("-Fault Unlicensed");
        Assert.Equal("LicenseMissing", session.Run("Get-SsprRegistration").EndedWith);
    }

    [Theory]
    [InlineData("Throttled")]
    [InlineData("Unavailable")]
    [InlineData("GatewayTimeout")]
    [InlineData("DropMidPage")]
    [InlineData("TruncatedJson")]
    [InlineData("SlowPages")]
    public void Faults_that_pass_lose_nothing_and_double_nothing(string fault)
    {
        using var well = UserSession.InSandbox("-UserCount 5000");
        using var ill = UserSession.InSandbox($"-UserCount 5000 -Fault {fault}");
        const string Ids = "Get-SsprRegistration | ForEach-Object Id";
        Assert.Equal(well.Run(Ids).AssertFine().As<string>(), ill.Run(Ids).AssertFine().As<string>());
    }

    [Theory]
    [InlineData("HtmlFromProxy", "AnswerNotJson")]
    [InlineData("ForeignNextLink", "NextLinkUntrusted")]
    [InlineData("PageLoop", "PagingLoop")]
    public void Faults_that_stay_end_with_an_error_of_their_own(string fault, string id)
    {
        using var session = UserSession.InSandbox($"-UserCount 5000 -Fault {fault}");
        var outcome = session.Run("Get-SsprRegistration");
        Assert.Equal(id, outcome.EndedWith);
        Assert.NotEmpty(outcome.EndError.ErrorDetails.RecommendedAction);
    }

    [Fact]
    public void Verbose_shows_each_call_without_naming_anybody()
    {
        using var session = UserSession.InSandbox();
        var outcome = session.Run("Get-SsprRegistration disabled@contoso.com -Verbose").AssertFine();
        Assert.Contains(outcome.Verbose, v => System.Text.RegularExpressions.Regex.IsMatch(v, @"^GET /users/\{user-id\} 200 request-id=[0-9a-f-]{36} client-request-id=[0-9a-f-]{36} \d+ ms$"));
        Assert.DoesNotContain(outcome.Verbose, v => v.Contains("disabled@", StringComparison.Ordinal));
    }

    [Fact]
    public void Methods_are_readable_in_CSV()
    {
        using var session = UserSession.InSandbox();
        Assert.Contains("email", session.Run("\"$((Get-SsprRegistration anna@contoso.com).Methods)\"").Single<string>());
        Assert.Equal("mobilePhone, email, microsoftAuthenticatorPush, softwareOneTimePasscode", session.Run("(Get-SsprRegistration anna@contoso.com).Methods.ToString()").Single<string>());
        Assert.StartsWith("AdminSspr=Graph", session.Run("(Get-SsprPolicy).Sources.ToString()").Single<string>().Split(", ").Order().First());
    }

    [Fact]
    public void The_table_fits_120_columns()
    {
        using var session = UserSession.InSandbox();
        var text = session.Run("Get-SsprRegistration | Out-String -Width 120").Single<string>();
        Assert.Contains("UserPrincipalName", text);
        Assert.All(text.Split('\n'), line => Assert.True(line.TrimEnd().Length <= 120, line));
    }

    private static int Count(UserSession session, string command) => session.Run(command).AssertFine().Output.Count;
}
