namespace SsprModule.Models;

/// <summary>What is known of a connection. Null means that the token does not tell; it never holds the token itself.</summary>
public sealed class SsprContext
{
    /// <summary>The user principal name of the person, or the name of the application.</summary>
    public string? Account { get; init; }

    /// <summary>The tenant's id.</summary>
    public string? TenantId { get; init; }

    /// <summary>The application that the token was issued to.</summary>
    public string? ClientId { get; init; }

    /// <summary>The object id of the person or service principal that is signed in.</summary>
    public string? ObjectId { get; init; }

    /// <summary>The way in.</summary>
    public SsprSignInMethod SignInMethod { get; init; }

    /// <summary>A person or an application.</summary>
    public SsprSignInKind SignIn { get; init; }

    /// <summary>The permissions in the token, sorted; null when the token does not tell.</summary>
    public ValueList<string>? Permissions { get; init; }

    /// <summary>The ids of the directory roles in the token, tenant-wide ones only; null when the token does not tell.</summary>
    public ValueList<string>? RoleIds { get; init; }

    /// <summary>When the present token expires, UTC; null when the token does not tell.</summary>
    public DateTimeOffset? ExpiresOn { get; init; }

    /// <summary>The cloud.</summary>
    public SsprEnvironment Environment { get; init; }

    /// <summary>The Graph root in use.</summary>
    public Uri? GraphEndpoint { get; init; }

    /// <summary>The portal backend in use; null where the cloud has none that is known.</summary>
    public Uri? PortalEndpoint { get; init; }

    /// <summary>Whether the portal backend can be used.</summary>
    public SsprPortalAccess PortalAccess { get; init; }
}
