using SsprModule.Sandbox.Access;
using SsprModule.Sandbox.Http;

namespace SsprModule.Sandbox.Routes;

/// <summary>Every Graph call that the sandbox serves; each group of routes adds its own.</summary>
internal sealed class RouteTable
{
    private readonly List<Route> routes = [];

    private RouteTable()
    {
        UserRoutes.Map(this);
        UserChangeRoutes.Map(this);
        MembershipRoutes.Map(this);
        GroupRoutes.Map(this);
        MethodRoutes.Map(this);
        PhoneRoutes.Map(this);
        EmailRoutes.Map(this);
        PreferenceRoutes.Map(this);
        DeviceRoutes.Map(this);
        ResetRoutes.Map(this);
        RegistrationRoutes.Map(this);
        RegistrationCountRoutes.Map(this);
        AuditRoutes.Map(this);
        UsageRoutes.Map(this);
        PolicyRoutes.Map(this);
        MethodPolicyRoutes.Map(this);
        RoleRoutes.Map(this);
        EligibilityRoutes.Map(this);
        TenantRoutes.Map(this);
        SettingRoutes.Map(this);
    }

    public static RouteTable Instance { get; } = new();

    public IEnumerable<string> Permissions => routes
        .SelectMany(route => route.Rule.Delegated.Concat(route.Rule.Application ?? []).Concat(route.Rule.OwnPermissions))
        .Distinct(StringComparer.Ordinal);

    public void Get(string pattern, AccessRule rule, Func<Call, Answer> handler, int cost = 1)
        => Add(new Route("GET", pattern, rule, handler) { Cost = cost });

    public void Post(string pattern, AccessRule rule, Func<Call, Answer> handler, int cost = 1)
        => Add(new Route("POST", pattern, rule, handler) { Cost = cost });

    public void Patch(string pattern, AccessRule rule, Func<Call, Answer> handler) => Add(new Route("PATCH", pattern, rule, handler));

    public void Delete(string pattern, AccessRule rule, Func<Call, Answer> handler) => Add(new Route("DELETE", pattern, rule, handler));

    public void Report(string pattern, AccessRule rule, Func<Call, Answer> handler, bool isBetaOnly = false)
        => Add(new Route("GET", pattern, rule, handler) { Quota = Quota.Reports, IsBetaOnly = isBetaOnly });

    public void Add(Route route) => routes.Add(route);

    /// <summary>The route for a call; 404 for an unknown path, 405 for a wrong verb.</summary>
    public Route Match(Call call)
    {
        Route? best = null;
        var bestFit = -1;
        var pathFit = -1;
        foreach (var route in routes)
        {
            var fit = route.IsBetaOnly && !call.IsBeta ? -1 : route.Fit(call.Segments);
            pathFit = Math.Max(pathFit, fit);
            if (fit > bestFit && route.Method == call.Method)
            {
                best = route;
                bestFit = fit;
            }
        }

        // A more literal path of another verb wins: POST /users/$count is no POST /users/{user}.
        if (best is not null && bestFit == pathFit)
        {
            return best;
        }

        throw pathFit >= 0 ? GraphErrors.WrongVerb() : GraphErrors.UnknownSegment(call.Segments.Count == 0 ? string.Empty : call.Segments[call.Segments.Count - 1]);
    }
}
