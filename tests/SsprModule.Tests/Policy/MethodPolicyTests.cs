using SsprModule.Models;
using SsprModule.Tests.Support;

namespace SsprModule.Tests.Policy;

/// <summary>Get- and Set-SsprMethodPolicy against the embedded tenant.</summary>
public sealed class MethodPolicyTests
{
    [Fact]
    public void Each_method_tells_what_of_SSPR_it_counts_for_or_why_it_does_not()
    {
        using var session = UserSession.InSandbox();

        var methods = session.Run("Get-SsprMethodPolicy").AssertFine().As<SsprMethodPolicy>().ToDictionary(m => m.Method);

        Assert.Equal([SsprLegacyMethod.Email], methods["Email"].CountsFor);
        Assert.Equal([SsprLegacyMethod.MobilePhone], methods["Sms"].CountsFor);
        Assert.Equal([SsprLegacyMethod.AppNotification, SsprLegacyMethod.AppCode], methods["MicrosoftAuthenticator"].CountsFor);
        Assert.Equal((true, true, null), (methods["Sms"].Enabled, methods["Sms"].UsableInSspr, methods["Sms"].Reason));
        Assert.Equal((false, false, "off"), (methods["Voice"].Enabled, methods["Voice"].UsableInSspr, methods["Voice"].Reason));
        Assert.Equal((true, false, "for sign-in only"), (methods["Fido2"].Enabled, methods["Fido2"].UsableInSspr, methods["Fido2"].Reason));
        Assert.Equal("All", methods["Sms"].IncludeGroups.ToString());
        Assert.Equal("SSPR Pilot", methods["TemporaryAccessPass"].IncludeGroups.ToString());
        Assert.Equal((false, true), (methods["Voice"].OfficePhone, methods["MicrosoftAuthenticator"].SoftwareOath));
        Assert.All(methods.Values, m => Assert.Equal(SsprMigrationState.MigrationComplete, m.MigrationState));
    }

    [Theory]
    [InlineData("email", "Email")]
    [InlineData("S*", "Sms,SoftwareOath")]
    [InlineData("Voice, V*, Sms", "Sms,Voice")]
    [InlineData("Nothing*", "")]
    public void Methods_are_chosen_by_word_or_wildcard_and_come_once(string asked, string found)
    {
        using var session = UserSession.InSandbox();
        var outcome = session.Run($"Get-SsprMethodPolicy {asked}").AssertFine();
        Assert.Equal(found, string.Join(',', outcome.As<SsprMethodPolicy>().Select(m => m.Method)));
    }

    [Fact]
    public void A_word_that_is_no_method_is_an_error_that_lists_them_and_the_others_follow()
    {
        using var session = UserSession.InSandbox();
        var outcome = session.Run("Get-SsprMethodPolicy Sms, Telegram");
        Assert.Equal(["MethodUnknown"], outcome.ErrorIds);
        Assert.Contains("SoftwareOath", outcome.Errors[0].ToString(), StringComparison.Ordinal);
        Assert.Equal("Sms", Assert.Single(outcome.As<SsprMethodPolicy>()).Method);
    }

    [Fact]
    public void The_campaign_is_read_and_changed_and_keeps_its_groups()
    {
        using var session = UserSession.InSandbox();
        var before = session.Run("Get-SsprMethodPolicy -Campaign").Single<SsprRegistrationCampaign>();
        Assert.Equal((SsprCampaignState.Default, 1, "all_users"), (before.State, before.SnoozeDays, before.Include.ToString()));

        var after = session.Run("Set-SsprMethodPolicy -CampaignState Enabled -SnoozeDays 14 -PassThru -Confirm:$false").Single<SsprRegistrationCampaign>();
        Assert.Equal((SsprCampaignState.Enabled, 14, "all_users"), (after.State, after.SnoozeDays, after.Include.ToString()));
    }

    [Fact]
    public void A_method_is_switched_off_and_shown_as_it_was_read_back()
    {
        using var session = UserSession.InSandbox();
        var sms = session.Run("Set-SsprMethodPolicy Sms -Enabled $false -PassThru -Confirm:$false").Single<SsprMethodPolicy>();
        Assert.Equal(("Sms", false), (sms.Method, sms.Enabled));
        Assert.Equal(5, session.Run("Get-SsprMethodPolicy | Where-Object Enabled").As<SsprMethodPolicy>().Count() + 1);
    }

    [Fact]
    public void Methods_come_through_the_pipeline_and_are_changed_in_one_go()
    {
        using var session = UserSession.InSandbox();
        var outcome = session.Run("Get-SsprMethodPolicy Sms, Voice | Set-SsprMethodPolicy -AddExcludeGroup 'SSPR Pilot' -Confirm:$false -PassThru").AssertFine();
        Assert.Equal(["SSPR Pilot", "SSPR Pilot"], outcome.As<SsprMethodPolicy>().Select(m => m.ExcludeGroups.ToString()));
    }

