using SsprModule.Engine.Policy;
using SsprModule.Engine.Policy.Comparison;
using SsprModule.Models;
using SsprModule.Tests.Support;

namespace SsprModule.Tests.Policy;

/// <summary>Every control of every baseline: it fails where it should, its remedy runs as it stands, and then it passes.</summary>
public sealed class BaselineTests : IDisposable
{
    /// <summary>What makes a control on a field fail.</summary>
    private static readonly Dictionary<string, string> Breaks = new()
    {
        ["UserScope"] = "Disable-SsprPolicy",
        ["MethodsRequired"] = "Set-SsprPolicy -MethodsRequired 1",
        ["AdminSspr"] = "Set-SsprPolicy -AdminSspr $true",
        ["MigrationState"] = "Set-SsprPolicy -MigrationState MigrationInProgress",
        ["SecurityQuestions"] = "Set-SsprPolicy -SecurityQuestions $true",
        ["RegistrationRequiredAtSignIn"] = "Set-SsprPolicy -RegistrationRequiredAtSignIn $false",
        ["ReconfirmDays"] = "Set-SsprPolicy -ReconfirmDays 0",
        ["NotifyUsers"] = "Set-SsprPolicy -NotifyUsers $false",
        ["NotifyAdmins"] = "Set-SsprPolicy -NotifyAdmins $false",
        ["HelpdeskLink"] = "Set-SsprPolicy -HelpdeskLink ''",
        ["LockoutThreshold"] = "Set-SsprPolicy -LockoutThreshold 11",
        ["LockoutSeconds"] = "Set-SsprPolicy -LockoutSeconds 59",
        ["BannedPasswordCheck"] = "Set-SsprPolicy -BannedPasswordCheck $false",
        ["MethodsToSpare"] = "Set-SsprPolicy -MethodsRequired 1 -DisableMethod Email, MicrosoftAuthenticator, SoftwareOath -EnableMethod Sms",
        ["MethodsBesidesPhone"] = "Set-SsprPolicy -DisableMethod Email, MicrosoftAuthenticator, SoftwareOath -EnableMethod Sms, Voice",
    };

    private readonly string folder = Directory.CreateTempSubdirectory("sspr-baseline-").FullName;

    private string Path => System.IO.Path.Combine(folder, "controls.json");

    public static TheoryData<string, int> Controls
    {
        get
        {
            var data = new TheoryData<string, int>();
            foreach (var name in BaselineFolder.Names())
            {
                for (var i = 0; i < Read(name).Count; i++)
                {
                    data.Add(name, i);
                }
            }

            return data;
        }
    }

    public static TheoryData<string> Names => [.. BaselineFolder.Names()];

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void The_baselines_are_these() =>
        Assert.Equal(["CIS-Azure-5.0", "CIS-Microsoft365-7.0", "EIDSCA", "Microsoft-Recommended", "ZeroTrust"], BaselineFolder.Names());

    [Theory]
    [InlineData("CIS-Microsoft365-7.0", "5.2.4.1,5.2.4.2,5.2.4.3,5.2.4.3,5.2.4.4,5.2.4.5")]
    [InlineData("CIS-Azure-5.0", "5.5,5.6,5.7,5.8,5.9,5.10,5.11")]
    [InlineData("EIDSCA", "EIDSCA.AP01,EIDSCA.AG01")]
    [InlineData("ZeroTrust", "21803,21842,21870,21891,22072")]
    public void A_baseline_has_the_controls_of_its_benchmark(string name, string ids) =>
        Assert.Equal(ids.Split(','), Read(name).SelectMany(c => c.Ids));

