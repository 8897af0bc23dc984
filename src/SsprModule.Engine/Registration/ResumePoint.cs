using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using SsprModule.Contracts;
using SsprModule.Errors;

namespace SsprModule.Engine.Registration;

/// <summary>
/// The place where a run broke off, as a token: which list and which page of it. It holds the service's own
/// place mark and no credential, and is refused for another tenant or another query.
/// </summary>
/// <param name="Phase">The list that was being read.</param>
/// <param name="Page">Path and query of the page that could not be read; <see cref="FirstPage"/> for the first one; for members the id.</param>
internal sealed record ResumePoint(RunPhase Phase, string Page)
{
    /// <summary>Stands for the first page of a list.</summary>
    public const string FirstPage = "/";

    private const int Version = 1;

    /// <summary>The token.</summary>
    public string ToToken(string tenant, RegistrationQuery query)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(new Content(Version, Seal(tenant, query), (int)Phase, Page));
        return Convert.ToBase64String(json).TrimEnd('=').Replace('+', '-').Replace('/', '_');
    }

    /// <summary>Reads a token.</summary>
    /// <exception cref="SsprException">ResumeTokenInvalid.</exception>
    public static ResumePoint Parse(string token, string tenant, RegistrationQuery query)
    {
        try
        {
            var text = token.Trim().Replace('-', '+').Replace('_', '/');
            var content = JsonSerializer.Deserialize<Content>(Convert.FromBase64String(text.PadRight((text.Length + 3) / 4 * 4, '=')));
            if (content is { V: Version, L: { } page } && page.StartsWith("/", StringComparison.Ordinal) && !page.StartsWith("//", StringComparison.Ordinal) && Enum.IsDefined(typeof(RunPhase), content.P))
            {
                return content.Q == Seal(tenant, query)
                    ? new ResumePoint((RunPhase)content.P, page)
                    : throw new SsprException(SsprErrorId.ResumeTokenInvalid, new Text.Reason("ResumeOther"));
            }
        }
        catch (Exception e) when (e is FormatException or JsonException)
        {
            // Told below, like a token of another form.
        }

        throw new SsprException(SsprErrorId.ResumeTokenInvalid, new Text.Reason("ResumeUnreadable"));
    }

    /// <summary>The address of the page at this service; null for the first one.</summary>
    public Uri? Address(Uri endpoint) => Page == FirstPage ? null : new Uri(endpoint, Page);

    private static string Seal(string tenant, RegistrationQuery query)
    {
        var text = string.Join("\n", tenant, RegistrationFilter.From(query), query.Group, query.IncludeUnreported, string.Join(",", query.Properties.Distinct().OrderBy(p => p)));
        using var hash = SHA256.Create();
        return Convert.ToBase64String(hash.ComputeHash(Encoding.UTF8.GetBytes(text)), 0, 12);
    }

    private sealed record Content(int V, string Q, int P, string L);
}

/// <summary>The lists that a run reads and hands on, in this order.</summary>
internal enum RunPhase
{
    /// <summary>The registration report.</summary>
    Report,

    /// <summary>The members of a small group, each alone, in the order of their ids.</summary>
    Members,

    /// <summary>The users whom the report does not list.</summary>
    Unreported,
}
