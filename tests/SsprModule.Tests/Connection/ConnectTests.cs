using System.Management.Automation;
using SsprModule.Models;
using SsprModule.Tests.Support;

namespace SsprModule.Tests.Connection;

/// <summary>Connecting, looking at the connection, and disconnecting, as a user does it.</summary>
public sealed class ConnectTests
{
    [Fact]
    public void Connect_says_nothing_and_makes_the_connection_the_default()
    {
        using var session = new UserSession();
        Assert.Empty(session.Run("Connect-Sspr -Sandbox").AssertFine().Output);
        Assert.NotEmpty(session.Run("Get-SsprRegistration | Select-Object -First 1").AssertFine().Output);
    }

    [Fact]
    public void The_context_of_a_person_says_who_where_and_with_which_permissions()
    {
        using var session = new UserSession();

        var context = session.Run("Connect-Sspr -Sandbox -Grant Policy.Read.All, AuditLog.Read.All; Get-SsprContext").Single<SsprContext>();

        Assert.Equal("admin@contoso.com", context.Account);
        Assert.Equal(SsprSignInKind.Delegated, context.SignIn);
        Assert.Equal(SsprSignInMethod.Sandbox, context.SignInMethod);
        Assert.Equal(["AuditLog.Read.All", "Policy.Read.All"], context.Permissions);
        Assert.True(Guid.TryParse(context.TenantId, out _));
        Assert.NotNull(context.ExpiresOn);
    }

    [Fact]
    public void The_context_of_an_application_says_so_and_that_the_portal_is_out_of_reach()
    {
        using var session = new UserSession();
        var context = session.Run("Connect-Sspr -Sandbox -SignIn Application; Get-SsprContext").Single<SsprContext>();
        Assert.Equal(SsprSignInKind.Application, context.SignIn);
        Assert.Equal(SsprPortalAccess.Unavailable, context.PortalAccess);
    }

    [Fact]
    public void A_token_that_is_no_JWT_is_taken_and_what_it_does_not_tell_is_unknown()
    {
        using var session = new UserSession();
        session.Connect(new ReportServer((r, _) => FakeServer.Page(r.RequestUri!, FakeServer.Row(1), null)));

        var context = session.Run("Get-SsprContext").Single<SsprContext>();

        Assert.Equal((null, null, null, null), (context.Account, context.TenantId, context.Permissions, context.ExpiresOn));
        Assert.Equal(SsprSignInKind.Unknown, context.SignIn);
        Assert.Single(session.Run("Get-SsprRegistration").AssertFine().Output);
    }

    [Fact]
    public void Without_a_connection_each_cmdlet_says_how_to_get_one()
    {
        using var session = new UserSession();
        foreach (var command in new[] { "Get-SsprPolicy", "Get-SsprRegistration", "Get-SsprRegistration -User a@b.nl", "Reset-UserPassword a@b.nl -Confirm:$false", "Enable-SsprPolicy All -Confirm:$false", "Disable-SsprPolicy -Confirm:$false" })
        {
            var outcome = session.Run(command);
            Assert.Equal("NotConnected", outcome.EndedWith);
            Assert.Equal(ErrorCategory.ConnectionError, outcome.EndError.CategoryInfo.Category);
            Assert.Contains("Connect-Sspr", outcome.EndError.ErrorDetails.RecommendedAction);
        }
    }

    [Fact]
    public void Context_and_disconnect_are_quiet_without_a_connection()
    {
        using var session = new UserSession();
        Assert.Empty(session.Run("Get-SsprContext; Disconnect-Sspr").AssertFine().Output);
    }

    [Fact]
    public void After_disconnect_there_is_no_default_and_the_object_is_closed()
    {
        using var session = new UserSession();
        session.Run("$c = Connect-Sspr -Sandbox -PassThru; Disconnect-Sspr").AssertFine();
        Assert.Equal("NotConnected", session.Run("Get-SsprPolicy").EndedWith);
        Assert.Equal("ConnectionClosed", session.Run("Get-SsprPolicy -Connection $c").EndedWith);
    }

