using SsprModule.Sandbox.Http;

namespace SsprModule.Sandbox.OData;

/// <summary>A $filter bound to the fields of a resource: refuses what they do not document, then tests items.</summary>
internal static class Filter<T>
{
    /// <param name="filter">The expression, or null for everything.</param>
    /// <param name="shape">The fields that it may name.</param>
    /// <param name="advanced">True when the request carried ConsistencyLevel: eventual and $count=true.</param>
    public static Predicate<T>? Bind(string? filter, Shape<T> shape, bool advanced)
        => filter is null ? null : Compile(FilterParser.Parse(filter), shape, advanced);

    private static Predicate<T> Compile(FilterNode node, Shape<T> shape, bool advanced)
    {
        switch (node)
        {
            case AndNode and:
                var (first, second) = (Compile(and.Left, shape, advanced), Compile(and.Right, shape, advanced));
                return item => first(item) && second(item);
            case OrNode or:
                var (one, other) = (Compile(or.Left, shape, advanced), Compile(or.Right, shape, advanced));
                return item => one(item) || other(item);
            case NotNode not:
                DemandAdvanced(advanced, "not");
                var inner = Compile(not.Inner, shape, advanced);
                return item => !inner(item);
            case InNode among:
                var listed = FieldFor(shape, among.Path, Can.In, "in");
                var values = among.Values.Select(value => Literal(value, among.Path, listed)).ToArray();
                return item => Array.Exists(values, value => Same(listed.Get!(item), value));
            case AnyNode any:
                return CompileAny(any, shape);
            default:
                return CompileComparison((CompareNode)node, shape, advanced);
        }
    }

    private static Predicate<T> CompileComparison(CompareNode node, Shape<T> shape, bool advanced)
    {
        var needed = node.Operator switch
        {
            "eq" => Can.Eq,
            "startswith" => Can.StartsWith,
            "ne" or "endswith" => Can.Advanced,
            "ge" or "le" => Can.Compare,
            "gt" or "lt" => throw Unsupported(node.Path, node.Operator),
            _ => throw GraphErrors.UnsupportedQuery($"Unsupported Query: the function '{node.Operator}' is not supported."),
        };
        var field = FieldFor(shape, node.Path, needed, node.Operator);
        if (needed == Can.Advanced)
        {
            DemandAdvanced(advanced, node.Operator);
        }

        var (get, value) = (field.Get!, Literal(node.Value, node.Path, field));
        return node.Operator switch
        {
            "eq" => item => Same(get(item), value),
            "ne" => item => !Same(get(item), value),
            "startswith" => item => get(item) is string text && text.StartsWith((string)value!, StringComparison.OrdinalIgnoreCase),
            "endswith" => item => get(item) is string text && text.EndsWith((string)value!, StringComparison.OrdinalIgnoreCase),
            "ge" => item => Order(get(item), value) >= 0,
            _ => item => Order(get(item), value) is <= 0 and > int.MinValue,
        };
    }

    private static Predicate<T> CompileAny(AnyNode node, Shape<T> shape)
    {
        var field = FieldFor(shape, node.Path, Can.Any, "any");
        if (node.Operator != "eq")
        {
            throw Unsupported(node.Path, "any " + node.Operator);
        }

        var (get, value) = (field.Get!, Literal(node.Value, node.Path, field));
        return item => get(item) is IEnumerable<object?> values && values.Any(each => Same(each, value));
    }

    private static object? Literal(object? value, string path, Field<T> field)
        => value is null || field.Literal is null || field.Literal.IsInstanceOfType(value)
            ? value
            : throw GraphErrors.BadQuery($"Invalid filter clause: A binary operator with incompatible types was detected at '{path}'.");

    private static Field<T> FieldFor(Shape<T> shape, string path, Can needed, string operation)
    {
        var field = shape.Find(path) ?? throw GraphErrors.BadQuery(
            $"Invalid filter clause: Could not find a property named '{path}' on type '{shape.TypeName}'.");
        return field.Get is not null && (field.Can & needed) != 0 ? field : throw Unsupported(path, operation);
    }

    private static void DemandAdvanced(bool advanced, string operation)
    {
        if (!advanced)
        {
            throw GraphErrors.UnsupportedQuery(
                $"Operator '{operation}' is not supported because the 'ConsistencyLevel' header with value 'eventual' and $count=true are missing.");
        }
    }

    private static GraphException Unsupported(string path, string operation)
        => GraphErrors.UnsupportedQuery($"Unsupported or invalid query filter clause specified for property '{path}' of resource ({operation}).");

    private static bool Same(object? left, object? right)
        => left is string text && right is string other ? string.Equals(text, other, StringComparison.OrdinalIgnoreCase) : Equals(left, right);

    private static int Order(object? left, object? right)
        => left is DateTimeOffset time && right is DateTimeOffset other ? time.CompareTo(other) : int.MinValue;
}
