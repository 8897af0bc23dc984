namespace SsprModule.Models;

/// <summary>The clouds that Entra runs in.</summary>
public enum SsprEnvironment
{
    /// <summary>The public cloud; GCC uses it too.</summary>
    Global,

    /// <summary>US Government L4, GCC High.</summary>
    USGov,

    /// <summary>US Government L5, DoD.</summary>
    USGovDoD,

    /// <summary>China, operated by 21Vianet.</summary>
    China,
}

/// <summary>The ways to sign in.</summary>
public enum SsprSignInMethod
{
    /// <summary>The system browser.</summary>
    Browser,

    /// <summary>A code typed on another device.</summary>
    DeviceCode,

    /// <summary>An application with a certificate.</summary>
    Certificate,

    /// <summary>An application with a secret.</summary>
    ClientSecret,

    /// <summary>The identity of the Azure resource that the script runs on.</summary>
    ManagedIdentity,

    /// <summary>A federated token of a CI system or of AKS.</summary>
    WorkloadIdentity,

    /// <summary>A token that the caller already has.</summary>
    AccessToken,

    /// <summary>What the AZURE_* environment variables say.</summary>
    EnvironmentCredential,

    /// <summary>The embedded tenant.</summary>
    Sandbox,
}

/// <summary>On whose behalf calls are made.</summary>
public enum SsprSignInKind
{
    /// <summary>The token does not tell.</summary>
    Unknown,

    /// <summary>A signed-in person.</summary>
    Delegated,

    /// <summary>An application of its own.</summary>
    Application,
}

/// <summary>The backend that a value came from.</summary>
public enum SsprBackend
{
    /// <summary>Microsoft Graph.</summary>
    Graph,

    /// <summary>The Entra admin center's own backend.</summary>
    Portal,

    /// <summary>Worked out from other values or from the registration report, not read.</summary>
    Inferred,
}

/// <summary>Which users may reset their own password.</summary>
public enum SsprUserScope
{
    /// <summary>Nobody; administrators have a switch of their own.</summary>
    None,

    /// <summary>The members of one group.</summary>
    Selected,

    /// <summary>Everybody.</summary>
    All,
}

/// <summary>For whom Enable-SsprPolicy switches SSPR on.</summary>
public enum SsprEnableScope
{
    /// <summary>Administrators; leaves the scope of users as it is.</summary>
    Admins,

    /// <summary>The members of one group.</summary>
    Selected,

    /// <summary>All users.</summary>
    All,
}

/// <summary>For whom Disable-SsprPolicy switches SSPR off.</summary>
public enum SsprDisableScope
{
    /// <summary>All users; administrators keep their own switch.</summary>
    Users,

    /// <summary>Administrators; leaves the scope of users as it is.</summary>
    Admins,
}

/// <summary>Member or guest.</summary>
public enum SsprUserType
{
    /// <summary>A member of the tenant.</summary>
    Member,

    /// <summary>A guest, who resets in the home tenant.</summary>
    Guest,
}

/// <summary>Where the move from the legacy policies to the authentication methods policy stands.</summary>
public enum SsprMigrationState
{
    /// <summary>The methods policy rules sign-in only.</summary>
    PreMigration,

    /// <summary>The methods policy rules sign-in and SSPR; legacy settings are still honoured.</summary>
    MigrationInProgress,

    /// <summary>The methods policy alone rules.</summary>
    MigrationComplete,
}

/// <summary>What a registration row amounts to.</summary>
public enum SsprRegistrationStatus
{
    /// <summary>In scope and registered: able to reset.</summary>
    Capable,

    /// <summary>In scope, no method registered that counts.</summary>
    NotRegistered,

    /// <summary>In scope, some methods registered but fewer than required.</summary>
    PartlyRegistered,

    /// <summary>Not in the scope of the policy.</summary>
    NotEnabled,

    /// <summary>The report has no row for this user yet.</summary>
    NoRecord,

    /// <summary>A guest resets in the home tenant.</summary>
    Guest,

    /// <summary>The account is disabled; the report leaves such accounts out.</summary>
    Disabled,
}

/// <summary>The call that resets a password.</summary>
public enum SsprResetRoute
{
    /// <summary><c>resetPassword</c>: delegated only, writes back to on-premises directories.</summary>
    ResetPassword,

    /// <summary><c>PATCH passwordProfile</c>: for cloud accounts, works for applications.</summary>
    PasswordProfile,
}

/// <summary>How a reset ended.</summary>
public enum SsprResetStatus
{
    /// <summary>The service reports success.</summary>
    Succeeded,

    /// <summary>The service accepted the reset and then reported a failure.</summary>
    Failed,

    /// <summary>The service was still busy when the time to wait was over: the password may or may not have changed.</summary>
    TimedOut,

    /// <summary>The connection broke before the service answered: the password may or may not have changed.</summary>
    Unknown,

    /// <summary>The run ended before this user's turn: nothing was sent.</summary>
    NotStarted,
}

/// <summary>Whether the portal backend can be used.</summary>
public enum SsprPortalAccess
{
    /// <summary>No cmdlet has needed it yet.</summary>
    NotRequested,

    /// <summary>A token for it is at hand.</summary>
    Available,

    /// <summary>This sign-in can't get a token for it.</summary>
    Unavailable,
}