    [Fact]
    public void Two_tenants_are_used_side_by_side()
    {
        using var session = new UserSession();
        var outcome = session.Run("""
            $one = Connect-Sspr -Sandbox -Seed 1 -UserCount 20 -PassThru
            $two = Connect-Sspr -Sandbox -Seed 2 -UserCount 30 -PassThru
            (Get-SsprRegistration -Connection $one | Measure-Object).Count
            (Get-SsprRegistration -Connection $two | Measure-Object).Count
            $one.TenantId -ne $two.TenantId
            """).AssertFine();
        Assert.True((bool)outcome.Output[2].BaseObject);
        Assert.True((int)outcome.Output[0].BaseObject < (int)outcome.Output[1].BaseObject);
    }

    [Fact]
    public void Another_runspace_has_no_default_but_takes_a_connection()
    {
        using var one = new UserSession();
        using var two = new UserSession();
        var connection = one.Run("Connect-Sspr -Sandbox -PassThru").Single<SsprConnection>();

        Assert.Equal("NotConnected", two.Run("Get-SsprPolicy").EndedWith);
        Assert.Single(two.Run("Get-SsprPolicy -Connection $c", ("c", connection)).AssertFine().Output);
    }

    [Theory]
    [InlineData("http://graph.example.com")]
    [InlineData("http://10.0.0.5:8080")]
    [InlineData("ftp://localhost")]
    public void A_token_is_never_sent_in_the_clear(string endpoint)
    {
        using var session = new UserSession();
        var outcome = session.Run($"Connect-Sspr -AccessToken $t -GraphEndpoint {endpoint}", ("t", Connections.Secret("x")));
        Assert.Equal("EndpointNotSecure", outcome.EndedWith);
        Assert.Contains(endpoint, outcome.EndError.Exception.Message);
    }

    [Fact]
    public void A_token_for_another_audience_is_refused_at_once()
    {
        using var session = new UserSession();
        var token = Connections.Jwt("""{"aud":"https://management.azure.com/","tid":"t","exp":4102444800}""");
        var outcome = session.Run("Connect-Sspr -AccessToken $t", ("t", Connections.Secret(token)));
        Assert.Equal("TokenAudienceInvalid", outcome.EndedWith);
        Assert.Contains("management.azure.com", outcome.EndError.Exception.Message);
    }

    [Fact]
    public void An_expired_token_is_refused_at_once()
    {
        using var session = new UserSession();
        var token = Connections.Jwt("""{"aud":"https://graph.microsoft.com","exp":1600000000}""");
        Assert.Equal("TokenExpired", session.Run("Connect-Sspr -AccessToken $t", ("t", Connections.Secret(token))).EndedWith);
    }

    [Fact]
    public void A_token_that_the_service_calls_expired_is_told_so()
    {
        using var session = new UserSession();
        session.Run("Connect-Sspr -Sandbox -Fault ExpiredToken").AssertFine();
        Assert.Equal("TokenExpired", session.Run("Get-SsprRegistration").EndedWith);
        Assert.Equal("TokenExpired", session.Run("Get-SsprPolicy").EndedWith);
    }

    [Fact]
    public void A_fault_that_does_not_exist_is_named_with_those_that_do()
    {
        using var session = new UserSession();
        var outcome = session.Run("Connect-Sspr -Sandbox -Fault Earthquake");
        Assert.Equal("ConnectionRequestInvalid", outcome.EndedWith);
        Assert.Contains("WritebackDown", outcome.EndError.Exception.Message);
    }

    [Fact]
    public void A_secret_is_no_string()
    {
        using var session = new UserSession();
        Assert.Equal("CannotConvertArgumentNoMessage", session.Run("Connect-Sspr -AccessToken 'plain'").EndedWith);
    }

    [Fact]
    public void Errors_speak_Dutch_in_a_Dutch_session_and_keep_their_id()
    {
        using var session = new UserSession("nl-BE");
        var outcome = session.Run("Get-SsprPolicy");
        Assert.Equal("NotConnected", outcome.EndedWith);
        Assert.StartsWith("Er is geen verbinding met een tenant.", outcome.EndError.ErrorDetails.Message);
    }

    [Fact]
    public void Errors_can_be_caught_by_type_and_told_apart_by_id()
    {
        using var session = new UserSession();
        var caught = session.Run("try { Get-SsprPolicy } catch [SsprModule.Errors.SsprException] { $_.Exception.Id }").Single<Errors.SsprErrorId>();
        Assert.Equal(Errors.SsprErrorId.NotConnected, caught);
    }
}
