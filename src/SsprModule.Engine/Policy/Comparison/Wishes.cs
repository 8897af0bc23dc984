using System.Globalization;
using SsprModule.Models;

namespace SsprModule.Engine.Policy.Comparison;

/// <summary>Takes settings apart into controls, one for each value, each with the command that sets it.</summary>
internal static class Wishes
{
    /// <summary>The controls that settings amount to.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="groupName">The name of the group in scope, when the settings hold its id.</param>
    /// <param name="otherTenant">True when they come from another tenant, where ids of groups are others: names are compared.</param>
    public static IEnumerable<Control> From(SsprPolicySettings settings, string? groupName, bool otherTenant)
    {
        var group = Group(settings.ScopeGroup, groupName, otherTenant);
        foreach (var field in PolicyField.All)
        {
            foreach (var control in field.Of(settings) switch
            {
                null => [],
                SsprLegacyMethods methods => Legacy(methods),
                IDictionary<string, bool> methods => Methods(methods),
                IEnumerable<SsprDomainExpiry> domains => Domains(domains),
                _ when field.Name == nameof(SsprPolicySettings.ScopeGroup) => [Control.Equal(Field(field.Name), group!) with { Remedy = Scope(SsprUserScope.Selected, group) }],
                SsprUserScope scope => [Control.Equal(Field(field.Name), scope) with { Remedy = Scope(scope, group) }],
                var value => [Control.Equal(Field(field.Name), value) with { Remedy = Set(field.Name, Literal(value)) }],
            })
            {
                yield return control;
            }
        }
    }

    private static ComparedField Field(string name) => ComparedField.All[PolicyField.JsonNameOf(name)];

    // An empty text is the wish for no group.
    private static object? Group(string? wanted, string? name, bool otherTenant) => wanted switch
    {
        null or "" => wanted,
        _ when !Guid.TryParse(wanted, out _) || name is null => wanted,
        _ => otherTenant ? name : new SsprGroup(wanted, name),
    };

    private static string Scope(SsprUserScope scope, object? group) => scope == SsprUserScope.Selected && group is not (null or "")
        ? Set(nameof(SsprPolicySettings.UserScope), $"Selected -Group {Quote(group is SsprGroup known ? known.Id : (string)group)}")
        : Set(nameof(SsprPolicySettings.UserScope), scope.ToString());

    private static IEnumerable<Control> Legacy(SsprLegacyMethods methods) =>
        from property in typeof(SsprLegacyMethods).GetProperties().OrderBy(p => p.MetadataToken)
        where property.PropertyType == typeof(bool?)
        let isOn = (bool?)property.GetValue(methods)
        where isOn is not null
        select Control.Equal(Field($"{nameof(SsprPolicySettings.LegacyMethods)}.{property.Name}"), isOn.Value) with { Remedy = Set("Legacy" + property.Name, Literal(isOn.Value)) };

    private static IEnumerable<Control> Methods(IDictionary<string, bool> methods) =>
        from method in FieldCatalog.MethodIds
        where methods.ContainsKey(method)
        select Control.Equal(Field($"{nameof(SsprPolicySettings.Methods)}.{method}"), methods[method]) with { Remedy = Set(methods[method] ? "EnableMethod" : "DisableMethod", method) };

    private static IEnumerable<Control> Domains(IEnumerable<SsprDomainExpiry> domains) =>
        domains.Select(d => Control.Equal(ComparedField.OfDomain(d.Domain), d) with { Remedy = Set(nameof(SsprPolicySettings.PasswordExpiry), Hashtable(d)) });

    private static string Set(string parameter, string value) => $"Set-SsprPolicy -{parameter} {value}";

    private static string Literal(object value) => value switch
    {
        bool flag => flag ? "$true" : "$false",
        int number => number.ToString(CultureInfo.InvariantCulture),
        Enum word => word.ToString(),
        IEnumerable<string> terms when value is not string => terms.Any() ? string.Join(", ", terms.Select(Quote)) : "@()",
        _ => Quote((string)value),
    };

    private static string Hashtable(SsprDomainExpiry domain)
    {
        var members = $"Domain = {Quote(domain.Domain)}";
        members += domain.ValidityDays is { } validity ? $"; ValidityDays = {Literal(validity)}" : "";
        members += domain.NotificationDays is { } notification ? $"; NotificationDays = {Literal(notification)}" : "";
        return $"@{{ {members} }}";
    }

    // PowerShell takes typographic quotation marks for the plain one, so each is doubled.
    private static string Quote(string text) =>
        $"'{string.Concat(text.Select(c => c is '\'' or '\u2018' or '\u2019' or '\u201a' or '\u201b' ? $"{c}{c}" : c.ToString()))}'";
}
