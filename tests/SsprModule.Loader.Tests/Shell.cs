using System.Diagnostics;

namespace SsprModule.Loader.Tests;

/// <summary>Runs the shell as a process of its own, so that each test has a fresh one.</summary>
internal static class Shell
{
    internal static Task<ShellResult> RunAsync(params string[] arguments) => RunAsync(new ShellStart(arguments));

    internal static async Task<ShellResult> RunAsync(ShellStart how)
    {
        using var process = Start(how);
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.StandardInput.WriteAsync(how.Input);
        process.StandardInput.Close();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return new ShellResult(process.ExitCode, await output, await error);
    }

    /// <summary>Starts the shell and leaves it to the caller, to kill it for example.</summary>
    internal static Process Start(ShellStart how)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", Clone.Shell, .. how.Arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Clone.Root,
        };
        start.Environment["LANG"] = how.Language;
        start.Environment["LC_ALL"] = how.Language;

        // What dotnet test tells its children would lead a build inside the shell astray.
        foreach (var variable in start.Environment.Keys.Where(key => key.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToList())
        {
            start.Environment.Remove(variable);
        }

        return Process.Start(start)!;
    }
}

/// <summary>How to start it.</summary>
internal sealed record ShellStart(params string[] Arguments)
{
    internal string Input { get; init; } = "";

    internal string Language { get; init; } = "en_US.UTF-8";
}

/// <summary>How it ended.</summary>
internal sealed record ShellResult(int ExitCode, string Output, string Error)
{
    internal string[] Lines { get; } = Output.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The output of a run that must have gone well.</summary>
    internal string[] Succeeded()
    {
        Assert.Equal("", Error);
        Assert.Equal(0, ExitCode);
        return Lines;
    }
}
