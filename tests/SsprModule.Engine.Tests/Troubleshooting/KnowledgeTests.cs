using System.Globalization;
using System.Runtime.CompilerServices;
using NJsonSchema;
using SsprModule.Engine.Troubleshooting;
using SsprModule.Models;
using Xunit;

namespace SsprModule.Engine.Tests.Troubleshooting;

/// <summary>The knowledge base is whole: it fits its schema, its parts find each other, and each language says all.</summary>
public sealed class KnowledgeTests
{
    private static readonly CultureInfo Dutch = CultureInfo.GetCultureInfo("nl-NL");
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-US");

    private static readonly string[] SignIn =
    [
        "AADSTS50020", "AADSTS50076", "AADSTS50079", "AADSTS50105", "AADSTS53003", "AADSTS65001", "AADSTS65002", "AADSTS700016", "AADSTS7000215",
        "AADSTS7000222", "AADSTS90002",
    ];

    private static Structure Known => Catalogue.Structure;

    [Theory]
    [InlineData("structure.json", "structure.schema.json")]
    [InlineData("texts.en.json", "texts.schema.json")]
    [InlineData("texts.nl.json", "texts.schema.json")]
    public async Task A_file_fits_its_schema(string file, string schema) => Assert.Empty((await Schema(schema)).Validate(Read(file)).Select(e => e.ToString()));

    [Theory]
    [InlineData("\"link\": \"https://", "\"link\": \"http://")]
    [InlineData("\"fixedBy\": \"Wait\"", "\"fixedBy\": \"Somebody\"")]
    [InlineData("\"id\": \"SSPR_0009\"", "\"id\": \"SSPR_9\"")]
    [InlineData("\"section\": \"Change\", ", "")]
    public async Task The_schema_refuses_what_it_should(string good, string bad)
    {
        var damaged = Read("structure.json").Replace(good, bad);
        Assert.NotEqual(Read("structure.json"), damaged);
        Assert.NotEmpty((await Schema("structure.schema.json")).Validate(damaged));
    }

    [Fact]
    public void The_counts_are_those_of_the_facts()
    {
        // 54 in the sources; beside them the codes of Graph, and those of signing in to this module.
        Assert.Equal(54, Known.Codes.Count(c => c.Kind != SsprCodeKind.Graph && !SignIn.Contains(c.Id)));
        // 58 in the sources: 6329 stands there four times, and three events are told by their result code.
        Assert.Equal(52, Known.Events.Count);
        Assert.Equal(31, Known.Activities.Count);
        Assert.Equal(75, Known.Reasons.Count);
        Assert.Equal(57, Known.Faq.Count);
        Assert.Equal(104, Known.Checks.Count);
    }

    [Fact]
    public void Each_code_is_there_once()
    {
        string[] all = [.. Known.Codes.Select(c => c.Id), .. Known.Events.Select(e => e.Id)];
        Assert.Equal(all.Distinct(StringComparer.OrdinalIgnoreCase), all);
        Assert.Equal(Known.Reasons.Select(r => r.Match).Distinct(StringComparer.OrdinalIgnoreCase), Known.Reasons.Select(r => r.Match));
        Assert.Equal(Known.Checks.Select(c => c.Id).Distinct(), Known.Checks.Select(c => c.Id));
        Assert.Equal(Known.Activities.SelectMany(Audit.Spellings).Distinct(StringComparer.OrdinalIgnoreCase), Known.Activities.SelectMany(Audit.Spellings));
    }

    [Fact]
    public void Each_check_that_is_named_exists_and_each_code_that_a_check_explains()
    {
        var checks = Known.Checks.Select(c => c.Id).ToHashSet();
        var codes = Known.Codes.Select(c => c.Id).Concat(Known.Events.Select(e => e.Id)).ToHashSet();
        string[] named =
        [
            .. Known.Codes.SelectMany(c => c.Checks), .. Known.Events.SelectMany(e => e.Checks), .. Known.Reasons.SelectMany(r => r.Checks),
            .. Known.Faq.SelectMany(f => f.Checks), .. Known.Checks.SelectMany(c => c.DependsOn ?? []),
        ];
        Assert.Empty(named.Except(checks));
        Assert.Empty(Known.Checks.SelectMany(c => c.Codes ?? []).Except(codes));
        Assert.Empty(Known.Reasons.Select(r => r.Code).OfType<string>().Except(Known.Codes.Select(c => c.Id)));
    }

