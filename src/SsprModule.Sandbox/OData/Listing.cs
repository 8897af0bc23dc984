using System.Text.Json;
using SsprModule.Sandbox.Http;

namespace SsprModule.Sandbox.OData;

/// <summary>How a collection is paged and written.</summary>
internal sealed record ListingRules(string Context, Options Options, int DefaultPage = 100, int MaxPage = 999);

/// <summary>Turns positions 0..n-1 of something into a page: filter, select, top, count, next link.</summary>
internal static class Listing
{
    /// <summary>A page over items that are made on demand; a position whose item is null is skipped.</summary>
    public static Answer Page<T>(Call call, ListingRules rules, Shape<T> shape, int positions, Func<int, T?> itemAt)
        where T : class
    {
        call.Query.Allow(rules.Options);
        var size = PageSize(call.Query.Top, rules);
        var advanced = call.IsEventual && call.Query.Count;
        var wanted = Filter<T>.Bind(call.Query.Filter, shape, advanced);
        Field<T>[] fields = [.. shape.Choose(call.Query.Select), .. call.Query.Expand is { } expand ? [shape.Expand!(expand)] : Array.Empty<Field<T>>()];
        var start = SkipToken.Read(call.Query.SkipToken, call.RawPath);
        return Answer.Json(Write, isCollection: true);

        void Write(Utf8JsonWriter writer)
        {
            // The next link stands before the items, as in Graph, but is known only after them.
            using var items = new JsonBuffer();
            var next = WriteItems(items, fields, new Window(start, positions, size), itemAt, wanted);
            writer.WriteStartObject();
            writer.WriteString("@odata.context", call.Context(rules.Context + SelectSuffix(call.Query.Select)));
            if (call.Query.Count)
            {
                writer.WriteNumber("@odata.count", CountAll(positions, itemAt, wanted));
            }

            WriteNextLink(writer, call, next);
            writer.WritePropertyName("value");
            writer.WriteRawValue(items.Bytes.AsSpan(0, items.Length), skipInputValidation: true);
            writer.WriteEndObject();
        }
    }

    /// <summary>A page over a ready list.</summary>
    public static Answer Page<T>(Call call, ListingRules rules, Shape<T> shape, IReadOnlyList<T> items)
        where T : class
        => Page(call, rules, shape, items.Count, position => items[position]);

    public static int PageSize(int? top, ListingRules rules)
        => top is null || (top >= 1 && top <= rules.MaxPage)
            ? top ?? rules.DefaultPage
            : throw GraphErrors.BadRequest($"Invalid page size specified: '{top}'. Must be between 1 and {rules.MaxPage} inclusive.");

    public static string SelectSuffix(IReadOnlyList<string>? select) => select is null ? string.Empty : "(" + string.Join(",", select) + ")";

    private static int CountAll<T>(int positions, Func<int, T?> itemAt, Predicate<T>? wanted)
        where T : class
    {
        var count = 0;
        for (var position = 0; position < positions; position++)
        {
            if (itemAt(position) is { } item && (wanted is null || wanted(item)))
            {
                count++;
            }
        }

        return count;
    }

    /// <summary>Returns the position at which the next page starts, or -1 when this one is the last.</summary>
    private static int WriteItems<T>(
        JsonBuffer buffer, Field<T>[] fields, Window window, Func<int, T?> itemAt, Predicate<T>? wanted)
        where T : class
    {
        using var writer = new Utf8JsonWriter(buffer, Answer.WriterOptions);
        var (written, next) = (0, -1);
        writer.WriteStartArray();
        for (var position = window.Start; position < window.End && next < 0; position++)
        {
            if (itemAt(position) is not { } item || (wanted is not null && !wanted(item)))
            {
                continue;
            }

            // Only an item that really follows makes a next page.
            if (written++ == window.Size)
            {
                next = position;
                continue;
            }

            writer.WriteStartObject();
            Shape<T>.WriteObject(writer, item, fields);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        return next;
    }

    private static void WriteNextLink(Utf8JsonWriter writer, Call call, int next)
    {
        var link = call.Tenant.Faults.NextLink(
            call, next < 0 ? null : call.Root + "/" + call.RawPath + call.Query.WithSkipToken(SkipToken.Write(next, call.RawPath)));
        if (link is not null)
        {
            writer.WriteString("@odata.nextLink", link);
        }
    }

    private readonly record struct Window(int Start, int End, int Size);
}
