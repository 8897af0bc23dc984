using SsprModule.Models;

namespace SsprModule.Engine.Password;

/// <summary>The words of passphrases: short, common and harmless, written for this module; one list a language, embedded.</summary>
internal static class WordList
{
    /// <summary>All words of a language, in lower case.</summary>
    public static IReadOnlyList<string> Of(SsprPassphraseLanguage language)
    {
        using var stream = typeof(WordList).Assembly.GetManifestResourceStream($"SsprModule.Engine.Password.Words.{language}.txt")
            ?? throw new InvalidOperationException($"The list of words in {language} is missing.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries);
    }
}
