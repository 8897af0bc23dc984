using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

namespace SsprModule.Shell.Host;

/// <summary>The questions that PowerShell asks: confirmations, missing parameters, credentials.</summary>
internal sealed partial class ShellUI
{
    /// <inheritdoc/>
    public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions)
    {
        WriteCaption(caption, message);
        var answers = new Dictionary<string, PSObject>();
        foreach (var field in descriptions)
        {
            Write(field.Name + ": ");
            var type = Type.GetType(field.ParameterAssemblyFullName) ?? typeof(string);
            object answer = type == typeof(SecureString) ? ReadLineAsSecureString() : ReadLine();
            answers[field.Name] = PSObject.AsPSObject(LanguagePrimitives.ConvertTo(answer, type, CultureInfoOfUser));
        }

        return answers;
    }

    /// <inheritdoc/>
    public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
    {
        WriteCaption(caption, message);
        while (true)
        {
            for (var i = 0; i < choices.Count; i++)
            {
                Write($"[{KeyOf(choices[i])}] {choices[i].Label.Replace("&", "", StringComparison.Ordinal)}  ");
            }

            Write(defaultChoice >= 0 ? $"(default is \"{KeyOf(choices[defaultChoice])}\"): " : ": ");
            var answer = ReadLine().Trim();
            if (answer.Length == 0 && defaultChoice >= 0)
            {
                return defaultChoice;
            }

            for (var i = 0; i < choices.Count; i++)
            {
                var label = choices[i].Label.Replace("&", "", StringComparison.Ordinal);
                if (answer.Equals(KeyOf(choices[i]), StringComparison.OrdinalIgnoreCase) || answer.Equals(label, StringComparison.OrdinalIgnoreCase))
                {
                    return i;
                }
            }
        }
    }

    /// <inheritdoc/>
    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) =>
        PromptForCredential(caption, message, userName, targetName, PSCredentialTypes.Default, PSCredentialUIOptions.Default);

    /// <inheritdoc/>
    public override PSCredential PromptForCredential(
        string caption, string message, string userName, string targetName, PSCredentialTypes allowedCredentialTypes, PSCredentialUIOptions options)
    {
        WriteCaption(caption, message);
        if (string.IsNullOrEmpty(userName))
        {
            Write("User: ");
            userName = ReadLine();
        }

        Write($"Password for {userName}: ");
        return new PSCredential(userName, ReadLineAsSecureString());
    }

    private static System.Globalization.CultureInfo CultureInfoOfUser => System.Globalization.CultureInfo.CurrentCulture;

    /// <summary>The letter after the ampersand of a label, or the whole label.</summary>
    private static string KeyOf(ChoiceDescription choice)
    {
        var mark = choice.Label.IndexOf('&', StringComparison.Ordinal);
        return mark >= 0 && mark + 1 < choice.Label.Length ? choice.Label.Substring(mark + 1, 1).ToUpperInvariant() : choice.Label;
    }

    private void WriteCaption(string caption, string message)
    {
        WriteLine("");
        foreach (var line in new[] { caption, message })
        {
            if (!string.IsNullOrEmpty(line))
            {
                WriteLine(line);
            }
        }
    }
}
