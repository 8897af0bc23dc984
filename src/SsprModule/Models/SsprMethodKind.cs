namespace SsprModule.Models;

/// <summary>The kinds of authentication method that a user can have (authenticationMethod resource type, Microsoft Learn).</summary>
public enum SsprMethodKind
{
    /// <summary>The mobile phone: text and call.</summary>
    MobilePhone,

    /// <summary>The second mobile phone: calls, for MFA only. Exists only beside a mobile phone.</summary>
    AlternateMobilePhone,

    /// <summary>The office phone: calls, perhaps with an extension.</summary>
    OfficePhone,

    /// <summary>The e-mail address, which serves password reset only.</summary>
    Email,

    /// <summary>The app Microsoft Authenticator on one device.</summary>
    MicrosoftAuthenticator,

    /// <summary>Codes of an authenticator app.</summary>
    SoftwareOath,

    /// <summary>Codes of a hardware token.</summary>
    HardwareOath,

    /// <summary>A passkey or FIDO2 security key.</summary>
    Passkey,

    /// <summary>Windows Hello for Business on one device.</summary>
    WindowsHello,

    /// <summary>A platform credential, as on macOS.</summary>
    PlatformCredential,

    /// <summary>A Temporary Access Pass.</summary>
    TemporaryAccessPass,

    /// <summary>A QR code with a PIN.</summary>
    QRCodePin,

    /// <summary>A method of another provider.</summary>
    ExternalMethod,

    /// <summary>The password itself.</summary>
    Password,

    /// <summary>A kind that this version does not know; its name is in <see cref="SsprContactInfo.Detail"/>.</summary>
    Other,
}

/// <summary>Where a piece of contact data is kept.</summary>
public enum SsprContactSource
{
    /// <summary>An authentication method of the user.</summary>
    Registered,

    /// <summary>
    /// A property of the account: <c>mobilePhone</c>, <c>businessPhones</c> or <c>otherMails</c>. Until the user registers,
    /// reset may take it; whether it does depends on the tenant (Authentication data for SSPR, Microsoft Learn).
    /// </summary>
    Directory,
}
