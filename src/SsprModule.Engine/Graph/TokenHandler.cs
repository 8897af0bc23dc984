using System.Net;
using System.Net.Http.Headers;
using System.Text;
using SsprModule.Engine.Connection;
using SsprModule.Errors;

namespace SsprModule.Engine.Graph;

/// <summary>
/// Gives each attempt a token that is valid now, so that a long run outlives its first token, and lets
/// nothing through to another host: not the token, and not a body with a password. Answers a claims challenge (continuous access evaluation, Microsoft Learn) once with a new token.
/// </summary>
internal sealed class TokenHandler : DelegatingHandler
{
    private readonly ITokenSource tokens;
    private readonly Uri home;

    public TokenHandler(ITokenSource tokens, Uri home)
    {
        this.tokens = tokens;
        this.home = home;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (!Origin.IsSame(request.RequestUri!, home))
        {
            throw new SsprException(SsprErrorId.RedirectUntrusted, request.RequestUri!.Authority);
        }

        var response = await SendWithTokenAsync(request, null, cancellationToken).ConfigureAwait(false);
        if (response.StatusCode == HttpStatusCode.Unauthorized && Claims(response) is { } claims)
        {
            response.Dispose();
            response = await SendWithTokenAsync(request, claims, cancellationToken).ConfigureAwait(false);
        }

        return response;
    }

    private async Task<HttpResponseMessage> SendWithTokenAsync(HttpRequestMessage request, string? claims, CancellationToken cancellationToken)
    {
        var token = await tokens.GetTokenAsync(claims, cancellationToken).ConfigureAwait(false);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
    }

    private static string? Claims(HttpResponseMessage response)
    {
        foreach (var challenge in response.Headers.WwwAuthenticate)
        {
            const string Start = "claims=\"";
            var parameter = challenge.Parameter ?? "";
            var from = parameter.IndexOf(Start, StringComparison.Ordinal);
            var to = from < 0 ? -1 : parameter.IndexOf('"', from + Start.Length);
            if (to > 0)
            {
                return Decode(parameter.Substring(from + Start.Length, to - from - Start.Length));
            }
        }

        return null;
    }

    private static string Decode(string value)
    {
        try
        {
            return Encoding.UTF8.GetString(TokenClaims.FromBase64Url(value));
        }
        catch (FormatException)
        {
            return value;
        }
    }
}
