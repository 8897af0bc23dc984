namespace SsprModule.Models;

/// <summary>What a run knows beyond its rows: shared by all of them, so that a million rows carry one reference each.</summary>
internal interface IRegistrationContext
{
    /// <summary>When the run read the report, UTC.</summary>
    DateTimeOffset ReadAt { get; }

    /// <summary>Those of a user's methods that can be used for SSPR; null when the policy is not known.</summary>
    ValueList<string>? MethodsForSspr(SsprRegistration row);

    /// <summary>How many more methods the user needs; null when that is not known.</summary>
    int? MethodsNeeded(SsprRegistration row);
}

/// <summary>What the directory adds to a row. Equal ones are kept once, for a tenant has few of them.</summary>
internal sealed record RegistrationDetails
{
    public string? Department { get; init; }

    public string? JobTitle { get; init; }

    public string? Company { get; init; }

    public string? Office { get; init; }

    public string? City { get; init; }

    public string? Country { get; init; }

    public string? UsageLocation { get; init; }

    public string? Manager { get; init; }

    public ValueList<string>? License { get; init; }

    public SsprSyncState? SyncState { get; init; }

    public ValueList<string>? Role { get; init; }
}
