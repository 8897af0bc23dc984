using System.Management.Automation;
using System.Management.Automation.Runspaces;
using SsprModule.Shell;

namespace SsprModule.Tests.Support;

/// <summary>A user's session: PowerShell's engine with this module's cmdlets and views, and what a script made of it.</summary>
internal sealed class UserSession : IDisposable
{
    private readonly Runspace runspace;

    public UserSession(string? uiCulture = null)
    {
        var state = StandIns.AddTo(InitialSessionState.CreateDefault2());
        foreach (var type in typeof(AsyncCmdlet).Assembly.GetTypes())
        {
            if (type.GetCustomAttributes(typeof(CmdletAttribute), false) is [CmdletAttribute cmdlet])
            {
                state.Commands.Add(new SessionStateCmdletEntry($"{cmdlet.VerbName}-{cmdlet.NounName}", type, null));
            }
        }

        state.Formats.Add(new SessionStateFormatEntry(Path.Combine(Repository.Root, "module", "SsprModule.Format.ps1xml")));
        runspace = RunspaceFactory.CreateRunspace(state);
        runspace.ThreadOptions = PSThreadOptions.ReuseThread;
        runspace.Open();
        if (uiCulture is not null)
        {
            Run($"[cultureinfo]::CurrentUICulture = '{uiCulture}'");
        }
    }

    /// <summary>A session that is connected to an embedded tenant.</summary>
    /// <param name="parameters">More parameters of Connect-Sspr -Sandbox.</param>
    public static UserSession InSandbox(string parameters = "")
    {
        var session = new UserSession();
        session.Run($"Connect-Sspr -Sandbox {parameters}").AssertFine();
        return session;
    }

    /// <summary>Runs a script to its end and keeps all streams.</summary>
    public Outcome Run(string script, params (string Name, object? Value)[] variables)
    {
        using var shell = Create(script, variables);
        return Invoke(shell);
    }

    /// <summary>Starts a script, stops it as Ctrl+C does when the signal comes, and waits for its end.</summary>
    public Outcome RunAndStop(string script, Task signal, params (string Name, object? Value)[] variables)
    {
        using var shell = Create(script, variables);
        var stopping = signal.ContinueWith(_ => shell.Stop(), TaskScheduler.Default);
        var outcome = Invoke(shell);
        stopping.Wait(TimeSpan.FromSeconds(60));
        return outcome;
    }

    public void Dispose() => runspace.Dispose();

    private PowerShell Create(string script, (string Name, object? Value)[] variables)
    {
        foreach (var (name, value) in variables)
        {
            runspace.SessionStateProxy.SetVariable(name, value);
        }

        var shell = PowerShell.Create(runspace);
        // Caught and thrown on, an error that ends a command ends the script; errors that do not are left in their stream.
        shell.AddScript($"try {{\n{script}\n}} catch {{ throw }}");
        return shell;
    }

    private static Outcome Invoke(PowerShell shell)
    {
        var output = new PSDataCollection<PSObject>();
        Exception? ended = null;
        try
        {
            shell.Invoke(null, output);
        }
        catch (Exception e) when (e is RuntimeException or PipelineStoppedException)
        {
            ended = e;
        }

        return new Outcome([.. output], [.. shell.Streams.Error], ended, shell.Streams) { WasStopped = shell.InvocationStateInfo.State == PSInvocationState.Stopped };
    }
}

/// <summary>What a script left behind.</summary>
internal sealed class Outcome
{
    public Outcome(IReadOnlyList<PSObject> output, IReadOnlyList<ErrorRecord> errors, Exception? ended, PSDataStreams streams)
    {
        Output = output;
        Errors = errors;
        Ended = ended;
        Warnings = [.. streams.Warning.Select(w => w.Message)];
        Verbose = [.. streams.Verbose.Select(v => v.Message)];
        Debug = [.. streams.Debug.Select(v => v.Message)];
        Information = [.. streams.Information.Select(i => i.MessageData?.ToString() ?? "")];
        Progress = [.. streams.Progress];
    }

    /// <summary>True when Ctrl+C ended the script.</summary>
    public bool WasStopped { get; init; }

    public IReadOnlyList<PSObject> Output { get; }

    /// <summary>Errors that did not end the script.</summary>
    public IReadOnlyList<ErrorRecord> Errors { get; }

    /// <summary>What ended the script early, or null.</summary>
    public Exception? Ended { get; }

    public IReadOnlyList<string> Warnings { get; }

    public IReadOnlyList<string> Verbose { get; }

    public IReadOnlyList<string> Debug { get; }

    public IReadOnlyList<string> Information { get; }

    public IReadOnlyList<ProgressRecord> Progress { get; }

    /// <summary>Everything that a person or a log could see.</summary>
    public string AllText => string.Join("\n", [.. Output.Select(o => o.ToString()), .. Errors.Select(e => $"{e} {e.Exception} {e.ErrorDetails?.Message}"), Ended?.ToString() ?? "", .. Warnings, .. Verbose, .. Debug, .. Information, .. Progress.Select(p => p.ToString())]);

    public IEnumerable<T> As<T>() => Output.Select(o => (T)o.BaseObject);

    /// <summary>The one object of a script that went well.</summary>
    public T Single<T>()
    {
        AssertFine();
        return (T)Assert.Single(Output).BaseObject;
    }

    public Outcome AssertFine()
    {
        Assert.Null(Ended);
        Assert.Empty(Errors);
        return this;
    }

    /// <summary>The first part of the error id of the error that ended the script.</summary>
    public string? EndedWith => (Ended as IContainsErrorRecord)?.ErrorRecord.FullyQualifiedErrorId.Split(',')[0];

    /// <summary>The record of the error that ended the script.</summary>
    public ErrorRecord EndError => Assert.IsAssignableFrom<IContainsErrorRecord>(Ended).ErrorRecord;

    /// <summary>The ids of the errors that did not end it.</summary>
    public IEnumerable<string> ErrorIds => Errors.Select(e => e.FullyQualifiedErrorId.Split(',')[0]);
}

/// <summary>Where the clone is.</summary>
internal static class Repository
{
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    private static string Find(string folder) =>
        File.Exists(Path.Combine(folder, "SsprModule.sln")) ? folder : Find(Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("SsprModule.sln"));
}
