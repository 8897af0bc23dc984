using System.ComponentModel;
using System.Diagnostics;

namespace SsprModule.Loader.Tests;

/// <summary>Runs tests/Pester where pwsh with Pester 5 is installed; elsewhere the same things are tested through the shell.</summary>
public class PesterTests
{
    [Fact]
    public async Task The_Pester_tests_pass_in_pwsh()
    {
        var probe = await RunAsync("if (Get-Module Pester -ListAvailable | Where-Object Version -ge 5.5) { 'found' }");
        if (probe is null)
        {
            Assert.Skip("pwsh is not installed.");
        }

        if (!probe.Value.Output.Contains("found", StringComparison.Ordinal))
        {
            Assert.Skip("Pester 5.5 or later is not installed in pwsh.");
        }

        var tests = Path.Combine(Clone.Root, "tests", "Pester");
        var run = await RunAsync($"Import-Module Pester -MinimumVersion 5.5; $r = Invoke-Pester -Path '{tests}' -PassThru; exit [int]($r.Result -ne 'Passed')");

        Assert.True(run!.Value.ExitCode == 0, run.Value.Output);
    }

    [Fact]
    public async Task The_Pester_tests_are_PowerShell_without_syntax_errors()
    {
        var result = await Shell.RunAsync("-NoModule", "-Command", $$"""
            foreach ($file in [IO.Directory]::GetFiles('{{Clone.Root}}/tests/Pester', '*.Tests.ps1') + '{{Clone.Root}}/build.ps1') {
                $errors = $null
                [void][Management.Automation.Language.Parser]::ParseFile($file, [ref]$null, [ref]$errors)
                foreach ($problem in $errors) { "${file}: $problem" }
            }
            'parsed'
            """);

        Assert.Equal(["parsed"], result.Succeeded());
    }

    /// <summary>Null when there is no pwsh.</summary>
    private static async Task<(int ExitCode, string Output)?> RunAsync(string command)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo("pwsh", ["-NoProfile", "-NonInteractive", "-Command", command]) { RedirectStandardOutput = true })!;
            var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            return (process.ExitCode, output);
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
