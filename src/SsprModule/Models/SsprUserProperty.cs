namespace SsprModule.Models;

/// <summary>What <c>Get-SsprRegistration -Property</c> can add to a row from the directory.</summary>
public enum SsprUserProperty
{
    /// <summary>The department.</summary>
    Department,

    /// <summary>The job title.</summary>
    JobTitle,

    /// <summary>The company.</summary>
    Company,

    /// <summary>The office location.</summary>
    Office,

    /// <summary>The city.</summary>
    City,

    /// <summary>The country or region.</summary>
    Country,

    /// <summary>The usage location, two letters.</summary>
    UsageLocation,

    /// <summary>The manager's user principal name.</summary>
    Manager,

    /// <summary>The licences assigned, by the name of their product.</summary>
    License,

    /// <summary>Whether the account is synchronised from an on-premises directory.</summary>
    SyncState,

    /// <summary>The directory roles that are active, direct or through a group.</summary>
    Role,
}

/// <summary>Where an account is mastered.</summary>
public enum SsprSyncState
{
    /// <summary>In the cloud.</summary>
    Cloud,

    /// <summary>In an on-premises directory.</summary>
    Synced,
}
