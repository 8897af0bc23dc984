using System.Globalization;
using System.Management.Automation;
using SsprModule.Contracts;
using SsprModule.Models;

namespace SsprModule.Commands.Troubleshooting;

/// <summary>Answers questions about SSPR. Needs no connection.</summary>
[Cmdlet(VerbsCommon.Get, "SsprFaq")]
[OutputType(typeof(SsprFaqEntry))]
public sealed class GetSsprFaqCommand : AsyncCmdlet
{
    private CultureInfo culture = CultureInfo.InvariantCulture;

    /// <summary>Words to search for, in English or Dutch; without them all questions.</summary>
    [Parameter(Position = 0, ValueFromRemainingArguments = true)]
    [Alias("Query")]
    public string[]? Search { get; set; }

    /// <summary>The language of question and answer; without it, that of the session.</summary>
    [Parameter]
    public CultureInfo? Culture { get; set; }

    /// <inheritdoc/>
    protected override void Prepare() => culture = Culture ?? CultureInfo.CurrentUICulture;

    /// <inheritdoc/>
    private protected override async Task EndAsync(CmdletOutput output, CancellationToken cancellationToken)
    {
        var answer = EngineBridge.Engine.Knowledge.Ask(Search ?? [], culture);
        if (answer.Entries.Count == 0)
        {
            output.Warning(SsprWarning.NoQuestionFound, string.Join(" ", Search ?? []), answer.Suggestions);
        }

        await output.WritePageAsync(answer.Entries).ConfigureAwait(false);
    }
}
