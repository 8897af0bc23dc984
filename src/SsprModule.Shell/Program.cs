using System.Text;
using SsprModule.Shell;

Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

var options = ShellOptions.Parse(args);
switch (options.Mode)
{
    case ShellMode.Usage:
        Console.Error.WriteLine(ShellOptions.Usage);
        return ExitCode.Usage;

    default:
        using (var session = new ShellSession(options))
        {
            return options.Mode == ShellMode.Interactive ? new Prompt(session).Run() : session.Run(options.ScriptText());
        }
}
