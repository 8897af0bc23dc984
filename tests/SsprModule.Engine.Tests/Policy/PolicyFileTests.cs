using System.Text;
using SsprModule.Engine.Policy;
using SsprModule.Errors;
using SsprModule.Models;
using Xunit;

namespace SsprModule.Engine.Tests.Policy;

/// <summary>A policy as a file: what goes in comes out, and what is wrong is named with its place.</summary>
public sealed class PolicyFileTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("sspr-file-").FullName;

    private string Path => System.IO.Path.Combine(folder, "policy.json");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Every_field_comes_back_as_it_was_written()
    {
        var written = Full();
        new PolicyFile(written) { TenantId = "contoso", ExportedAt = new(2026, 11, 23, 8, 0, 0, TimeSpan.Zero), ModuleVersion = "0.1.0", ScopeGroupName = "SSPR Pilot" }
            .Write(Path, overwrite: false, ownerOnly: false);

        var read = PolicyFile.Read(Path);

        Assert.Equal(("contoso", "0.1.0", "SSPR Pilot", new(2026, 11, 23, 8, 0, 0, TimeSpan.Zero)), (read.TenantId, read.ModuleVersion, read.ScopeGroupName, read.ExportedAt));
        Assert.All(PolicyField.All, f =>
        {
            Assert.NotNull(f.Of(written));
            Assert.Equivalent(f.Of(written), f.Of(read.Settings), strict: true);
        });
    }

    [Fact]
    public void Null_is_left_out_and_comes_back_as_null()
    {
        new PolicyFile(new SsprPolicySettings { HelpdeskLink = "", MethodsRequired = 2 }).Write(Path, overwrite: false, ownerOnly: false);
        var read = PolicyFile.Read(Path).Settings;
        Assert.Equal(("", 2), (read.HelpdeskLink, read.MethodsRequired));
        Assert.Equal(2, PolicyField.All.Count(f => f.Of(read) is not null));
    }

    [Fact]
    public void The_text_is_stable_with_the_fields_in_order_and_line_feeds_alone()
    {
        new PolicyFile(new SsprPolicySettings { HelpdeskLink = "https://hulp.contoso.com/é", UserScope = SsprUserScope.All, Methods = new Dictionary<string, bool> { ["Sms"] = false, ["Email"] = true } })
            .Write(Path, overwrite: false, ownerOnly: false);

        var bytes = File.ReadAllBytes(Path);

        Assert.Equal((byte)'{', bytes[0]);
        Assert.Equal("""
            {
              "$schema": "sspr-policy.schema.json",
              "version": 1,
              "settings": {
                "userScope": "All",
                "helpdeskLink": "https://hulp.contoso.com/é",
                "methods": {
                  "Email": true,
                  "Sms": false
                }
              }
            }

            """.ReplaceLineEndings("\n"), Encoding.UTF8.GetString(bytes));
    }

    [Fact]
    public void Comments_trailing_commas_and_a_byte_order_mark_are_read()
    {
        const string Text = """
            // the policy of Contoso
            { "version": 1, "settings": { "methodsRequired": 2, /* both gates */ "reconfirmDays": 0, }, }
            """;
        foreach (var encoding in new Encoding[] { new UTF8Encoding(true), new UTF8Encoding(false), Encoding.Unicode, Encoding.BigEndianUnicode })
        {
            File.WriteAllText(Path, Text, encoding);
            var settings = PolicyFile.Read(Path).Settings;
            Assert.Equal((2, 0), (settings.MethodsRequired, settings.ReconfirmDays));
        }
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("  \n", "empty")]
    [InlineData("// only a comment", "line 1")]
    [InlineData("{\n  \"version\": 1,\n  \"settings\": { \"userScope\": All }\n}", "line 3, position 30")]
    [InlineData("<html>", "line 1, position 1")]
    [InlineData("{ \"version\": 1, \"settings\": {", "line 1")]
    [InlineData("[]", "$: takes an object in braces, not []")]
    [InlineData("{ \"settings\": {} }", "version: is missing")]
    [InlineData("{ \"version\": 1 }", "settings: is missing")]
    [InlineData("{ \"version\": \"1\", \"settings\": {} }", "version: takes a whole number from 1 to 1, not \"1\"")]
    [InlineData("{ \"version\": 0, \"settings\": {} }", "version: takes a whole number")]
    [InlineData("{ \"version\": 1, \"settings\": [] }", "settings: takes an object in braces, not []")]
    [InlineData("{ \"version\": 1, \"settings\": {}, \"setings\": {} }", "setings: is not known; did you mean settings?")]
    [InlineData("{ \"version\": 1, \"exportedAt\": \"yesterday\", \"settings\": {} }", "exportedAt: takes a date")]
    [InlineData("{ \"version\": 1, \"tenantId\": 7, \"settings\": {} }", "tenantId: takes text in quotes, not 7")]
    public void A_file_that_is_none_is_refused_with_the_place(string text, string said) => AssertInvalid(text, said);

    [Theory]
    [InlineData("\"methodRequired\": 1", "settings.methodRequired: is not known; did you mean methodsRequired?")]
    [InlineData("\"MethodsRequired\": 1", "settings.MethodsRequired: is not known; did you mean methodsRequired?")]
    [InlineData("\"nonsense\": 1", "settings.nonsense: is not known; known are userScope, scopeGroup")]
    [InlineData("\"methodsRequired\": 3", "settings.methodsRequired: takes a whole number from 1 to 2, not 3")]
    [InlineData("\"methodsRequired\": 1.5", "settings.methodsRequired: takes a whole number from 1 to 2, not 1.5")]
    [InlineData("\"methodsRequired\": \"2\"", "settings.methodsRequired: takes a whole number from 1 to 2, not \"2\"")]
    [InlineData("\"methodsRequired\": 99999999999", "settings.methodsRequired: takes a whole number")]
    [InlineData("\"reconfirmDays\": 731", "from 0 to 730, not 731")]
    [InlineData("\"reconfirmDays\": -1", "from 0 to 730, not -1")]
    [InlineData("\"questionsToRegister\": 2", "from 3 to 5, not 2")]
    [InlineData("\"questionsToReset\": 6", "from 3 to 5, not 6")]
    [InlineData("\"lockoutSeconds\": 4", "of at least 5, not 4")]
    [InlineData("\"lockoutThreshold\": 0", "of at least 1, not 0")]
    [InlineData("\"skipRegistrationDays\": -1", "from 0 to 365, not -1")]
    [InlineData("\"adminSspr\": \"true\"", "settings.adminSspr: takes true or false, not \"true\"")]
    [InlineData("\"adminSspr\": null", "settings.adminSspr: null says nothing")]
    [InlineData("\"userScope\": 2", "settings.userScope: takes one of None, Selected, All, not 2")]
    [InlineData("\"userScope\": \"2\"", "settings.userScope: takes one of None, Selected, All, not \"2\"")]
    [InlineData("\"userScope\": \"Everybody\"", "settings.userScope: takes one of None, Selected, All")]
    [InlineData("\"helpdeskLink\": 7", "settings.helpdeskLink: takes text in quotes, not 7")]
    [InlineData("\"userScope\": \"All\", \"scopeGroup\": \"SSPR Pilot\"", "settings.scopeGroup: goes with userScope Selected only, not with All")]
    [InlineData("\"legacyMethods\": { \"fax\": true }", "settings.legacyMethods.fax: is not known")]
    [InlineData("\"legacyMethods\": { \"email\": 1 }", "settings.legacyMethods.email: takes true or false, not 1")]
    [InlineData("\"methods\": { \"Smss\": true }", "settings.methods.Smss: is not known; did you mean Sms?")]
    [InlineData("\"methods\": [\"Sms\"]", "settings.methods: takes an object in braces")]
    [InlineData("\"bannedPasswords\": \"contoso\"", "settings.bannedPasswords: takes a list in brackets, not \"contoso\"")]
    [InlineData("\"bannedPasswords\": [\"contoso\", \"abc\"]", "settings.bannedPasswords[1]: takes a term of 4 to 16 characters")]
    [InlineData("\"bannedPasswords\": [\"con\\ttoso\"]", "settings.bannedPasswords[0]: takes a term")]
    [InlineData("\"bannedPasswords\": [7]", "settings.bannedPasswords[0]: takes text in quotes, not 7")]
    [InlineData("\"passwordExpiry\": [{ \"validityDays\": 90 }]", "settings.passwordExpiry[0].domain: is missing")]
    [InlineData("\"passwordExpiry\": [{ \"domain\": \"contoso.com\", \"validityDays\": -1 }]", "settings.passwordExpiry[0].validityDays: takes a whole number of at least 0, not -1")]
    public void A_setting_that_will_not_do_is_named_with_what_it_takes(string setting, string said) =>
        AssertInvalid($"{{ \"version\": 1, \"settings\": {{ {setting} }} }}", said);

    [Fact]
    public void A_member_that_comes_twice_is_refused() =>
        AssertInvalid("{ \"version\": 1, \"settings\": { \"adminSspr\": true, \"adminSspr\": false } }", "settings.adminSspr: comes twice");

    [Fact]
    public void Everything_that_is_wrong_is_told_at_once() =>
        AssertInvalid("{ \"version\": 1, \"settings\": { \"adminSspr\": 1, \"reconfirmDays\": 731, \"x\": 1 } }", "settings.adminSspr", "settings.reconfirmDays", "settings.x");

    [Fact]
    public void A_long_list_of_banned_terms_is_refused() =>
        AssertInvalid($"{{ \"version\": 1, \"settings\": {{ \"bannedPasswords\": [{string.Join(',', Enumerable.Range(1000, 1001).Select(i => $"\"{i}\""))}] }} }}", "at most 1000 terms, not 1001");

    [Fact]
    public void A_file_of_a_newer_version_says_so_and_not_what_it_does_not_know()
    {
        File.WriteAllText(Path, "{ \"version\": 2, \"settings\": { \"brandNew\": 1 } }");
        var error = Assert.Throws<SsprException>(() => PolicyFile.Read(Path));
        Assert.Equal(SsprErrorId.PolicyFileTooNew, error.Id);
        Assert.Contains("version 2", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_not_there_or_is_a_folder_is_told()
    {
        Assert.Equal(SsprErrorId.PolicyFileNotFound, Assert.Throws<SsprException>(() => PolicyFile.Read(Path)).Id);
        Assert.Equal(SsprErrorId.PolicyFileNotFound, Assert.Throws<SsprException>(() => PolicyFile.Read(System.IO.Path.Combine(folder, "no", "x.json"))).Id);
        Assert.Equal(SsprErrorId.PolicyFileUnreadable, Assert.Throws<SsprException>(() => PolicyFile.Read(folder)).Id);
    }

    [Fact]
    public void Bytes_that_are_no_text_and_files_without_end_are_refused()
    {
        File.WriteAllBytes(Path, [0x7b, 0xff, 0xfe, 0x00]);
        Assert.Equal(SsprErrorId.PolicyFileInvalid, Assert.Throws<SsprException>(() => PolicyFile.Read(Path)).Id);
        File.WriteAllBytes(Path, new byte[(1024 * 1024) + 1]);
        Assert.Contains("longer than", Assert.Throws<SsprException>(() => PolicyFile.Read(Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_there_is_not_overwritten_unless_asked()
    {
        File.WriteAllText(Path, "mine");
        var file = new PolicyFile(new SsprPolicySettings { AdminSspr = true });

        Assert.Equal(SsprErrorId.PolicyFileExists, Assert.Throws<SsprException>(() => file.Write(Path, overwrite: false, ownerOnly: false)).Id);
        Assert.Equal("mine", File.ReadAllText(Path));

        file.Write(Path, overwrite: true, ownerOnly: false);
        Assert.True(PolicyFile.Read(Path).Settings.AdminSspr);
        Assert.Equal([Path], Directory.GetFiles(folder));
    }

    [Fact]
    public void A_place_that_can_not_be_written_leaves_nothing_behind()
    {
        var file = new PolicyFile(new SsprPolicySettings());
        Assert.Equal(SsprErrorId.PolicyFileNotWritten, Assert.Throws<SsprException>(() => file.Write(System.IO.Path.Combine(folder, "no", "x.json"), overwrite: false, ownerOnly: false)).Id);
        Directory.CreateDirectory(Path);
        Assert.Equal(SsprErrorId.PolicyFileNotWritten, Assert.Throws<SsprException>(() => file.Write(Path, overwrite: true, ownerOnly: false)).Id);
        Assert.Empty(Directory.GetFiles(folder));
    }

    [Fact]
    public void A_rollback_file_is_the_owners_alone()
    {
        new PolicyFile(new SsprPolicySettings()).Write(Path, overwrite: false, ownerOnly: true);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path));
        }
    }

    private void AssertInvalid(string text, params string[] said)
    {
        File.WriteAllText(Path, text);
        var error = Assert.Throws<SsprException>(() => PolicyFile.Read(Path));
        Assert.Equal(SsprErrorId.PolicyFileInvalid, error.Id);
        Assert.Equal(Path, error.Target);
        Assert.All(said, s => Assert.Contains(s, error.Message, StringComparison.Ordinal));
    }

    private static SsprPolicySettings Full() => new()
    {
        UserScope = SsprUserScope.Selected,
        ScopeGroup = "SSPR Pilot",
        AdminSspr = false,
        MethodsRequired = 2,
        SecurityQuestions = true,
        QuestionsToRegister = 5,
        QuestionsToReset = 3,
        RegistrationRequiredAtSignIn = true,
        ReconfirmDays = 180,
        SkipRegistrationAllowed = true,
        SkipRegistrationDays = 7,
        NotifyUsers = true,
        NotifyAdmins = false,
        HelpdeskLink = "help@contoso.com",
        Writeback = true,
        UnlockWithoutReset = false,
        WritebackEnabledForTenant = true,
        WritebackThroughCloudSync = false,
        LegacyMethods = new SsprLegacyMethods { Email = true, MobilePhone = false, OfficePhone = true, AppNotification = false, AppCode = true },
        Methods = new Dictionary<string, bool> { ["Email"] = true, ["Sms"] = false },
        MigrationState = SsprMigrationState.MigrationComplete,
        LockoutThreshold = 10,
        LockoutSeconds = 60,
        BannedPasswordCheck = true,
        BannedPasswords = ["contoso", "münchen"],
        BannedPasswordCheckOnPremises = true,
        BannedPasswordModeOnPremises = SsprBannedPasswordMode.Enforce,
        PasswordExpiry = [new SsprDomainExpiry { Domain = "contoso.com", ValidityDays = 0 }, new SsprDomainExpiry { Domain = "fabrikam.com", ValidityDays = 90, NotificationDays = 14 }],
    };
}
