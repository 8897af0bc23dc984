using SsprModule.Errors;
using SsprModule.Models;

namespace SsprModule.Contracts;

/// <summary>
/// The engine as the cmdlets see it. It lives in the private load context, so this interface and all that it names
/// carry types of the base class library and of <c>SsprModule.Models</c> only.
/// </summary>
public interface ISsprEngine
{
    /// <summary>Codes, questions and pages; needs no sign-in.</summary>
    IKnowledge Knowledge { get; }

    /// <summary>Figures and reports of registration; needs no sign-in.</summary>
    IRegistrationReports Reports { get; }

    /// <summary>Signs in, or takes over a supplied token, and returns a session that is ready to be used.</summary>
    /// <param name="request">How to sign in and where to.</param>
    /// <param name="log">Where the engine reports while it works; the device code is shown through it.</param>
    /// <param name="cancellationToken">Ends the attempt, an open browser window included.</param>
    /// <exception cref="SsprException">Sign-in was refused or the request contradicts itself.</exception>
    Task<ISsprSession> ConnectAsync(ConnectionRequest request, IEngineLog log, CancellationToken cancellationToken);

    /// <summary>Reads a file that a run of resets wrote. Needs no connection.</summary>
    /// <param name="request">The file and what opens it.</param>
    /// <param name="sink">Takes the results, as far as the file is whole.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>What is wrong with the rest of the file - ResultFileUnfinished or ResultFileDamaged - or null.</returns>
    /// <exception cref="SsprException">Nothing of it can be read: ResultFileInvalid, ResultFileKeyWrong, or the certificate can't be used.</exception>
    Task<SsprException?> ReadResultFileAsync(ResultFileRequest request, ISink<SsprPasswordResetResult> sink, CancellationToken cancellationToken);
}

/// <summary>One signed-in session with one tenant: the shared Graph client and all operations over it.</summary>
public interface ISsprSession : IDisposable
{
    /// <summary>Who, where and with which permissions; read anew at each call because tokens are refreshed.</summary>
    SsprContext Context { get; }

    /// <summary>The tenant's SSPR policy.</summary>
    IPolicyOperations Policy { get; }

    /// <summary>The authentication methods policy.</summary>
    IMethodPolicyOperations MethodPolicy { get; }

    /// <summary>What a change of the policy would do to people.</summary>
    IPolicyImpact Impact { get; }

    /// <summary>The policy as a file, and beside what it should be.</summary>
    IPolicyComparison Comparison { get; }

    /// <summary>The people in the group that is the scope of SSPR.</summary>
    IScopeMembers ScopeMembers { get; }

    /// <summary>The registration report.</summary>
    IRegistrationOperations Registration { get; }

    /// <summary>The contact data that users prove themselves with.</summary>
    IContactInfoOperations ContactInfo { get; }

    /// <summary>Password resets by an administrator.</summary>
    IPasswordOperations Password { get; }

    /// <summary>The audit log.</summary>
    IAuditOperations Audit { get; }
}
