using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using SsprModule.Contracts;
using SsprModule.Errors;
using SsprModule.Tests.Support;
using SsprModule.Text;

namespace SsprModule.Tests.Text;

/// <summary>Every text that code asks for is there, in English and in Dutch, and no other.</summary>
public sealed partial class ResourceTests
{
    private static readonly IReadOnlyDictionary<string, string> English = Read("Messages.resx");
    private static readonly IReadOnlyDictionary<string, string> Dutch = Read("Messages.nl.resx");
    private static readonly string Source = string.Join('\n', Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.cs", SearchOption.AllDirectories)
        .Where(f => !f.Split(Path.DirectorySeparatorChar).Contains("obj")).Select(File.ReadAllText));

    // A page names its texts as {{Key}}.
    private static readonly string Pages = string.Join('\n', Directory.EnumerateFiles(Path.Combine(Repository.Root, "src", "SsprModule.Engine"), "report.html", SearchOption.AllDirectories).Select(File.ReadAllText));

    public static TheoryData<string> Keys => [.. English.Keys];

    [Fact]
    public void English_and_Dutch_have_the_same_keys() => Assert.Equal(English.Keys.Order(), Dutch.Keys.Order());

    [Theory]
    [MemberData(nameof(Keys))]
    public void A_text_has_the_same_placeholders_in_both_languages(string key) =>
        Assert.Equal(Placeholders(English[key]), Placeholders(Dutch[key]));

    [Theory]
    [MemberData(nameof(Keys))]
    public void A_text_is_not_empty_and_not_the_same_in_both_languages(string key)
    {
        Assert.NotEqual("", English[key].Trim());
        Assert.NotEqual(English[key], Dutch[key]);
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public void A_text_takes_up_to_four_arguments(string key)
    {
        Assert.All([English[key], Dutch[key]], text => string.Format(CultureInfo.InvariantCulture, text, 1, 2, 3, 4));
        Assert.All(Placeholders(English[key]), p => Assert.InRange(p[1], '0', '3'));
    }

    [Fact]
    public void Every_error_has_a_text_and_an_action_and_there_is_no_other()
    {
        Assert.Equal(Enum.GetNames<SsprErrorId>().Append("Support").Order(), Names("Error_"));
        Assert.Equal(Enum.GetNames<SsprErrorId>().Order(), Names("Action_"));
    }

    [Theory]
    [MemberData(nameof(ErrorsWithArguments))]
    public void An_error_uses_no_more_arguments_than_its_id_documents(string id, int documented) =>
        Assert.InRange(Placeholders(English["Error_" + id] + English["Action_" + id]).Length, 0, documented);

    [Fact]
    public void Every_warning_has_a_text_and_there_is_no_other() =>
        Assert.Equal(Enum.GetNames<SsprWarning>().Order(), Names("Warning_"));

    [Fact]
    public void Every_activity_has_a_title_and_there_is_no_other() =>
        Assert.Equal(Enum.GetNames<EngineActivity>().Concat(["Rows", "RowsOf", "Rate", "Wait"]).Order(), Names("Progress_"));

    [Fact]
    public void Every_reason_in_the_sources_has_a_text()
    {
        var used = ReasonInSource().Matches(Source).SelectMany(m => m.Groups["name"].Captures).Select(c => c.Value).ToHashSet();
        Assert.True(used.Count > 10, "The scan finds the reasons of the sources.");
        Assert.Empty(used.Except(Names("Reason_")));
    }

    [Fact]
    public void Every_text_of_a_reason_is_used() =>
        Assert.All(Names("Reason_"), name => Assert.Contains($"\"{name}\"", Source));

    [Fact]
    public void Every_other_text_is_used()
    {
        string[] known = ["Error_", "Action_", "Warning_", "Progress_", "Reason_"];
        Assert.All(English.Keys.Where(k => !known.Any(k.StartsWith)), key => Assert.Contains(Pages.Contains($"{{{{{key}}}}}") ? $"{{{{{key}}}}}" : $"\"{key}\"", Source + Pages));
    }

    [Theory]
    [InlineData("nl", true)]
    [InlineData("nl-NL", true)]
    [InlineData("nl-BE", true)]
    [InlineData("en-US", false)]
    [InlineData("fr-FR", false)]
    [InlineData("", false)]
    public void The_language_of_the_session_decides(string culture, bool isDutch)
    {
        var before = CultureInfo.CurrentUICulture;
        try
        {
            CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(culture);
            Assert.All(English.Keys, key => Assert.Equal((isDutch ? Dutch : English)[key], Texts.Get(key)));
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }

    /// <summary>Each id with the number of arguments that its comment lists after "Argument:" or "Arguments:".</summary>
    public static TheoryData<string, int> ErrorsWithArguments()
    {
        var data = new TheoryData<string, int>();
        foreach (Match member in ErrorIdInSource().Matches(File.ReadAllText(Path.Combine(Repository.Root, "src", "SsprModule", "Errors", "SsprErrorId.cs"))))
        {
            var text = member.Groups["text"].Value;
            var count = text.Split("Arguments: ") is [_, var list] ? list.Split(", ").Length : text.Contains("Argument: ") ? 1 : 0;
            data.Add(member.Groups["name"].Value, count);
        }

        Assert.Equal(Enum.GetValues<SsprErrorId>().Length, data.Count);
        return data;
    }

    private static string[] Placeholders(string text) => [.. Placeholder().Matches(text).Select(m => m.Value).Distinct().Order()];

    private static IEnumerable<string> Names(string prefix) =>
        English.Keys.Where(k => k.StartsWith(prefix, StringComparison.Ordinal)).Select(k => k[prefix.Length..]).Order();

    private static Dictionary<string, string> Read(string file) =>
        XDocument.Load(Path.Combine(Repository.Root, "src", "SsprModule", "Text", file)).Root!.Elements("data")
            .ToDictionary(d => d.Attribute("name")!.Value, d => d.Element("value")!.Value);

    [GeneratedRegex(@"\{\d[^}]*\}")]
    private static partial Regex Placeholder();

    [GeneratedRegex("(new Reason|Refuse)\\((?:[^;\"]*\\? )?\"(?<name>[A-Z][A-Za-z]+)\"(?: : \"(?<name>[A-Z][A-Za-z]+)\")?")]
    private static partial Regex ReasonInSource();

    [GeneratedRegex(@"/// <summary>(?<text>.*)</summary>\s+(?:\[Category[^\n]*\n\s+)?(?<name>[A-Z]\w+),")]
    private static partial Regex ErrorIdInSource();
}
