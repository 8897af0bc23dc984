using System.Management.Automation;
using System.Management.Automation.Runspaces;
using SsprModule.Shell.Host;

namespace SsprModule.Shell;

/// <summary>A runspace with the stand-in commands and the module, and the running of text in it.</summary>
internal sealed class ShellSession : IDisposable
{
    private readonly Runspace runspace;
    private readonly ShellHost host;
    private readonly Lock gate = new();
    private PowerShell? running;

    internal ShellSession(ShellOptions options)
    {
        host = new ShellHost();
        runspace = RunspaceFactory.CreateRunspace(host, StandIns.AddTo(InitialSessionState.CreateDefault2()));
        runspace.Open();
        Runspace.DefaultRunspace = runspace;
        Console.CancelKeyPress += Stop;

        Run("$env:PSModulePath = $args[0] + [IO.Path]::PathSeparator + $env:PSModulePath", Path.GetDirectoryName(ModuleFolder.Find())!);
        if (options.ImportModule)
        {
            Run("Import-Module $args[0]", Path.Combine(ModuleFolder.Find(), "SsprModule.psd1"));
        }
    }

    /// <summary>The exit code that the script asked for with <c>exit</c>, or null.</summary>
    internal int? Exit => host.Exit;

    /// <summary>The host's console, for the prompt.</summary>
    internal ShellUI UI => host.ShellUI;

    /// <summary>Runs text and prints what comes out of it, errors included.</summary>
    /// <returns>The exit code.</returns>
    internal int Run(string script, params object[] arguments)
    {
        using var powerShell = PowerShell.Create(runspace);
        powerShell.AddScript(script, useLocalScope: false);
        foreach (var argument in arguments)
        {
            powerShell.AddArgument(argument);
        }

        // Errors travel with the objects, so that they are printed where they happened.
        powerShell.Commands.Commands[0].MergeMyResults(PipelineResultTypes.Error, PipelineResultTypes.Output);
        powerShell.AddCommand("Out-Default");
        return Invoke(powerShell);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Console.CancelKeyPress -= Stop;
        runspace.Dispose();
    }

    private int Invoke(PowerShell powerShell)
    {
        lock (gate)
        {
            running = powerShell;
        }

        try
        {
            powerShell.Invoke(null, new PSInvocationSettings { AddToHistory = true });
            var stopped = powerShell.InvocationStateInfo.State == PSInvocationState.Stopped;
            return host.Exit ?? (stopped ? ExitCode.Stopped : ExitCode.Success);
        }
        catch (PipelineStoppedException)
        {
            return ExitCode.Stopped;
        }
        catch (RuntimeException exception)
        {
            Report(exception.ErrorRecord);
            return host.Exit ?? ExitCode.Failed;
        }
        finally
        {
            lock (gate)
            {
                running = null;
            }
        }
    }

    private void Report(ErrorRecord error)
    {
        using var powerShell = PowerShell.Create(runspace);
        powerShell.AddCommand("Out-String").AddParameter("InputObject", error).AddParameter("Stream");
        foreach (var line in powerShell.Invoke<string>())
        {
            host.ShellUI.WriteErrorLine(line);
        }
    }

    private void Stop(object? sender, ConsoleCancelEventArgs arguments)
    {
        lock (gate)
        {
            // At the prompt nothing runs, and Ctrl+C only begins a new line.
            arguments.Cancel = true;
            running?.BeginStop(null, null);
        }
    }
}