    [Fact]
    public void Each_check_is_reached_by_its_command_in_an_order_without_gaps() =>
        Assert.All(Known.Checks.GroupBy(c => c.Test), test => Assert.Equal(Enumerable.Range(1, test.Count()), test.Select(c => c.Order).Order()));

    [Fact]
    public void Each_entry_has_its_text_in_both_languages_and_no_text_is_without_an_entry()
    {
        Assert.All(Catalogue.AllTexts, book =>
        {
            Assert.Equal(Known.Codes.Select(c => c.Id).Order(), book.Codes.Keys.Order());
            Assert.Equal(Known.Events.Select(e => e.Id).Order(), book.Events.Keys.Order());
            Assert.Equal(Known.Activities.Select(a => a.Id).Order(), book.Activities.Keys.Order());
            Assert.Equal(Known.Reasons.Select(r => r.Text).Distinct().Order(), book.Reasons.Keys.Order());
            Assert.Equal(Known.Reasons.Select(r => r.Method).OfType<string>().Distinct().Order(), book.Methods.Keys.Order());
            Assert.Equal(Known.Faq.Select(f => f.Id).Order(), book.Faq.Keys.Order());
            Assert.Equal(Known.Checks.Select(c => c.Id).Order(), book.Checks.Keys.Order());
            Assert.Equal(Known.Pages.Select(p => p.Id.ToString()).Order(), book.Pages.Keys.Order());
        });
    }

    [Fact]
    public void No_text_is_the_same_in_both_languages()
    {
        var (english, dutch) = (Texts(Catalogue.Texts(English)), Texts(Catalogue.Texts(Dutch)));
        Assert.Equal(english.Keys.Order(), dutch.Keys.Order());
        Assert.All(english.Where(t => t.Key != "methods email title"), text => Assert.NotEqual((text.Key, text.Value), (text.Key, dutch[text.Key])));
    }

    [Fact]
    public void A_method_is_named_in_a_text_exactly_when_the_reason_has_one() =>
        Assert.All(Catalogue.AllTexts, book => Assert.All(Known.Reasons, reason =>
            Assert.Equal((reason.Match, reason.Method is not null || reason.Mode == ReasonMatch.Template), (reason.Match, book.Reasons[reason.Text].Meaning!.Contains("{method}")))));

    [Fact]
    public void Each_page_and_each_cloud_of_the_module_is_there()
    {
        Assert.Equal(Enum.GetValues<SsprPageName>().Order(), Known.Pages.Select(p => p.Id).Order());
        Assert.Equal(Enum.GetValues<SsprEnvironment>(), Known.Clouds.Select(c => c.Id));
    }

    [Theory]
    [InlineData("nl", true)]
    [InlineData("nl-BE", true)]
    [InlineData("fr-FR", false)]
    [InlineData("", false)]
    public void Any_Dutch_culture_gets_Dutch_and_any_other_English(string culture, bool isDutch) =>
        Assert.Equal(isDutch, Catalogue.Texts(CultureInfo.GetCultureInfo(culture)).Faq["FAQ-004"].Meaning == "Nee.");

    private static Dictionary<string, string> Texts(TextBook book)
    {
        var sections = new Dictionary<string, IReadOnlyDictionary<string, EntryText>>
        {
            ["codes"] = book.Codes, ["events"] = book.Events, ["activities"] = book.Activities, ["reasons"] = book.Reasons, ["methods"] = book.Methods,
            ["faq"] = book.Faq, ["checks"] = book.Checks, ["pages"] = book.Pages, ["undocumented"] = book.Undocumented,
        };
        return sections.SelectMany(s => s.Value.SelectMany(e => new[] { ("title", e.Value.Title), ("meaning", e.Value.Meaning) }
                .Concat((e.Value.Steps ?? []).Select((step, i) => ($"step {i}", (string?)step)))
                .Where(t => t.Item2 is not null).Select(t => ($"{s.Key} {e.Key} {t.Item1}", t.Item2!))))
            .ToDictionary(t => t.Item1, t => t.Item2);
    }

    private static Task<JsonSchema> Schema(string file) => JsonSchema.FromJsonAsync(Read(file));

    private static string Read(string file, [CallerFilePath] string here = "") => File.ReadAllText(
        Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "src", "SsprModule.Engine", "Troubleshooting", "Knowledge", file));

    private static class Audit
    {
        public static IEnumerable<string> Spellings(ActivityEntry entry) => Engine.Audit.Activities.Spellings(entry);
    }
}
