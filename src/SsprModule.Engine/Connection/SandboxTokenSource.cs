namespace SsprModule.Engine.Connection;

/// <summary>Tokens that the embedded tenant issues, renewed as any others are.</summary>
internal sealed class SandboxTokenSource : ITokenSource
{
    private readonly Func<string> issue;
    private readonly TimeProvider clock;
    private readonly object gate = new();
    private string token;

    public SandboxTokenSource(Func<string> issue, TimeProvider clock)
    {
        this.issue = issue;
        this.clock = clock;
        token = issue();
        Last = TokenClaims.Read(token);
    }

    /// <inheritdoc/>
    public TokenClaims Last { get; private set; }

    /// <inheritdoc/>
    public DateTimeOffset? ExpiresOn => Last.ExpiresOn;

    /// <inheritdoc/>
    public Task<string> GetTokenAsync(string? claims, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            if (claims is not null || ExpiresOn - clock.GetUtcNow() < TimeSpan.FromMinutes(5))
            {
                token = issue();
                Last = TokenClaims.Read(token);
            }

            return Task.FromResult(token);
        }
    }
}
