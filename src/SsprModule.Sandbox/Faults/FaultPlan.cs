using System.Net;
using SsprModule.Sandbox.Http;

namespace SsprModule.Sandbox.Faults;

/// <summary>Decides, by counting, which calls the chosen faults strike.</summary>
internal sealed class FaultPlan(SandboxOptions options)
{
    public const string ProxyPage = "<!DOCTYPE html><html><head><title>Sign in to the network</title></head><body><h1>Sign in to continue</h1></body></html>";
    private readonly bool any = options.Faults.Count > 0;
    private readonly Dictionary<SandboxFault, int> counts = [];

    public bool Has(SandboxFault fault) => any && options.Has(fault);

    /// <summary>Whether the connection breaks at this request, and if so, whether its work is done before.</summary>
    public (bool Breaks, bool WorkIsDone) Drop() => Strike(SandboxFault.Dropped, 10) is > 0 and var strike ? (true, strike % 2 == 0) : (false, false);

    /// <summary>An answer instead of doing the work, or null.</summary>
    public Answer? Before(Call call)
    {
        if (!any)
        {
            return null;
        }

        if (Strike(SandboxFault.Throttled, 4) > 0)
        {
            throw GraphErrors.Throttled(1);
        }

        if (Strike(SandboxFault.Unavailable, 5) is > 0 and var strike)
        {
            throw new GraphException(HttpStatusCode.ServiceUnavailable, "ServiceUnavailable", "The service is temporarily unavailable.")
            {
                RetryAfter = strike % 2 == 1 ? 1 : null,
            };
        }

        return call.Method == "GET" && StrikesFirst(SandboxFault.HtmlFromProxy, 2) ? Answer.Html(HttpStatusCode.OK, ProxyPage) : null;
    }

    /// <summary>Spoils an answer after the work has been done.</summary>
    public Answer After(Answer answer)
    {
        if (!any)
        {
            return answer;
        }

        if (Strike(SandboxFault.GatewayTimeout, 7) > 0)
        {
            answer.Body?.Dispose();
            throw new GraphException(HttpStatusCode.GatewayTimeout, "GatewayTimeout", "The service did not answer in time.");
        }

        if (!answer.IsCollection || answer.Body is null)
        {
            return answer;
        }

        if (StrikesFirst(SandboxFault.TruncatedJson, 2))
        {
            answer.Body.Truncate(answer.Body.Length * 2 / 3);
        }

        if (StrikesFirst(SandboxFault.DropMidPage, 2))
        {
            answer.BreakAfter = answer.Body.Length / 2;
        }

        return answer;
    }

    /// <summary>The next link of a page, with the faults that forge it.</summary>
    public string? NextLink(Call call, string? link)
    {
        if (!any)
        {
            return link;
        }

        if (Has(SandboxFault.PageLoop))
        {
            return call.Root + "/" + call.RawPath + call.Query.Text;
        }

        return Has(SandboxFault.ForeignNextLink)
            ? "https://graph.attacker.example/" + call.Version + "/" + call.RawPath + call.Query.WithSkipToken("Zm9yZWlnbg")
            : link;
    }

    // Strikes at calls n, 2n, 3n, ... and tells which strike it is; 0 = none.
    private int Strike(SandboxFault fault, int every)
    {
        if (!Has(fault))
        {
            return 0;
        }

        var (call, rhythm) = (Next(fault), Rhythm(fault, every));
        return call % rhythm == 0 ? call / rhythm : 0;
    }

    // 1, n+1, 2n+1, ...
    private bool StrikesFirst(SandboxFault fault, int every) => Has(fault) && (Next(fault) - 1) % Rhythm(fault, every) == 0;

    private int Rhythm(SandboxFault fault, int every) => options.FaultRhythms.TryGetValue(fault, out var own) ? own : options.FaultEvery ?? every;

    private int Next(SandboxFault fault)
    {
        lock (counts)
        {
            counts.TryGetValue(fault, out var count);
            return counts[fault] = count + 1;
        }
    }
}
