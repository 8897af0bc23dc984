namespace SsprModule.Sandbox.Tenant;

/// <summary>The users that are there in every tenant, in this order (README.md).</summary>
internal static class NamedUsers
{
    public const int Admin = 0;
    public const int Helpdesk = 1;
    public const int Anna = 2;
    public const int Bob = 3;
    public const int Sanne = 4;

    public const MethodSet Full = MethodSet.MobilePhone | MethodSet.Email | MethodSet.AuthenticatorPush | MethodSet.SoftwareOath;

    public static readonly NamedUser[] All =
    [
        new("admin@contoso.com", "Ada", "Beheer") { Methods = Full },
        new("helpdesk@contoso.com", "Hedy", "Lamers") { Methods = Full },
        new("anna@contoso.com", "Anna", "de Vries") { Methods = Full },
        new("bob@contoso.com", "Bob", "Marsh"),
        new("sanne.synced@contoso.com", "Sanne", "Sijbesma") { Methods = MethodSet.MobilePhone | MethodSet.Email, IsSynced = true },
        new("fred@fabrikam.contoso.com", "Fred", "van 't Hof") { Methods = MethodSet.MobilePhone, IsSynced = true, IsFederated = true },
        new("guest_partner.example#EXT#@contoso.onmicrosoft.com", "Gwen", "Partner") { IsGuest = true },
        new("disabled@contoso.com", "Dirk", "Vertrokken") { Methods = MethodSet.MobilePhone, IsEnabled = false },
        new("o'brien@contoso.com", "Síle", "O'Brien") { Methods = MethodSet.MobilePhone },
    ];
}

/// <summary>One of them.</summary>
internal sealed record NamedUser(string Upn, string GivenName, string Surname)
{
    public MethodSet Methods { get; init; }

    public bool IsSynced { get; init; }

    public bool IsFederated { get; init; }

    public bool IsGuest { get; init; }

    public bool IsEnabled { get; init; } = true;
}
