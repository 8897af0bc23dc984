using System.Text.Json;
using Microsoft.Kiota.Abstractions;
using SsprModule.Contracts;

namespace SsprModule.Engine.Graph;

/// <summary>Reads a collection that is short enough to be held as a whole, page by page.</summary>
internal sealed class JsonList : ISink<JsonElement>
{
    private readonly List<JsonElement> rows = [];

    /// <summary>What was read so far.</summary>
    public IReadOnlyList<JsonElement> Rows => rows;

    /// <summary>Reads one row as it is.</summary>
    public static JsonElement Read(ref Utf8JsonReader reader) => JsonElement.ParseValue(ref reader);

    /// <summary>All rows.</summary>
    /// <exception cref="Errors.SsprException">The collection could not be read to its end.</exception>
    public static async Task<IReadOnlyList<JsonElement>> ReadAsync(GraphClient graph, Func<RequestInformation> first, GraphCall call, EngineActivity activity, CancellationToken cancellationToken)
    {
        var list = new JsonList();
        var pages = new PageReader<JsonElement>(graph, call, Read);
        await pages.ReadAllAsync(first, list, activity, cancellationToken).ConfigureAwait(false);
        return list.rows;
    }

    /// <inheritdoc/>
    Task ISink<JsonElement>.WriteAsync(IReadOnlyList<JsonElement> page)
    {
        rows.AddRange(page);
        return Task.CompletedTask;
    }
}
