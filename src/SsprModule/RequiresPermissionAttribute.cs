using SsprModule.Models;

namespace SsprModule;

/// <summary>
/// A Graph permission that a cmdlet uses. Connect-Sspr asks for the union of them, help and docs/permissions.md list
/// them, and a test runs each cmdlet with exactly these and with each one taken away.
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class RequiresPermissionAttribute : Attribute
{
    /// <summary>Declares the permission.</summary>
    /// <param name="permission">Its name, such as <c>AuditLog.Read.All</c>.</param>
    public RequiresPermissionAttribute(string permission) => Permission = permission;

    /// <summary>The name of the permission.</summary>
    public string Permission { get; }

    /// <summary>The sign-in that uses it; <see cref="SsprSignInKind.Unknown"/> means both.</summary>
    public SsprSignInKind For { get; init; }

    /// <summary>True when only a change needs it, so that it is asked for only with <c>Connect-Sspr -ReadWrite</c>.</summary>
    public bool Write { get; init; }

    /// <summary>What it is used for, when the cmdlet works without it for the rest.</summary>
    public string? Purpose { get; init; }
}
