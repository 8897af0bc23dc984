using System.Reflection;

namespace SsprModule.Models;

/// <summary>
/// Wished values of the policy: what Set-SsprPolicy, a policy file and a baseline ask for. A property that is null is left
/// as it is. The names are those of <see cref="SsprPolicy"/>, so that wish and state can be laid side by side.
/// </summary>
public sealed class SsprPolicySettings
{
    private static readonly PropertyInfo[] Fields = typeof(SsprPolicySettings).GetProperties(BindingFlags.Public | BindingFlags.Instance);

    /// <summary>No wish at all.</summary>
    public SsprPolicySettings()
    {
    }

    /// <summary>
    /// The policy as it is, as a wish: what is known and was read. PowerShell converts with it, so that
    /// <c>$before | Set-SsprPolicy</c> works. A scope that was inferred is left out: a guess must not become a setting.
    /// </summary>
    /// <param name="policy">What Get-SsprPolicy gave.</param>
    public SsprPolicySettings(SsprPolicy policy)
    {
        UserScope = policy.Sources.TryGetValue(nameof(UserScope), out var backend) && backend == SsprBackend.Inferred ? null : policy.UserScope;
        ScopeGroup = policy.ScopeGroup?.Id;
        AdminSspr = policy.AdminSspr;
        MethodsRequired = policy.MethodsRequired;
        SecurityQuestions = policy.SecurityQuestions;
        QuestionsToRegister = policy.QuestionsToRegister;
        QuestionsToReset = policy.QuestionsToReset;
        RegistrationRequiredAtSignIn = policy.RegistrationRequiredAtSignIn;
        ReconfirmDays = policy.ReconfirmDays;
        SkipRegistrationAllowed = policy.SkipRegistrationAllowed;
        SkipRegistrationDays = policy.SkipRegistrationDays;
        NotifyUsers = policy.NotifyUsers;
        NotifyAdmins = policy.NotifyAdmins;
        HelpdeskLink = policy.HelpdeskLink ?? (policy.Sources.ContainsKey(nameof(HelpdeskLink)) ? "" : null);
        Writeback = policy.Writeback;
        UnlockWithoutReset = policy.UnlockWithoutReset;
        WritebackEnabledForTenant = policy.WritebackEnabledForTenant;
        WritebackThroughCloudSync = policy.WritebackThroughCloudSync;
        LegacyMethods = policy.LegacyMethods;
        Methods = policy.Methods?.ToDictionary(m => m.Method, m => m.Enabled, StringComparer.OrdinalIgnoreCase);
        MigrationState = policy.MigrationState;
        LockoutThreshold = policy.LockoutThreshold;
        LockoutSeconds = policy.LockoutSeconds;
        BannedPasswordCheck = policy.BannedPasswordCheck;
        BannedPasswords = policy.BannedPasswords;
        BannedPasswordCheckOnPremises = policy.BannedPasswordCheckOnPremises;
        BannedPasswordModeOnPremises = policy.BannedPasswordModeOnPremises;
        PasswordExpiry = policy.PasswordExpiry?.Where(e => (e.ValidityDays ?? e.NotificationDays) is not null).ToList();
    }

    /// <summary>Which users may reset their own password.</summary>
    public SsprUserScope? UserScope { get; set; }

    /// <summary>Object id or exact name of the one group for <see cref="SsprUserScope.Selected"/>.</summary>
    public string? ScopeGroup { get; set; }

    /// <summary>Whether administrators may use SSPR.</summary>
    public bool? AdminSspr { get; set; }

    /// <summary>How many methods a reset takes, 1 or 2.</summary>
    public int? MethodsRequired { get; set; }

    /// <summary>Whether security questions may be used.</summary>
    public bool? SecurityQuestions { get; set; }

    /// <summary>How many questions must be registered, 3 to 5.</summary>
    public int? QuestionsToRegister { get; set; }

    /// <summary>How many questions are asked at a reset, 3 to 5.</summary>
    public int? QuestionsToReset { get; set; }

    /// <summary>Whether users are asked to register when they sign in.</summary>
    public bool? RegistrationRequiredAtSignIn { get; set; }

    /// <summary>Days until users are asked to confirm their data, 0 to 730; 0 never asks.</summary>
    public int? ReconfirmDays { get; set; }

    /// <summary>Whether a user may put registration off.</summary>
    public bool? SkipRegistrationAllowed { get; set; }

    /// <summary>For how many days registration can be put off.</summary>
    public int? SkipRegistrationDays { get; set; }

