using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using SsprModule.Contracts;
using SsprModule.Engine;
using SsprModule.Errors;
using SsprModule.Models;

namespace SsprModule.Tests.Support;

/// <summary>
/// The real engine, with the network replaced: an endpoint whose host is registered here is served by its handler, on a
/// clock of its own. Hosts are unique to a test, so tests share nothing.
/// </summary>
internal sealed class TestEngine : ISsprEngine
{
    private static readonly ConcurrentDictionary<string, (HttpMessageHandler Handler, TimeProvider Clock)> Servers = new();

    private static readonly ConcurrentQueue<Uri> Opened = new();

    /// <summary>The pages that any test of this run would have opened in the browser.</summary>
    public static IReadOnlyCollection<Uri> Pages => Opened;

    [ModuleInitializer]
    public static void Install()
    {
        EngineBridge.Replace(new TestEngine());
        Browser.Replace(Opened.Enqueue);

        // Rollback files of tests stay out of the user's own folder.
        Environment.SetEnvironmentVariable("XDG_STATE_HOME", StateFolder);
    }

    /// <summary>Where rollback files go that no test gives a place of their own.</summary>
    public static string StateFolder { get; } = Directory.CreateTempSubdirectory("sspr-state-").FullName;

    public static string Serve(HttpMessageHandler handler, TimeProvider? clock = null)
    {
        var host = $"{Guid.NewGuid():N}.test";
        Servers[host] = (handler, clock ?? new LeapingClock());
        return $"https://{host}";
    }

    public IKnowledge Knowledge { get; } = new SsprEngine().Knowledge;

    public IRegistrationReports Reports { get; } = new SsprEngine().Reports;

    public Task<ISsprSession> ConnectAsync(ConnectionRequest request, IEngineLog log, CancellationToken cancellationToken)
    {
        var server = request.GraphEndpoint is { } endpoint && Servers.TryGetValue(endpoint.Host, out var found) ? found : (null, TimeProvider.System);
        return new SsprEngine(server.Item2, server.Item1, null).ConnectAsync(request, log, cancellationToken);
    }

    public Task<SsprException?> ReadResultFileAsync(ResultFileRequest request, ISink<SsprPasswordResetResult> sink, CancellationToken cancellationToken) =>
        new SsprEngine().ReadResultFileAsync(request, sink, cancellationToken);
}
