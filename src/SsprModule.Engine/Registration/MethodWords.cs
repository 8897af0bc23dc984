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

    /// <summary>The word that the reader stands on and its number, from 1; an unknown one is taken as it is and has 0.</summary>
    public static (string Word, int Number) Read(ref Utf8JsonReader reader)
    {
        for (var i = 0; i < Known.Length; i++)
        {
            if (reader.ValueTextEquals(Known[i].Utf8))
            {
                return (Known[i].Word, i + 1);
            }
        }

        return (reader.GetString()!, 0);
    }
}
