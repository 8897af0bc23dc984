using SsprModule.Engine.Policy;
using SsprModule.Models;

namespace SsprModule.Tests.Policy;

/// <summary>Which methods users can really reset with, by migration state.</summary>
public sealed class UsableMethodsTests
{
    private static readonly SsprLegacyMethods Nothing = new() { Email = false, MobilePhone = false, OfficePhone = false, AppCode = false, AppNotification = false };

    [Theory]
    [InlineData(SsprMigrationState.PreMigration, "mobilePhone")]
    [InlineData(SsprMigrationState.MigrationInProgress, "email, mobilePhone")]
    [InlineData(SsprMigrationState.MigrationComplete, "email")]
    public void The_migration_state_decides_which_policy_is_honoured(SsprMigrationState state, string usable) =>
        Assert.Equal(usable, Of(new MethodRules { MigrationState = state, On = ["Email"], Legacy = Nothing with { MobilePhone = true }, SecurityQuestions = false }));

    [Theory]
    [InlineData("Sms", "mobilePhone")]
    [InlineData("Voice", "mobilePhone")]
    [InlineData("MicrosoftAuthenticator", "microsoftAuthenticatorPush, softwareOneTimePasscode")]
    [InlineData("SoftwareOath", "softwareOneTimePasscode")]
    [InlineData("HardwareOath", "hardwareOneTimePasscode")]
    public void Each_method_is_good_for_its_words(string method, string usable) =>
        Assert.Equal(usable, Of(new MethodRules { MigrationState = SsprMigrationState.MigrationComplete, On = [method], SecurityQuestions = false }));

    [Fact]
    public void The_office_phone_takes_voice_and_its_own_permission() =>
        Assert.Contains("officePhone", Of(new MethodRules { MigrationState = SsprMigrationState.MigrationComplete, On = ["Voice"], OfficePhoneAllowed = true, SecurityQuestions = false }));

    [Fact]
    public void Security_questions_stay_whatever_the_state() =>
        Assert.Equal("securityQuestion", Of(new MethodRules { MigrationState = SsprMigrationState.MigrationComplete, SecurityQuestions = true }));

    [Theory]
    [InlineData(1, "")]
    [InlineData(2, "microsoftAuthenticatorPush")]
    public void The_legacy_notification_takes_two_methods(int required, string usable) =>
        Assert.Equal(usable, Of(new MethodRules { MigrationState = SsprMigrationState.PreMigration, Legacy = Nothing with { AppNotification = true }, SecurityQuestions = false, MethodsRequired = required }));

    [Fact]
    public void An_app_counts_once_and_what_is_no_method_of_SSPR_not_at_all()
    {
        var usable = UsableMethods.Of(new MethodRules { MigrationState = SsprMigrationState.MigrationComplete, On = ["MicrosoftAuthenticator", "SoftwareOath", "Voice"], SecurityQuestions = false })!;
        Assert.Equal(2, usable.Most);
        Assert.Equal(1, usable.CountOf(["microsoftAuthenticatorPush", "softwareOneTimePasscode"]));
        Assert.Equal(0, usable.CountOf(["alternateMobilePhone", "microsoftAuthenticatorPasswordless", "email"]));
    }

    [Fact]
    public void What_is_not_known_is_not_guessed()
    {
        Assert.Null(UsableMethods.Of(new MethodRules()));
        Assert.Null(UsableMethods.Of(new MethodRules { MigrationState = SsprMigrationState.PreMigration }));
        Assert.False(UsableMethods.Of(new MethodRules { MigrationState = SsprMigrationState.MigrationComplete, On = ["Email"] })!.IsComplete);
    }

    [Fact]
    public void A_wish_is_laid_over_the_rules()
    {
        var rules = new MethodRules { MigrationState = SsprMigrationState.MigrationComplete, On = ["Email", "Sms"], SecurityQuestions = false };
        Assert.Equal("email, softwareOneTimePasscode", Of(rules.With(new SsprPolicySettings { Methods = new Dictionary<string, bool> { ["sms"] = false, ["SoftwareOath"] = true } })));
    }

    private static string Of(MethodRules rules) => UsableMethods.Of(rules)!.Words.ToString();
}
