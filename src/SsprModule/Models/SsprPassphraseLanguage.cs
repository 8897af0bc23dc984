namespace SsprModule.Models;

/// <summary>The language of the words in a passphrase.</summary>
public enum SsprPassphraseLanguage
{
    /// <summary>English words.</summary>
    English,

    /// <summary>Dutch words.</summary>
    Dutch,
}
