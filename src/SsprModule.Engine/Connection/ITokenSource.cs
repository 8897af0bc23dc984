namespace SsprModule.Engine.Connection;

/// <summary>Gives the access token for one backend whenever a call needs it. Safe to use from several threads.</summary>
internal interface ITokenSource
{
    /// <summary>What the newest token tells; null before the first.</summary>
    TokenClaims? Last { get; }

    /// <summary>When the newest token expires, UTC; null when that is not known.</summary>
    DateTimeOffset? ExpiresOn { get; }

    /// <summary>A token that is valid now.</summary>
    /// <param name="claims">The claims that the service asked for with its 401 (decoded), or null. They always get a new token.</param>
    /// <param name="cancellationToken">Ends the wait, an open browser window included.</param>
    /// <exception cref="Errors.SsprException">There is no such token.</exception>
    Task<string> GetTokenAsync(string? claims, CancellationToken cancellationToken);
}
