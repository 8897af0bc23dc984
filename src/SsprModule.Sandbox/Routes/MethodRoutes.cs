using System.Text.Json.Nodes;
using SsprModule.Sandbox.Access;
using SsprModule.Sandbox.Http;
using SsprModule.Sandbox.OData;
using SsprModule.Sandbox.Tenant;

namespace SsprModule.Sandbox.Routes;

/// <summary>What authentication methods a user has.</summary>
internal static class MethodRoutes
{
    public const string MobileId = "3179e48a-750b-4051-897c-87b9720928f7";
    public const string AlternateMobileId = "b6332ec1-7057-4abe-9331-3d72feddfe41";
    public const string OfficeId = "e37fc753-ff3b-4958-9484-eaa9425c82bc";
    public const string EmailId = "3ddfcfc8-9383-446f-83cc-3ab9be4be18f";
    public const string PasswordId = "28c10230-6103-485e-b985-444c60001490";

    public static void Map(RouteTable routes)
    {
        var all = AccessRule.Both(Permit.MethodsRead).OrOwn("UserAuthenticationMethod.Read", "UserAuthenticationMethod.ReadWrite").As(RoleNames.MethodReaders);
        var password = AccessRule.Both(Permit.PasswordRead)
            .OrOwn("UserAuthMethod-Password.Read", "UserAuthMethod-Password.ReadWrite", "UserAuthenticationMethod.Read")
            .As(RoleNames.MethodReaders);
        routes.Get("users/{user}/authentication/methods", all, List);
        routes.Get("users/{user}/authentication/methods/{id}", all, Get);
        routes.Get("users/{user}/authentication/passwordMethods", password, Passwords);
        routes.Get("users/{user}/authentication/passwordMethods/{id}", password, GetPassword);
    }

    /// <summary>Throws 403 unless a delegated caller may write methods of this user.</summary>
    public static void DemandWriteRights(Call call, int user)
    {
        if (!call.IsOwnObject && !call.Caller.IsApplication)
        {
            UserChangeRoutes.DemandRightsOver(call, user);
        }
    }

    public static string Context(Call call, string tail) => $"users('{Uri.EscapeDataString(call["user"])}')/authentication/{tail}";

    private static Answer List(Call call) => JsonListing.Page(call, Context(call, "methods"), All(call));

    private static Answer Get(Call call)
        => JsonListing.One(call, Context(call, "methods/$entity"), Pick(All(call), call["id"]));

    private static Answer Passwords(Call call)
    {
        var user = call.User();
        return JsonListing.Page(call, Context(call, "passwordMethods"), [Password(call.Tenant.Users.State(user))]);
    }

    private static Answer GetPassword(Call call)
    {
        var user = call.User();
        return JsonListing.One(call, Context(call, "passwordMethods/$entity"), Pick([Password(call.Tenant.Users.State(user))], call["id"]));
    }

    public static JsonObject Pick(IEnumerable<JsonObject> items, string id)
        => items.FirstOrDefault(item => string.Equals((string?)item["id"], id, StringComparison.OrdinalIgnoreCase)) ?? throw GraphErrors.NotFound(id);

    private static List<JsonObject> All(Call call)
    {
        var user = call.User();
        var state = call.Tenant.Users.State(user);
        var found = new List<JsonObject> { Typed("password", Password(state)) };
        found.AddRange(PhoneRoutes.Phones(state).Select(phone => Typed("phone", phone)));
        if (state.Email is not null)
        {
            found.Add(Typed("email", EmailRoutes.Email(state)));
        }

        found.AddRange(Devices(user, state.Methods));
        return found;
    }

    private static JsonObject Password(UserState state) => new()
    {
        ["id"] = PasswordId, ["password"] = null, ["createdDateTime"] = PolicySeeds.Stamp(state.LastPasswordChange),
    };

    /// <summary>The methods that live on a device, as a list of all methods shows them.</summary>
    public static IEnumerable<JsonObject> Devices(int user, MethodSet methods)
    {
        if ((methods & (MethodSet.AuthenticatorPush | MethodSet.AuthenticatorPasswordless)) != 0)
        {
            yield return Typed("microsoftAuthenticator", new JsonObject
            {
                ["id"] = Id("authenticator"), ["displayName"] = "iPhone", ["deviceTag"] = "SoftwareTokenActivated", ["phoneAppVersion"] = "6.8.20", ["createdDateTime"] = null,
            });
        }

        if ((methods & MethodSet.SoftwareOath) != 0)
        {
            yield return Typed("softwareOath", new JsonObject { ["id"] = Id("oath"), ["secretKey"] = null, ["createdDateTime"] = null });
        }

        if ((methods & MethodSet.PasskeyDeviceBound) != 0)
        {
            yield return Typed("fido2", new JsonObject
            {
                ["id"] = Id("fido2"), ["displayName"] = "Security key", ["aaGuid"] = "2fc0579f-8113-47ea-b116-bb5a8db9202a",
                ["model"] = "Key", ["attestationLevel"] = "attested", ["passkeyType"] = "deviceBound", ["createdDateTime"] = null,
            });
        }

        if ((methods & MethodSet.WindowsHello) != 0)
        {
            yield return Typed("windowsHelloForBusiness", new JsonObject
            {
                ["id"] = Id("hello"), ["displayName"] = "LAPTOP-" + user, ["keyStrength"] = "normal", ["createdDateTime"] = null,
            });
        }

        string Id(string name) => Hash.Id(user, name).ToString();
    }

    private static JsonObject Typed(string type, JsonObject method)
    {
        var typed = new JsonObject { ["@odata.type"] = $"#microsoft.graph.{type}AuthenticationMethod" };
        foreach (var (name, value) in method)
        {
            typed[name] = value?.DeepClone();
        }

        return typed;
    }
}
