namespace SsprModule.Models;

/// <summary>The nudge to register an authenticator (authenticationMethodsRegistrationCampaign, Microsoft Learn). It is not SSPR registration.</summary>
public sealed record SsprRegistrationCampaign
{
    /// <summary>Whether it runs.</summary>
    public SsprCampaignState? State { get; init; }

    /// <summary>Days that a user may put it off, 0 to 14.</summary>
    public int? SnoozeDays { get; init; }

    /// <summary>Ids of the groups and users that it is for; <c>all_users</c> for everybody.</summary>
    public ValueList<string> Include { get; init; } = new([]);

    /// <summary>Ids of the groups and users that it leaves alone.</summary>
    public ValueList<string> Exclude { get; init; } = new([]);

    /// <inheritdoc/>
    public override string ToString() => $"{State}";
}

/// <summary>Whether the registration campaign runs.</summary>
public enum SsprCampaignState
{
    /// <summary>Microsoft decides.</summary>
    Default,

    /// <summary>It runs.</summary>
    Enabled,

    /// <summary>It does not run.</summary>
    Disabled,
}
