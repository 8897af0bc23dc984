using SsprModule.Contracts;
using SsprModule.Engine.Registration;
using SsprModule.Models;

namespace SsprModule.Engine.Policy;

/// <summary>
/// Works the user scope out of the registration report where the portal backend can't be read: nobody enabled means None,
/// everybody All, some Selected. Administrators are left out, because their own policy enables them.
/// </summary>
internal sealed class ScopeInference
{
    private const string Members = "isAdmin eq false and userType eq 'member'";

    private readonly RegistrationOperations report;

    public ScopeInference(RegistrationOperations report) => this.report = report;

    /// <summary>The scope, or null when the report has no ordinary member.</summary>
    public async Task<SsprUserScope?> InferAsync(IEngineLog log, CancellationToken cancellationToken)
    {
        var anyEnabled = await report.FirstAsync($"isSsprEnabled eq true and {Members}", log, cancellationToken).ConfigureAwait(false) is not null;
        var anyDisabled = await report.FirstAsync($"isSsprEnabled eq false and {Members}", log, cancellationToken).ConfigureAwait(false) is not null;
        return (anyEnabled, anyDisabled) switch
        {
            (true, true) => SsprUserScope.Selected,
            (true, false) => SsprUserScope.All,
            (false, true) => SsprUserScope.None,
            _ => null,
        };
    }
}
