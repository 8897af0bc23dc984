using SsprModule.Contracts;
using SsprModule.Errors;
using SsprModule.Models;
using SsprModule.Sandbox;
using SsprModule.Text;

namespace SsprModule.Engine.Connection;

/// <summary>Connects to an embedded tenant: everything is real but the last handler.</summary>
internal static class SandboxSessions
{
    /// <summary>A session with a new tenant.</summary>
    /// <param name="request">With its <see cref="ConnectionRequest.Sandbox"/> part.</param>
    /// <param name="clock">The tenant's time.</param>
    /// <exception cref="SsprException">ConnectionRequestInvalid: there is no such fault.</exception>
    public static SsprSession Create(ConnectionRequest request, TimeProvider clock)
    {
        var wanted = request.Sandbox ?? new SandboxRequest();
        var tenant = new SandboxTenant(new SandboxOptions { UserCount = wanted.UserCount, Seed = wanted.Seed, Faults = [.. wanted.Fault.Select(Fault)] }, clock);
        var who = new SandboxSignIn
        {
            Kind = wanted.SignIn == SsprSignInKind.Application ? SandboxSignInKind.Application : SandboxSignInKind.Delegated,
            Permissions = wanted.Grant,
            Roles = wanted.Role,
        };
        var graph = new SandboxTokenSource(() => tenant.IssueToken(who), clock);
        var portal = wanted.SignIn == SsprSignInKind.Application ? null : new SandboxTokenSource(() => tenant.IssuePortalToken(who), clock);
        return new SsprSession(SignIn.ForTokens(request, graph, portal), clock, !request.NoPacing, new SandboxHandler(tenant));
    }

    private static SandboxFault Fault(string name) => Enum.TryParse<SandboxFault>(name, ignoreCase: true, out var fault) && Enum.IsDefined(typeof(SandboxFault), fault)
        ? fault
        : throw new SsprException(SsprErrorId.ConnectionRequestInvalid, new Reason("FaultUnknown", name, Enum.GetNames(typeof(SandboxFault))));
}
