using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using SsprModule.Sandbox.Access;
using SsprModule.Sandbox.Http;
using SsprModule.Sandbox.OData;
using SsprModule.Sandbox.Tenant;

namespace SsprModule.Sandbox.Routes;

/// <summary>The e-mail method: at most one, fixed id, used for password reset only.</summary>
internal static class EmailRoutes
{
    private static readonly Regex Format = new(@"^[^@\s]+@[^@\s]+\.[^@\s.]+$", RegexOptions.CultureInvariant);

    public static void Map(RouteTable routes)
    {
        var read = AccessRule.Both(Permit.EmailRead).OrOwn("UserAuthMethod-Email.Read", "UserAuthMethod-Email.ReadWrite", "UserAuthenticationMethod.Read").As(RoleNames.MethodReaders);
        var write = AccessRule.Both(Permit.EmailWrite).OrOwn("UserAuthMethod-Email.ReadWrite", "UserAuthenticationMethod.ReadWrite").As(RoleNames.MethodWriters);
        routes.Get("users/{user}/authentication/emailMethods", read, List);
        routes.Get("users/{user}/authentication/emailMethods/{id}", read, Get);
        routes.Post("users/{user}/authentication/emailMethods", write, Add);
        routes.Patch("users/{user}/authentication/emailMethods/{id}", write, Update);
        routes.Delete("users/{user}/authentication/emailMethods/{id}", write, Remove);
    }

    public static JsonObject Email(UserState state) => new()
    {
        ["id"] = MethodRoutes.EmailId, ["emailAddress"] = state.Email, ["createdDateTime"] = null,
    };

    private static Answer List(Call call)
    {
        var state = call.Tenant.Users.State(call.User());
        return JsonListing.Page(call, MethodRoutes.Context(call, "emailMethods"), state.Email is null ? [] : [Email(state)]);
    }

    private static Answer Get(Call call)
        => JsonListing.One(call, MethodRoutes.Context(call, "emailMethods/$entity"), Email(Existing(call, call.User())));

    private static Answer Add(Call call)
    {
        var user = Writable(call);
        if (call.Tenant.Users.State(user).Email is not null)
        {
            throw GraphErrors.BadQuery("The user already has an email method.");
        }

        Set(call, user, ReadAddress(call), AuditKind.AdminRegistered, AuditKind.UserRegistered);
        return JsonListing.Created(call, MethodRoutes.Context(call, "emailMethods/$entity"), Email(call.Tenant.Users.State(user)));
    }

    private static Answer Update(Call call)
    {
        var user = Writable(call);
        Existing(call, user);
        Set(call, user, ReadAddress(call), AuditKind.AdminUpdated, AuditKind.UserUpdated);
        return Answer.Empty();
    }

    private static Answer Remove(Call call)
    {
        var user = Writable(call);
        Existing(call, user);
        Set(call, user, null, AuditKind.AdminDeleted, AuditKind.UserDeleted);
        return Answer.Empty();
    }

    private static int Writable(Call call)
    {
        var user = call.User();
        MethodRoutes.DemandWriteRights(call, user);
        return user;
    }

    private static UserState Existing(Call call, int user)
    {
        var state = call.Tenant.Users.State(user);
        return state.Email is not null && string.Equals(call["id"], MethodRoutes.EmailId, StringComparison.OrdinalIgnoreCase)
            ? state
            : throw GraphErrors.NotFound(call["id"]);
    }

    private static string ReadAddress(Call call)
    {
        var address = call.BodyString("emailAddress") ?? throw GraphErrors.BadQuery("emailAddress is required.");
        return Format.IsMatch(address) ? address : throw GraphErrors.BadQuery("Invalid email address.");
    }

    private static void Set(Call call, int user, string? address, AuditKind byAdmin, AuditKind bySelf)
    {
        call.Tenant.Users.Change(user, call.Now, state => state with
        {
            Email = address,
            Methods = address is null ? state.Methods & ~MethodSet.Email : state.Methods | MethodSet.Email,
        });
        call.Tenant.Audit.Add(call.Now, call.IsOwnObject ? bySelf : byAdmin, call.Caller, user);
    }
}
