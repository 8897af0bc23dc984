using SsprModule.Models;
using SsprModule.Text;

namespace SsprModule.Engine.Policy.Methods;

/// <summary>What a method of the authentication methods policy is to SSPR (How to manage authentication methods, Microsoft Learn).</summary>
internal static class SsprUse
{
    // Not usable in SSPR as of 2026 (Authentication methods in Microsoft Entra ID, Microsoft Learn). An external one has an id of its own.
    private static readonly HashSet<string> SignInOnly = new(StringComparer.OrdinalIgnoreCase) { "Fido2", "TemporaryAccessPass", "X509Certificate", "QRCodePin" };

    /// <summary>The methods of SSPR that this one stands for; null when it is one that this module does not know.</summary>
    public static IReadOnlyList<SsprLegacyMethod>? CountsFor(MethodConfiguration method) => method.Id.ToUpperInvariant() switch
    {
        "EMAIL" => [SsprLegacyMethod.Email],
        "SMS" => [SsprLegacyMethod.MobilePhone],
        "VOICE" => method.OfficePhone == true ? [SsprLegacyMethod.MobilePhone, SsprLegacyMethod.OfficePhone] : [SsprLegacyMethod.MobilePhone],
        "MICROSOFTAUTHENTICATOR" => method.SoftwareOath == false ? [SsprLegacyMethod.AppNotification] : [SsprLegacyMethod.AppNotification, SsprLegacyMethod.AppCode],
        "SOFTWAREOATH" or "HARDWAREOATH" => [SsprLegacyMethod.AppCode],
        _ => SignInOnly.Contains(method.Id) || Guid.TryParse(method.Id, out _) ? [] : null,
    };

    /// <summary>Whether somebody can reset with the method as things are, and if not, why.</summary>
    public static (bool? Usable, string? Reason) Now(MethodConfiguration method, SsprMigrationState? state) => (CountsFor(method), method.Enabled, state) switch
    {
        (null, _, _) => (null, Because("MethodNotKnown")),
        ({ Count: 0 }, _, _) => (false, Because("MethodSignInOnly")),
        (_, null, _) => (null, Because("MethodStateNotKnown")),
        (_, false, SsprMigrationState.MigrationComplete) => (false, Because("MethodOff")),
        (_, false, _) => (false, Because("MethodOffHere")),
        (_, _, SsprMigrationState.PreMigration) => (false, Because("MethodPreMigration")),
        (_, _, null) => (null, Because("MigrationNotKnown")),
        _ when method.Include.Count == 0 => (false, Because("MethodNobody")),
        _ => (true, null),
    };

    private static string Because(string reason) => new Reason(reason).ToString();
}
