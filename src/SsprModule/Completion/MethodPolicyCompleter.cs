namespace SsprModule.Completion;

/// <summary>The methods of the authentication methods policy, in Entra's words (authenticationMethodConfiguration, Microsoft Learn).</summary>
public sealed class MethodPolicyCompleter : WordCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<string> Words =>
        ["Email", "Fido2", "HardwareOath", "MicrosoftAuthenticator", "QRCodePin", "Sms", "SoftwareOath", "TemporaryAccessPass", "Voice", "X509Certificate"];
}
