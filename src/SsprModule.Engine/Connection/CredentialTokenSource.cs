using Azure.Core;
using Azure.Identity;

namespace SsprModule.Engine.Connection;

/// <summary>Tokens of an Azure.Identity credential, kept until shortly before they expire.</summary>
internal sealed class CredentialTokenSource(TokenCredential credential, string[] scopes, TimeProvider clock) : ITokenSource
{
    /// <summary>The margin that MSAL uses too: asked earlier, it would give the same token again.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(5);

    private readonly SemaphoreSlim oneAtATime = new(1, 1);
    private volatile Grant? grant;

    /// <inheritdoc/>
    public TokenClaims? Last => grant?.Claims;

    /// <inheritdoc/>
    public DateTimeOffset? ExpiresOn => grant?.Token.ExpiresOn.ToUniversalTime();

    /// <inheritdoc/>
    public async Task<string> GetTokenAsync(string? claims, CancellationToken cancellationToken)
    {
        var seen = grant;
        if (claims is null && IsFresh(seen))
        {
            return seen!.Token.Token;
        }

        await oneAtATime.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (!HasAnswer(seen, claims))
            {
                grant = await AcquireAsync(claims, cancellationToken).ConfigureAwait(false);
            }

            return grant!.Token.Token;
        }
        finally
        {
            oneAtATime.Release();
        }
    }

    /// <summary>Whether the caller before this one, while this one waited, already got what is needed.</summary>
    private bool HasAnswer(Grant? seen, string? claims) =>
        IsFresh(grant) && (claims is null || (!ReferenceEquals(grant, seen) && grant!.Challenge == claims));

    private bool IsFresh(Grant? candidate) => candidate is not null && clock.GetUtcNow() < candidate.Token.ExpiresOn - Margin;

    private async Task<Grant> AcquireAsync(string? claims, CancellationToken cancellationToken)
    {
        var context = new TokenRequestContext(scopes, claims: claims, isCaeEnabled: true);
        try
        {
            if (grant is null && credential is DeviceCodeCredential device)
            {
                await device.AuthenticateAsync(context, cancellationToken).ConfigureAwait(false);
            }

            var token = await credential.GetTokenAsync(context, cancellationToken).ConfigureAwait(false);
            return new Grant(token, TokenClaims.Read(token.Token), claims);
        }
        catch (Exception e) when (SignInErrors.Translate(e, cancellationToken) is { } translated)
        {
            throw translated;
        }
    }

    private sealed record Grant(AccessToken Token, TokenClaims Claims, string? Challenge);
}
