using System.Text;

namespace SsprModule.Sandbox.Http;

/// <summary>One HTTP request as it arrived, body read.</summary>
internal sealed class Incoming(string method, Uri uri, IReadOnlyDictionary<string, string> headers, byte[] body)
{
    public string Method { get; } = method.ToUpperInvariant();

    public Uri Uri { get; } = uri;

    public IReadOnlyDictionary<string, string> Headers { get; } = headers;

    public byte[] Body { get; } = body;

    /// <summary>Our own id of this request, returned as <c>request-id</c>.</summary>
    public string RequestId { get; } = Guid.NewGuid().ToString();

    /// <summary>Scheme, host and port that the request named; links in answers use the same.</summary>
    public string Origin => Uri.GetLeftPart(UriPartial.Authority);

    public string? Header(string name) => Headers.TryGetValue(name, out var value) ? value : null;

    /// <summary>The bearer token, or null.</summary>
    public string? Token
    {
        get
        {
            const string Scheme = "Bearer ";
            var value = Header("Authorization");
            return value is not null && value.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? value.Substring(Scheme.Length).Trim() : null;
        }
    }

    /// <summary>Splits a path that is still percent-encoded at its slashes, then decodes each segment; quotes protect slashes.</summary>
    public static List<string> Segments(string path)
    {
        var segments = new List<string>();
        var current = new StringBuilder();
        var quoted = false;
        foreach (var letter in path)
        {
            quoted ^= letter == '\'';
            if (letter == '/' && !(quoted && HasOpenParenthesis(current)))
            {
                Take(segments, current);
                quoted = false;
            }
            else
            {
                current.Append(letter);
            }
        }

        Take(segments, current);
        return segments;
    }

    /// <summary>A cast may leave out the vendor, as the SDKs do: <c>graph.user</c> is <c>microsoft.graph.user</c>.</summary>
    private static string FullCast(string segment)
        => segment.StartsWith("graph.", StringComparison.Ordinal) && !segment.Contains('@', StringComparison.Ordinal) ? "microsoft." + segment : segment;

    private static bool HasOpenParenthesis(StringBuilder text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '(')
            {
                return true;
            }
        }

        return false;
    }

    /// <summary><c>users('a')</c> becomes the two segments <c>users</c> and <c>a</c>.</summary>
    private static void Take(List<string> segments, StringBuilder current)
    {
        if (current.Length == 0)
        {
            return;
        }

        var text = Uri.UnescapeDataString(current.ToString());
        current.Clear();
        var open = text.IndexOf('(', StringComparison.Ordinal);
        var isKey = open > 0 && text.EndsWith("')", StringComparison.Ordinal) && text.Length > open + 3 && text[open + 1] == '\'';
        if (!isKey)
        {
            segments.Add(FullCast(text));
            return;
        }

        segments.Add(text.Substring(0, open));
        segments.Add(text.Substring(open + 2, text.Length - open - 4).Replace("''", "'", StringComparison.Ordinal));
    }
}
