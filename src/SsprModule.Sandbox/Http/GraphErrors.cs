using System.Net;

namespace SsprModule.Sandbox.Http;

/// <summary>A refusal that becomes an error body in Graph's shape.</summary>
internal sealed class GraphException(HttpStatusCode status, string code, string message) : Exception(message)
{
    public HttpStatusCode Status { get; } = status;

    public string Code { get; } = code;

    /// <summary>Seconds for a Retry-After header; null = no header.</summary>
    public int? RetryAfter { get; init; }
}

/// <summary>The refusals that more than one route gives, in Graph's own codes and messages.</summary>
internal static class GraphErrors
{
    private const HttpStatusCode TooMany = (HttpStatusCode)429;

    public static GraphException Denied()
        => new(HttpStatusCode.Forbidden, "Authorization_RequestDenied", "Insufficient privileges to complete the operation.");

    /// <summary>microsoft-graph-docs issue 18225.</summary>
    public static GraphException ReportPermissionMissing(string permission)
        => new(HttpStatusCode.Forbidden, "Authentication_MSGraphPermissionMissing", $"Calling principal does not have required MSGraph permissions {permission}");

    public static GraphException ReportRoleMissing()
        => new(HttpStatusCode.Forbidden, "Authentication_RequestFromUnsupportedUserRole", "User is not in the allowed roles");

    public static GraphException NotPremium() => new(
        HttpStatusCode.Forbidden,
        "Authentication_RequestFromNonPremiumTenantOrB2CTenant",
        "Neither tenant is B2C or tenant doesn't have premium license");

    public static GraphException Unauthorized(string message) => new(HttpStatusCode.Unauthorized, "InvalidAuthenticationToken", message);

    public static GraphException BadRequest(string message) => new(HttpStatusCode.BadRequest, "Request_BadRequest", message);

    public static GraphException BadQuery(string message) => new(HttpStatusCode.BadRequest, "BadRequest", message);

    public static GraphException UnsupportedQuery(string message) => new(HttpStatusCode.BadRequest, "Request_UnsupportedQuery", message);

    public static GraphException NotFound(string id) => new(
        HttpStatusCode.NotFound,
        "Request_ResourceNotFound",
        $"Resource '{id}' does not exist or one of its queried reference-property objects are not present.");

    public static GraphException UnknownSegment(string segment)
        => new(HttpStatusCode.NotFound, "ResourceNotFound", $"Resource not found for the segment '{segment}'.");

    public static GraphException WrongVerb()
        => new(HttpStatusCode.MethodNotAllowed, "Request_BadRequest", "Specified HTTP method is not allowed for the request target.");

    public static GraphException Throttled(int seconds)
        => new(TooMany, "TooManyRequests", "Please retry again later.") { RetryAfter = seconds };

    public static GraphException OnPremisesMastered() => BadRequest(
        "Unable to update the specified properties for on-premises mastered Directory Sync objects or objects currently undergoing migration.");

    public static GraphException PasswordTooSimple() => BadRequest(
        "The specified password does not comply with password complexity requirements. Please provide a different password.");
}
