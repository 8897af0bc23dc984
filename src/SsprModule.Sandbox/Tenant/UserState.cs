namespace SsprModule.Sandbox.Tenant;

/// <summary>What calls can change of a user. Immutable: a change makes a new one, the old one stays for the report.</summary>
internal sealed record UserState
{
    public bool AccountEnabled { get; init; }

    public string? PasswordPolicies { get; init; }

    public MethodSet Methods { get; init; }

    public string? MobilePhone { get; init; }

    public string? AlternateMobilePhone { get; init; }

    public string? OfficePhone { get; init; }

    public string? Email { get; init; }

    /// <summary>The default method that was chosen, in the word of signInPreferences; null leaves it to what is registered.</summary>
    public string? Preferred { get; init; }

    /// <summary>SMS sign-in of the mobile phone.</summary>
    public bool SmsSignIn { get; init; }

    public DateTimeOffset LastPasswordChange { get; init; }

    public DateTimeOffset SessionsValidFrom { get; init; }

    public bool ForceChange { get; init; }

    public bool ForceChangeWithMfa { get; init; }

    /// <summary>SHA-256 of the password that a call set; null for the one from before. Kept to tell "last password" in a change.</summary>
    public string? PasswordHash { get; init; }

    public static UserState From(UserProfile profile, DateTimeOffset started)
    {
        var changed = started.AddDays(-(double)((profile.Dice >> 24) % 400) - 1);
        return new UserState
        {
            AccountEnabled = profile.IsEnabled,
            PasswordPolicies = profile.Dice % 17 == 0 ? "DisablePasswordExpiration" : null,
            Methods = profile.Methods,
            MobilePhone = (profile.Methods & MethodSet.MobilePhone) != 0 ? profile.Number(0) : null,
            AlternateMobilePhone = (profile.Methods & MethodSet.AlternateMobilePhone) != 0 ? profile.Number(1) : null,
            OfficePhone = (profile.Methods & MethodSet.OfficePhone) != 0 ? profile.Number(2) : null,
            Email = (profile.Methods & MethodSet.Email) != 0 ? profile.PrivateMail : null,
            LastPasswordChange = changed,
            SessionsValidFrom = changed,
        };
    }
}
