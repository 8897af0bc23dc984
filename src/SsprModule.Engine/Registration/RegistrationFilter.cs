using SsprModule.Contracts;
using SsprModule.Engine.Graph;
using SsprModule.Models;

namespace SsprModule.Engine.Registration;

/// <summary>
/// The OData filter of a query. Only properties and operators that List userRegistrationDetails (Microsoft Learn)
/// documents: <c>eq</c> on the flags and on userType, and <c>any</c> on methodsRegistered.
/// </summary>
internal static class RegistrationFilter
{
    /// <summary>The filter, or null when nothing restricts the query.</summary>
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
}
