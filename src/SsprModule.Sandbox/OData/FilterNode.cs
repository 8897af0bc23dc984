namespace SsprModule.Sandbox.OData;

/// <summary>A parsed $filter.</summary>
internal abstract record FilterNode;

internal sealed record AndNode(FilterNode Left, FilterNode Right) : FilterNode;

internal sealed record OrNode(FilterNode Left, FilterNode Right) : FilterNode;

internal sealed record NotNode(FilterNode Inner) : FilterNode;

/// <summary>path op literal; op is eq, ne, ge, gt, le, lt, startswith, endswith or contains.</summary>
internal sealed record CompareNode(string Path, string Operator, object? Value) : FilterNode;

internal sealed record InNode(string Path, IReadOnlyList<object?> Values) : FilterNode;

/// <summary>path/any(x: x eq literal), or x/part eq literal: then the path is "path/part".</summary>
internal sealed record AnyNode(string Path, string Operator, object? Value) : FilterNode;
