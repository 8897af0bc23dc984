using System.Globalization;

namespace SsprModule.Sandbox.Tenant;

/// <summary>Makes the users without a fixed name.</summary>
internal static class UserFactory
{
    private static readonly string[] GuestDomains = ["partner.example", "supplier.example", "customer.example"];

    public static UserProfile Make(int seed, int index, Guid id)
    {
        var dice = Hash.Mix(seed, index, 3);
        var given = UserNames.Given[(int)(dice & 31)];
        var surname = UserNames.Surname[(int)((dice >> 5) & 31)];
        var kind = (int)((dice >> 10) % 1000);
        var isGuest = kind < 60;
        var isFederated = kind is >= 60 and < 100;
        return new UserProfile
        {
            Index = index,
            Id = id,
            GivenName = given.Key,
            Surname = surname.Key,
            DisplayName = given.Key + " " + surname.Key,
            Upn = Upn(given.Value, surname.Value, index, isGuest, isFederated),
            IsGuest = isGuest,
            IsFederated = isFederated,
            IsSynced = isFederated || kind is >= 100 and < 320,
            IsEnabled = (dice >> 30) % 20 != 0,
            IsLicensed = !isGuest && (dice >> 35) % 8 != 0,
            Methods = isGuest ? MethodSet.None : Methods((int)((dice >> 40) % 100), dice >> 48),
            Dice = Hash.Mix(seed, index, 5),
        };
    }

    private static string Upn(string given, string surname, int index, bool isGuest, bool isFederated)
    {
        var local = given + "." + surname + index.ToString(CultureInfo.InvariantCulture);
        if (isGuest)
        {
            return local + "_" + GuestDomains[index % 3] + "#EXT#@contoso.onmicrosoft.com";
        }

        return local + (isFederated ? "@fabrikam.contoso.com" : "@contoso.com");
    }

    /// <summary>A fifth has nothing, an eighth one method, most two or three, some everything.</summary>
    private static MethodSet Methods(int percent, ulong variety) => percent switch
    {
        < 20 => MethodSet.None,
        < 26 => MethodSet.MobilePhone,
        < 29 => MethodSet.Email,
        < 32 => MethodSet.OfficePhone,
        < 34 => MethodSet.SecurityQuestion,
        < 50 => MethodSet.MobilePhone | MethodSet.Email,
        < 72 => MethodSet.MobilePhone | MethodSet.AuthenticatorPush | MethodSet.SoftwareOath,
        < 85 => MethodSet.MobilePhone | MethodSet.Email | MethodSet.AuthenticatorPush | MethodSet.SoftwareOath
            | ((variety & 3) == 0 ? MethodSet.AlternateMobilePhone : MethodSet.None),
        < 92 => MethodSet.AuthenticatorPush | MethodSet.AuthenticatorPasswordless | MethodSet.SoftwareOath | MethodSet.WindowsHello,
        < 96 => MethodSet.PasskeyDeviceBound | MethodSet.WindowsHello,
        < 98 => MethodSet.HardwareOath | MethodSet.OfficePhone,
        _ => MethodSet.MobilePhone | MethodSet.AlternateMobilePhone | MethodSet.OfficePhone | MethodSet.Email | MethodSet.AuthenticatorPush
            | MethodSet.AuthenticatorPasswordless | MethodSet.SoftwareOath | MethodSet.SecurityQuestion | MethodSet.PasskeyDeviceBound,
    };
}
