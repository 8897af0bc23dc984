using SsprModule.Contracts;
using SsprModule.Engine.Policy;
using SsprModule.Errors;
using SsprModule.Models;

namespace SsprModule.Engine.Registration;

/// <summary>Reads, for one run, what the rows of the report do not tell: which methods count and how many are required.</summary>
internal sealed class RegistrationContexts
{
    private readonly GraphPolicies graph;
    private readonly PortalClient portal;
    private readonly Func<SsprPortalAccess> portalAccess;
    private readonly TimeProvider clock;

    /// <param name="graph">The methods policy.</param>
    /// <param name="portal">The number of methods that are required.</param>
    /// <param name="portalAccess">Whether that backend can be read without asking the person to sign in again.</param>
    /// <param name="clock">The time of the run.</param>
    public RegistrationContexts(GraphPolicies graph, PortalClient portal, Func<SsprPortalAccess> portalAccess, TimeProvider clock)
    {
        this.graph = graph;
        this.portal = portal;
        this.portalAccess = portalAccess;
        this.clock = clock;
    }

    /// <summary>What can be known. A part that can't be read leaves its columns empty and never ends the run.</summary>
    public async Task<RegistrationContext> ReadAsync(IEngineLog log, CancellationToken cancellationToken)
    {
        var methods = await TryAsync("The methods policy", () => graph.MethodsAsync(log, cancellationToken)).ConfigureAwait(false);
        var users = await TryAsync("The number of methods required", () => PortalAsync()).ConfigureAwait(false);
        var rules = MethodRules.Of(new SsprPolicy
        {
            MigrationState = methods?.State,
            Methods = methods?.Methods,
            SecurityQuestions = users?.SecurityQuestions,
            MethodsRequired = users?.MethodsRequired,
        });
        return new RegistrationContext(clock.GetUtcNow(), UsableMethods.Of(rules), users?.MethodsRequired);

        async Task<T?> TryAsync<T>(string what, Func<Task<T?>> read)
            where T : class
        {
            try
            {
                return await read().ConfigureAwait(false);
            }
            catch (SsprException e)
            {
                log.Verbose($"{what} could not be read, so MethodsForSspr and MethodsNeeded may stay empty: {e.Message}");
                return null;
            }
        }

        async Task<PortalPolicy?> PortalAsync()
        {
            if (portalAccess() == SsprPortalAccess.NotRequested)
            {
                log.Verbose("The portal backend has not been used in this connection; MethodsNeeded stays empty rather than asking for a second sign-in. Get-SsprPolicy opens it.");
                return null;
            }

            return new PortalPolicy(await portal.GetAsync(PortalPolicy.ReadPath, log, cancellationToken).ConfigureAwait(false));
        }
    }
}
