namespace SsprModule.Models;

/// <summary>By what Measure-SsprRegistration divides the users.</summary>
public enum SsprMeasureBy
{
    /// <summary>Not at all.</summary>
    Total,

    /// <summary>By department.</summary>
    Department,

    /// <summary>By active directory role; a user counts in each.</summary>
    Role,

    /// <summary>By registered method; a user counts in each.</summary>
    Method,

    /// <summary>By the domain of the sign-in name.</summary>
    Domain,

    /// <summary>By the groups given; a user counts in each.</summary>
    Group,
}

/// <summary>How far SSPR has come, for the tenant or for a part of it.</summary>
public sealed class SsprRegistrationMeasure
{
    /// <summary>By what the users are divided.</summary>
    public SsprMeasureBy By { get; init; }

    /// <summary>The part, such as a department; null for the total and for users without one.</summary>
    public string? Value { get; init; }

    /// <summary>Enabled members: those whom coverage is counted over.</summary>
    public long Users { get; internal set; }

    /// <summary>Of them, in the scope of the policy.</summary>
    public long Enabled { get; internal set; }

    /// <summary>Of them, with enough methods registered, in scope or not.</summary>
    public long Registered { get; internal set; }

    /// <summary>Of them, able to reset.</summary>
    public long Capable { get; internal set; }

    /// <summary>Of them, in scope and not able to reset: the people to chase.</summary>
    public long ToChase { get; internal set; }

    /// <summary>Of them, administrators.</summary>
    public long Administrators { get; internal set; }

    /// <summary>Administrators who are not able to reset.</summary>
    public long AdministratorsAtRisk { get; internal set; }

    /// <summary>Of them, without a row in the report yet.</summary>
    public long NoRecord { get; internal set; }

    /// <summary>Guests, who reset in their home tenant; not counted among the users.</summary>
    public long Guests { get; internal set; }

    /// <summary>Disabled accounts; not counted among the users. Only where the rows hold them, see Get-SsprRegistration -IncludeUnreported.</summary>
    public long Disabled { get; internal set; }

    /// <summary>Capable of Users, 0 to 100, one decimal; null without users.</summary>
    public double? Coverage => Percent(Capable, Users);

    /// <summary>Capable of Enabled, 0 to 100, one decimal; null when nobody is in scope.</summary>
    public double? CoverageOfScope => Percent(Capable, Enabled);

    /// <summary>When the oldest row was refreshed, UTC; null without rows.</summary>
    public DateTimeOffset? OldestData { get; internal set; }

    private static double? Percent(long part, long whole) => whole == 0 ? null : Math.Round(100.0 * part / whole, 1);
}
