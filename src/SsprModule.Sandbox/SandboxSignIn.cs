namespace SsprModule.Sandbox;

/// <summary>Who a token speaks for.</summary>
public enum SandboxSignInKind
{
    /// <summary>An app on behalf of a signed-in user: needs the permission and the user's Entra role.</summary>
    Delegated,

    /// <summary>An app as itself, as a runbook with a managed identity does: needs the permission, cannot use delegated-only calls.</summary>
    Application,
}

/// <summary>A sign-in for which the tenant issues tokens.</summary>
public sealed class SandboxSignIn
{
    /// <summary>Delegated (default) or Application.</summary>
    public SandboxSignInKind Kind { get; init; }

    /// <summary>Granted permissions; null (default) = every name in <see cref="SandboxPermissions.All"/>. Unknown names are put in the token too.</summary>
    public IReadOnlyCollection<string>? Permissions { get; init; }

    /// <summary>
    /// Display names of the active Entra roles; null (default) = Global Administrator for a delegated sign-in and none for an
    /// application. These count for the caller's own rights whatever the directory says about the user.
    /// </summary>
    public IReadOnlyCollection<string>? Roles { get; init; }

    /// <summary>UPN or id of the signed-in user; null (default) = the tenant's administrator. Ignored for an application.</summary>
    public string? User { get; init; }

    /// <summary>Client id in the token, on which the quotas count; default a fixed made-up one.</summary>
    public string AppId { get; init; } = "5a4dbb0e-0f30-4d0c-9d3b-5e9b7c1f5a01";

    /// <summary>Name of the app in an application token.</summary>
    public string AppDisplayName { get; init; } = "SSPR runbook";
}
