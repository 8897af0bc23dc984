using SsprModule.Sandbox.Access;
using SsprModule.Sandbox.Http;

namespace SsprModule.Sandbox.Routes;

/// <summary>One call of the API: verb, path, who may use it, what it costs and what it does.</summary>
internal sealed class Route(string method, string pattern, AccessRule rule, Func<Call, Answer> handler)
{
    public string Method { get; } = method;

    /// <summary>Literal segments, <c>{name}</c> placeholders, and functions such as <c>f(*)</c>.</summary>
    public string[] Pattern { get; } = pattern.Split('/');

    public AccessRule Rule { get; } = rule;

    public Func<Call, Answer> Handler { get; } = handler;

    public Quota Quota { get; init; } = Quota.Directory;

    /// <summary>Resource units before the modifiers for $select, $expand and small pages.</summary>
    public int Cost { get; init; } = 1;

    public bool IsBetaOnly { get; init; }

    /// <summary>How many segments fit literally; -1 when the path does not fit.</summary>
    public int Fit(List<string> segments)
    {
        if (segments.Count != Pattern.Length)
        {
            return -1;
        }

        var literals = 0;
        for (var i = 0; i < Pattern.Length; i++)
        {
            var part = Pattern[i];
            if (part[0] == '{')
            {
                continue;
            }

            var fits = part.EndsWith("(*)", StringComparison.Ordinal)
                ? FitsFunction(segments[i], part.Substring(0, part.Length - 3))
                : string.Equals(part, segments[i], StringComparison.OrdinalIgnoreCase);
            if (!fits)
            {
                return -1;
            }

            literals++;
        }

        return literals;
    }

    public void Bind(Call call)
    {
        for (var i = 0; i < Pattern.Length; i++)
        {
            if (Pattern[i][0] == '{')
            {
                call.Values[Pattern[i].Trim('{', '}')] = call.Segments[i];
            }
        }
    }

    private static bool FitsFunction(string segment, string name)
        => string.Equals(segment, name, StringComparison.OrdinalIgnoreCase)
            || (segment.StartsWith(name + "(", StringComparison.OrdinalIgnoreCase) && segment.EndsWith(')'));
}
