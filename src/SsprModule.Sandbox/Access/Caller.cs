namespace SsprModule.Sandbox.Access;

/// <summary>The identity behind a valid token.</summary>
internal sealed class Caller(SandboxSignIn signIn, IReadOnlyCollection<string> permissions, IReadOnlyCollection<string> roles, Guid objectId, int? userIndex)
{
    private readonly HashSet<string> permissions = new(permissions, StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> roles = new(roles, StringComparer.OrdinalIgnoreCase);

    public SandboxSignIn SignIn { get; } = signIn;

    public bool IsApplication => SignIn.Kind == SandboxSignInKind.Application;

    public string AppId => SignIn.AppId;

    /// <summary>Id of the signed-in user, or of the service principal.</summary>
    public Guid ObjectId { get; } = objectId;

    /// <summary>Index of the signed-in user; null for an application.</summary>
    public int? UserIndex { get; } = userIndex;

    public IReadOnlyCollection<string> Permissions => permissions;

    public IReadOnlyCollection<string> Roles => roles;

    public bool HoldsAny(string[] wanted) => wanted.Length == 0 || Array.Exists(wanted, permissions.Contains);

    public bool HasRole(string[] wanted) => roles.Contains(RoleNames.GlobalAdministrator) || Array.Exists(wanted, roles.Contains);
}
