using System.Management.Automation.Language;
using System.Text;

namespace SsprModule.Shell;

/// <summary>Reads a command, runs it, and again, until <c>exit</c> or the end of the input.</summary>
internal sealed class Prompt(ShellSession session)
{
    /// <returns>The exit code that <c>exit</c> gave, or 0.</returns>
    internal int Run()
    {
        while (session.Exit is null && ReadCommand() is { } command)
        {
            session.Run(command);
        }

        return session.Exit ?? ExitCode.Success;
    }

    /// <summary>Reads lines until they are a whole command; null at the end of the input.</summary>
    private static string? ReadCommand()
    {
        var command = new StringBuilder();
        for (var prompt = "PS> "; ; prompt = ">> ")
        {
            Console.Write(prompt);
            var line = Console.ReadLine();
            if (line is null)
            {
                return null;
            }

            command.AppendLine(line);
            Parser.ParseInput(command.ToString(), out _, out var errors);
            if (line.Length == 0 || !errors.Any(error => error.IncompleteInput))
            {
                return command.ToString();
            }
        }
    }
}
