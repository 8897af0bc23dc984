using Microsoft.Graph.Models;
using SsprModule.Models;

namespace SsprModule.Engine.ContactInfo;

/// <summary>The rows that a user sees.</summary>
internal static class ContactRows
{
    /// <summary>A registered method.</summary>
    /// <param name="user">Whose it is.</param>
    /// <param name="method">The method.</param>
    /// <param name="preferred">The word of signInPreferences; null when unknown.</param>
    public static SsprContactInfo Of(User user, StoredMethod method, string? preferred)
    {
        var type = MethodTypes.Of(method.Kind);
        return new SsprContactInfo
        {
            Id = user.Id ?? "",
            UserPrincipalName = user.UserPrincipalName ?? "",
            Method = method.Kind,
            Value = method.Value,
            Detail = method.Detail,
            Source = SsprContactSource.Registered,
            CountsForSspr = type.CountsForSspr,
            CountsForMfa = type.CountsForMfa,
            IsDefault = IsDefault(method.Kind, preferred),
            CreatedDateTime = method.Created,
            SmsSignInState = method.SmsSignInState,
        };
    }

    /// <summary>The properties of the account that reset may take until the user has registered the like.</summary>
    public static IEnumerable<SsprContactInfo> Directory(User user, IReadOnlyList<StoredMethod> methods)
    {
        var values = new[] { (Method: SsprMethodKind.MobilePhone, Value: user.MobilePhone ?? "") }
            .Concat((user.BusinessPhones ?? []).Select(p => (Method: SsprMethodKind.OfficePhone, Value: p)))
            .Concat((user.OtherMails ?? []).Select(m => (Method: SsprMethodKind.Email, Value: m)));
        return values.Where(v => !string.IsNullOrWhiteSpace(v.Value)).Select(v => new SsprContactInfo
        {
            Id = user.Id ?? "",
            UserPrincipalName = user.UserPrincipalName ?? "",
            Method = v.Method,
            Value = v.Value,
            Source = SsprContactSource.Directory,
            CountsForSspr = methods.Any(m => m.Kind == v.Method) ? false : null,
            CountsForMfa = false,
            IsDefault = false,
        });
    }

    /// <summary>Whether a kind is the one that the user is asked for first (signInPreferences, Microsoft Learn); null when unknown.</summary>
    public static bool? IsDefault(SsprMethodKind kind, string? preferred) => preferred switch
    {
        "push" => kind == SsprMethodKind.MicrosoftAuthenticator,
        "oath" => kind == SsprMethodKind.SoftwareOath,
        "sms" or "voiceMobile" => kind == SsprMethodKind.MobilePhone,
        "voiceAlternateMobile" => kind == SsprMethodKind.AlternateMobilePhone,
        "voiceOffice" => kind == SsprMethodKind.OfficePhone,
        "none" or "" => false,
        _ => null,
    };
}
