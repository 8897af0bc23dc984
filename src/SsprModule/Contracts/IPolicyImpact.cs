using SsprModule.Models;

namespace SsprModule.Contracts;

/// <summary>Works out, before a change of the policy, who gains or loses the ability to reset.</summary>
public interface IPolicyImpact
{
    /// <summary>Reads the policy, the groups that it names and, once, the registration report. Sends no write.</summary>
    /// <param name="wish">The change; what has no effect on the ability to reset is told in a warning.</param>
    /// <param name="affected">Takes the users to whom the change matters, or null for the figures alone.</param>
    /// <param name="log">Where the operation reports.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    /// <exception cref="Errors.SsprException">Nothing of the wish has an effect, a group does not exist, or the report can't be read to its end.</exception>
    Task<SsprPolicyImpact> MeasureAsync(SsprPolicySettings wish, ISink<SsprUserImpact>? affected, IEngineLog log, CancellationToken cancellationToken);
}
