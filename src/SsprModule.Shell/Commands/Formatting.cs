using System.Reflection;
using Microsoft.PowerShell.Commands.Internal.Format;

namespace SsprModule.Shell.Commands;

/// <summary>
/// PowerShell's own formatting, which its engine has and keeps to its own cmdlets: the commands of pwsh are the
/// same thin shells over it. The package's version is pinned, and tests run each use of it.
/// </summary>
internal static class Formatting
{
    private const BindingFlags Any = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    /// <summary>Makes a command a table or list formatter.</summary>
    /// <param name="command">The command; its parameters come with its base class.</param>
    /// <param name="shape">A value of PowerShell's enumeration FormatShape: Table or List.</param>
    internal static void UseShape(FrontEndCommandBase command, string shape)
    {
        var value = Enum.Parse(Inner("FormatShape"), shape);
        SetImplementation(command, Activator.CreateInstance(Inner("InnerFormatShapeCommand"), Any, null, [value], null)!);
    }

    /// <summary>Makes a command render to text.</summary>
    internal static void UseText(FrontEndCommandBase command, TextWriter writer, int columns)
    {
        var output = Activator.CreateInstance(Inner("OutputManagerInner"), nonPublic: true)!;
        var lines = Activator.CreateInstance(Inner("TextWriterLineOutput"), Any, null, [writer, columns], null);
        output.GetType().GetProperty("LineOutput", Any)!.SetValue(output, lines);
        SetImplementation(command, output);
    }

    private static Type Inner(string name) =>
        typeof(FrontEndCommandBase).Assembly.GetType("Microsoft.PowerShell.Commands.Internal.Format." + name, throwOnError: true)!;

    private static void SetImplementation(FrontEndCommandBase command, object implementation) =>
        typeof(FrontEndCommandBase).GetField("implementation", Any)!.SetValue(command, implementation);
}
