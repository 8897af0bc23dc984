using System.Management.Automation.Language;
using System.Text;
using System.Text.RegularExpressions;

namespace SsprModule.Shell;

/// <summary>What the shell is asked to do.</summary>
internal enum ShellMode
{
    /// <summary>Nothing that it understands.</summary>
    Usage,

    /// <summary>The demo, when no argument is given.</summary>
    Demo,

    /// <summary>The text of <c>-Command</c>.</summary>
    Command,

    /// <summary>A script file and its arguments.</summary>
    File,

    /// <summary>A prompt.</summary>
    Interactive,

    /// <summary>Markdown pages to help files, for the build.</summary>
    BuildHelp,
}

/// <summary>The command line.</summary>
/// <param name="Mode">What to do.</param>
/// <param name="Text">The command's text or the script's path.</param>
/// <param name="Arguments">The script's arguments, or the two folders of <see cref="ShellMode.BuildHelp"/>.</param>
/// <param name="ImportModule">False for <c>-NoModule</c>.</param>
internal sealed partial record ShellOptions(ShellMode Mode, string Text = "", IReadOnlyList<string>? Arguments = null, bool ImportModule = true)
{
    /// <summary>What is printed when the command line can't be understood.</summary>
    internal const string Usage = """
        SsprModule.Shell runs SsprModule in PowerShell's engine, where no pwsh is installed.

          (no arguments)              the demo, against the embedded tenant
          script.ps1 [arguments]      runs a script; also -File script.ps1 [arguments]
          -Command text               runs a command
          -Interactive                a prompt with the module loaded
          -NoModule                   before any of these: the module is not imported
          -BuildHelp docs module      turns docs/<culture>/*.md into help files
        """;

    // As pwsh does: what a script says with exit, else 1 when its last command failed.
    private const string ExitAsPwsh = "\nif (-not $?) { exit $(if ($LASTEXITCODE) { $LASTEXITCODE } else { 1 }) }";

    /// <summary>Reads the command line; options go by PowerShell's names and may be shortened as there.</summary>
    internal static ShellOptions Parse(string[] args)
    {
        if (args.Length > 0 && Is(args[0], "-NoModule"))
        {
            return Parse(args[1..]) with { ImportModule = false };
        }

        return args switch
        {
            [] => new(ShellMode.Demo),
            [var option] when Is(option, "-Interactive") => new(ShellMode.Interactive),
            [var option, .. { Length: > 0 } text] when Is(option, "-Command") => new(ShellMode.Command, string.Join(' ', text)),
            [var option, var file, .. var rest] when Is(option, "-File") => new(ShellMode.File, file, rest),
            [var option, var docs, var module] when Is(option, "-BuildHelp") => new(ShellMode.BuildHelp, Arguments: [docs, module]),
            [var file, .. var rest] when !file.StartsWith('-') => new(ShellMode.File, file, rest),
            _ => new(ShellMode.Usage),
        };
    }

    /// <summary>The script to run for <see cref="ShellMode.Demo"/>, Command and File.</summary>
    internal string ScriptText() => Mode switch
    {
        ShellMode.Demo => Resources.Read("Demo.ps1"),
        ShellMode.File => FileInvocation() + ExitAsPwsh,
        _ => Text + ExitAsPwsh,
    };

    private string FileInvocation()
    {
        var script = new StringBuilder("& ").Append(Quote(Path.GetFullPath(Text)));
        foreach (var argument in Arguments ?? [])
        {
            // As pwsh -File does: names of parameters and switches' values are taken as such, all else is text.
            script.Append(' ').Append(ParameterName().IsMatch(argument) ? argument : Quote(argument));
        }

        return script.ToString();
    }

    private static string Quote(string text) => $"'{CodeGeneration.EscapeSingleQuotedStringContent(text)}'";

    private static bool Is(string argument, string option) =>
        argument.Length > 1 && option.StartsWith(argument, StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(@"^-[A-Za-z]\w*(:(\$true|\$false)?)?$", RegexOptions.IgnoreCase)]
    private static partial Regex ParameterName();
}
