using System.Diagnostics;
using System.Globalization;

namespace Benchmarks;

/// <summary>tests/GraphServer as a process of its own.</summary>
internal sealed class ReportServer : IDisposable
{
    internal const string Token = "test";

    private readonly Process process;

    /// <param name="users">Users of the tenant.</param>
    /// <param name="more">More options of the server.</param>
    internal ReportServer(int users, params string[] more)
    {
        string[] arguments = ["exec", Clone.Server, "--port", "0", "--users", users.ToString(CultureInfo.InvariantCulture), "--seed", "1", "--token", Token, "--no-quota", .. more];
        process = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true })!;
        Address = process.StandardOutput.ReadLine()?["Listening on ".Length..] ?? throw new InvalidOperationException("tests/GraphServer did not start.");
    }

    internal string Address { get; }

    public void Dispose()
    {
        process.Kill();
        process.WaitForExit();
        process.Dispose();
    }
}
