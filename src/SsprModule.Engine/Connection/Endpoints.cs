using System.Net;
using SsprModule.Errors;
using SsprModule.Text;

namespace SsprModule.Engine.Connection;

/// <summary>Decides which addresses a token may be sent to.</summary>
internal static class Endpoints
{
    /// <summary>
    /// Checks an endpoint that somebody gave and returns it without a slash at the end of its path. The texts never
    /// repeat user info or a query, which may hold a secret.
    /// </summary>
    /// <exception cref="SsprException">
    /// <see cref="SsprErrorId.EndpointNotSecure"/>: not https, and not http on this machine.
    /// <see cref="SsprErrorId.ConnectionRequestInvalid"/>: relative, ends with a version, or has user info, query or fragment.
    /// </exception>
    public static Uri Check(Uri endpoint)
    {
        if (!endpoint.IsAbsoluteUri)
        {
            throw Invalid(new Reason("EndpointNotAbsolute"));
        }

        var shown = endpoint.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped);
        if (!IsSecure(endpoint))
        {
            throw new SsprException(SsprErrorId.EndpointNotSecure, shown);
        }

        if (endpoint.UserInfo.Length > 0 || endpoint.Query.Length > 0 || endpoint.Fragment.Length > 0)
        {
            throw Invalid(new Reason("EndpointParts", shown));
        }

        var path = endpoint.AbsolutePath.TrimEnd('/');
        var last = path.Substring(path.LastIndexOf('/') + 1);
        if (IsVersion(last))
        {
            throw Invalid(new Reason("EndpointVersion", shown + path, last));
        }

        return new Uri(shown + path);
    }

    private static bool IsSecure(Uri endpoint) =>
        endpoint.Scheme == Uri.UriSchemeHttps || (endpoint.Scheme == Uri.UriSchemeHttp && IsThisMachine(endpoint.DnsSafeHost));

    private static bool IsThisMachine(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));

    /// <summary>The SDK adds the version itself, so a root that ends with one would have it twice.</summary>
    private static bool IsVersion(string segment) =>
        string.Equals(segment, "v1.0", StringComparison.OrdinalIgnoreCase) || string.Equals(segment, "beta", StringComparison.OrdinalIgnoreCase);

    private static SsprException Invalid(Reason reason) => new(SsprErrorId.ConnectionRequestInvalid, reason);
}
