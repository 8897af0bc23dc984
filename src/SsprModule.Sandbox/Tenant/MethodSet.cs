namespace SsprModule.Sandbox.Tenant;

/// <summary>The authentication methods that a user has registered.</summary>
[Flags]
internal enum MethodSet
{
    None = 0,
    MobilePhone = 1,
    AlternateMobilePhone = 2,
    OfficePhone = 4,
    Email = 8,
    AuthenticatorPush = 16,
    AuthenticatorPasswordless = 32,
    SoftwareOath = 64,
    HardwareOath = 128,
    SecurityQuestion = 256,
    PasskeyDeviceBound = 512,
    WindowsHello = 1024,
    TemporaryAccessPass = 2048,
}

/// <summary>The strings of the report's <c>methodsRegistered</c>, and what counts for what.</summary>
internal static class MethodNames
{
    public const MethodSet Strong = MethodSet.MobilePhone | MethodSet.AlternateMobilePhone | MethodSet.OfficePhone | MethodSet.AuthenticatorPush
        | MethodSet.AuthenticatorPasswordless | MethodSet.SoftwareOath | MethodSet.HardwareOath | MethodSet.PasskeyDeviceBound | MethodSet.WindowsHello;

    public const MethodSet Passwordless = MethodSet.AuthenticatorPasswordless | MethodSet.PasskeyDeviceBound | MethodSet.WindowsHello;

    /// <summary>An authenticator app is one method, whether it notifies or shows a code; a token's code is of the same kind.</summary>
    private const MethodSet App = MethodSet.AuthenticatorPush | MethodSet.SoftwareOath | MethodSet.HardwareOath;

    /// <summary>The methods of SSPR, each with all that counts for it once.</summary>
    public static readonly MethodSet[] User = [MethodSet.MobilePhone, MethodSet.OfficePhone, MethodSet.Email, App, MethodSet.SecurityQuestion];

    /// <summary>What the fixed two-gate administrator policy takes: e-mail, authenticator app, phone.</summary>
    public static readonly MethodSet[] Administrator = [MethodSet.MobilePhone | MethodSet.OfficePhone, MethodSet.Email, App];

    public static readonly KeyValuePair<MethodSet, string>[] All =
    [
        new(MethodSet.MobilePhone, "mobilePhone"),
        new(MethodSet.AlternateMobilePhone, "alternateMobilePhone"),
        new(MethodSet.OfficePhone, "officePhone"),
        new(MethodSet.Email, "email"),
        new(MethodSet.AuthenticatorPush, "microsoftAuthenticatorPush"),
        new(MethodSet.AuthenticatorPasswordless, "microsoftAuthenticatorPasswordless"),
        new(MethodSet.SoftwareOath, "softwareOneTimePasscode"),
        new(MethodSet.HardwareOath, "hardwareOneTimePasscode"),
        new(MethodSet.SecurityQuestion, "securityQuestion"),
        new(MethodSet.PasskeyDeviceBound, "passKeyDeviceBound"),
        new(MethodSet.WindowsHello, "windowsHelloForBusiness"),
        new(MethodSet.TemporaryAccessPass, "temporaryAccessPass"),
    ];

    /// <summary>How many different methods a user has.</summary>
    /// <param name="methods">What is registered and usable.</param>
    /// <param name="kinds">What counts as one: <see cref="User"/> or <see cref="Administrator"/>.</param>
    public static int Count(MethodSet methods, MethodSet[] kinds)
    {
        var count = 0;
        foreach (var kind in kinds)
        {
            count += (methods & kind) != 0 ? 1 : 0;
        }

        return count;
    }

    public static IEnumerable<string> Names(MethodSet methods)
        => All.Where(pair => (methods & pair.Key) != 0).Select(pair => pair.Value);
}
