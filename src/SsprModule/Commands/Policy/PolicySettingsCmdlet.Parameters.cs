using System.Management.Automation;
using SsprModule.Models;

namespace SsprModule.Commands.Policy;

/// <summary>One parameter for each field of <see cref="SsprPolicySettings"/>.</summary>
public abstract partial class PolicySettingsCmdlet
{
    /// <summary>Which users may reset their own password.</summary>
    [Parameter]
    public SsprUserScope UserScope { get; set; }

    /// <summary>Name or object id of the one security group for -UserScope Selected; groups within it count.</summary>
    [Parameter]
    [Alias("ScopeGroup")]
    [ValidateNotNullOrEmpty]
    public string? Group { get; set; }

    /// <summary>Whether administrators may use SSPR. It says nothing about other users.</summary>
    [Parameter]
    public bool AdminSspr { get; set; }

    /// <summary>How many methods a reset takes.</summary>
    [Parameter]
    [ValidateRange(1, 2)]
    public int MethodsRequired { get; set; }

    /// <summary>Whether security questions may be used.</summary>
    [Parameter]
    public bool SecurityQuestions { get; set; }

    /// <summary>How many questions must be registered.</summary>
    [Parameter]
    [ValidateRange(3, 5)]
    public int QuestionsToRegister { get; set; }

    /// <summary>How many questions are asked at a reset.</summary>
    [Parameter]
    [ValidateRange(3, 5)]
    public int QuestionsToReset { get; set; }

    /// <summary>Whether users are asked to register when they sign in.</summary>
    [Parameter]
    public bool RegistrationRequiredAtSignIn { get; set; }

    /// <summary>Days until users are asked to confirm their data; 0 never asks.</summary>
    [Parameter]
    [ValidateRange(0, 730)]
    public int ReconfirmDays { get; set; }

    /// <summary>Whether a user may put registration off.</summary>
    [Parameter]
    public bool SkipRegistrationAllowed { get; set; }

    /// <summary>For how many days registration can be put off.</summary>
    [Parameter]
    [ValidateRange(0, 365)]
    public int SkipRegistrationDays { get; set; }

    /// <summary>Whether a user is told by mail of a reset of the own password.</summary>
    [Parameter]
    public bool NotifyUsers { get; set; }

    /// <summary>Whether all Global Administrators are told when an administrator resets the own password.</summary>
    [Parameter]
    public bool NotifyAdmins { get; set; }

    /// <summary>The help desk link, URL or e-mail address; '' takes it away.</summary>
    [Parameter]
    [AllowEmptyString]
    public string? HelpdeskLink { get; set; }

    /// <summary>Whether a reset is written back through Entra Connect.</summary>
    [Parameter]
    public bool Writeback { get; set; }

    /// <summary>Whether users may unlock an on-premises account without a reset.</summary>
    [Parameter]
    public bool UnlockWithoutReset { get; set; }

    /// <summary>Whether the tenant's writeback through Entra Connect is in force.</summary>
    [Parameter]
    public bool WritebackEnabledForTenant { get; set; }

    /// <summary>Whether a reset is written back through cloud sync.</summary>
    [Parameter]
    public bool WritebackThroughCloudSync { get; set; }

    /// <summary>The legacy toggle of e-mail.</summary>
    [Parameter]
    public bool LegacyEmail { get; set; }

    /// <summary>The legacy toggle of the mobile phone.</summary>
    [Parameter]
    public bool LegacyMobilePhone { get; set; }

    /// <summary>The legacy toggle of the office phone.</summary>
    [Parameter]
    public bool LegacyOfficePhone { get; set; }

    /// <summary>The legacy toggle of the authenticator app's notification.</summary>
    [Parameter]
    public bool LegacyAppNotification { get; set; }

    /// <summary>The legacy toggle of the authenticator app's code.</summary>
    [Parameter]
    public bool LegacyAppCode { get; set; }

    /// <summary>Methods of the authentication methods policy to switch on.</summary>
    [Parameter]
    [ValidateSet("Email", "Sms", "Voice", "MicrosoftAuthenticator", "SoftwareOath", "HardwareOath")]
    public string[]? EnableMethod { get; set; }

    /// <summary>Methods of the authentication methods policy to switch off.</summary>
    [Parameter]
    [ValidateSet("Email", "Sms", "Voice", "MicrosoftAuthenticator", "SoftwareOath", "HardwareOath")]
    public string[]? DisableMethod { get; set; }

    /// <summary>Where the move to the authentication methods policy is to stand.</summary>
    [Parameter]
    public SsprMigrationState MigrationState { get; set; }

    /// <summary>Failed sign-ins until an account is locked.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int LockoutThreshold { get; set; }

    /// <summary>Seconds that the first lock lasts.</summary>
    [Parameter]
    [ValidateRange(5, int.MaxValue)]
    public int LockoutSeconds { get; set; }

    /// <summary>Whether the tenant's own list of banned terms is enforced.</summary>
    [Parameter]
    public bool BannedPasswordCheck { get; set; }

    /// <summary>The tenant's own banned terms, the whole list; @() empties it.</summary>
    [Parameter]
    [AllowEmptyCollection]
    [ValidateCount(0, 1000)]
    [ValidateLength(4, 16)]
    public string[]? BannedPasswords { get; set; }

    /// <summary>Whether banned passwords are looked for on premises.</summary>
    [Parameter]
    public bool BannedPasswordCheckOnPremises { get; set; }

    /// <summary>Whether the check on premises refuses or only reports.</summary>
    [Parameter]
    public SsprBannedPasswordMode BannedPasswordModeOnPremises { get; set; }

    /// <summary>When passwords expire, by domain, such as @{ Domain = 'contoso.com'; ValidityDays = 0 }.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public SsprDomainExpiry[]? PasswordExpiry { get; set; }
}
