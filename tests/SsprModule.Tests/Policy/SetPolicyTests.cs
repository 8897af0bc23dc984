using System.Management.Automation;
using System.Text.Json.Nodes;
using SsprModule.Models;
using SsprModule.Tests.Support;

namespace SsprModule.Tests.Policy;

/// <summary>Set-SsprPolicy against the embedded tenant: all backends, rollback, bad input, what each sign-in can do.</summary>
public sealed class SetPolicyTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("sspr-set-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Everything_changes_in_one_command_and_comes_back_with_the_rollback_file()
    {
        using var session = UserSession.InSandbox();
        var before = session.Run("Get-SsprPolicy").Single<SsprPolicy>();

        var after = session.Run($$"""
            Set-SsprPolicy -UserScope All -AdminSspr $false -MethodsRequired 2 -ReconfirmDays 90 -Writeback $false -UnlockWithoutReset $true -EnableMethod Voice -DisableMethod Sms -LockoutThreshold 5 -LockoutSeconds 120 -BannedPasswords Contoso, Amsterdam -BannedPasswordModeOnPremises Enforce -PasswordExpiry @{ Domain = 'contoso.com'; ValidityDays = 90 } -RollbackPath '{{folder}}' -Confirm:$false -PassThru
            """).Single<SsprPolicy>();

        Assert.Equal((SsprUserScope.All, false, 2, 90), (after.UserScope, after.AdminSspr, after.MethodsRequired, after.ReconfirmDays));
        Assert.Equal((false, true), (after.Writeback, after.UnlockWithoutReset));
        Assert.Equal("Email, (Sms), Voice, MicrosoftAuthenticator, SoftwareOath", after.Methods!.ToString());
        Assert.Equal((5, 120, "Contoso, Amsterdam", SsprBannedPasswordMode.Enforce), (after.LockoutThreshold, after.LockoutSeconds, after.BannedPasswords?.ToString(), after.BannedPasswordModeOnPremises));
        Assert.Equal(90, after.PasswordExpiry!.Single(d => d.Domain == "contoso.com").ValidityDays);

        var back = session.Run($"Set-SsprPolicy -Path '{after.RollbackPath}' -RollbackPath '{folder}' -Confirm:$false -PassThru").Single<SsprPolicy>();

        foreach (var property in typeof(SsprPolicy).GetProperties().Where(p => p.Name is not (nameof(SsprPolicy.RollbackPath) or nameof(SsprPolicy.Notes))))
        {
            Assert.Equal($"{property.Name}={property.GetValue(before)}", $"{property.Name}={property.GetValue(back)}");
        }
    }

    [Fact]
    public void WhatIf_names_each_field_and_sends_no_write()
    {
        using var session = UserSession.InSandbox();
        var outcome = session.Run($"Set-SsprPolicy -ReconfirmDays 90 -AdminSspr $false -LockoutThreshold 5 -RollbackPath '{folder}' -WhatIf -Verbose").AssertFine();
        Assert.DoesNotContain(outcome.Verbose, v => v.StartsWith('P'));
        Assert.Empty(Directory.GetFiles(folder));
    }

    [Fact]
    public void The_file_takes_part_with_parameters_which_take_precedence()
    {
        var file = Path.Combine(folder, "wish.json");
        File.WriteAllText(file, """{"version":1,"settings":{"reconfirmDays":90,"notifyAdmins":true}}""");
        using var session = UserSession.InSandbox();
        var policy = session.Run($"Set-SsprPolicy '{file}' -ReconfirmDays 30 -PassThru -RollbackPath '{folder}' -Confirm:$false").Single<SsprPolicy>();
        Assert.Equal((30, true), (policy.ReconfirmDays, policy.NotifyAdmins));
    }

    [Fact]
    public void A_policy_from_the_pipeline_is_applied()
    {
        using var session = UserSession.InSandbox();
        var outcome = session.Run($$"""
            $before = Get-SsprPolicy
            Set-SsprPolicy -ReconfirmDays 90 -NotifyAdmins $true -RollbackPath '{{folder}}' -Confirm:$false
            $before | Set-SsprPolicy -RollbackPath '{{folder}}' -Confirm:$false -PassThru
            """);
        var policy = outcome.Single<SsprPolicy>();
        Assert.Equal((180, false), (policy.ReconfirmDays, policy.NotifyAdmins));
    }

    [Theory]
    [InlineData("-MethodsRequired 3", "ParameterArgumentValidationError")]
    [InlineData("-ReconfirmDays 731", "ParameterArgumentValidationError")]
    [InlineData("-ReconfirmDays -1", "ParameterArgumentValidationError")]
    [InlineData("-QuestionsToReset 6", "ParameterArgumentValidationError")]
    [InlineData("-UserScope 7", "ParameterArgumentTransformationError|CannotConvertArgumentNoMessage")]
    [InlineData("-HelpdeskLink 'call us'", "SettingInvalid")]
    [InlineData("-HelpdeskLink 'ftp://help.contoso.com'", "SettingInvalid")]
    [InlineData("-HelpdeskLink 'mailto:help@contoso.com'", "SettingInvalid")]
    [InlineData("-HelpdeskLink 'help@contoso'", "SettingInvalid")]
    [InlineData("-QuestionsToRegister 3 -QuestionsToReset 5", "SettingInvalid")]
    [InlineData("-BannedPasswords abc", "ParameterArgumentValidationError")]
    [InlineData("-EnableMethod Fido2", "ParameterArgumentValidationError")]
    [InlineData("-EnableMethod Sms -DisableMethod sms", "ParametersConflict")]
    [InlineData("-EnableMethod HardwareOath", "SettingInvalid")]
    [InlineData("-PasswordExpiry @{ Domain = 'fabrikam.com'; ValidityDays = 90 }", "SettingInvalid")]
    [InlineData("-UserScope All -Group 'SSPR Pilot'", "GroupNotAllowed")]
    [InlineData("-UserScope Selected -Group 'SSPR Pilot', 'Project X'", "CannotConvertArgument")]
    [InlineData("-UserScope Selected -Group 'Everyone Newsletter'", "GroupNotSecurity")]
    [InlineData("-UserScope Selected -Group 'Retired Pilot'", "GroupDeleted")]
    [InlineData("", "NothingToSet")]
    [InlineData("-Path ./not-there.json", "PolicyFileNotFound")]
    public void Bad_input_is_refused_with_what_to_do_and_nothing_changes(string arguments, string id)
    {
        using var session = UserSession.InSandbox();
        var outcome = session.Run($"Set-SsprPolicy {arguments} -RollbackPath '{folder}' -Confirm:$false -Verbose");
        Assert.Contains(id.Split('|'), each => outcome.EndedWith!.StartsWith(each, StringComparison.Ordinal));
        Assert.DoesNotContain(outcome.Verbose, v => v.StartsWith("PUT", StringComparison.Ordinal) || v.StartsWith("PATCH", StringComparison.Ordinal));
        Assert.Empty(Directory.GetFiles(folder));
    }

    [Theory]
    [InlineData("""{"version":1,"settings":{"reconfirmDay":90}}""", "PolicyFileInvalid")]
    [InlineData("""{"version":99,"settings":{}}""", "PolicyFileTooNew")]
    [InlineData("<html>", "PolicyFileInvalid")]
    [InlineData("""{"version":1,"settings":{}}""", "NothingToSet")]
    public void A_file_that_will_not_do_is_refused(string json, string id)
    {
        var file = Path.Combine(folder, "wish.json");
        File.WriteAllText(file, json);
        using var session = UserSession.InSandbox();
        Assert.Equal(id, session.Run($"Set-SsprPolicy -Path '{file}' -Confirm:$false").EndedWith);
    }

    [Fact]
    public void A_deleted_group_is_not_found_where_deleted_groups_can_not_be_read()
    {
        using var session = UserSession.InSandbox("-Grant GroupMember.Read.All");
        Assert.Equal("GroupNotFound", session.Run("Set-SsprPolicy -UserScope Selected -Group 'Retired Pilot' -Confirm:$false").EndedWith);
    }

    [Theory]
    [InlineData("All Dutch Staff", "country")]
    [InlineData("Tier 0 Operators", "Administrators")]
    public void What_is_peculiar_about_a_group_is_explained(string group, string words)
    {
        using var session = UserSession.InSandbox();
        var outcome = session.Run($"Set-SsprPolicy -UserScope Selected -Group '{group}' -WhatIf").AssertFine();
        Assert.Contains(outcome.Warnings, w => w.Contains(words, StringComparison.Ordinal));
    }

    [Fact]
    public void An_application_is_told_which_settings_it_can_not_write_before_anything_is_written()
    {
        using var session = UserSession.InSandbox("-SignIn Application");
        var outcome = session.Run($"Set-SsprPolicy -AdminSspr $false -ReconfirmDays 90 -Writeback $false -RollbackPath '{folder}' -Confirm:$false -Verbose");
        Assert.Equal("PortalUnavailable", outcome.EndedWith);
        Assert.Contains("ReconfirmDays", outcome.EndError.Exception.Message);
        Assert.DoesNotContain(outcome.Verbose, v => v.StartsWith("PATCH", StringComparison.Ordinal));
    }

    [Fact]
    public void An_application_sets_what_Graph_holds()
    {
        using var session = UserSession.InSandbox("-SignIn Application");
        var policy = session.Run($"Set-SsprPolicy -AdminSspr $false -LockoutThreshold 7 -DisableMethod SoftwareOath -PasswordExpiry @{{ Domain = 'contoso.com'; ValidityDays = 365 }} -RollbackPath '{folder}' -Confirm:$false -PassThru -WarningAction SilentlyContinue").Single<SsprPolicy>();
        Assert.Equal((false, 7, 365), (policy.AdminSspr, policy.LockoutThreshold, policy.PasswordExpiry!.Single(d => d.Domain == "contoso.com").ValidityDays));
        Assert.Contains(policy.Methods!, m => m is { Method: "SoftwareOath", Enabled: false });
    }

    [Theory]
    [InlineData("-AdminSspr $false", "Policy.ReadWrite.Authorization")]
    [InlineData("-DisableMethod Sms", "Policy.ReadWrite.AuthenticationMethod")]
    [InlineData("-LockoutThreshold 5", "GroupSettings.ReadWrite.All")]
    [InlineData("-PasswordExpiry @{ Domain = 'contoso.com'; ValidityDays = 90 }", "Domain.ReadWrite.All")]
    public void A_missing_permission_is_named_before_anything_is_written(string arguments, string permission)
    {
        using var session = UserSession.InSandbox("-Grant Policy.Read.All, GroupSettings.Read.All, Domain.Read.All");
        var outcome = session.Run($"Set-SsprPolicy -ReconfirmDays 90 {arguments} -RollbackPath '{folder}' -Confirm:$false -Verbose");
        Assert.Equal("PermissionMissing", outcome.EndedWith);
        Assert.Contains(permission, outcome.EndError.Exception.Message);
        Assert.DoesNotContain(outcome.Verbose, v => v.StartsWith("PUT", StringComparison.Ordinal));
    }

    [Fact]
    public void A_change_that_breaks_off_tells_what_was_written_what_was_not_and_how_to_go_back()
    {
        // The role is enough for the portal backend and not for the switch of administrators.
        using var session = UserSession.InSandbox("-Role 'Authentication Policy Administrator'");
        var outcome = session.Run($"Set-SsprPolicy -ReconfirmDays 90 -AdminSspr $false -RollbackPath '{folder}' -Confirm:$false");

        Assert.Equal("PolicyPartlyWritten", outcome.EndedWith);
        Assert.Equal(ErrorCategory.WriteError, outcome.EndError.CategoryInfo.Category);
        var file = Assert.Single(Directory.GetFiles(folder));
        Assert.Contains("Written: ReconfirmDays. Not written: AdminSspr.", outcome.EndError.Exception.Message);
        Assert.Contains(file, outcome.EndError.ErrorDetails.RecommendedAction);

        var policy = session.Run($"Set-SsprPolicy -Path '{file}' -RollbackPath '{folder}' -Confirm:$false -PassThru").Single<SsprPolicy>();
        Assert.Equal((180, true), (policy.ReconfirmDays, policy.AdminSspr));
    }

    [Fact]
    public void Another_field_that_somebody_else_changes_meanwhile_is_kept_and_told()
    {
        using var session = UserSession.InSandbox("-Fault PortalEdited");
        var outcome = session.Run($"Set-SsprPolicy -ReconfirmDays 90 -RollbackPath '{folder}' -Confirm:$false -PassThru");
        var policy = outcome.Single<SsprPolicy>();
        Assert.Equal((90, true), (policy.ReconfirmDays, policy.NotifyAdmins));
        Assert.Contains(outcome.Warnings, w => w.Contains("NotifyAdmins: False -> True", StringComparison.Ordinal));
    }

    [Fact]
    public void The_same_field_that_somebody_else_changes_meanwhile_stops_the_write()
    {
        using var session = UserSession.InSandbox("-Fault PortalScopeEdited");
        var outcome = session.Run($"Set-SsprPolicy -UserScope None -RollbackPath '{folder}' -Confirm:$false");
        Assert.Equal("PolicyChangedMeanwhile", outcome.EndedWith);
        Assert.Contains("UserScope: Selected -> All", outcome.EndError.Exception.Message);
        Assert.Equal(SsprUserScope.All, session.Run("Get-SsprPolicy").Single<SsprPolicy>().UserScope);
        Assert.Empty(Directory.GetFiles(folder));
    }

    [Fact]
    public void A_field_asked_for_as_it_was_and_changed_by_somebody_else_meanwhile_stops_the_write()
    {
        using var session = UserSession.InSandbox("-Fault PortalEdited");
        var outcome = session.Run($"Set-SsprPolicy -ReconfirmDays 90 -NotifyAdmins $false -RollbackPath '{folder}' -Confirm:$false");
        Assert.Equal("PolicyChangedMeanwhile", outcome.EndedWith);
        Assert.Contains("NotifyAdmins: False -> True", outcome.EndError.Exception.Message);
        Assert.Empty(Directory.GetFiles(folder));
    }

    [Fact]
    public void The_rollback_file_is_the_owners_alone_holds_only_what_changes_and_is_told()
    {
        using var session = UserSession.InSandbox();
        var outcome = session.Run($"Set-SsprPolicy -ReconfirmDays 90 -NotifyUsers $true -RollbackPath '{folder}' -Confirm:$false -Verbose").AssertFine();
        var file = Assert.Single(Directory.GetFiles(folder));
        Assert.Contains(outcome.Verbose, v => v.Contains(file, StringComparison.Ordinal));
        Assert.Equal("""{"reconfirmDays":180}""", JsonNode.Parse(File.ReadAllText(file))!["settings"]!.ToJsonString());
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }
    }

    [Fact]
    public void Without_a_path_the_rollback_file_goes_to_the_users_state_folder()
    {
        using var session = UserSession.InSandbox();
        var policy = session.Run("Enable-SsprPolicy All -Confirm:$false -PassThru").Single<SsprPolicy>();
        Assert.StartsWith(Path.Combine(TestEngine.StateFolder, "SsprModule"), policy.RollbackPath);
        Assert.True(File.Exists(policy.RollbackPath));
    }

    [Theory]
    [InlineData("taken.json", "PolicyFileExists")]
    [InlineData("no/such/folder/x.json", "PolicyFileNotWritten")]
    public void A_rollback_file_that_can_not_be_written_stops_the_change(string path, string id)
    {
        File.WriteAllText(Path.Combine(folder, "taken.json"), "{}");
        using var session = UserSession.InSandbox();
        Assert.Equal(id, session.Run($"Set-SsprPolicy -ReconfirmDays 90 -RollbackPath '{Path.Combine(folder, path)}' -Confirm:$false").EndedWith);
        Assert.Equal(180, session.Run("Get-SsprPolicy").Single<SsprPolicy>().ReconfirmDays);
    }

    [Theory]
    [InlineData("-MethodsRequired 2 -DisableMethod Sms, MicrosoftAuthenticator, SoftwareOath", "1 of the 2")]
    [InlineData("-DisableMethod Sms, Email", "authenticator app is the only")]
    [InlineData("-DisableMethod Email, MicrosoftAuthenticator, SoftwareOath", "2027")]
    [InlineData("-SecurityQuestions $true", "no question is chosen")]
    public void A_change_that_would_leave_people_without_a_way_is_warned_of(string arguments, string words)
    {
        using var session = UserSession.InSandbox();
        Assert.Contains(session.Run($"Set-SsprPolicy {arguments} -WhatIf").AssertFine().Warnings, w => w.Contains(words, StringComparison.Ordinal));
    }

    [Fact]
    public void The_switch_of_administrators_is_never_taken_for_the_scope_of_users()
    {
        // users.md row 11 and defect 6.
        using var session = UserSession.InSandbox();
        var policy = session.Run($"Set-SsprPolicy -AdminSspr $false -RollbackPath '{folder}' -Confirm:$false -PassThru").Single<SsprPolicy>();
        Assert.Equal((SsprUserScope.Selected, false), (policy.UserScope, policy.AdminSspr));
    }

    [Theory]
    [InlineData("China", "-DisableMethod Sms", "NotAvailableInCloud")]
    [InlineData("USGov", "-ReconfirmDays 90", null)]
    [InlineData("USGovDoD", "-ReconfirmDays 90", null)]
    public void Each_cloud_does_what_it_has(string cloud, string arguments, string? id)
    {
        using var session = UserSession.InSandbox($"-Environment {cloud}");
        Assert.Equal(id, session.Run($"Set-SsprPolicy {arguments} -RollbackPath '{folder}' -Confirm:$false").EndedWith);
    }
}
