namespace SsprModule.Models;

/// <summary>When the passwords of a domain expire (domain, Microsoft Learn).</summary>
/// <param name="Domain">The domain's name.</param>
/// <param name="ValidityDays">Days until a password expires; 0 for never; null when the service does not say.</param>
/// <param name="NotificationDays">Days before that on which users are told; null when the service does not say.</param>
public sealed record SsprDomainExpiry(string Domain, int? ValidityDays, int? NotificationDays)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Domain}={ValidityDays?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "?"}";
}

/// <summary>What a banned password on premises leads to.</summary>
public enum SsprBannedPasswordMode
{
    /// <summary>It is reported only.</summary>
    Audit,

    /// <summary>It is refused.</summary>
    Enforce,
}
