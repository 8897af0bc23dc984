using System.Security;
using SsprModule.Errors;
using SsprModule.Text;

namespace SsprModule.Engine.Connection;

/// <summary>A token that the caller brought. It can't be refreshed.</summary>
internal sealed class FixedTokenSource : ITokenSource
{
    private readonly SecureString token;
    private readonly TimeProvider clock;
    private readonly TokenClaims claims;

    /// <summary>Takes a copy, so that the caller may dispose of the original.</summary>
    public FixedTokenSource(SecureString token, TimeProvider clock)
    {
        this.token = token.Copy();
        this.clock = clock;
        claims = SecureStringReader.Use(this.token, TokenClaims.Read);
    }

    /// <inheritdoc/>
    public TokenClaims Last => claims;

    /// <inheritdoc/>
    public DateTimeOffset? ExpiresOn => claims.ExpiresOn;

    /// <inheritdoc/>
    public Task<string> GetTokenAsync(string? claims, CancellationToken cancellationToken)
    {
        if (ExpiresOn <= clock.GetUtcNow())
        {
            throw new SsprException(SsprErrorId.TokenExpired);
        }

        if (claims is not null)
        {
            throw new SsprException(SsprErrorId.TokenRejected, new Reason("TokenTooWeak"));
        }

        return Task.FromResult(SecureStringReader.Use(token, plain => plain));
    }
}
