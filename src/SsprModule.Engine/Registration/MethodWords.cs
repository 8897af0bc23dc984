using System.Text;
using System.Text.Json;

namespace SsprModule.Engine.Registration;

/// <summary>The words of methodsRegistered, each as one shared string: a million rows repeat some twenty words.</summary>
internal static class MethodWords
{
    private static readonly (string Word, byte[] Utf8)[] Known = [.. new[]
    {
        "mobilePhone", "microsoftAuthenticatorPush", "softwareOneTimePasscode", "email", "microsoftAuthenticatorPasswordless",
        "officePhone", "alternateMobilePhone", "hardwareOneTimePasscode", "securityQuestion", "fido2SecurityKey",
        "windowsHelloForBusiness", "passKeyDeviceBound", "passKeyDeviceBoundAuthenticator", "passKeyDeviceBoundWindowsHello",
        "passKeySynced", "temporaryAccessPass", "macOsSecureEnclaveKey", "qrCode",
    }.Select(w => (w, Encoding.UTF8.GetBytes(w)))];

    private static readonly HashSet<string> Words = new(Known.Select(k => k.Word), StringComparer.Ordinal);

    /// <summary>Whether the module knows what the word stands for.</summary>
    public static bool IsKnown(string word) => Words.Contains(word);

    /// <summary>The word that the reader stands on; an unknown one is taken as it is.</summary>
    public static string Read(ref Utf8JsonReader reader)
    {
        foreach (var (word, utf8) in Known)
        {
            if (reader.ValueTextEquals(utf8))
            {
                return word;
            }
        }

        return reader.GetString()!;
    }
}
