using System.Globalization;

namespace SsprModule.Sandbox.Tenant;

/// <summary>What a user is from birth: follows from seed and index alone and is never stored.</summary>
internal sealed class UserProfile
{
    public int Index { get; init; }

    public Guid Id { get; init; }

    public string GivenName { get; init; } = string.Empty;

    public string Surname { get; init; } = string.Empty;

    public string DisplayName { get; init; } = string.Empty;

    public string Upn { get; init; } = string.Empty;

    public bool IsGuest { get; init; }

    public bool IsSynced { get; init; }

    public bool IsFederated { get; init; }

    public bool IsEnabled { get; init; } = true;

    public bool IsLicensed { get; init; }

    /// <summary>Registered methods at the start.</summary>
    public MethodSet Methods { get; init; }

    /// <summary>Spare randomness for details such as job title and phone number.</summary>
    public ulong Dice { get; init; }

    public string JobTitle => UserNames.JobTitles[(int)(Dice % 8)];

    public string Office => UserNames.Offices[(int)((Dice >> 8) % 6)];

    public string Country => UserNames.Countries[(int)((Dice >> 8) % 6)];

    public int CreatedDaysAgo => (int)((Dice >> 16) % 2000) + 30;

    /// <summary>The user's mail address: the UPN, or for a guest the address at home.</summary>
    public string Mail => IsGuest ? GuestMail(Upn) : Upn;

    public string PrivateMail => "home" + Index.ToString(CultureInfo.InvariantCulture) + "@private.example";

    /// <summary>A mobile number of the range that Ofcom keeps for fiction.</summary>
    public string Number(int kind)
        => "+44 7700900" + ((Dice >> (kind * 5)) % 1000UL).ToString("000", CultureInfo.InvariantCulture);

    private static string GuestMail(string upn)
    {
        var local = upn.Substring(0, upn.IndexOf("#EXT#", StringComparison.Ordinal));
        var at = local.LastIndexOf('_');
        return local.Substring(0, at) + "@" + local.Substring(at + 1);
    }
}
