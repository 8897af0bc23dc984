using System.Net;
using SsprModule.Sandbox.Tests.Support;

namespace SsprModule.Sandbox.Tests;

public sealed class UserTests
{
    [Theory]
    [InlineData("admin@contoso.com")]
    [InlineData("ANNA@contoso.com")]
    [InlineData("o'brien@contoso.com")]
    [InlineData("guest_partner.example#EXT#@contoso.onmicrosoft.com")]
    [InlineData("fred@fabrikam.contoso.com")]
    public async Task A_named_user_is_found_by_percent_encoded_upn(string upn)
    {
        var reply = await new Graph().Get("users/" + Uri.EscapeDataString(upn));

        Assert.Equal(HttpStatusCode.OK, reply.Status);
        Assert.Equal(upn, reply.Json.GetProperty("userPrincipalName").GetString(), ignoreCase: true);
    }
}
