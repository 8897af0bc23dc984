using System.Text.Json.Nodes;
using NJsonSchema;
using SsprModule.Engine.Policy;
using SsprModule.Engine.Policy.Comparison;
using SsprModule.Models;
using SsprModule.Tests.Support;

namespace SsprModule.Tests.Policy;

/// <summary>The published JSON Schemas say what the reader does.</summary>
public sealed class PolicySchemaTests
{
    private static readonly string PolicySchema = Path.Combine(Repository.Root, "module", PolicyFile.Schema);
    private static readonly string BaselineSchema = Path.Combine(Repository.Root, "module", "sspr-baseline.schema.json");
    private static readonly JsonObject Settings = Parse(PolicySchema)["properties"]!["settings"]!["properties"]!.AsObject();

    public static TheoryData<string> Fields => [.. PolicyField.All.Select(f => f.JsonName)];

    public static TheoryData<string> BaselineNames => [.. BaselineFolder.Names()];

    [Fact]
    public void The_schema_has_the_fields_of_the_model_in_their_order_and_no_other() =>
        Assert.Equal(PolicyField.All.Select(f => f.JsonName), Settings.Select(p => p.Key));

    [Theory]
    [MemberData(nameof(Fields))]
    public void A_field_has_the_type_words_and_limits_of_the_model(string name)
    {
        var field = PolicyField.All.Single(f => f.JsonName == name);
        var schema = Settings[name]!;
        Assert.True(schema["description"]!.GetValue<string>().Length > 10);
        switch (field.Kind)
        {
            case { IsEnum: true }:
                Assert.Equal(Enum.GetNames(field.Kind), Strings(schema["enum"]));
                break;
            case var kind when kind == typeof(int):
                Assert.Equal(("integer", field.Range.Min), (Type(schema), schema["minimum"]!.GetValue<int>()));
                Assert.Equal(field.Range.Max, schema["maximum"]?.GetValue<int>() ?? int.MaxValue);
                break;
            case var kind when kind == typeof(bool):
                Assert.Equal("boolean", Type(schema));
                break;
            case var kind when kind == typeof(string):
                Assert.Equal("string", Type(schema));
                break;
            case var kind when kind == typeof(SsprLegacyMethods):
                Assert.Equal(typeof(SsprLegacyMethods).GetProperties().Select(p => PolicyField.JsonNameOf(p.Name)), Names(schema));
                break;
            case var kind when kind == typeof(IDictionary<string, bool>):
                Assert.Equal(FieldCatalog.MethodIds, Names(schema));
                break;
            case var kind when kind == typeof(IList<string>):
                Assert.Equal(PolicyField.MostBannedTerms, schema["maxItems"]!.GetValue<int>());
                Assert.Equal(PolicyField.BannedTermLength, (schema["items"]!["minLength"]!.GetValue<int>(), schema["items"]!["maxLength"]!.GetValue<int>()));
                break;
            default:
                Assert.Equal(typeof(SsprDomainExpiry).GetProperties().Select(p => PolicyField.JsonNameOf(p.Name)), Names(schema["items"]!));
                break;
        }
    }

    [Fact]
    public void The_controls_name_the_fields_and_operators_that_there_are()
    {
        var control = Parse(BaselineSchema)["properties"]!["controls"]!["items"]!["properties"]!;
        Assert.Equal(ComparedField.All.Keys, Strings(control["field"]!["enum"]));
        Assert.Equal(Enum.GetNames<ControlOperator>().Select(PolicyField.JsonNameOf), Strings(control["operator"]!["enum"]));
    }

    [Theory]
    [InlineData("en-US")]
    [InlineData("nl-NL")]
    public void The_about_topic_describes_each_field_in_order_and_no_other(string culture)
    {
        var topic = File.ReadAllLines(Path.Combine(Repository.Root, "docs", culture, "about_SsprPolicyFile.help.txt"));
        var fields = topic.SkipWhile(l => l != "FIELDS").Skip(1).TakeWhile(l => l.Length == 0 || l[0] == ' ').Where(l => l.Length > 4 && l[4] != ' ');
        Assert.Equal(PolicyField.All.Select(f => f.JsonName), fields.Select(l => l.Trim().Split(' ')[0]));
    }

    [Fact]
    public async Task An_exported_file_is_valid()
    {
        var folder = Directory.CreateTempSubdirectory("sspr-schema-");
        try
        {
            var path = Path.Combine(folder.FullName, "policy.json");
            using var session = UserSession.InSandbox();
            session.Run("Export-SsprPolicy $path", ("path", path)).AssertFine();
            Assert.Empty(await Validate(PolicySchema, await File.ReadAllTextAsync(path)));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Theory]
    [MemberData(nameof(BaselineNames))]
    public async Task A_baseline_is_valid_and_names_the_schema_that_lies_above_it(string name)
    {
        var text = await File.ReadAllTextAsync(BaselineFolder.FileOf(name));
        Assert.Empty(await Validate(BaselineSchema, text));
        Assert.Equal("../sspr-baseline.schema.json", JsonNode.Parse(text)!["$schema"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("""{ "version": 1 }""")]
    [InlineData("""{ "settings": {} }""")]
    [InlineData("""{ "version": 2, "settings": {} }""")]
    [InlineData("""{ "version": 1, "settings": { "unknown": 1 } }""")]
    [InlineData("""{ "version": 1, "settings": { "methodsRequired": 3 } }""")]
    [InlineData("""{ "version": 1, "settings": { "reconfirmDays": 731 } }""")]
    [InlineData("""{ "version": 1, "settings": { "userScope": "Everybody" } }""")]
    [InlineData("""{ "version": 1, "settings": { "adminSspr": "true" } }""")]
    [InlineData("""{ "version": 1, "settings": { "methods": { "Fax": true } } }""")]
    [InlineData("""{ "version": 1, "settings": { "bannedPasswords": ["abc"] } }""")]
    [InlineData("""{ "version": 1, "settings": { "passwordExpiry": [{ "validityDays": 1 }] } }""")]
    public async Task What_the_reader_refuses_the_schema_refuses_too(string text) =>
        Assert.NotEmpty(await Validate(PolicySchema, text));

    private static async Task<IEnumerable<string>> Validate(string schema, string text) =>
        (await JsonSchema.FromJsonAsync(await File.ReadAllTextAsync(schema))).Validate(text).Select(e => e.ToString());

    private static JsonObject Parse(string path) => JsonNode.Parse(File.ReadAllText(path))!.AsObject();

    private static string Type(JsonNode schema) => schema["type"]!.GetValue<string>();

    private static IEnumerable<string> Names(JsonNode schema) => schema["properties"]!.AsObject().Select(p => p.Key);

    private static IEnumerable<string> Strings(JsonNode? list) => list!.AsArray().Select(n => n!.GetValue<string>());
}
