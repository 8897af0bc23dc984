using System.Security;
using System.Text;

namespace SsprModule.Tests.Support;

/// <summary>Ways to connect a session to a server of the test.</summary>
internal static class Connections
{
    /// <summary>Connects with an opaque token, as a gateway would give it.</summary>
    public static string Connect(this UserSession session, HttpMessageHandler server, string token = "canary-token", TimeProvider? clock = null, string more = "")
    {
        var endpoint = TestEngine.Serve(server, clock);
        session.Run($"Connect-Sspr -AccessToken $token -PortalAccessToken $token -GraphEndpoint {endpoint} -PortalEndpoint {endpoint} {more}", ("token", Secret(token))).AssertFine();
        return endpoint;
    }

    public static SecureString Secret(string text)
    {
        var secret = new SecureString();
        foreach (var c in text)
        {
            secret.AppendChar(c);
        }

        return secret;
    }

    /// <summary>A JWT with these claims and no signature.</summary>
    public static string Jwt(string claims) => $"{Encode("""{"alg":"none","typ":"JWT"}""")}.{Encode(claims)}.";

    private static string Encode(string json) => Convert.ToBase64String(Encoding.UTF8.GetBytes(json)).TrimEnd('=').Replace('+', '-').Replace('/', '_');
}