    [Theory]
    [MemberData(nameof(Controls))]
    public void A_control_fails_and_its_remedy_makes_it_pass(string name, int index)
    {
        var control = Read(name)[index];
        using var session = UserSession.InSandbox();
        session.Run($"$ConfirmPreference = 'None'; function Read-Host {{ 'help@contoso.com' }}; {Breaks[control.Field.Name]}").AssertFine();

        var failing = Compare(session);
        Assert.Equal((control.Field.Name, SsprComparisonResult.Different), (failing.Field, failing.Result));
        Assert.NotNull(failing.Remedy);

        session.Run($"$ConfirmPreference = 'None'; function Read-Host {{ 'help@contoso.com' }}; {failing.Remedy}").AssertFine();
        var passing = Compare(session);
        Assert.Equal((SsprComparisonResult.Equal, null), (passing.Result, passing.Remedy));

        SsprPolicyComparison Compare(UserSession s) => s.Run("Compare-SsprPolicy -Baseline $name", ("name", name)).AssertFine().As<SsprPolicyComparison>().ElementAt(index);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_control_says_what_why_and_how_sure_in_both_languages(string name)
    {
        using var session = UserSession.InSandbox();
        var english = Rows();
        session.Run("[cultureinfo]::CurrentUICulture = 'nl-NL'");
        var dutch = Rows();

        Assert.All(english.Zip(dutch), pair =>
        {
            Assert.NotEqual(pair.First.Title, pair.Second.Title);
            Assert.NotEqual(pair.First.Rationale, pair.Second.Rationale);
            Assert.Equal((name, true, false), (pair.First.Source, pair.First.Confirmed is not null, pair.First.ControlIds.Count == 0));
            // What is not confirmed says why.
            Assert.True(pair.First.Confirmed == true || pair.First.Note is not null);
        });

        List<SsprPolicyComparison> Rows() => [.. session.Run("Compare-SsprPolicy -Baseline $name", ("name", name)).AssertFine().As<SsprPolicyComparison>()];
    }

    [Fact]
    public void Several_baselines_come_one_after_the_other_and_names_take_any_case()
    {
        using var session = UserSession.InSandbox();
        var rows = session.Run("Compare-SsprPolicy -Baseline zerotrust, EIDSCA").AssertFine().As<SsprPolicyComparison>();
        Assert.Equal(["ZeroTrust", "ZeroTrust", "ZeroTrust", "ZeroTrust", "ZeroTrust", "EIDSCA", "EIDSCA"], rows.Select(r => r.Source));
    }

    [Fact]
    public void Names_are_completed()
    {
        using var session = new UserSession();
        var found = session.Run("[System.Management.Automation.CommandCompletion]::CompleteInput('Compare-SsprPolicy -Baseline CIS', 32, $null).CompletionMatches | ForEach-Object CompletionText").AssertFine();
        Assert.Equal(["CIS-Azure-5.0", "CIS-Microsoft365-7.0"], found.As<string>());
    }

    [Theory]
    [InlineData("atLeast", "\"value\": 2", 1, SsprComparisonResult.Different, ">= 2")]
    [InlineData("atLeast", "\"value\": 1", 1, SsprComparisonResult.Equal, ">= 1")]
    [InlineData("atMost", "\"value\": 1", 1, SsprComparisonResult.Equal, "<= 1")]
    [InlineData("atMost", "\"value\": 1", 2, SsprComparisonResult.Different, "<= 1")]
    [InlineData("between", "\"values\": [1, 2]", 2, SsprComparisonResult.Equal, "1 - 2")]
    [InlineData("between", "\"values\": [1, 1]", 2, SsprComparisonResult.Different, "1 - 1")]
    [InlineData("oneOf", "\"values\": [1, 2]", 2, SsprComparisonResult.Equal, "1 | 2")]
    [InlineData("oneOf", "\"values\": [1]", 2, SsprComparisonResult.Different, "1")]
    [InlineData("notEquals", "\"value\": 2", 2, SsprComparisonResult.Different, "<> 2")]
    [InlineData("equals", "\"value\": 2", 2, SsprComparisonResult.Equal, "2")]
    public void An_own_file_with_controls_goes_with_Path(string word, string value, int actual, SsprComparisonResult result, string desired)
    {
        File.WriteAllText(Path, $$"""
            // our own
            { "version": 1, "controls": [ { "ids": ["C-1"], "title": "Ours", "field": "methodsRequired", "operator": "{{word}}", {{value}}, "remedy": "Set-SsprPolicy -MethodsRequired 2" } ] }
            """);
        using var session = UserSession.InSandbox();
        session.Run($"Set-SsprPolicy -MethodsRequired {actual} -Confirm:$false").AssertFine();

        var row = session.Run("Compare-SsprPolicy $path", ("path", Path)).Single<SsprPolicyComparison>();

        Assert.Equal((result, desired, "C-1", "Ours"), (row.Result, row.Desired!.ToString(), row.ControlIds.ToString(), row.Title));
    }

    [Theory]
    [InlineData("\"field\": \"methodRequired\", \"value\": 2", "did you mean methodsRequired?")]
    [InlineData("\"value\": 2", "controls[0].field: is missing")]
    [InlineData("\"field\": \"methodsRequired\"", "controls[0].value: is missing")]
    [InlineData("\"field\": \"methodsRequired\", \"operator\": \"like\", \"value\": 2", "takes one of equals, notEquals")]
    [InlineData("\"field\": \"adminSspr\", \"operator\": \"atLeast\", \"value\": true", "goes with numbers only")]
    [InlineData("\"field\": \"methodsRequired\", \"operator\": \"between\", \"values\": [1]", "takes 2 values, not 1")]
    [InlineData("\"field\": \"methodsRequired\", \"operator\": \"oneOf\", \"values\": []", "takes 1 values, not 0")]
    [InlineData("\"field\": \"userScope\", \"value\": \"Everybody\"", "takes one of None, Selected, All")]
    [InlineData("\"field\": \"userScope\", \"value\": \"All\", \"script\": \"x\"", "controls[0].script: is not known")]
    public void A_control_that_will_not_do_is_refused(string control, string said)
    {
        File.WriteAllText(Path, $$"""{ "version": 1, "controls": [ { {{control}} } ] }""");
        using var session = UserSession.InSandbox();
        var outcome = session.Run("Compare-SsprPolicy $path", ("path", Path));
        Assert.Equal("PolicyFileInvalid", outcome.EndedWith);
        Assert.Contains(said, outcome.EndError.Exception.Message);
    }

    [Fact]
    public void Conditions_can_not_be_applied()
    {
        using var session = UserSession.InSandbox();
        var outcome = session.Run("Set-SsprPolicy $path -Confirm:$false", ("path", BaselineFolder.FileOf("EIDSCA")));
        Assert.Equal("PolicyFileInvalid", outcome.EndedWith);
        Assert.Contains("Compare-SsprPolicy", outcome.EndError.Exception.Message);
    }

    private static IReadOnlyList<Control> Read(string name)
    {
        var path = BaselineFolder.FileOf(name);
        using var document = PolicyFile.Parse(path);
        return new ControlFile(path).Read(document.RootElement);
    }
}
