using System.Globalization;

namespace SsprModule.Models;

/// <summary>When the passwords of a domain expire (domain, Microsoft Learn).</summary>
public sealed record SsprDomainExpiry
{
    /// <summary>The domain's name.</summary>
    public string Domain { get; init; } = "";

    /// <summary>Days until a password expires; 0 for never; null when the service does not say, or to leave it as it is.</summary>
    public int? ValidityDays { get; init; }

    /// <summary>Days before that on which users are told; null when the service does not say, or to leave it as it is.</summary>
    public int? NotificationDays { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Domain}={ValidityDays?.ToString(CultureInfo.InvariantCulture) ?? "?"}";
}

/// <summary>What a banned password on premises leads to.</summary>
public enum SsprBannedPasswordMode
{
    /// <summary>It is reported only.</summary>
    Audit,

    /// <summary>It is refused.</summary>
    Enforce,
}
