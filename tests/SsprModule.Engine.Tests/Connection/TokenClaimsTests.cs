using SsprModule.Engine.Connection;
using SsprModule.Models;
using Xunit;

namespace SsprModule.Engine.Tests.Connection;

public sealed class TokenClaimsTests
{
    [Fact]
    public void A_person_s_token_tells_who_where_and_what()
    {
        var claims = TokenClaims.Read(Jwt.Of(new
        {
            tid = "tenant", oid = "object", appid = "app", app_displayname = "Graph PowerShell", upn = "anna@contoso.com",
            scp = "User.Read.All AuditLog.Read.All", aud = "https://graph.microsoft.com", exp = 1700000000, idtyp = "user", roles = new[] { "ignored" },
        }));
        Assert.Equal(
            ("tenant", "object", "app", "Graph PowerShell", "anna@contoso.com", "https://graph.microsoft.com", SsprSignInKind.Delegated),
            (claims.TenantId, claims.ObjectId, claims.ClientId, claims.ApplicationName, claims.UserName, claims.Audience, claims.Kind));
        Assert.Equal(["AuditLog.Read.All", "User.Read.All"], claims.Permissions!);
        Assert.Equal(new DateTimeOffset(2023, 11, 14, 22, 13, 20, TimeSpan.Zero), claims.ExpiresOn);
    }

    [Fact]
    public void An_application_s_token_tells_its_roles()
    {
        var claims = TokenClaims.Read(Jwt.Of(new { azp = "app", roles = new[] { "User.Read.All", "AuditLog.Read.All" } }));
        Assert.Equal((SsprSignInKind.Application, "app"), (claims.Kind, claims.ClientId));
        Assert.Equal(["AuditLog.Read.All", "User.Read.All"], claims.Permissions!);
    }

    [Fact]
    public void An_application_without_permissions_has_none_rather_than_unknown_ones()
    {
        var claims = TokenClaims.Read(Jwt.Of(new { idtyp = "app" }));
        Assert.Equal(SsprSignInKind.Application, claims.Kind);
        Assert.Empty(claims.Permissions!);
    }

    [Theory]
    [InlineData("{\"preferred_username\":\"a\"}")]
    [InlineData("{\"unique_name\":\"a\"}")]
    [InlineData("{\"upn\":\"a\",\"unique_name\":\"b\"}")]
    public void The_name_is_found_under_each_of_its_names(string payload) =>
        Assert.Equal("a", TokenClaims.Read(Jwt.OfText(payload)).UserName);

    [Theory]
    [InlineData("")]
    [InlineData("EwBIA8l6BAAU")]
    [InlineData("..")]
    [InlineData("a.b.c")]
    [InlineData("a.!!!!.c")]
    [InlineData("a.bnVsbA.c")] // null
    [InlineData("a.W10.c")] // []
    [InlineData("a.eyJ0aWQi.c")] // broken off
    [InlineData("a._-__.c")] // not UTF-8
    public void What_is_no_JWT_gives_all_unknown(string token) => Assert.Equal(TokenClaims.Unknown, TokenClaims.Read(token));

    [Theory]
    [InlineData("{\"exp\":\"soon\",\"tid\":7,\"scp\":null,\"roles\":{}}")]
    [InlineData("{\"exp\":99999999999999}")]
    [InlineData("{\"exp\":1e400}")]
    [InlineData("{\"exp\":-1}")]
    [InlineData("{\"upn\":\"\\ud800\"}")]
    public void Claims_of_the_wrong_kind_are_unknown(string payload) => Assert.Equal(TokenClaims.Unknown, TokenClaims.Read(Jwt.OfText(payload)));
}
