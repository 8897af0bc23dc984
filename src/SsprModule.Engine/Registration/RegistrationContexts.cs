using System.Text.Json.Nodes;
using SsprModule.Contracts;
using SsprModule.Engine.Policy;
using SsprModule.Errors;
using SsprModule.Models;

namespace SsprModule.Engine.Registration;

/// <summary>Reads, for one run, what the rows of the report do not tell: which methods count and how many are required.</summary>
internal sealed class RegistrationContexts
{
    private readonly PolicyPart methods;
    private readonly PolicyPart users;
    private readonly Func<SsprPortalAccess> portalAccess;
    private readonly TimeProvider clock;

    /// <param name="methods">The authentication methods policy.</param>
    /// <param name="users">The user policy, which holds the number of methods that are required.</param>
    /// <param name="portalAccess">Whether the backend of the latter can be read without asking the person to sign in again.</param>
    /// <param name="clock">The time of the run.</param>
    public RegistrationContexts(PolicyPart methods, PolicyPart users, Func<SsprPortalAccess> portalAccess, TimeProvider clock)
    {
        this.methods = methods;
        this.users = users;
        this.portalAccess = portalAccess;
        this.clock = clock;
    }

    /// <summary>What can be known. A part that can't be read leaves its columns empty and never ends the run.</summary>
    public async Task<RegistrationContext> ReadAsync(IEngineLog log, CancellationToken cancellationToken)
    {
        var forUsers = default(JsonObject);
        if (portalAccess() == SsprPortalAccess.NotRequested)
        {
            log.Verbose("The portal backend has not been used in this connection; MethodsNeeded stays empty rather than asking for a second sign-in. Get-SsprPolicy opens it.");
        }
        else
        {
            forUsers = await TryAsync(users, log, cancellationToken).ConfigureAwait(false);
        }

        var rules = MethodRules.Of(forUsers, await TryAsync(methods, log, cancellationToken).ConfigureAwait(false));
        return new RegistrationContext(clock.GetUtcNow(), UsableMethods.Of(rules), rules.MethodsRequired);
    }

    private static async Task<JsonObject?> TryAsync(PolicyPart part, IEngineLog log, CancellationToken cancellationToken)
    {
        try
        {
            return await part.ReadAsync(log, cancellationToken).ConfigureAwait(false);
        }
        catch (SsprException e)
        {
            log.Verbose($"A part of the policy ({part.Store}) could not be read, so MethodsForSspr and MethodsNeeded may stay empty: {e.Message}");
            return null;
        }
    }
}
