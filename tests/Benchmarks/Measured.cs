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
/// <param name="AgainSeconds">The same done again in the same process, when everything is compiled; 0 where it is done once.</param>
/// <param name="AgainCpuSeconds">Its processor time.</param>
internal sealed record Measured(double Seconds, double CpuSeconds, long PeakKiB, long Rows, string? Last, double AgainSeconds = 0, double AgainCpuSeconds = 0)
{
    internal double PeakMiB => PeakKiB / 1024.0;

    /// <summary>Measures a read, done twice, and prints it.</summary>
    internal static async Task RunAsync(Func<Task<(long Rows, string? Last)>> read)
    {
        var (seconds, cpu, (rows, last)) = await TimeAsync(read);
        var (againSeconds, againCpu, _) = await TimeAsync(read);
        Console.WriteLine(JsonSerializer.Serialize(new Measured(seconds, cpu, Peak(), rows, last, againSeconds, againCpu)));
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

    /// <summary>Runs a command in the shell, in a process of its own, and measures it.</summary>
    /// <param name="setUp">What goes before and is not timed.</param>
    /// <param name="command">What is timed; the Id of what it writes is remembered.</param>
    /// <param name="module">False to leave the import to the command.</param>
    /// <param name="twice">Whether the command is run and timed again.</param>
    internal static Task<Measured> OfShellAsync(string setUp, string command, bool module = true, bool twice = false)
    {
        var script = $$"""
            $ErrorActionPreference = 'Stop'
            {{setUp}}
            $process = [Diagnostics.Process]::GetCurrentProcess()
            $result = @{ Rows = 0 }
            foreach ($run in {{(twice ? "'', 'Again'" : "''")}}) {
                $process.Refresh()
                $cpu = $process.TotalProcessorTime
                $watch = [Diagnostics.Stopwatch]::StartNew()
                $last = {{command}}
                $result[$run + 'Seconds'] = $watch.Elapsed.TotalSeconds
                $process.Refresh()
                $result[$run + 'CpuSeconds'] = ($process.TotalProcessorTime - $cpu).TotalSeconds
            }
            $result.Last = $last.Id
            $result.PeakKiB = [long][regex]::Match([IO.File]::ReadAllText('/proc/self/status'), 'VmHWM:\s+(\d+)').Groups[1].Value
            $result | ConvertTo-Json -Compress
            """;
        return module ? OfProcessAsync(Clone.Shell, "-Command", script) : OfProcessAsync(Clone.Shell, "-NoModule", "-Command", script);
    }

    /// <summary>Pages through the report with Invoke-RestMethod, as scripts do without a module, in a real PowerShell.</summary>
    internal static async Task<Measured> OfPwshAsync(string pwsh, string address)
    {
        var script = $$"""
            $ProgressPreference = 'SilentlyContinue'
            $process = [Diagnostics.Process]::GetCurrentProcess()
            $read = {
                $next = '{{address}}/v1.0/reports/authenticationMethods/userRegistrationDetails?$top=999'
                while ($next) {
                    $page = Invoke-RestMethod -Uri $next -Headers @{ Authorization = 'Bearer {{ReportServer.Token}}' }
                    $page.value
                    $next = $page.'@odata.nextLink'
                }
            }
            $result = @{ Rows = 0 }
            foreach ($run in '', 'Again') {
                $process.Refresh(); $cpu = $process.TotalProcessorTime; $watch = [Diagnostics.Stopwatch]::StartNew()
                $last = & $read | Select-Object -Last 1
                $result[$run + 'Seconds'] = $watch.Elapsed.TotalSeconds
                $process.Refresh(); $result[$run + 'CpuSeconds'] = ($process.TotalProcessorTime - $cpu).TotalSeconds
            }
            $result.Last = $last.id
            $result.PeakKiB = [long][regex]::Match([IO.File]::ReadAllText('/proc/self/status'), 'VmHWM:\s+(\d+)').Groups[1].Value
            $result | ConvertTo-Json -Compress
            """;
        using var process = Process.Start(new ProcessStartInfo(pwsh, ["-NoProfile", "-NonInteractive", "-Command", script]) { RedirectStandardOutput = true })!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return JsonSerializer.Deserialize<Measured>(output.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1])!;
    }

    private static async Task<(double Seconds, double Cpu, (long Rows, string? Last) Result)> TimeAsync(Func<Task<(long Rows, string? Last)>> read)
    {
        using var process = Process.GetCurrentProcess();
        var cpu = process.TotalProcessorTime;
        var watch = Stopwatch.StartNew();
        var result = await read();
        var seconds = watch.Elapsed.TotalSeconds;
        process.Refresh();
        return (seconds, (process.TotalProcessorTime - cpu).TotalSeconds, result);
    }

    // The high-water mark of the resident set; 0 where there is no /proc.
    private static long Peak()
    {
        const string status = "/proc/self/status";
        var line = File.Exists(status) ? File.ReadLines(status).FirstOrDefault(each => each.StartsWith("VmHWM:", StringComparison.Ordinal)) : null;
        return line is null ? 0 : long.Parse(line.AsSpan("VmHWM:".Length).Trim().TrimEnd(" kB"), CultureInfo.InvariantCulture);
    }
}