    [Fact]
    public void Groups_replace_join_and_leave()
    {
        using var session = UserSession.InSandbox();
        Assert.Equal("SSPR Pilot", Include("-IncludeGroup 'SSPR Pilot'"));
        Assert.Equal("SSPR Pilot, Tier 0 Operators", Include("-AddIncludeGroup 'Tier 0 Operators', 'SSPR Pilot'"));
        Assert.Equal("Tier 0 Operators", Include("-RemoveIncludeGroup 'SSPR Pilot'"));
        Assert.Equal("All", Include("-IncludeGroup All"));

        string Include(string change) => session.Run($"Set-SsprMethodPolicy Sms {change} -PassThru -Confirm:$false").Single<SsprMethodPolicy>().IncludeGroups.ToString();
    }

    [Theory]
    [InlineData("Telegram -Enabled $true", "MethodUnknown")]
    [InlineData("Sms -OfficePhone $true", "MethodSettingNotAllowed")]
    [InlineData("Voice -SoftwareOath $true", "MethodSettingNotAllowed")]
    [InlineData("Email -AuthenticationMode Push", "MethodSettingNotAllowed")]
    [InlineData("Sms -IncludeGroup 'Nobody Here'", "GroupNotFound")]
    [InlineData("Sms -IncludeGroup anna@contoso.com", "GroupNotFound")]
    [InlineData("Sms -IncludeGroup 11111111-1111-1111-1111-111111111111", "GroupNotFound")]
    [InlineData("Sms -AddIncludeGroup 'Project X'", "GroupAmbiguous")]
    [InlineData("Sms -AddExcludeGroup 'Everyone Newsletter'", "GroupNotSecurity")]
    [InlineData("Sms -IncludeGroup All -RemoveIncludeGroup 'SSPR Pilot'", "ParametersConflict")]
    [InlineData("Sms", "NothingToSet")]
    [InlineData("Sms -PassThru", "NothingToSet")]
    public void What_does_not_fit_is_refused_and_nothing_is_sent(string arguments, string id)
    {
        using var session = UserSession.InSandbox();
        var outcome = session.Run($"Set-SsprMethodPolicy {arguments} -Confirm:$false -Verbose");
        Assert.Equal(id, outcome.EndedWith);
        Assert.DoesNotContain(outcome.Verbose, v => v.StartsWith("PATCH", StringComparison.Ordinal));
    }

    [Fact]
    public void WhatIf_changes_nothing()
    {
        using var session = UserSession.InSandbox();
        var outcome = session.Run("Set-SsprMethodPolicy Sms -Enabled $false -WhatIf -Verbose -PassThru").AssertFine();
        Assert.Empty(outcome.Output);
        Assert.DoesNotContain(outcome.Verbose, v => v.StartsWith("PATCH", StringComparison.Ordinal));
    }

