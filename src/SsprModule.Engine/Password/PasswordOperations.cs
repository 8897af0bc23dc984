using SsprModule.Contracts;
using SsprModule.Engine.Graph;
using SsprModule.Engine.Password.Bulk;
using SsprModule.Engine.Password.Guards;
using SsprModule.Engine.Policy;
using SsprModule.Models;

namespace SsprModule.Engine.Password;

/// <summary>Begins runs of resets.</summary>
internal sealed class PasswordOperations : IPasswordOperations
{
    private readonly PasswordServices services;
    private readonly GroupResolver groups;

    public PasswordOperations(PasswordServices services, GroupResolver groups)
    {
        this.services = services;
        this.groups = groups;
    }

    /// <inheritdoc/>
    public IPasswordRun Begin(PasswordResetOptions options) => new PasswordRun(services, options);

    /// <inheritdoc/>
    public IBulkReset BeginBulk(PasswordResetOptions options, BulkResetOptions bulk) => BulkReset.Begin(new BulkServices(services, services.Graph, groups, new MemberReader(services.Graph)), options, bulk);
}

/// <summary>What every run of a session works with.</summary>
/// <param name="Graph">The client, for what a run reads of the tenant.</param>
/// <param name="Users">Looks up users.</param>
/// <param name="Calls">The calls of a reset.</param>
/// <param name="Operations">Follows a reset.</param>
/// <param name="Roles">Reads who holds a role.</param>
/// <param name="Context">Who is signed in.</param>
/// <param name="Clock">All waits happen on it.</param>
internal sealed record PasswordServices(
    GraphClient Graph, UserReader Users, IPasswordCalls Calls, OperationFollower Operations, RoleReader Roles, Func<SsprContext> Context, TimeProvider Clock)
{
    // Set once an opaque token has shown that it is an application's, so that the next user costs no refused call. Shared by
    // the copies of this record, because it is about the session.
    private readonly System.Runtime.CompilerServices.StrongBox<bool> isApplication = new();

    /// <summary>True once an opaque token has shown that it is an application's.</summary>
    public bool IsApplication
    {
        get => Volatile.Read(ref isApplication.Value);
        set => Volatile.Write(ref isApplication.Value, value);
    }

    /// <summary>A person or an application, as far as is known by now.</summary>
    public SsprSignInKind SignIn => IsApplication ? SsprSignInKind.Application : Context().SignIn;
}
