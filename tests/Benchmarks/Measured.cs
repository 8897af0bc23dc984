using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Benchmarks;

/// <summary>What one process measured of itself; it prints it as its last line.</summary>
/// <param name="Seconds">From the command to its end.</param>
/// <param name="CpuSeconds">Processor time of the process in that span, all threads.</param>
/// <param name="PeakKiB">The most memory that the process ever held (VmHWM).</param>
/// <param name="Rows">Rows read; 0 when the candidate does not count them.</param>
/// <param name="Last">The id of the last row: every candidate must end at the same one.</param>
internal sealed record Measured(double Seconds, double CpuSeconds, long PeakKiB, long Rows, string? Last)
{
    internal double PeakMiB => PeakKiB / 1024.0;

    /// <summary>Measures a read and prints it.</summary>
    internal static async Task RunAsync(Func<Task<(long Rows, string? Last)>> read)
    {
        using var process = Process.GetCurrentProcess();
        var cpu = process.TotalProcessorTime;
        var watch = Stopwatch.StartNew();
        var (rows, last) = await read();
        var seconds = watch.Elapsed.TotalSeconds;
        process.Refresh();
        Console.WriteLine(JsonSerializer.Serialize(new Measured(seconds, (process.TotalProcessorTime - cpu).TotalSeconds, Peak(), rows, last)));
    }

    /// <summary>Starts a process and reads what it measured.</summary>
    internal static async Task<Measured> OfProcessAsync(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", ["exec", .. arguments]) { RedirectStandardOutput = true, WorkingDirectory = Clone.Root })!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        var line = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).LastOrDefault();
        return process.ExitCode == 0 && line is not null
            ? JsonSerializer.Deserialize<Measured>(line)!
            : throw new InvalidOperationException($"dotnet exec {string.Join(' ', arguments)} ended with {process.ExitCode}: {output}");
    }

    /// <summary>Runs a command in the shell, in a process of its own, and measures the part between set-up and end.</summary>
    /// <param name="setUp">What goes before, not measured in time.</param>
    /// <param name="command">What is measured; its last object's Id is remembered.</param>
    /// <param name="module">False to leave the import to the command.</param>
    internal static Task<Measured> OfShellAsync(string setUp, string command, bool module = true)
    {
        var script = $$"""
            $ErrorActionPreference = 'Stop'
            {{setUp}}
            $process = [Diagnostics.Process]::GetCurrentProcess()
            $cpu = $process.TotalProcessorTime
            $watch = [Diagnostics.Stopwatch]::StartNew()
            $last = {{command}}
            $seconds = $watch.Elapsed.TotalSeconds
            $process.Refresh()
            $cpuSeconds = ($process.TotalProcessorTime - $cpu).TotalSeconds
            $peak = [long][regex]::Match([IO.File]::ReadAllText('/proc/self/status'), 'VmHWM:\s+(\d+)').Groups[1].Value
            @{ Seconds = $seconds; CpuSeconds = $cpuSeconds; PeakKiB = $peak; Rows = 0; Last = $last.Id } | ConvertTo-Json -Compress
            """;
        return module ? OfProcessAsync(Clone.Shell, "-Command", script) : OfProcessAsync(Clone.Shell, "-NoModule", "-Command", script);
    }

    // The high-water mark of the resident set; 0 where there is no /proc.
    private static long Peak()
    {
        const string status = "/proc/self/status";
        var line = File.Exists(status) ? File.ReadLines(status).FirstOrDefault(each => each.StartsWith("VmHWM:", StringComparison.Ordinal)) : null;
        return line is null ? 0 : long.Parse(line.AsSpan("VmHWM:".Length).Trim().TrimEnd(" kB"), CultureInfo.InvariantCulture);
    }
}
