using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using SsprModule.Sandbox.Access;
using SsprModule.Sandbox.Http;
using SsprModule.Sandbox.OData;
using SsprModule.Sandbox.Tenant;

namespace SsprModule.Sandbox.Routes;

/// <summary>Phone methods: at most one of each type, fixed ids, the alternate one only beside a mobile one.</summary>
internal static class PhoneRoutes
{
    private static readonly Regex Format = new(@"^\+[0-9]{1,3} [0-9][0-9 ()\-]{3,18}(x[0-9]{1,10})?$", RegexOptions.CultureInvariant);

    public static void Map(RouteTable routes)
    {
        var read = AccessRule.Both(Permit.PhoneRead).OrOwn("UserAuthMethod-Phone.Read", "UserAuthMethod-Phone.ReadWrite", "UserAuthenticationMethod.Read").As(RoleNames.MethodReaders);
        var write = AccessRule.Both(Permit.PhoneWrite).OrOwn("UserAuthMethod-Phone.ReadWrite", "UserAuthenticationMethod.ReadWrite").As(RoleNames.MethodWriters);
        routes.Get("users/{user}/authentication/phoneMethods", read, List);
        routes.Get("users/{user}/authentication/phoneMethods/{id}", read, Get);
        routes.Post("users/{user}/authentication/phoneMethods", write, Add);
        routes.Patch("users/{user}/authentication/phoneMethods/{id}", write, Update);
        routes.Delete("users/{user}/authentication/phoneMethods/{id}", write, Remove);
        routes.Post("users/{user}/authentication/phoneMethods/{id}/enableSmsSignIn", write, call => SmsSignIn(call, enable: true));
        routes.Post("users/{user}/authentication/phoneMethods/{id}/disableSmsSignIn", write, call => SmsSignIn(call, enable: false));
    }

    /// <summary>The user's phones as Graph shows them.</summary>
    public static IEnumerable<JsonObject> Phones(UserState state)
    {
        var types = new[] { "mobile", "alternateMobile", "office" };
        return types.Where(type => Number(state, type) is not null).Select(type => Phone(state, type));
    }

    private static Answer List(Call call)
        => JsonListing.Page(call, MethodRoutes.Context(call, "phoneMethods"), Phones(call.Tenant.Users.State(call.User())));

    private static Answer Get(Call call) => JsonListing.One(
        call, MethodRoutes.Context(call, "phoneMethods/$entity"), MethodRoutes.Pick(Phones(call.Tenant.Users.State(call.User())), call["id"]));

    private static Answer Add(Call call)
    {
        var user = Writable(call);
        var type = call.BodyString("phoneType") ?? throw GraphErrors.BadQuery("phoneType is required.");
        var number = ReadNumber(call);
        var state = call.Tenant.Users.State(user);
        if (type is not ("mobile" or "alternateMobile" or "office"))
        {
            throw GraphErrors.BadQuery($"Invalid phoneType '{type}'.");
        }

        if (Number(state, type) is not null)
        {
            throw GraphErrors.BadQuery($"The user already has a phone method of type '{type}'.");
        }

        if (type == "alternateMobile" && state.MobilePhone is null)
        {
            throw GraphErrors.BadQuery("An alternate mobile phone needs a mobile phone.");
        }

        Set(call, user, type, number, AuditKind.AdminRegistered, AuditKind.UserRegistered);
        return JsonListing.Created(call, MethodRoutes.Context(call, "phoneMethods/$entity"), Phone(call.Tenant.Users.State(user), type));
    }

    private static Answer Update(Call call)
    {
        var user = Writable(call);
        var type = Existing(call, user);
        if (call.BodyString("phoneType") is { } sent && sent != type)
        {
            throw GraphErrors.BadQuery("The phoneType of a phone method cannot be changed.");
        }

        Set(call, user, type, ReadNumber(call), AuditKind.AdminUpdated, AuditKind.UserUpdated);
        return Answer.Empty();
    }

    private static Answer Remove(Call call)
    {
        var user = Writable(call);
        var type = Existing(call, user);
        if (type == "mobile" && call.Tenant.Users.State(user).AlternateMobilePhone is not null)
        {
            throw GraphErrors.BadQuery("The mobile phone cannot be deleted while there is an alternate mobile phone.");
        }

        PreferenceRoutes.DemandNotDefault(call.Tenant.Users.State(user), type switch { "mobile" => MethodSet.MobilePhone, "office" => MethodSet.OfficePhone, _ => MethodSet.AlternateMobilePhone });

        Set(call, user, type, null, AuditKind.AdminDeleted, AuditKind.UserDeleted);
        return Answer.Empty();
    }

    private static Answer SmsSignIn(Call call, bool enable)
    {
        var user = Writable(call);
        if (Existing(call, user) != "mobile")
        {
            throw GraphErrors.BadQuery("SMS sign-in is possible with the mobile phone only.");
        }

        call.Tenant.Users.Change(user, call.Now, state => state with { SmsSignIn = enable });
        return Answer.Empty();
    }

    private static int Writable(Call call)
    {
        var user = call.User();
        MethodRoutes.DemandWriteRights(call, user);
        return user;
    }

    private static string ReadNumber(Call call)
    {
        var number = call.BodyString("phoneNumber") ?? throw GraphErrors.BadQuery("phoneNumber is required.");
        return Format.IsMatch(number)
            ? number
            : throw GraphErrors.BadQuery("Invalid phone number. Use the format '+{country code} {number}x{extension}'.");
    }

    private static string Existing(Call call, int user)
    {
        var type = call["id"].ToLowerInvariant() switch
        {
            MethodRoutes.MobileId => "mobile",
            MethodRoutes.AlternateMobileId => "alternateMobile",
            MethodRoutes.OfficeId => "office",
            _ => throw GraphErrors.NotFound(call["id"]),
        };
        return Number(call.Tenant.Users.State(user), type) is null ? throw GraphErrors.NotFound(call["id"]) : type;
    }

    private static string? Number(UserState state, string type)
        => type switch { "mobile" => state.MobilePhone, "office" => state.OfficePhone, _ => state.AlternateMobilePhone };

    private static void Set(Call call, int user, string type, string? number, AuditKind byAdmin, AuditKind bySelf)
    {
        call.Tenant.Users.Change(user, call.Now, state =>
        {
            var (changed, flag) = type switch
            {
                "mobile" => (state with { MobilePhone = number, SmsSignIn = false }, MethodSet.MobilePhone),
                "office" => (state with { OfficePhone = number }, MethodSet.OfficePhone),
                _ => (state with { AlternateMobilePhone = number }, MethodSet.AlternateMobilePhone),
            };
            return changed with { Methods = number is null ? changed.Methods & ~flag : changed.Methods | flag };
        });
        call.Tenant.Audit.Add(call.Now, call.IsOwnObject ? bySelf : byAdmin, call.Caller, user);
    }

    private static JsonObject Phone(UserState state, string type) => new()
    {
        ["id"] = type switch { "mobile" => MethodRoutes.MobileId, "office" => MethodRoutes.OfficeId, _ => MethodRoutes.AlternateMobileId },
        ["phoneNumber"] = Number(state, type),
        ["phoneType"] = type,
        ["smsSignInState"] = type == "mobile" ? (state.SmsSignIn ? "ready" : "notEnabled") : "notSupported",
        ["createdDateTime"] = null,
    };
}
