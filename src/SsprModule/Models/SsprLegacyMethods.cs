namespace SsprModule.Models;

/// <summary>
/// The toggles of the legacy SSPR policy. They have no effect once the migration to the authentication methods policy is
/// complete (How to manage authentication methods, Microsoft Learn). Null is unknown, or left as it is.
/// </summary>
public sealed record SsprLegacyMethods
{
    /// <summary>E-mail.</summary>
    public bool? Email { get; init; }

    /// <summary>Mobile phone, text or call.</summary>
    public bool? MobilePhone { get; init; }

    /// <summary>Office phone.</summary>
    public bool? OfficePhone { get; init; }

    /// <summary>Notification of the authenticator app.</summary>
    public bool? AppNotification { get; init; }

    /// <summary>Code of an authenticator app.</summary>
    public bool? AppCode { get; init; }

    /// <summary>These toggles, and for those that they leave open the ones of another set.</summary>
    internal SsprLegacyMethods Over(SsprLegacyMethods? other) => new()
    {
        Email = Email ?? other?.Email,
        MobilePhone = MobilePhone ?? other?.MobilePhone,
        OfficePhone = OfficePhone ?? other?.OfficePhone,
        AppNotification = AppNotification ?? other?.AppNotification,
        AppCode = AppCode ?? other?.AppCode,
    };

    /// <inheritdoc/>
    public override string ToString() => string.Join(", ", On().Where(m => m.IsOn == true).Select(m => m.Name));

    private IEnumerable<(string Name, bool? IsOn)> On() =>
    [
        (nameof(Email), Email), (nameof(MobilePhone), MobilePhone), (nameof(OfficePhone), OfficePhone),
        (nameof(AppNotification), AppNotification), (nameof(AppCode), AppCode),
    ];
}
