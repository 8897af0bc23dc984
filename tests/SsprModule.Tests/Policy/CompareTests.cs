using SsprModule.Models;
using SsprModule.Tests.Support;

namespace SsprModule.Tests.Policy;

/// <summary>Compare-SsprPolicy with a file, settings and another tenant.</summary>
public sealed class CompareTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("sspr-compare-").FullName;

    private string Path => System.IO.Path.Combine(folder, "policy.json");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void An_export_compared_at_once_is_equal_in_every_field()
    {
        using var session = UserSession.InSandbox();
        var rows = session.Run("Export-SsprPolicy $path; Compare-SsprPolicy $path", ("path", Path)).AssertFine().As<SsprPolicyComparison>().ToList();

        Assert.True(rows.Count >= 20);
        Assert.All(rows, r => Assert.Equal((r.Field, SsprComparisonResult.Equal, null), (r.Field, r.Result, r.Remedy)));
        Assert.All(rows, r => Assert.Equal(("policy.json", true), (r.Source, r.Backend is not null)));
    }

    [Fact]
    public void Exported_changed_compared_and_applied_the_policy_is_as_it_was()
    {
        using var session = UserSession.InSandbox();
        session.Run("""
            Export-SsprPolicy $path
            Set-SsprPolicy -UserScope All -MethodsRequired 2 -ReconfirmDays 90 -NotifyAdmins $true -HelpdeskLink help@contoso.com -AdminSspr $false -EnableMethod Voice -LockoutThreshold 5 -Confirm:$false
            """, ("path", Path)).AssertFine();

        var changed = session.Run("Compare-SsprPolicy $path -ExcludeEqual", ("path", Path)).AssertFine().As<SsprPolicyComparison>().ToList();
        Assert.Equal(
            ["UserScope", "ScopeGroup", "AdminSspr", "MethodsRequired", "ReconfirmDays", "NotifyAdmins", "HelpdeskLink", "Methods.Voice", "LockoutThreshold"],
            changed.Select(r => r.Field));
        Assert.All(changed, r => Assert.Equal(SsprComparisonResult.Different, r.Result));

        session.Run("Set-SsprPolicy $path -Confirm:$false", ("path", Path)).AssertFine();
        Assert.Empty(session.Run("Compare-SsprPolicy $path -ExcludeEqual", ("path", Path)).AssertFine().Output);
    }

    [Fact]
    public void The_remedies_of_a_file_run_as_they_stand_and_make_it_equal()
    {
        File.WriteAllText(Path, """
            { "version": 1, "settings": {
              "userScope": "Selected", "scopeGroup": "SSPR Pilot", "adminSspr": false, "methodsRequired": 2, "securityQuestions": true,
              "questionsToRegister": 4, "questionsToReset": 4, "registrationRequiredAtSignIn": false, "reconfirmDays": 0,
              "skipRegistrationAllowed": false, "skipRegistrationDays": 3, "notifyUsers": false, "notifyAdmins": true,
              "helpdeskLink": "https://help.contoso.com/o'brien", "writeback": false, "unlockWithoutReset": true,
              "writebackThroughCloudSync": true, "legacyMethods": { "email": false, "officePhone": true },
              "methods": { "Voice": true, "Email": false }, "lockoutThreshold": 5, "lockoutSeconds": 120, "bannedPasswordCheck": true,
              "bannedPasswords": ["contoso", "o'brien"], "bannedPasswordCheckOnPremises": true, "bannedPasswordModeOnPremises": "Enforce",
              "passwordExpiry": [{ "domain": "contoso.com", "validityDays": 90, "notificationDays": 10 }] } }
            """);
        using var session = UserSession.InSandbox();
        var rows = session.Run("Compare-SsprPolicy $path -ExcludeEqual", ("path", Path)).AssertFine().As<SsprPolicyComparison>().ToList();
        Assert.True(rows.Count >= 20, string.Join(", ", rows));

        Assert.All(rows, r => session.Run($"$ConfirmPreference = 'None'; {r.Remedy}").AssertFine());

        var left = session.Run("Compare-SsprPolicy $path -ExcludeEqual", ("path", Path)).AssertFine().As<SsprPolicyComparison>();
        Assert.Empty(left.Select(r => $"{r.Field}: {r.Actual} and not {r.Desired}"));
    }

    [Fact]
    public void Settings_and_an_earlier_policy_are_taken_from_the_pipeline()
    {
        using var session = UserSession.InSandbox();
        var rows = session.Run("$before = Get-SsprPolicy; Set-SsprPolicy -MethodsRequired 2 -Confirm:$false; $before | Compare-SsprPolicy -ExcludeEqual; Export-SsprPolicy | Compare-SsprPolicy -ExcludeEqual").AssertFine();
        var row = Assert.Single(rows.As<SsprPolicyComparison>());
        Assert.Equal(("MethodsRequired", 1, 2, "Set-SsprPolicy -MethodsRequired 1"), (row.Field, row.Desired, row.Actual, row.Remedy));
    }

    [Fact]
    public void The_evidence_names_resource_property_value_and_tenant()
    {
        using var session = UserSession.InSandbox();
        var rows = session.Run("Export-SsprPolicy | Compare-SsprPolicy").AssertFine().As<SsprPolicyComparison>().ToList();
        var tenant = session.Run("Get-SsprContext").Single<SsprContext>().TenantId;

        Assert.StartsWith($"PasswordResetPolicies.numberOfAuthenticationMethodsRequired is 1 in tenant {tenant}, read 20", Of("MethodsRequired"));
        Assert.StartsWith("PasswordResetPolicies.registrationReconfirmIntevalInDays is 180", Of("ReconfirmDays"));
        Assert.StartsWith("OnPremisesPasswordResetPolicies.accountUnlockEnabled is False", Of("UnlockWithoutReset"));
        Assert.StartsWith("authorizationPolicy.allowedToUseSSPR is True", Of("AdminSspr"));
        Assert.StartsWith("authenticationMethodsPolicy.Sms.state is True", Of("Methods.Sms"));
        Assert.StartsWith("authenticationMethodsPolicy.policyMigrationState is MigrationComplete", Of("MigrationState"));
        Assert.StartsWith("Password Rule Settings.LockoutDurationInSeconds is 60", Of("LockoutSeconds"));

        string Of(string field) => rows.Single(r => r.Field == field).Evidence;
    }

    [Fact]
    public void What_an_application_can_not_read_is_unknown_with_the_reason_and_what_it_infers_says_so()
    {
        File.WriteAllText(Path, """{ "version": 1, "settings": { "userScope": "All", "methodsRequired": 2, "adminSspr": true } }""");
        using var session = UserSession.InSandbox("-SignIn Application");

        var rows = session.Run("Compare-SsprPolicy $path", ("path", Path)).AssertFine().As<SsprPolicyComparison>().ToList();

        Assert.Equal([SsprComparisonResult.Different, SsprComparisonResult.Equal, SsprComparisonResult.Unknown], rows.Select(r => r.Result));
        Assert.Equal(SsprBackend.Inferred, rows[0].Backend);
        Assert.Contains("inferred", rows[0].Evidence);
        Assert.Contains("an application is signed in", rows[2].Evidence);
        Assert.Equal((null, null, null), (rows[2].Actual, rows[2].Backend, rows[2].Remedy));
    }

    [Fact]
    public void A_number_that_follows_from_two_objects_is_unknown_with_the_reason_of_the_one_that_is_missing()
    {
        using var session = UserSession.InSandbox("-SignIn Application");
        var row = session.Run("Compare-SsprPolicy -Baseline Microsoft-Recommended").AssertFine().As<SsprPolicyComparison>().Single(r => r.Field == "MethodsToSpare");
        Assert.Equal(SsprComparisonResult.Unknown, row.Result);
        Assert.Contains("an application is signed in", row.Evidence);
    }

    [Fact]
    public void A_missing_permission_is_named_as_the_reason()
    {
        File.WriteAllText(Path, """{ "version": 1, "settings": { "adminSspr": true, "lockoutThreshold": 10, "methods": { "Sms": true } } }""");
        using var session = UserSession.InSandbox("-Grant AuditLog.Read.All");

        var rows = session.Run("Compare-SsprPolicy $path", ("path", Path)).AssertFine().As<SsprPolicyComparison>().ToDictionary(r => r.Field);

        Assert.All(rows.Values, r => Assert.Equal(SsprComparisonResult.Unknown, r.Result));
        Assert.Contains("Policy.Read.All", rows["AdminSspr"].Evidence);
        Assert.Contains("Policy.Read.All", rows["Methods.Sms"].Evidence);
        Assert.Contains("GroupSettings.Read.All", rows["LockoutThreshold"].Evidence);
    }

    [Fact]
    public void ExcludeEqual_leaves_what_is_unknown()
    {
        File.WriteAllText(Path, """{ "version": 1, "settings": { "methodsRequired": 2, "adminSspr": true } }""");
        using var session = UserSession.InSandbox("-SignIn Application");
        Assert.Equal(["MethodsRequired"], session.Run("Compare-SsprPolicy $path -ExcludeEqual", ("path", Path)).AssertFine().As<SsprPolicyComparison>().Select(r => r.Field));
    }

    [Fact]
    public void A_method_that_the_service_does_not_list_is_unknown()
    {
        File.WriteAllText(Path, """{ "version": 1, "settings": { "methods": { "HardwareOath": true } } }""");
        using var session = UserSession.InSandbox();
        var row = Assert.Single(session.Run("Compare-SsprPolicy $path", ("path", Path)).AssertFine().As<SsprPolicyComparison>());
        Assert.Equal(SsprComparisonResult.Unknown, row.Result);
        Assert.Contains("does not tell", row.Evidence);
    }

    [Fact]
    public void Banned_terms_are_compared_in_any_order_and_case()
    {
        File.WriteAllText(Path, """{ "version": 1, "settings": { "bannedPasswords": ["Fabrikam", "contoso"] } }""");
        using var session = UserSession.InSandbox();
        session.Run("Set-SsprPolicy -BannedPasswords contoso, fabrikam -Confirm:$false").AssertFine();
        Assert.Empty(session.Run("Compare-SsprPolicy $path -ExcludeEqual", ("path", Path)).AssertFine().Output);
        session.Run("Set-SsprPolicy -BannedPasswords contoso -Confirm:$false").AssertFine();
        Assert.Single(session.Run("Compare-SsprPolicy $path -ExcludeEqual", ("path", Path)).AssertFine().Output);
    }

    [Fact]
    public void Two_tenants_are_compared_with_groups_by_name()
    {
        using var session = UserSession.InSandbox();
        var rows = session.Run("""
            $one = Connect-Sspr -Sandbox -PassThru
            $other = Connect-Sspr -Sandbox -PassThru
            Set-SsprPolicy -Connection $one -MethodsRequired 2 -Confirm:$false
            Compare-SsprPolicy -Connection $other -ReferenceConnection $one
            """).AssertFine().As<SsprPolicyComparison>().ToDictionary(r => r.Field);

        var group = rows["ScopeGroup"];
        Assert.Equal(("SSPR Pilot Amsterdam", SsprComparisonResult.Equal), (group.Desired, group.Result));
        Assert.Contains("by name", group.Evidence);
        Assert.Equal((2, 1, SsprComparisonResult.Different), ((int)rows["MethodsRequired"].Desired!, (int)rows["MethodsRequired"].Actual!, rows["MethodsRequired"].Result));
    }

    [Fact]
    public void What_the_other_tenant_does_not_tell_is_unknown()
    {
        using var session = UserSession.InSandbox();
        var rows = session.Run("""
            $one = Connect-Sspr -Sandbox -SignIn Application -PassThru
            $other = Connect-Sspr -Sandbox -PassThru
            Compare-SsprPolicy -Connection $other -ReferenceConnection $one
            """).AssertFine().As<SsprPolicyComparison>().ToDictionary(r => r.Field);

        Assert.Equal((SsprComparisonResult.Unknown, null, 1), (rows["MethodsRequired"].Result, rows["MethodsRequired"].Desired, rows["MethodsRequired"].Actual));
        Assert.Equal(SsprComparisonResult.Equal, rows["AdminSspr"].Result);
        // The inferred scope of the other tenant is a guess, and not compared.
        Assert.Equal(SsprComparisonResult.Unknown, rows["UserScope"].Result);
    }

    [Fact]
    public void A_file_of_another_tenant_compares_its_group_by_name()
    {
        using var session = UserSession.InSandbox();
        session.Run("Export-SsprPolicy $path", ("path", Path)).AssertFine();
        var text = File.ReadAllText(Path);
        var group = session.Run("(Get-SsprPolicy).ScopeGroup.Id").Single<string>();
        var tenant = session.Run("(Get-SsprContext).TenantId").Single<string>();
        File.WriteAllText(Path, text.Replace(group, Guid.NewGuid().ToString(), StringComparison.Ordinal).Replace(tenant, Guid.NewGuid().ToString(), StringComparison.Ordinal));

        var row = session.Run("Compare-SsprPolicy $path", ("path", Path)).AssertFine().As<SsprPolicyComparison>().Single(r => r.Field == "ScopeGroup");

        Assert.Equal(SsprComparisonResult.Equal, row.Result);
        Assert.Contains("by name", row.Evidence);
    }

    [Theory]
    [InlineData("Compare-SsprPolicy -Baseline CIS-Microsoft365-9.0", "BaselineNotFound", "CIS-Microsoft365-7.0")]
    [InlineData("Compare-SsprPolicy -Baseline ..\\psd1", "BaselineNotFound", "EIDSCA")]
    [InlineData("Compare-SsprPolicy nowhere.json", "PolicyFileNotFound", "nowhere.json")]
    [InlineData("Compare-SsprPolicy $path", "PolicyFileInvalid", "did you mean methodsRequired?")]
    public void Bad_input_is_told_before_the_tenant_is_asked(string command, string id, string said)
    {
        File.WriteAllText(Path, """{ "version": 1, "settings": { "methodRequired": 2 } }""");
        using var session = UserSession.InSandbox();
        var outcome = session.Run(command + " -Verbose", ("path", Path));
        Assert.Equal(id, outcome.EndedWith);
        Assert.Contains(said, outcome.EndError.Exception.Message);
        Assert.DoesNotContain(outcome.Verbose, v => v.StartsWith("GET", StringComparison.Ordinal));
    }
}
