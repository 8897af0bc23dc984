using System.Text.Json;
using SsprModule.Sandbox.Http;

namespace SsprModule.Sandbox.OData;

/// <summary>What may be done with a field in $filter and $orderby.</summary>
[Flags]
internal enum Can
{
    Nothing = 0,
    Eq = 1,
    StartsWith = 2,

    /// <summary>ge and le; no property is documented with gt or lt.</summary>
    Compare = 4,
    In = 8,

    /// <summary>ne, not and endsWith, with ConsistencyLevel: eventual and $count=true.</summary>
    Advanced = 16,
    Any = 32,
    Order = 64,
}

/// <summary>One property of a resource: how it is written, read by a filter and what a filter may ask.</summary>
internal sealed class Field<T>(string name, Action<Utf8JsonWriter, T>? write, Func<T, object?>? get = null, Can can = Can.Nothing)
{
    public string Name { get; } = name;

    /// <summary>Writes name and value; null for a path that can only be filtered on.</summary>
    public Action<Utf8JsonWriter, T>? Write { get; } = write;

    /// <summary>Value for filters: bool, string, long, DateTimeOffset, null, or for Any a sequence of those.</summary>
    public Func<T, object?>? Get { get; } = get;

    public Can Can { get; } = can;

    /// <summary>The only type of literal that it can be compared with; null = not checked.</summary>
    public Type? Literal { get; init; }

    /// <summary>Returned without $select.</summary>
    public bool IsDefault { get; init; } = true;
}

/// <summary>The fields of a resource type.</summary>
internal sealed class Shape<T>
{
    private readonly Dictionary<string, Field<T>> byName;
    private readonly Field<T>[] defaults;

    public Shape(string typeName, IEnumerable<Field<T>> fields)
    {
        TypeName = typeName;
        byName = fields.ToDictionary(field => field.Name, StringComparer.OrdinalIgnoreCase);
        defaults = [.. byName.Values.Where(field => field.IsDefault && field.Write is not null)];
    }

    public string TypeName { get; }

    /// <summary>Makes the field of a relation named in $expand; null where none can be expanded.</summary>
    public Func<string, Field<T>>? Expand { get; init; }

    public Field<T>? Find(string name) => byName.TryGetValue(name, out var field) ? field : null;

    /// <summary>The fields to write: those selected, or the default ones.</summary>
    public Field<T>[] Choose(IReadOnlyList<string>? select)
    {
        if (select is null)
        {
            return defaults;
        }

        // The kind of an object is told whatever was selected.
        Field<T>[] always = Find("@odata.type") is { } kind ? [kind] : [];
        return
        [
            .. always,
            .. select.Distinct(StringComparer.OrdinalIgnoreCase).Where(name => name != "*").Select(name => Find(name) is { Write: not null } field
                ? field
                : throw GraphErrors.BadQuery(
                    $"Parsing OData Select and Expand failed: Could not find a property named '{name}' on type '{TypeName}'.")),
        ];
    }

    /// <summary>One object as the whole answer.</summary>
    public Answer Entity(Call call, string context, T item)
    {
        call.Query.Allow(Options.Select);
        var fields = Choose(call.Query.Select);
        return Answer.Json(writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("@odata.context", call.Context(context + Listing.SelectSuffix(call.Query.Select) + "/$entity"));
            WriteObject(writer, item, fields);
            writer.WriteEndObject();
        });
    }

    public static void WriteObject(Utf8JsonWriter writer, T item, Field<T>[] fields)
    {
        foreach (var field in fields)
        {
            field.Write!(writer, item);
        }
    }
}
