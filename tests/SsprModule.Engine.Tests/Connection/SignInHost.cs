using SsprModule.Contracts;
using SsprModule.Engine.Connection;
using SsprModule.Errors;
using Xunit;

namespace SsprModule.Engine.Tests.Connection;

/// <summary>A sign-in against the fake token service.</summary>
internal sealed class SignInHost
{
    public const string Client = "33333333-3333-3333-3333-333333333333";

    public FakeTokenService Service { get; } = new();

    public FakeClock Clock { get; } = new();

    public FakeLog Log { get; } = new();

    public CancellationToken Cancel => TestContext.Current.CancellationToken;

    public Task<SignIn> StartAsync(ConnectionRequest request) => SignIn.StartAsync(request, Log, Clock, Service.Transport, Cancel);

    /// <summary>Expects a refusal, and that it comes before any call.</summary>
    public async Task<SsprException> RefusedAsync(ConnectionRequest request, SsprErrorId id)
    {
        var error = await Assert.ThrowsAsync<SsprException>(() => StartAsync(request));
        Assert.Equal(id, error.Id);
        Assert.Empty(Service.Requests);
        return error;
    }
}
