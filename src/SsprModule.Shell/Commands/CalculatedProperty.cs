using System.Collections;
using System.Management.Automation;

namespace SsprModule.Shell.Commands;

/// <summary>What <c>-Property</c> takes: a name, a script block, or a hashtable of a name and an expression.</summary>
internal sealed class CalculatedProperty
{
    private readonly ScriptBlock? expression;

    private CalculatedProperty(string name, ScriptBlock? expression)
    {
        Name = name;
        this.expression = expression;
    }

    internal string Name { get; }

    internal static CalculatedProperty Parse(object definition) => (definition is PSObject wrapped ? wrapped.BaseObject : definition) switch
    {
        ScriptBlock script => new(script.ToString(), script),
        Hashtable table => FromTable(table),
        var name => new(LanguagePrimitives.ConvertTo<string>(name), null),
    };

    /// <summary>The value for one object; null when the object has no such property or the expression fails.</summary>
    internal object? ValueOf(PSObject item)
    {
        if (expression is null)
        {
            return item.Properties[Name]?.Value;
        }

        try
        {
            var values = expression.InvokeWithContext(null, [new PSVariable("_", item)]);
            return values.Count == 1 ? values[0] : values.Count == 0 ? null : values.ToArray();
        }
        catch (RuntimeException)
        {
            return null;
        }
    }

    /// <summary>The names that a wildcard stands for on one object, or the name itself.</summary>
    internal IEnumerable<string> NamesOn(PSObject item)
    {
        if (expression is not null || !WildcardPattern.ContainsWildcardCharacters(Name))
        {
            return [Name];
        }

        var pattern = new WildcardPattern(Name, WildcardOptions.IgnoreCase);
        return item.Properties.Select(property => property.Name).Where(pattern.IsMatch);
    }

    private static CalculatedProperty FromTable(Hashtable table)
    {
        var name = LanguagePrimitives.ConvertTo<string>(Find(table, "Name", "Label"));
        var source = Parse(Find(table, "Expression") ?? name);
        return new(string.IsNullOrEmpty(name) ? source.Name : name, source.expression ?? ScriptBlock.Create($"$_.'{source.Name}'"));
    }

    /// <summary>The value of the first key that is one of these words or the beginning of one, such as n or e.</summary>
    private static object? Find(Hashtable table, params string[] words) => table.Keys.Cast<object>()
        .Where(key => words.Any(word => word.StartsWith(key.ToString()!, StringComparison.OrdinalIgnoreCase)))
        .Select(key => table[key])
        .FirstOrDefault();
}