    [Fact]
    public void What_already_is_so_is_not_written()
    {
        using var session = UserSession.InSandbox();
        var outcome = session.Run("Set-SsprMethodPolicy Sms -Enabled $true -IncludeGroup All -Confirm:$false -Verbose").AssertFine();
        Assert.DoesNotContain(outcome.Verbose, v => v.StartsWith("PATCH", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Email, MicrosoftAuthenticator, SoftwareOath", "2027")]
    [InlineData("Email, MicrosoftAuthenticator, SoftwareOath, Sms", "0 of the 1 methods")]
    [InlineData("MicrosoftAuthenticator, SoftwareOath, Sms", "Administrators need two")]
    public void What_a_change_would_leave_behind_is_warned_of_before_the_question(string methods, string warning)
    {
        using var session = UserSession.InSandbox();
        var outcome = session.Run($"Set-SsprMethodPolicy {methods} -Enabled $false -WhatIf").AssertFine();
        Assert.Contains(outcome.Warnings, w => w.Contains(warning, StringComparison.Ordinal));
    }

    [Fact]
    public void One_kind_left_of_two_required_is_warned_of()
    {
        using var session = UserSession.InSandbox();
        session.Run("Set-SsprPolicy -MethodsRequired 2 -Confirm:$false").AssertFine();
        var outcome = session.Run("Set-SsprMethodPolicy Email, Sms -Enabled $false -WhatIf").AssertFine();
        Assert.Contains(outcome.Warnings, w => w.Contains("1 of the 2 methods", StringComparison.Ordinal));
    }

    [Fact]
    public void An_application_changes_methods_and_is_told_that_the_number_required_is_not_known()
    {
        using var session = UserSession.InSandbox("-SignIn Application");
        var outcome = session.Run("Set-SsprMethodPolicy Email, Sms -Enabled $false -Confirm:$false -PassThru").AssertFine();
        Assert.All(outcome.As<SsprMethodPolicy>(), m => Assert.False(m.Enabled));
        Assert.Contains(outcome.Warnings, w => w.Contains("not known", StringComparison.Ordinal));
    }

    [Fact]
    public void A_change_that_takes_nothing_away_warns_of_nothing()
    {
        using var session = UserSession.InSandbox();
        Assert.Empty(session.Run("Set-SsprMethodPolicy Voice -Enabled $true -OfficePhone $true -Confirm:$false").AssertFine().Warnings);
    }

    [Fact]
    public void Before_the_migration_nothing_here_counts()
    {
        using var session = UserSession.InSandbox();
        session.Run("Set-SsprMethodPolicy -MigrationState PreMigration -Confirm:$false").AssertFine();
        Assert.All(session.Run("Get-SsprMethodPolicy").As<SsprMethodPolicy>(), m => Assert.False(m.UsableInSspr));
    }

    [Fact]
    public void Nothing_through_the_pipeline_changes_nothing()
    {
        using var session = UserSession.InSandbox();
        Assert.DoesNotContain(session.Run("Get-SsprMethodPolicy Nothing* | Set-SsprMethodPolicy -Enabled $false -Confirm:$false -Verbose").AssertFine().Verbose, v => v.StartsWith("PATCH", StringComparison.Ordinal));
    }

    [Fact]
    public void A_rollback_file_brings_methods_groups_and_migration_back()
    {
        using var session = UserSession.InSandbox();
        var folder = Directory.CreateTempSubdirectory("sspr-methods-").FullName;
        try
        {
            var before = State();
            session.Run(
                "Set-SsprMethodPolicy Sms, Email -Enabled $false -IncludeGroup 'SSPR Pilot' -RollbackPath $one -Confirm:$false; Set-SsprMethodPolicy -MigrationState MigrationInProgress -SnoozeDays 9 -RollbackPath $two -Confirm:$false",
                ("one", Path.Combine(folder, "1.json")), ("two", Path.Combine(folder, "2.json"))).AssertFine();
            Assert.NotEqual(before, State());

            session.Run("Set-SsprMethodPolicy -Path $two -RollbackPath $folder -Confirm:$false; Set-SsprMethodPolicy -Path $one -RollbackPath $folder -Confirm:$false", ("folder", folder)).AssertFine();

            Assert.Equal(before, State());
            Assert.Equal(4, Directory.GetFiles(folder).Length);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        string State() => string.Join('|', session.Run("Get-SsprMethodPolicy | ForEach-Object { $_.Method, $_.Enabled, $_.IncludeGroups, $_.MigrationState }; (Get-SsprMethodPolicy -Campaign).SnoozeDays").AssertFine().Output);
    }

    [Theory]
    [InlineData("{}", "PolicyFileInvalid")]
    [InlineData("{\"version\":1,\"methods\":{\"Sms\":1}}", "PolicyFileInvalid")]
    [InlineData("{\"version\":2,\"methods\":{\"Sms\":{\"state\":\"disabled\"}}}", "PolicyFileTooNew")]
    [InlineData("{\"methods\":{\"Sms\":{\"state\":\"disabled\"}}}", "PolicyFileInvalid")]
    [InlineData("{\"version\":1,\"methods\":{\"Sms\":{\"status\":\"disabled\"}}}", "PolicyFileInvalid")]
    [InlineData("{\"version\":1,\"method\":{},\"methods\":{\"Sms\":{\"state\":\"disabled\"}}}", "PolicyFileInvalid")]
    [InlineData("not JSON", "PolicyFileInvalid")]
    [InlineData(null, "PolicyFileNotFound")]
    public void A_file_that_is_no_rollback_file_is_refused(string? content, string id)
    {
        using var session = UserSession.InSandbox();
        var file = Path.Combine(Path.GetTempPath(), $"sspr-{Guid.NewGuid():N}.json");
        if (content is not null)
        {
            File.WriteAllText(file, content);
        }

        var outcome = session.Run("Set-SsprMethodPolicy -Path $file -Confirm:$false", ("file", file));
        File.Delete(file);
        Assert.Equal(id, outcome.EndedWith);
    }

    [Fact]
    public void A_rollback_file_that_is_there_already_stops_the_change()
    {
        using var session = UserSession.InSandbox();
        var file = Path.GetTempFileName();
        var outcome = session.Run("Set-SsprMethodPolicy Sms -Enabled $false -RollbackPath $file -Confirm:$false -Verbose", ("file", file));
        File.Delete(file);
        Assert.Equal("PolicyFileExists", outcome.EndedWith);
        Assert.DoesNotContain(outcome.Verbose, v => v.StartsWith("PATCH", StringComparison.Ordinal));
    }
}
