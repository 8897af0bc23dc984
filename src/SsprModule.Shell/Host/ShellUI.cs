using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

namespace SsprModule.Shell.Host;

/// <summary>Writes PowerShell's streams to the console: errors to stderr, all else to stdout.</summary>
internal sealed partial class ShellUI : PSHostUserInterface
{
    private const string Reset = "\e[0m";
    private bool progressShown;

    /// <inheritdoc/>
    public override PSHostRawUserInterface RawUI { get; } = new ShellRawUI();

    /// <summary>True on a terminal; a file or pipe gets plain text.</summary>
    public override bool SupportsVirtualTerminal =>
        !Console.IsOutputRedirected && Environment.GetEnvironmentVariable("NO_COLOR") is null;

    /// <inheritdoc/>
    public override void Write(string value)
    {
        ClearProgress();
        Console.Write(GetOutputString(value, SupportsVirtualTerminal));
    }

    /// <inheritdoc/>
    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value)
    {
        if (!SupportsVirtualTerminal)
        {
            Write(value);
            return;
        }

        Console.ForegroundColor = foregroundColor;
        Write(value);
        Console.ResetColor();
    }

    /// <inheritdoc/>
    public override void WriteLine(string value) => Write(value + Environment.NewLine);

    /// <inheritdoc/>
    public override void WriteErrorLine(string value)
    {
        ClearProgress();
        var colours = SupportsVirtualTerminal && !Console.IsErrorRedirected;
        Console.Error.WriteLine(GetOutputString(colours ? "\e[31;1m" + value + Reset : value, colours));
    }

    /// <inheritdoc/>
    public override void WriteWarningLine(string message) => WriteMarked("WARNING: ", message);

    /// <inheritdoc/>
    public override void WriteVerboseLine(string message) => WriteMarked("VERBOSE: ", message);

    /// <inheritdoc/>
    public override void WriteDebugLine(string message) => WriteMarked("DEBUG: ", message);

    /// <inheritdoc/>
    public override void WriteProgress(long sourceId, ProgressRecord record)
    {
        if (!SupportsVirtualTerminal)
        {
            return;
        }

        ClearProgress();
        if (record.RecordType == ProgressRecordType.Processing)
        {
            var line = $"{record.Activity}: {record.StatusDescription}";
            Console.Write(line.Length < RawUI.WindowSize.Width ? line : line[..(RawUI.WindowSize.Width - 1)]);
            progressShown = true;
        }
    }

    /// <inheritdoc/>
    public override string ReadLine() =>
        Console.ReadLine() ?? throw new PSInvalidOperationException(
            "The command asks a question and there is no input to answer it. Give the value as a parameter, or -Confirm:$false.");

    /// <inheritdoc/>
    public override SecureString ReadLineAsSecureString()
    {
        var secret = new SecureString();
        if (Console.IsInputRedirected)
        {
            foreach (var character in ReadLine())
            {
                secret.AppendChar(character);
            }

            return secret;
        }

        for (var key = Console.ReadKey(intercept: true); key.Key != ConsoleKey.Enter; key = Console.ReadKey(intercept: true))
        {
            if (key.Key == ConsoleKey.Backspace && secret.Length > 0)
            {
                secret.RemoveAt(secret.Length - 1);
            }
            else if (!char.IsControl(key.KeyChar))
            {
                secret.AppendChar(key.KeyChar);
            }
        }

        Console.WriteLine();
        return secret;
    }

    private void WriteMarked(string mark, string message) =>
        WriteLine($"\e[33;1m{mark}{message}{Reset}");

    private void ClearProgress()
    {
        if (progressShown)
        {
            Console.Write("\r\e[K");
            progressShown = false;
        }
    }
}
