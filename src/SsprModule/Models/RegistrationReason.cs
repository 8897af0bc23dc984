using SsprModule.Text;

namespace SsprModule.Models;

/// <summary>Says in words why a user is able to reset or not.</summary>
internal static class RegistrationReason
{
    /// <summary>The sentence, in the language of the session.</summary>
    public static string Of(SsprRegistration row) => Find(row).ToString();

    private static Reason Find(SsprRegistration row) => row.Status switch
    {
        SsprRegistrationStatus.Capable => new Reason("StatusCapable"),
        SsprRegistrationStatus.PartlyRegistered => row.MethodsNeeded is { } needed and > 0 ? new Reason("StatusPartlyBy", needed) : new Reason("StatusPartly"),
        SsprRegistrationStatus.NotRegistered => row.Methods.Count > 0 ? new Reason("StatusNotRegisteredOthers") : new Reason("StatusNotRegistered"),
        SsprRegistrationStatus.NotEnabled when row.IsAdmin == true => new Reason("StatusNotEnabledAdmin"),
        SsprRegistrationStatus.NotEnabled => row.IsSsprRegistered == true ? new Reason("StatusNotEnabledRegistered") : new Reason("StatusNotEnabled"),
        SsprRegistrationStatus.Guest => new Reason("StatusGuest"),
        SsprRegistrationStatus.Disabled => new Reason("StatusDisabled"),
        _ => new Reason("StatusNoRecord"),
    };
}
