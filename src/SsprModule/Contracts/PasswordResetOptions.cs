using System.Security;
using SsprModule.Models;

namespace SsprModule.Contracts;

/// <summary>How the resets of a run are to be done.</summary>
public sealed class PasswordResetOptions
{
    /// <summary>The length of a generated password when none is asked for.</summary>
    public const int DefaultLength = 16;

    /// <summary>The number of words of a passphrase when none is asked for.</summary>
    public const int DefaultWordCount = 5;

    /// <summary>The password to set, or null to have one generated for each user.</summary>
    public SecureString? NewPassword { get; init; }

    /// <summary>The length of a generated password, 8 to 256.</summary>
    public int Length { get; init; } = DefaultLength;

    /// <summary>The language of a generated passphrase, or null for a password of single characters.</summary>
    public SsprPassphraseLanguage? Passphrase { get; init; }

    /// <summary>The number of words of a passphrase, 4 to 12.</summary>
    public int WordCount { get; init; } = DefaultWordCount;

    /// <summary>True makes the user choose a new password at the next sign-in. False takes the route PasswordProfile.</summary>
    public bool ForceChangeAtNextSignIn { get; init; } = true;

    /// <summary>True asks for multifactor authentication before that change. Takes the route PasswordProfile.</summary>
    public bool ForceChangeWithMfa { get; init; }

    /// <summary>True also ends the user's sessions.</summary>
    public bool RevokeSession { get; init; }

    /// <summary>True lets holders of directory roles through, which are then not looked up.</summary>
    public bool AllowPrivileged { get; init; }

    /// <summary>True also gives a generated password as plain text.</summary>
    public bool AsPlainText { get; init; }

    /// <summary>Why the resets are done, for the journal; null when not told.</summary>
    public string? Reason { get; init; }

    /// <summary>Where to write the results with their passwords, encrypted; null for nowhere.</summary>
    public ResultFileRequest? OutFile { get; init; }

    /// <summary>How long to follow a reset that the service accepted but has not finished.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(5);
}
