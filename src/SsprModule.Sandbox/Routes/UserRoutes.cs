using System.Text.Json.Nodes;
using SsprModule.Sandbox.Access;
using SsprModule.Sandbox.Http;
using SsprModule.Sandbox.OData;
using SsprModule.Sandbox.Tenant;

namespace SsprModule.Sandbox.Routes;

/// <summary>Reading users.</summary>
internal static class UserRoutes
{
    private static readonly ListingRules Rules = new("users", Options.List | Options.OrderBy | Options.Count | Options.Expand);

    public static void Map(RouteTable routes)
    {
        routes.Get("users", AccessRule.Both(Permit.UsersRead), List, cost: 2);
        routes.Get("users/$count", AccessRule.Both(Permit.UsersRead), Count);
        routes.Get("users/{user}", AccessRule.Both(Permit.UsersRead).OrOwn("User.Read"), Get);
        routes.Get("users/{user}/licenseDetails", AccessRule.Both(Permit.UserLicencesRead).OrOwn("User.Read"), Licences);
    }

    /// <summary>A page over directory users, or over those that a filter on id or UPN names.</summary>
    public static Answer Page(Call call, ListingRules rules, Shape<UserView> shape)
    {
        var tenant = call.Tenant;
        if (Named(call) is { } named)
        {
            return Listing.Page(call, rules, shape, named.Count, position => new UserView(tenant, named[position]));
        }

        var (order, isDescending) = Order(call);
        var count = tenant.Users.Count;
        return Listing.Page(call, rules, shape, count, At);

        UserView At(int position)
        {
            var at = isDescending ? count - 1 - position : position;
            return new UserView(tenant, order is null ? at : order[at]);
        }
    }

    /// <summary>The order that $orderby asks for: positions sorted by UPN or display name, or null for the natural one.</summary>
    public static (int[]? Positions, bool IsDescending) Order(Call call, string displayName = "displayName")
    {
        if (call.Query.OrderBy is not { } text)
        {
            return (null, false);
        }

        var parts = text.Trim().Split(' ');
        var byName = string.Equals(parts[0], displayName, StringComparison.OrdinalIgnoreCase);
        var isKnown = byName || string.Equals(parts[0], "userPrincipalName", StringComparison.OrdinalIgnoreCase);
        if (!isKnown || parts.Length > 2 || (parts.Length == 2 && parts[1] is not ("asc" or "desc")))
        {
            throw GraphErrors.UnsupportedQuery($"Sorting by '{text}' is not supported.");
        }

        return (call.Tenant.Users.Ordered(byName), parts.Length == 2 && parts[1] == "desc");
    }

    private static Answer List(Call call)
    {
        DemandSignInRights(call);
        if (call.Query.OrderBy is not null && call.Query.Filter is not null && !(call.IsEventual && call.Query.Count))
        {
            throw GraphErrors.UnsupportedQuery("Sorting together with filtering needs the header 'ConsistencyLevel: eventual' and $count=true.");
        }

        if (call.Query.Count && !call.IsEventual)
        {
            throw GraphErrors.UnsupportedQuery("$count needs the header 'ConsistencyLevel: eventual'.");
        }

        return Page(call, Rules, UserShape.For(call));
    }

    private static Answer Count(Call call)
    {
        if (!call.IsEventual)
        {
            throw GraphErrors.BadRequest("$count is not currently supported.");
        }

        call.Query.Allow(Options.Filter);
        var wanted = Filter<UserView>.Bind(call.Query.Filter, UserShape.For(call), advanced: true);
        var count = wanted is null
            ? call.Tenant.Users.Count
            : Enumerable.Range(0, call.Tenant.Users.Count).Count(index => wanted(new UserView(call.Tenant, index)));
        return Answer.Number(count);
    }

    private static Answer Get(Call call)
    {
        DemandSignInRights(call);
        return UserShape.For(call).Entity(call, "users", new UserView(call.Tenant, call.User()));
    }

    private static Answer Licences(Call call)
    {
        call.Query.Allow(Options.Select);
        var user = call.User();
        var owned = call.Tenant.Users.Profile(user).IsLicensed
            ? call.Tenant.Policies.Skus.Where(sku => (string?)sku["skuId"] == UserShape.Licence(call.Tenant))
            : [];
        return JsonListing.Page(call, $"users('{call["user"]}')/licenseDetails", owned.Select(sku => new JsonObject
        {
            ["id"] = Hash.Id(user, (string)sku["skuId"]!).ToString(),
            ["skuId"] = sku["skuId"]!.DeepClone(),
            ["skuPartNumber"] = sku["skuPartNumber"]!.DeepClone(),
            ["servicePlans"] = sku["servicePlans"]!.DeepClone(),
        }));
    }

    private static void DemandSignInRights(Call call)
    {
        if (call.Query.Select?.Contains("signInActivity", StringComparer.OrdinalIgnoreCase) != true)
        {
            return;
        }

        if (!call.Caller.HoldsAny(Permit.Reports))
        {
            throw GraphErrors.ReportPermissionMissing(Permit.Reports[0]);
        }

        if (!call.Tenant.IsPremium)
        {
            throw GraphErrors.NotPremium();
        }
    }

    /// <summary>Indexes for <c>id|userPrincipalName eq|in ...</c>, so that nobody scans a million users for one; null = scan.</summary>
    public static List<int>? Named(Call call)
    {
        if (call.Query.Filter is null || call.Query.OrderBy is not null)
        {
            return null;
        }

        return FilterParser.Parse(call.Query.Filter) switch
        {
            CompareNode { Operator: "eq", Value: string name } node when IsKey(node.Path) => Find([name]),
            InNode node when IsKey(node.Path) && node.Values.All(value => value is string) => Find(node.Values.Cast<string>()),
            _ => null,
        };

        List<int> Find(IEnumerable<string> names)
            => [.. names.Select(call.Tenant.Users.Find).Where(index => index is not null).Select(index => index!.Value).Distinct().OrderBy(index => index)];
    }

    private static bool IsKey(string path)
        => string.Equals(path, "id", StringComparison.OrdinalIgnoreCase) || string.Equals(path, "userPrincipalName", StringComparison.OrdinalIgnoreCase);
}
