using System.Globalization;
using SsprModule.Sandbox.Http;

namespace SsprModule.Sandbox.OData;

/// <summary>Which query options a route takes.</summary>
[Flags]
internal enum Options
{
    None = 0,
    Select = 1,
    Filter = 2,
    Top = 4,
    OrderBy = 8,
    Count = 16,
    Expand = 32,
    List = Select | Filter | Top,
}

/// <summary>The parsed query of a request; only syntax, what a route does with it is the route's affair.</summary>
internal sealed class QueryOptions
{
    private readonly List<KeyValuePair<string, string>> raw = [];

    public IReadOnlyList<string>? Select { get; private set; }

    public string? Filter { get; private set; }

    public int? Top { get; private set; }

    public string? OrderBy { get; private set; }

    public bool Count { get; private set; }

    public string? SkipToken { get; private set; }

    public string? Expand { get; private set; }

    /// <summary>The query as it came, with its question mark; empty when there was none.</summary>
    public string Text { get; private set; } = string.Empty;

    public bool HasExpand => raw.Exists(pair => string.Equals(pair.Key, "$expand", StringComparison.OrdinalIgnoreCase));

    /// <summary>A parameter that is no OData option, as <c>aadgdc</c>; null when missing.</summary>
    public string? this[string name] => raw.Find(pair => string.Equals(pair.Key, name, StringComparison.OrdinalIgnoreCase)).Value;

    /// <summary>Parses a query string, with or without its question mark.</summary>
    public static QueryOptions Parse(string query)
    {
        var options = new QueryOptions { Text = query.Length == 0 || query[0] == '?' ? query : "?" + query };
        foreach (var part in query.TrimStart('?').Split('&'))
        {
            if (part.Length == 0)
            {
                continue;
            }

            var equals = part.IndexOf('=', StringComparison.Ordinal);
            var name = Decode(equals < 0 ? part : part.Substring(0, equals));
            options.raw.Add(new KeyValuePair<string, string>(name, equals < 0 ? string.Empty : Decode(part.Substring(equals + 1))));
        }

        options.Read();
        return options;
    }

    /// <summary>Throws 400 for an OData option that the route does not take.</summary>
    public void Allow(Options allowed)
    {
        foreach (var (name, _) in raw)
        {
            if (!name.StartsWith('$'))
            {
                continue;
            }

            var option = name.ToUpperInvariant() switch
            {
                "$SELECT" => Options.Select,
                "$FILTER" => Options.Filter,
                "$TOP" or "$SKIPTOKEN" => Options.Top,
                "$ORDERBY" => Options.OrderBy,
                "$COUNT" => Options.Count,
                "$EXPAND" => Options.Expand,
                "$FORMAT" => Options.None,
                _ => throw GraphErrors.UnsupportedQuery($"The query option '{name}' is not supported here."),
            };
            if ((allowed & option) != option)
            {
                throw GraphErrors.UnsupportedQuery($"The query option '{name}' is not supported here.");
            }
        }
    }

    /// <summary>The same query with another skip token.</summary>
    public string WithSkipToken(string token)
    {
        var parts = raw
            .Where(pair => !string.Equals(pair.Key, "$skiptoken", StringComparison.OrdinalIgnoreCase))
            .Select(pair => Uri.EscapeDataString(pair.Key).Replace("%24", "$", StringComparison.Ordinal) + "=" + Uri.EscapeDataString(pair.Value));
        return "?" + string.Join("&", [.. parts, "$skiptoken=" + token]);
    }

    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace("+", " ", StringComparison.Ordinal));

    private void Read()
    {
        Select = this["$select"]?.Split(',').Select(name => name.Trim()).Where(name => name.Length > 0).ToList();
        Filter = this["$filter"];
        OrderBy = this["$orderby"];
        Expand = this["$expand"];
        SkipToken = this["$skiptoken"];
        Top = ReadTop(this["$top"]);
        Count = ReadCount(this["$count"]);
    }

    private static int? ReadTop(string? text)
    {
        if (text is null)
        {
            return null;
        }

        return int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var top) && top >= 0
            ? top
            : throw GraphErrors.BadQuery($"Invalid value '{text}' for $top query option found. The $top query option requires a non-negative integer value.");
    }

    private static bool ReadCount(string? text)
        => text switch
        {
            null or "false" => false,
            "true" => true,
            _ => throw GraphErrors.BadQuery($"Invalid value '{text}' for $count query option found. Valid values are 'true' and 'false'."),
        };
}
