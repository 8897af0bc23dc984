using SsprModule.Contracts;
using SsprModule.Engine.Graph;
using SsprModule.Models;

namespace SsprModule.Engine.Password;

/// <summary>Begins runs of resets.</summary>
internal sealed class PasswordOperations : IPasswordOperations
{
    private readonly PasswordServices services;

    public PasswordOperations(PasswordServices services) => this.services = services;

    /// <inheritdoc/>
    public IPasswordRun Begin(PasswordResetOptions options) => new PasswordRun(services, options);
}

/// <summary>What every run of a session works with.</summary>
/// <param name="Users">Looks up users.</param>
/// <param name="Calls">The calls of a reset.</param>
/// <param name="Operations">Follows a reset.</param>
/// <param name="Context">Who is signed in.</param>
/// <param name="Clock">All waits happen on it.</param>
internal sealed record PasswordServices(UserReader Users, PasswordCalls Calls, OperationFollower Operations, Func<SsprContext> Context, TimeProvider Clock)
{
    // Set once an opaque token has shown that it is an application's, so that the next user costs no refused call.
    private volatile bool isApplication;

    /// <summary>True once an opaque token has shown that it is an application's.</summary>
    public bool IsApplication
    {
        get => isApplication;
        set => isApplication = value;
    }

    /// <summary>A person or an application, as far as is known by now.</summary>
    public SsprSignInKind SignIn => isApplication ? SsprSignInKind.Application : Context().SignIn;
}
