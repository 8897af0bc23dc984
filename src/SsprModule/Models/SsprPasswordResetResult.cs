using System.Security;

namespace SsprModule.Models;

/// <summary>What became of one password reset.</summary>
public sealed class SsprPasswordResetResult
{
    /// <summary>The user's object id.</summary>
    public string Id { get; init; } = "";

    /// <summary>The user's sign-in name.</summary>
    public string UserPrincipalName { get; init; } = "";

    /// <summary>How the reset ended.</summary>
    public SsprResetStatus Status { get; init; }

    /// <summary>The call that was used.</summary>
    public SsprResetRoute Route { get; init; }

    /// <summary>True when the account is mastered on premises.</summary>
    public bool IsSynced { get; init; }

    /// <summary>Whether the password was written back to the on-premises directory; null when the end of the reset is unknown.</summary>
    public bool? WrittenBack { get; init; }

    /// <summary>Whether the user must change the password at the next sign-in, as read back from the service; null when it could not be read.</summary>
    public bool? MustChange { get; init; }

    /// <summary>Whether sessions were revoked; null when that was not asked for.</summary>
    public bool? SessionsRevoked { get; init; }

    /// <summary>The service's name for the operation, or null where the route has none.</summary>
    public string? OperationId { get; init; }

    /// <summary>What the service says about the end, such as <c>ResetSuccess</c>; null where the route says nothing.</summary>
    public string? StatusDetail { get; init; }

    /// <summary>From the first call to the end.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>The generated password; null when the caller supplied one.</summary>
    public SecureString? NewPassword { get; init; }

    /// <summary>How hard the generated password is to guess, in bits, for somebody who knows how it was made; null when the caller supplied one.</summary>
    public double? Entropy { get; init; }

    /// <summary>The generated password for everybody to read; null unless <c>-AsPlainText</c> asked for it.</summary>
    public string? PlainTextPassword { get; init; }

    /// <summary>The object that the user came from, such as a row of a CSV file.</summary>
    public object? Input { get; set; }

    /// <summary>True when an earlier run with the same journal did it and this one left the user alone.</summary>
    public bool IsFromJournal { get; init; }
}
