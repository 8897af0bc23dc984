using System.Text.Json;
using SsprModule.Engine.Graph;
using SsprModule.Models;

namespace SsprModule.Engine.ContactInfo;

/// <summary>What Graph calls each kind of method, and what it counts for.</summary>
internal static class MethodTypes
{
    // Which kinds count for reset and for MFA: Authentication methods in Microsoft Entra ID, Microsoft Learn. The list is
    // used under users/{id}/authentication to remove one; null: an administrator can't, or not with v1.0.
    private static readonly MethodType[] Known =
    [
        new(SsprMethodKind.MobilePhone, "phone", "phoneMethods", true, true),
        new(SsprMethodKind.AlternateMobilePhone, "phone", "phoneMethods", false, true),
        new(SsprMethodKind.OfficePhone, "phone", "phoneMethods", true, true),
        new(SsprMethodKind.Email, "email", "emailMethods", true, false),
        new(SsprMethodKind.MicrosoftAuthenticator, "microsoftAuthenticator", "microsoftAuthenticatorMethods", true, true),
        new(SsprMethodKind.SoftwareOath, "softwareOath", "softwareOathMethods", true, true),
        new(SsprMethodKind.HardwareOath, "hardwareOath", null, true, true),
        new(SsprMethodKind.Passkey, "fido2", "fido2Methods", false, true),
        new(SsprMethodKind.WindowsHello, "windowsHelloForBusiness", "windowsHelloForBusinessMethods", false, true),
        new(SsprMethodKind.PlatformCredential, "platformCredential", "platformCredentialMethods", false, true),
        new(SsprMethodKind.TemporaryAccessPass, "temporaryAccessPass", "temporaryAccessPassMethods", false, true),
        new(SsprMethodKind.QRCodePin, "qrCodePin", null, false, false),
        new(SsprMethodKind.ExternalMethod, "external", "externalAuthenticationMethods", false, true),
        new(SsprMethodKind.Password, "password", null, false, false),
    ];

    private static readonly MethodType Unknown = new(SsprMethodKind.Other, "", null, null, null);

    /// <summary>What is known of a kind.</summary>
    public static MethodType Of(SsprMethodKind kind) => Array.Find(Known, t => t.Kind == kind) ?? Unknown;

    /// <summary>The fixed id of a phone or of the e-mail method (phoneAuthenticationMethod, emailAuthenticationMethod, Microsoft Learn).</summary>
    public static string FixedId(SsprMethodKind kind) => kind switch
    {
        SsprMethodKind.MobilePhone => "3179e48a-750b-4051-897c-87b9720928f7",
        SsprMethodKind.AlternateMobilePhone => "b6332ec1-7057-4abe-9331-3d72feddfe41",
        SsprMethodKind.OfficePhone => "e37fc753-ff3b-4958-9484-eaa9425c82bc",
        SsprMethodKind.Email => "3ddfcfc8-9383-446f-83cc-3ab9be4be18f",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    /// <summary>Graph's word for a kind of phone.</summary>
    public static string PhoneType(SsprMethodKind kind) => kind switch
    {
        SsprMethodKind.MobilePhone => "mobile",
        SsprMethodKind.AlternateMobilePhone => "alternateMobile",
        _ => "office",
    };

    /// <summary>Reads the methods of an answer.</summary>
    /// <param name="body">The answer to a list.</param>
    /// <param name="type">The type of its items where they do not tell, as in a list of one type.</param>
    public static IReadOnlyList<StoredMethod> Read(JsonElement body, string? type)
    {
        var value = Json.Member(body, "value");
        return value.ValueKind == JsonValueKind.Array
            ? [.. value.EnumerateArray().Where(i => i.ValueKind == JsonValueKind.Object).Select(i => One(i, TypeName(i) ?? type ?? ""))]
            : throw new JsonException("The answer holds no list.");
    }

    private static StoredMethod One(JsonElement item, string type)
    {
        var kind = KindOf(type, Json.Text(item, "phoneType"));
        return new StoredMethod(kind, Json.Text(item, "id") ?? "")
        {
            Value = Json.Text(item, "phoneNumber") ?? Json.Text(item, "emailAddress"),
            Detail = Json.Text(item, "displayName") ?? Json.Text(item, "model") ?? (kind == SsprMethodKind.Other ? type : null),
            Created = Json.Member(item, "createdDateTime") is { ValueKind: JsonValueKind.String } created && created.TryGetDateTimeOffset(out var time) ? time : null,
            SmsSignInState = Json.Text(item, "smsSignInState"),
        };
    }

    // "#microsoft.graph.phoneAuthenticationMethod" is "phone".
    private static string? TypeName(JsonElement item)
    {
        const string Start = "#microsoft.graph.", End = "AuthenticationMethod";
        var name = Json.Text(item, "@odata.type");
        name = name?.StartsWith(Start, StringComparison.Ordinal) == true ? name.Substring(Start.Length) : name;
        return name?.EndsWith(End, StringComparison.Ordinal) == true ? name.Substring(0, name.Length - End.Length) : name;
    }

    private static SsprMethodKind KindOf(string type, string? phoneType) => type == "phone"
        ? phoneType switch
        {
            "mobile" => SsprMethodKind.MobilePhone,
            "alternateMobile" => SsprMethodKind.AlternateMobilePhone,
            "office" => SsprMethodKind.OfficePhone,
            _ => SsprMethodKind.Other,
        }
        : Array.Find(Known, t => t.Type == type)?.Kind ?? SsprMethodKind.Other;
}

/// <summary>What is known of a kind of method.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Type">Graph's name of the type, without <c>AuthenticationMethod</c>.</param>
/// <param name="List">Graph's list of them, or null.</param>
/// <param name="CountsForSspr">Whether it counts for reset.</param>
/// <param name="CountsForMfa">Whether it counts for MFA.</param>
internal sealed record MethodType(SsprMethodKind Kind, string Type, string? List, bool? CountsForSspr, bool? CountsForMfa);

/// <summary>A method as it is registered.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Id">The service's id of it.</param>
internal sealed record StoredMethod(SsprMethodKind Kind, string Id)
{
    public string? Value { get; init; }

    public string? Detail { get; init; }

    public DateTimeOffset? Created { get; init; }

    public string? SmsSignInState { get; init; }
}
