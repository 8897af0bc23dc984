using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace SsprModule.Engine.Troubleshooting;

/// <summary>The knowledge base, read from the engine's resources when it is first asked; each language apart.</summary>
internal static class Catalogue
{
    private static readonly Lazy<Structure> Read = new(() => Load("structure.json", CatalogueJson.Default.Structure));
    private static readonly Lazy<TextBook> English = new(() => Load("texts.en.json", CatalogueJson.Default.TextBook));
    private static readonly Lazy<TextBook> Dutch = new(() => Load("texts.nl.json", CatalogueJson.Default.TextBook));

    /// <summary>What is the same in each language.</summary>
    public static Structure Structure => Read.Value;

    /// <summary>The texts in a language: Dutch for any Dutch culture, English for all others.</summary>
    public static TextBook Texts(CultureInfo culture) => IsDutch(culture) ? Dutch.Value : English.Value;

    /// <summary>Whether a culture is a Dutch one.</summary>
    public static bool IsDutch(CultureInfo culture) => culture.TwoLetterISOLanguageName == "nl";

    /// <summary>The texts in both languages, for a search that knows no language.</summary>
    public static IReadOnlyList<TextBook> AllTexts => [English.Value, Dutch.Value];

    private static T Load<T>(string name, JsonTypeInfo<T> type)
    {
        using var stream = typeof(Catalogue).Assembly.GetManifestResourceStream(name) ?? throw new FileNotFoundException(null, name);
        return JsonSerializer.Deserialize(stream, type) ?? throw new JsonException(name);
    }
}
