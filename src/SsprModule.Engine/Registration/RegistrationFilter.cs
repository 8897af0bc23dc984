using SsprModule.Contracts;
using SsprModule.Engine.Graph;
using SsprModule.Models;

namespace SsprModule.Engine.Registration;

/// <summary>
/// The filter of a query, in the two places where it can be applied. In Graph: only properties and operators that List
/// userRegistrationDetails (Microsoft Learn) documents, which are <c>eq</c> on the flags and on userType, and <c>any</c> on
/// methodsRegistered. Here: the same on rows, where a flag that is not known counts as not set.
/// </summary>
internal static class RegistrationFilter
{
    /// <summary>The filter for Graph, or null when nothing restricts the query.</summary>
    public static string? From(RegistrationQuery query)
    {
        var parts = new List<string>();
        Add("isSsprCapable", query.Capable);
        Add("isSsprRegistered", query.Registered);
        Add("isSsprEnabled", query.Enabled);
        Add("isAdmin", query.Admin);
        if (query.UserType is { } type)
        {
            parts.Add($"userType eq '{(type == SsprUserType.Guest ? "guest" : "member")}'");
        }

        if (query.Method is { } method)
        {
            parts.Add($"methodsRegistered/any(m:m eq {OData.Quote(method)})");
        }

        if (query.Filter is { } raw)
        {
            parts.Add(parts.Count == 0 ? raw : $"({raw})");
        }

        return parts.Count == 0 ? null : string.Join(" and ", parts);

        void Add(string property, bool? value)
        {
            if (value is { } wanted)
            {
                parts.Add($"{property} eq {(wanted ? "true" : "false")}");
            }
        }
    }

    /// <summary>Whether a row matches, the raw filter left out.</summary>
    public static bool Matches(RegistrationQuery query, SsprRegistration row) =>
        Is(query.Capable, row.IsSsprCapable)
        && Is(query.Registered, row.IsSsprRegistered)
        && Is(query.Enabled, row.IsSsprEnabled)
        && Is(query.Admin, row.IsAdmin)
        && (query.UserType is null || query.UserType == row.UserType)
        && (query.Method is null || row.Methods.Contains(query.Method));

    private static bool Is(bool? wanted, bool? value) => wanted is null || wanted == (value == true);
}
