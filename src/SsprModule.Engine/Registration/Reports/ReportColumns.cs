using System.Globalization;
using System.Text.RegularExpressions;
using SsprModule.Models;

namespace SsprModule.Engine.Registration.Reports;

/// <summary>The columns of CSV, JSON Lines and Excel, by the names of the properties, which are never translated.</summary>
internal static class ReportColumns
{
    /// <summary>Name and value; a value is text, number, flag, time or null.</summary>
    public static readonly (string Name, Func<SsprRegistration, object?> Value)[] All =
    [
        ("UserPrincipalName", r => r.UserPrincipalName),
        ("DisplayName", r => r.DisplayName),
        ("Status", r => r.Status.ToString()),
        ("Reason", r => r.Reason),
        ("UserType", r => r.UserType.ToString()),
        ("IsAdmin", r => r.IsAdmin),
        ("IsSsprEnabled", r => r.IsSsprEnabled),
        ("IsSsprRegistered", r => r.IsSsprRegistered),
        ("IsSsprCapable", r => r.IsSsprCapable),
        ("IsMfaRegistered", r => r.IsMfaRegistered),
        ("Methods", r => r.Methods.ToString()),
        ("MethodsForSspr", r => r.MethodsForSspr?.ToString()),
        ("MethodsNeeded", r => r.MethodsNeeded),
        ("LastUpdated", r => r.LastUpdated),
        ("Department", r => r.Department),
        ("JobTitle", r => r.JobTitle),
        ("Company", r => r.Company),
        ("Office", r => r.Office),
        ("City", r => r.City),
        ("Country", r => r.Country),
        ("UsageLocation", r => r.UsageLocation),
        ("Manager", r => r.Manager),
        ("License", r => r.License?.ToString()),
        ("SyncState", r => r.SyncState?.ToString()),
        ("Role", r => r.Role?.ToString()),
        ("Id", r => r.Id),
    ];

    private static readonly Regex Formula = new(@"(^|[;\t\r\n])([\s""]*)(?=[=+\-@\uFF1D\uFF0B\uFF0D\uFF20])", RegexOptions.CultureInvariant);

    /// <summary>A value as text, the same in every culture.</summary>
    public static string Text(object? value) => value switch
    {
        null => "",
        DateTimeOffset time => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    /// <summary>
    /// Text that no spreadsheet takes for a formula: an apostrophe goes before =, +, -, @ and their full-width forms, and before a
    /// leading tab or carriage return (CSV injection, OWASP). A semicolon, tab or line within the text counts as a beginning too:
    /// Excel may take it for the end of a field, whatever quotes stand around.
    /// </summary>
    public static string Inert(string text)
    {
        var inert = Formula.Replace(text, "$1$2'");
        return inert.Length > 0 && inert[0] is '\t' or '\r' ? "'" + inert : inert;
    }
}
