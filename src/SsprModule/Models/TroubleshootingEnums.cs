namespace SsprModule.Models;

/// <summary>Where a code comes from.</summary>
public enum SsprCodeKind
{
    /// <summary>A numbered error of the reset portal, such as <c>SSPR_0029</c>.</summary>
    Sspr,

    /// <summary>A message of the portals that has no number; the code is this module's own key.</summary>
    PortalMessage,

    /// <summary>A result code (HRESULT) of the sync server.</summary>
    Writeback,

    /// <summary>An event in the log of the sync server or the domain controller.</summary>
    WritebackEvent,

    /// <summary>A code of the sign-in page (AADSTS).</summary>
    SignIn,

    /// <summary>An error code of Microsoft Graph.</summary>
    Graph,

    /// <summary>A reason in the audit log.</summary>
    AuditReason,

    /// <summary>An error of this module, where no service gave a code.</summary>
    Module,
}

/// <summary>Who can put it right.</summary>
public enum SsprFixer
{
    /// <summary>An administrator.</summary>
    Administrator,

    /// <summary>The user, or whoever is signed in.</summary>
    User,

    /// <summary>Nobody needs to act: it passes with time.</summary>
    Wait,

    /// <summary>Nothing is wrong.</summary>
    Nobody,
}

/// <summary>How bad it is.</summary>
public enum SsprEventLevel
{
    /// <summary>Something happened as it should.</summary>
    Info,

    /// <summary>It may become a problem.</summary>
    Warning,

    /// <summary>Something failed.</summary>
    Error,
}

/// <summary>For whom a page is.</summary>
public enum SsprPageKind
{
    /// <summary>Documentation on Microsoft Learn.</summary>
    Document,

    /// <summary>A page of the Entra admin center.</summary>
    AdminPortal,

    /// <summary>A page that users go to.</summary>
    UserPortal,
}

/// <summary>The pages that Open-SsprPage knows.</summary>
public enum SsprPageName
{
    /// <summary>Plan the roll-out for users.</summary>
    EnableUsers,

    /// <summary>Contact data for users.</summary>
    RegisterContactData,

    /// <summary>Basic set-up, step by step.</summary>
    BasicSetup,

    /// <summary>Microsoft's questions and answers.</summary>
    Faq,

    /// <summary>Microsoft's troubleshooter.</summary>
    Troubleshooter,

    /// <summary>Microsoft's troubleshooter for writeback.</summary>
    WritebackTroubleshooter,

    /// <summary>Setting up writeback.</summary>
    WritebackSetup,

    /// <summary>Password policies, and the two-gate policy of administrators.</summary>
    PolicyReference,

    /// <summary>Which licence covers what.</summary>
    Licensing,

    /// <summary>The scope of SSPR.</summary>
    Properties,

    /// <summary>Number of methods, and security questions.</summary>
    Methods,

    /// <summary>Registration at sign-in.</summary>
    Registration,

    /// <summary>Who is told about a reset.</summary>
    Notifications,

    /// <summary>The link to the help desk.</summary>
    Customization,

    /// <summary>Writeback.</summary>
    OnPremisesIntegration,

    /// <summary>The fixed policy for administrators.</summary>
    AdministratorPolicy,

    /// <summary>The authentication methods policy.</summary>
    AuthenticationMethodsPolicy,

    /// <summary>The report of user registration details.</summary>
    RegistrationReport,

    /// <summary>The audit log.</summary>
    AuditLog,

    /// <summary>Where users reset a forgotten password.</summary>
    ResetPortal,

    /// <summary>The short link to it, in the public cloud.</summary>
    ShortLink,

    /// <summary>Where users register methods.</summary>
    SecurityInfo,
}
