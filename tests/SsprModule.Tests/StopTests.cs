using SsprModule.Tests.Support;

namespace SsprModule.Tests;

/// <summary>Ctrl+C ends each cmdlet at once, with the request that is under way, and leaves the session usable.</summary>
public sealed class StopTests
{
    [Theory]
    [InlineData("Get-SsprPolicy")]
    [InlineData("Enable-SsprPolicy All -Confirm:$false")]
    [InlineData("Enable-SsprPolicy Admins -Confirm:$false")]
    [InlineData("Disable-SsprPolicy -Confirm:$false")]
    [InlineData("Get-SsprRegistration")]
    [InlineData("Get-SsprRegistration bob@contoso.com")]
    [InlineData("Reset-UserPassword bob@contoso.com -Confirm:$false")]
    public void Ctrl_C_cancels_the_request_and_the_session_goes_on(string command)
    {
        var server = new FakeServer((_, _) => throw new InvalidOperationException()) { SilentFrom = 0 };
        using var session = new UserSession();
        session.Connect(server);

        var outcome = session.RunAndStop(command, server.Asked.Task);

        Assert.True(outcome.WasStopped);
        Assert.Empty(outcome.Output);
        // Get-SsprPolicy asks for several parts at once; each of its requests ends.
        Assert.Equal(server.Requests.Count, server.Cancelled);
        Assert.Equal("alive", session.Run("'alive'").Single<string>());
    }
}
