
namespace SsprModule.Engine.Graph;

/// <summary>What the headers of an answer tell.</summary>
internal static class ResponseFacts
{
    /// <summary>The service's id of the request, or null.</summary>
    public static string? RequestId(HttpResponseMessage response) => Header(response, "request-id") ?? Header(response, "x-ms-request-id");

    /// <summary>True when the body says that it is JSON.</summary>
    public static bool IsJson(HttpResponseMessage response) =>
        response.Content.Headers.ContentType?.MediaType is { } type && type.IndexOf("json", StringComparison.OrdinalIgnoreCase) >= 0;

    /// <summary>True when the body says that it is a web page, as from a proxy.</summary>
    public static bool IsHtml(HttpResponseMessage response) =>
        string.Equals(response.Content.Headers.ContentType?.MediaType, "text/html", StringComparison.OrdinalIgnoreCase);

    private static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;
}
