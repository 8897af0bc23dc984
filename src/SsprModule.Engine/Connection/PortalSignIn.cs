using SsprModule.Contracts;
using SsprModule.Errors;
using SsprModule.Models;
using SsprModule.Text;

namespace SsprModule.Engine.Connection;

/// <summary>
/// The second sign-in, to the backend of the Entra admin center. It takes an application of its own, so a person may see a
/// second prompt; that is why nobody is asked before a cmdlet needs it.
/// </summary>
internal sealed class PortalSignIn
{
    private readonly SemaphoreSlim oneAtATime = new(1, 1);
    private readonly Func<IEngineLog, ITokenSource>? start;
    private readonly TokenClaims? graph;
    private volatile ITokenSource? source;
    private volatile Func<SsprException>? refusal;

    private PortalSignIn(ITokenSource? source, Func<IEngineLog, ITokenSource>? start, TokenClaims? graph, Func<SsprException>? refusal)
    {
        this.source = source;
        this.start = start;
        this.graph = graph;
        this.refusal = refusal;
    }

    /// <summary>Whether the backend can be used, as far as is known now.</summary>
    public SsprPortalAccess State =>
        source is not null ? SsprPortalAccess.Available
        : refusal is not null ? SsprPortalAccess.Unavailable
        : SsprPortalAccess.NotRequested;

    /// <summary>With a token that is already there.</summary>
    public static PortalSignIn With(ITokenSource source) => new(source, null, null, null);

    /// <summary>Not at all, and why.</summary>
    public static PortalSignIn Without(Reason reason) => new(null, null, null, () => new SsprException(SsprErrorId.PortalUnavailable, reason));

    /// <summary>When it is first needed.</summary>
    /// <param name="start">Builds the source; the log is that of the cmdlet that needs it.</param>
    /// <param name="graph">Who is signed in to Graph: it must be the same account in the same tenant.</param>
    public static PortalSignIn Later(Func<IEngineLog, ITokenSource> start, TokenClaims graph) => new(null, start, graph, null);

    /// <summary>The token source, after a sign-in if need be.</summary>
    /// <exception cref="SsprException"><see cref="SsprErrorId.PortalUnavailable"/> with the reason.</exception>
    public async Task<ITokenSource> GetAsync(IEngineLog log, CancellationToken cancellationToken)
    {
        if (source is { } ready)
        {
            return ready;
        }

        await oneAtATime.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return source ??= refusal is null ? await StartAsync(log, cancellationToken).ConfigureAwait(false) : throw refusal();
        }
        finally
        {
            oneAtATime.Release();
        }
    }

    private async Task<ITokenSource> StartAsync(IEngineLog log, CancellationToken cancellationToken)
    {
        var candidate = start!(log);
        try
        {
            await candidate.GetTokenAsync(null, cancellationToken).ConfigureAwait(false);
        }
        catch (SsprException e)
        {
            if (e.Failure?.Code is not null)
            {
                refusal = () => Unavailable(e); // Entra itself said no and would again. A window that was closed may be tried anew.
            }

            throw Unavailable(e);
        }

        CheckSameAccount(candidate.Last!);
        return candidate;
    }

    /// <summary>A browser offers every account that it knows; a policy must not be written to the wrong tenant.</summary>
    private void CheckSameAccount(TokenClaims portal)
    {
        if (Differ(graph!.TenantId, portal.TenantId))
        {
            throw new SsprException(SsprErrorId.PortalUnavailable, new Reason("PortalOtherTenant", graph.TenantId, portal.TenantId));
        }

        if (Differ(graph.ObjectId, portal.ObjectId))
        {
            throw new SsprException(SsprErrorId.PortalUnavailable, new Reason("PortalOtherAccount", graph.UserName ?? graph.ObjectId));
        }
    }

    private static bool Differ(string? one, string? other) =>
        one is not null && other is not null && !string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    private static SsprException Unavailable(SsprException cause) =>
        new(SsprErrorId.PortalUnavailable, cause, cause.Failure?.Message ?? cause.Message) { Failure = cause.Failure };
}
