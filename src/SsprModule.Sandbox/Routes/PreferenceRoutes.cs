using System.Text.Json.Nodes;
using SsprModule.Sandbox.Access;
using SsprModule.Sandbox.Http;
using SsprModule.Sandbox.Tenant;

namespace SsprModule.Sandbox.Routes;

/// <summary>signInPreferences (beta): which method the user is asked for first. That one can't be deleted while there are others.</summary>
internal static class PreferenceRoutes
{
    private static readonly KeyValuePair<string, MethodSet>[] Words =
    [
        new("push", MethodSet.AuthenticatorPush | MethodSet.AuthenticatorPasswordless),
        new("oath", MethodSet.SoftwareOath | MethodSet.HardwareOath),
        new("sms", MethodSet.MobilePhone),
        new("voiceMobile", MethodSet.MobilePhone),
        new("voiceAlternateMobile", MethodSet.AlternateMobilePhone),
        new("voiceOffice", MethodSet.OfficePhone),
    ];

    private const MethodSet Candidates = MethodSet.AuthenticatorPush | MethodSet.AuthenticatorPasswordless | MethodSet.SoftwareOath | MethodSet.HardwareOath
        | MethodSet.MobilePhone | MethodSet.AlternateMobilePhone | MethodSet.OfficePhone;

    public static void Map(RouteTable routes)
    {
        var read = AccessRule.Both(Permit.MethodsRead).OrOwn("UserAuthenticationMethod.Read", "UserAuthenticationMethod.ReadWrite").As(RoleNames.MethodReaders);
        var write = AccessRule.Both(["UserAuthenticationMethod.ReadWrite.All"]).OrOwn("UserAuthenticationMethod.ReadWrite").As(RoleNames.MethodWriters);
        routes.Add(new Route("GET", "users/{user}/authentication/signInPreferences", read, Get) { IsBetaOnly = true });
        routes.Add(new Route("PATCH", "users/{user}/authentication/signInPreferences", write, Patch) { IsBetaOnly = true });
    }

    /// <summary>Throws 400 when these methods hold the user's default and others stay.</summary>
    public static void DemandNotDefault(UserState state, MethodSet removed)
    {
        if (Default(state) is { } word && (Methods(word) & removed) != 0 && (state.Methods & Candidates & ~removed) != 0)
        {
            throw GraphErrors.BadQuery("Cannot delete default method with other methods configured. Please change default method before deletion.");
        }
    }

    private static Answer Get(Call call)
    {
        var state = call.Tenant.Users.State(call.User());
        return Answer.Node(new JsonObject
        {
            ["@odata.context"] = call.Context(MethodRoutes.Context(call, "signInPreferences")),
            ["isSystemPreferredAuthenticationMethodEnabled"] = true,
            ["userPreferredMethodForSecondaryAuthentication"] = Default(state),
        });
    }

    private static Answer Patch(Call call)
    {
        var user = call.User();
        MethodRoutes.DemandWriteRights(call, user);
        if (call.BodyString("userPreferredMethodForSecondaryAuthentication") is { } word)
        {
            if ((Methods(word) & call.Tenant.Users.State(user).Methods) == 0)
            {
                throw GraphErrors.BadQuery("The user has no such method registered.");
            }

            call.Tenant.Users.Change(user, call.Now, state => state with { Preferred = word });
        }

        return Answer.Empty();
    }

    // Without a choice, or with one that is gone, the first of the list that the user has.
    private static string? Default(UserState state) =>
        state.Preferred is { } chosen && (Methods(chosen) & state.Methods) != 0 ? chosen : Words.FirstOrDefault(w => (w.Value & state.Methods) != 0).Key;

    private static MethodSet Methods(string word) => Words.FirstOrDefault(w => w.Key == word).Value;
}
