using System.Text;
using SsprModule.Shell;
using SsprModule.Shell.Help;

Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

var options = ShellOptions.Parse(args);
switch (options.Mode)
{
    case ShellMode.Usage:
        Console.Error.WriteLine(ShellOptions.Usage);
        return ExitCode.Usage;

    case ShellMode.BuildHelp:
        return HelpBuilder.Build(options.Arguments![0], options.Arguments[1]);

    default:
        using (var session = new ShellSession(options))
        {
            return options.Mode == ShellMode.Interactive ? new Prompt(session).Run() : session.Run(options.ScriptText());
        }
}
