using System.Globalization;
using System.Net;
using SsprModule.Sandbox.Access;
using SsprModule.Sandbox.OData;
using SsprModule.Sandbox.Routes;
using SsprModule.Sandbox.Tenant;

namespace SsprModule.Sandbox.Http;

/// <summary>Graph: authentication, then quota, permission, role and licence, then the route; every refusal in Graph's shape.</summary>
internal sealed class GraphService(TenantState tenant)
{
    public Answer Handle(Incoming incoming)
    {
        try
        {
            var caller = tenant.Tokens.Authenticate(incoming.Token, TokenStore.GraphAudience);
            var path = incoming.Uri.AbsolutePath.TrimStart('/');
            var slash = path.IndexOf('/', StringComparison.Ordinal);
            var version = slash < 0 ? path : path.Substring(0, slash);
            var call = MakeCall(incoming, caller, version, slash < 0 ? string.Empty : path.Substring(slash + 1), incoming.Uri.Query);
            return call.Segments.Count == 1 && call.Segments[0] == "$batch" ? new Batch(this, incoming, caller).Run(call) : Execute(call, incoming);
        }
        catch (GraphException error)
        {
            return ErrorAnswer(error, incoming);
        }
    }

    /// <summary>Makes a call for one item of a batch.</summary>
    public Call ItemCall(Incoming outer, Caller caller, string version, BatchItem item)
    {
        var question = item.Url.IndexOf('?', StringComparison.Ordinal);
        var path = question < 0 ? item.Url : item.Url.Substring(0, question);
        var request = new Incoming(item.Method, outer.Uri, item.Headers, item.Body);
        return MakeCall(request, caller, version, path.TrimStart('/'), question < 0 ? string.Empty : item.Url.Substring(question));
    }

    /// <summary>Runs a call through all checks; refusals come back as answers.</summary>
    public Answer Execute(Call call, Incoming incoming)
    {
        try
        {
            if (tenant.Faults.Before(call) is { } spoiled)
            {
                return spoiled;
            }

            Settle(call.Now);
            var route = RouteTable.Instance.Match(call);
            route.Bind(call);
            var units = Units(route, call.Query);
            var used = tenant.Quotas.Take(call.Caller.AppId, route.Quota, units, call.Method != "GET");
            route.Rule.Demand(call.Caller, call.IsOwnObject);
            if (route.Rule.NeedsPremium && !tenant.IsPremium)
            {
                throw GraphErrors.NotPremium();
            }

            var done = Guarded(route, call);
            tenant.Log(call.Method, call.RawPath, (int)done.Status);
            var answer = tenant.Faults.After(done).With("x-ms-resource-unit", units.ToString(CultureInfo.InvariantCulture));
            return used > 0.8 ? answer.With("x-ms-throttle-limit-percentage", used.ToString("0.0", CultureInfo.InvariantCulture)) : answer;
        }
        catch (GraphException error)
        {
            return ErrorAnswer(error, incoming);
        }
    }

    public Answer ErrorAnswer(GraphException error, Incoming incoming)
    {
        var answer = Answer.Json(
            writer =>
            {
                writer.WriteStartObject();
                writer.WriteStartObject("error");
                writer.WriteString("code", error.Code);
                writer.WriteString("message", error.Message);
                writer.WriteStartObject("innerError");
                if ((int)error.Status == 429)
                {
                    writer.WriteString("code", "429");
                }

                writer.WriteString("date", tenant.Clock.GetUtcNow().UtcDateTime.ToString("s", CultureInfo.InvariantCulture));
                writer.WriteString("request-id", incoming.RequestId);
                writer.WriteString("client-request-id", incoming.Header("client-request-id") ?? incoming.RequestId);
                writer.WriteEndObject();
                writer.WriteEndObject();
                writer.WriteEndObject();
            },
            error.Status);
        if (error.RetryAfter is { } seconds)
        {
            answer.With("Retry-After", seconds.ToString(CultureInfo.InvariantCulture));
        }

        return error.Status == HttpStatusCode.Unauthorized
            ? answer.With("WWW-Authenticate", "Bearer realm=\"\", authorization_uri=\"https://login.microsoftonline.com/common/oauth2/authorize\", client_id=\"00000003-0000-0000-c000-000000000000\"")
            : answer;
    }

    private static int Units(Route route, QueryOptions query)
        => Math.Max(1, route.Cost - (query.Select is null ? 0 : 1) + (query.HasExpand ? 1 : 0) - (query.Top < 20 ? 1 : 0));

    private Call MakeCall(Incoming incoming, Caller caller, string version, string rawPath, string query)
    {
        if (version is not ("v1.0" or "beta"))
        {
            throw GraphErrors.UnknownSegment(version);
        }

        var segments = Incoming.Segments(rawPath);
        if (segments.Count > 0 && string.Equals(segments[0], "me", StringComparison.OrdinalIgnoreCase))
        {
            if (caller.IsApplication)
            {
                throw GraphErrors.BadQuery("/me request is only valid with delegated authentication flow.");
            }

            segments[0] = caller.ObjectId.ToString();
            segments.Insert(0, "users");
        }

        return new Call
        {
            Tenant = tenant,
            Caller = caller,
            Method = incoming.Method,
            Version = version,
            Origin = incoming.Origin,
            Segments = segments,
            RawPath = rawPath,
            Query = QueryOptions.Parse(query),
            Headers = incoming.Headers,
            BodyBytes = incoming.Body,
            Now = tenant.Clock.GetUtcNow(),
        };
    }

    private void Settle(DateTimeOffset now)
    {
        tenant.Gate.EnterUpgradeableReadLock();
        try
        {
            if (tenant.Operations.HasDue(now))
            {
                tenant.Gate.EnterWriteLock();
                try
                {
                    tenant.Operations.Settle(now);
                }
                finally
                {
                    tenant.Gate.ExitWriteLock();
                }
            }
        }
        finally
        {
            tenant.Gate.ExitUpgradeableReadLock();
        }
    }

    private Answer Guarded(Route route, Call call)
    {
        if (call.Method == "GET")
        {
            tenant.Gate.EnterReadLock();
            try
            {
                return route.Handler(call);
            }
            finally
            {
                tenant.Gate.ExitReadLock();
            }
        }

        tenant.Gate.EnterWriteLock();
        try
        {
            return route.Handler(call);
        }
        finally
        {
            tenant.Gate.ExitWriteLock();
        }
    }
}