    /// <summary>Whether a user is told by mail of a reset of the own password.</summary>
    public bool? NotifyUsers { get; set; }

    /// <summary>Whether all Global Administrators are told when an administrator resets the own password.</summary>
    public bool? NotifyAdmins { get; set; }

    /// <summary>The help desk link, URL or e-mail address; empty takes it away.</summary>
    public string? HelpdeskLink { get; set; }

    /// <summary>Whether a reset is written back through Entra Connect.</summary>
    public bool? Writeback { get; set; }

    /// <summary>Whether users may unlock an on-premises account without a reset.</summary>
    public bool? UnlockWithoutReset { get; set; }

    /// <summary>Whether the tenant's writeback through Entra Connect is in force.</summary>
    public bool? WritebackEnabledForTenant { get; set; }

    /// <summary>Whether a reset is written back through cloud sync.</summary>
    public bool? WritebackThroughCloudSync { get; set; }

    /// <summary>The legacy toggles of the methods, by method; without effect once the migration is complete.</summary>
    public SsprLegacyMethods? LegacyMethods { get; set; }

    /// <summary>Methods of the authentication methods policy to switch on or off, by Entra's word such as <c>Sms</c>.</summary>
    public IDictionary<string, bool>? Methods { get; set; }

    /// <summary>Where the move to the authentication methods policy is to stand.</summary>
    public SsprMigrationState? MigrationState { get; set; }

    /// <summary>Failed sign-ins until an account is locked, at least 1.</summary>
    public int? LockoutThreshold { get; set; }

    /// <summary>Seconds that the first lock lasts, at least 5.</summary>
    public int? LockoutSeconds { get; set; }

    /// <summary>Whether the tenant's own list of banned terms is enforced.</summary>
    public bool? BannedPasswordCheck { get; set; }

    /// <summary>The tenant's own banned terms, at most 1000 of 4 to 16 characters; the whole list.</summary>
    public IList<string>? BannedPasswords { get; set; }

    /// <summary>Whether banned passwords are looked for on premises.</summary>
    public bool? BannedPasswordCheckOnPremises { get; set; }

    /// <summary>Whether the check on premises refuses or only reports.</summary>
    public SsprBannedPasswordMode? BannedPasswordModeOnPremises { get; set; }

    /// <summary>When passwords expire, by domain.</summary>
    public IList<SsprDomainExpiry>? PasswordExpiry { get; set; }

    /// <summary>True when nothing is asked for.</summary>
    internal bool IsEmpty => Array.TrueForAll(Fields, f => f.GetValue(this) is null);

    /// <summary>These wishes with others laid over them; neither of both is changed.</summary>
    /// <param name="over">What it asks for takes precedence, field by field; methods, toggles and domains each for itself.</param>
    internal SsprPolicySettings With(SsprPolicySettings over)
    {
        var both = new SsprPolicySettings();
        foreach (var field in Fields)
        {
            field.SetValue(both, field.GetValue(over) ?? field.GetValue(this));
        }

        both.LegacyMethods = over.LegacyMethods is null ? LegacyMethods : over.LegacyMethods.Over(LegacyMethods);
        both.Methods = MergedMethods(over.Methods);
        both.PasswordExpiry = MergedExpiry(over.PasswordExpiry);

        // The group of a scope that is no longer asked for.
        if (over.UserScope is not (null or SsprUserScope.Selected) && over.ScopeGroup is null)
        {
            both.ScopeGroup = null;
        }

        return both;
    }

    private IDictionary<string, bool>? MergedMethods(IDictionary<string, bool>? over)
    {
        if (over is null || Methods is null)
        {
            return over ?? Methods;
        }

        var both = new Dictionary<string, bool>(StringComparer.OrdinalIgnoreCase);
        foreach (var method in Methods.Concat(over))
        {
            both[method.Key] = method.Value;
        }

        return both;
    }

    private IList<SsprDomainExpiry>? MergedExpiry(IList<SsprDomainExpiry>? over)
    {
        if (over is null || PasswordExpiry is null)
        {
            return over ?? PasswordExpiry;
        }

        var both = PasswordExpiry.ToList();
        foreach (var expiry in over)
        {
            var at = both.FindIndex(e => string.Equals(e.Domain, expiry.Domain, StringComparison.OrdinalIgnoreCase));
            if (at < 0)
            {
                both.Add(expiry);
            }
            else
            {
                both[at] = expiry with { ValidityDays = expiry.ValidityDays ?? both[at].ValidityDays, NotificationDays = expiry.NotificationDays ?? both[at].NotificationDays };
            }
        }

        return both;
    }
}
