using Azure.Core.Pipeline;
using SsprModule.Contracts;
using SsprModule.Engine.Connection;
using SsprModule.Engine.Password.ResultFile;
using SsprModule.Engine.Registration;
using SsprModule.Engine.Troubleshooting;
using SsprModule.Errors;
using SsprModule.Models;

namespace SsprModule.Engine;

/// <summary>The engine; made by name from the cmdlet assembly, which does not reference this one.</summary>
public sealed class SsprEngine : ISsprEngine
{
    private readonly TimeProvider clock;
    private readonly HttpMessageHandler? transport;
    private readonly HttpPipelineTransport? signInTransport;

    /// <summary>The engine on the system's clock and network.</summary>
    public SsprEngine()
        : this(TimeProvider.System, null, null)
    {
    }

    /// <summary>The engine with the outside world replaced, for tests.</summary>
    /// <param name="clock">All waits happen on it.</param>
    /// <param name="transport">Carries the calls to both backends; null for the network.</param>
    /// <param name="signInTransport">Carries the calls for tokens; null for the network.</param>
    internal SsprEngine(TimeProvider clock, HttpMessageHandler? transport, HttpPipelineTransport? signInTransport)
    {
        this.clock = clock;
        this.transport = transport;
        this.signInTransport = signInTransport;
        SsprException.Adviser = Advice.For;
    }

    /// <inheritdoc/>
    public IKnowledge Knowledge { get; } = new KnowledgeBase();

    /// <inheritdoc/>
    public IRegistrationReports Reports => new RegistrationReports(clock);

    /// <inheritdoc/>
    public async Task<ISsprSession> ConnectAsync(ConnectionRequest request, IEngineLog log, CancellationToken cancellationToken)
    {
        if (request.Method == SsprSignInMethod.Sandbox)
        {
            return SandboxSessions.Create(request, clock == TimeProvider.System ? new LeapingClock() : clock);
        }

        var signIn = await SignIn.StartAsync(request, log, clock, signInTransport, cancellationToken).ConfigureAwait(false);
        return new SsprSession(signIn, clock, !request.NoPacing, transport);
    }

    /// <inheritdoc/>
    public Task<SsprException?> ReadResultFileAsync(ResultFileRequest request, ISink<SsprPasswordResetResult> sink, CancellationToken cancellationToken) =>
        new ResultFileReader(request).ReadAsync(sink, cancellationToken);
}
