namespace SsprModule.Errors;

/// <summary>What the service said when it refused, for a support case.</summary>
public sealed class GraphFailure
{
    /// <summary>The HTTP status.</summary>
    public int Status { get; init; }

    /// <summary>The service's error code, such as <c>Authorization_RequestDenied</c>; null when the answer held none.</summary>
    public string? Code { get; init; }

    /// <summary>The service's own message; null when the answer held none.</summary>
    public string? Message { get; init; }

    /// <summary>The service's id of the request; null when the answer held none.</summary>
    public string? RequestId { get; init; }

    /// <summary>The id that this module gave the request.</summary>
    public string? ClientRequestId { get; init; }

    /// <summary>How long the service asked to wait before the next attempt; null when it did not say.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The service's date of the refusal, as it wrote it.</summary>
    public string? Date { get; init; }

    /// <summary>Method and templated path of the call, without names or ids of people.</summary>
    public string? Call { get; init; }
}
