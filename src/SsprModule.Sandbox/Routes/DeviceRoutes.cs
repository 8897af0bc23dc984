using SsprModule.Sandbox.Access;
using SsprModule.Sandbox.Http;
using SsprModule.Sandbox.OData;
using SsprModule.Sandbox.Tenant;

namespace SsprModule.Sandbox.Routes;

/// <summary>Methods that live on a device: an administrator can list and delete them, not make them.</summary>
internal static class DeviceRoutes
{
    private static readonly (string List, string Permission, string Type, MethodSet Methods)[] Lists =
    [
        ("microsoftAuthenticatorMethods", "UserAuthMethod-MicrosoftAuthApp", "microsoftAuthenticator", MethodSet.AuthenticatorPush | MethodSet.AuthenticatorPasswordless),
        ("softwareOathMethods", "UserAuthMethod-SoftwareOATH", "softwareOath", MethodSet.SoftwareOath),
        ("fido2Methods", "UserAuthMethod-Passkey", "fido2", MethodSet.PasskeyDeviceBound),
        ("windowsHelloForBusinessMethods", "UserAuthMethod-WindowsHello", "windowsHelloForBusiness", MethodSet.WindowsHello),
    ];

    public static void Map(RouteTable routes)
    {
        foreach (var (list, permission, type, methods) in Lists)
        {
            string[] readers = [permission + ".Read.All", permission + ".ReadWrite.All", .. Permit.MethodsRead];
            string[] writers = [permission + ".ReadWrite.All", "UserAuthenticationMethod.ReadWrite.All"];
            routes.Get($"users/{{user}}/authentication/{list}", AccessRule.Both(readers).As(RoleNames.MethodReaders), call => List(call, list, type));
            routes.Delete($"users/{{user}}/authentication/{list}/{{id}}", AccessRule.Both(writers).As(RoleNames.MethodWriters), call => Delete(call, type, methods));
        }
    }

    private static Answer List(Call call, string list, string type)
    {
        var user = call.User();
        var found = MethodRoutes.Devices(user, call.Tenant.Users.State(user).Methods).Where(m => IsOf(m, type)).ToList();
        found.ForEach(m => m.Remove("@odata.type"));
        return JsonListing.Page(call, MethodRoutes.Context(call, list), found);
    }

    private static Answer Delete(Call call, string type, MethodSet methods)
    {
        var user = call.User();
        MethodRoutes.DemandWriteRights(call, user);
        var state = call.Tenant.Users.State(user);
        MethodRoutes.Pick(MethodRoutes.Devices(user, state.Methods).Where(m => IsOf(m, type)), call["id"]);
        PreferenceRoutes.DemandNotDefault(state, methods);
        call.Tenant.Users.Change(user, call.Now, s => s with { Methods = s.Methods & ~methods });
        call.Tenant.Audit.Add(call.Now, call.IsOwnObject ? AuditKind.UserDeleted : AuditKind.AdminDeleted, call.Caller, user);
        return Answer.Empty();
    }

    private static bool IsOf(System.Text.Json.Nodes.JsonObject method, string type) => (string?)method["@odata.type"] == $"#microsoft.graph.{type}AuthenticationMethod";
}
