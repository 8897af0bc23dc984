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

    /// <summary>What the fixed two-gate administrator policy takes: e-mail, authenticator app, phone.</summary>
    public const MethodSet Administrator = MethodSet.MobilePhone | MethodSet.OfficePhone | MethodSet.Email
        | MethodSet.AuthenticatorPush | MethodSet.SoftwareOath;

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

    public static int Count(MethodSet methods)
    {
        var bits = (uint)methods;
        var count = 0;
        while (bits != 0)
        {
            bits &= bits - 1;
            count++;
        }

        return count;
    }

    public static IEnumerable<string> Names(MethodSet methods)
        => All.Where(pair => (methods & pair.Key) != 0).Select(pair => pair.Value);
}
