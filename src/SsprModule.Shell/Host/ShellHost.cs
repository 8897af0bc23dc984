using System.Globalization;
using System.Management.Automation.Host;

namespace SsprModule.Shell.Host;

/// <summary>PowerShell's host on the console.</summary>
internal sealed class ShellHost : PSHost
{
    /// <inheritdoc/>
    public override string Name => "SsprModule.Shell";

    /// <inheritdoc/>
    public override Version Version { get; } = typeof(ShellHost).Assembly.GetName().Version!;

    /// <inheritdoc/>
    public override Guid InstanceId { get; } = Guid.NewGuid();

    /// <inheritdoc/>
    public override CultureInfo CurrentCulture { get; } = CultureInfo.CurrentCulture;

    /// <inheritdoc/>
    public override CultureInfo CurrentUICulture { get; } = CultureInfo.CurrentUICulture;

    /// <inheritdoc/>
    public override PSHostUserInterface UI => ShellUI;

    /// <summary>The console.</summary>
    internal ShellUI ShellUI { get; } = new();

    /// <summary>The exit code that the script asked for, or null.</summary>
    internal int? Exit { get; private set; }

    /// <inheritdoc/>
    public override void SetShouldExit(int exitCode) => Exit = exitCode;

    /// <inheritdoc/>
    public override void EnterNestedPrompt() => throw new NotSupportedException("This shell has no nested prompt.");

    /// <inheritdoc/>
    public override void ExitNestedPrompt() => throw new NotSupportedException("This shell has no nested prompt.");

    /// <inheritdoc/>
    public override void NotifyBeginApplication()
    {
    }

    /// <inheritdoc/>
    public override void NotifyEndApplication()
    {
    }
}
