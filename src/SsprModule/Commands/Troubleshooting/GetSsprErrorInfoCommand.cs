using System.Globalization;
using System.Management.Automation;
using SsprModule.Errors;
using SsprModule.Models;

namespace SsprModule.Commands.Troubleshooting;

/// <summary>Explains a code, or every code in a message, an event or an error. Needs no connection.</summary>
[Cmdlet(VerbsCommon.Get, "SsprErrorInfo")]
[OutputType(typeof(SsprErrorInfo))]
public sealed class GetSsprErrorInfoCommand : AsyncCmdlet
{
    private CultureInfo culture = CultureInfo.InvariantCulture;

    /// <summary>A code, a text with codes in it, an error, an event or an audit event.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [Alias("Code", "Message")]
    [AllowEmptyString]
    [AllowNull]
    public object?[]? InputObject { get; set; }

    /// <summary>The language of the texts; without it, that of the session.</summary>
    [Parameter]
    public CultureInfo? Culture { get; set; }

    /// <inheritdoc/>
    protected override void Prepare() => culture = Culture ?? CultureInfo.CurrentUICulture;

    /// <inheritdoc/>
    private protected override async Task ProcessAsync(CmdletOutput output, CancellationToken cancellationToken)
    {
        foreach (var item in InputObject ?? [null])
        {
            await ExplainAsync(CodeText.Unwrap(item), output).ConfigureAwait(false);
        }
    }

    private async Task ExplainAsync(object? item, CmdletOutput output)
    {
        var text = CodeText.Of(item);
        List<SsprErrorInfo> found = [.. Own(item), .. EngineBridge.Engine.Knowledge.Explain(text, culture)];
        if (found.Count == 0)
        {
            await output.WriteErrorAsync(ErrorRecords.From(new SsprException(SsprErrorId.NoCodeFound, CodeText.Short(text)) { Target = item })).ConfigureAwait(false);
        }

        await output.WritePageAsync(found).ConfigureAwait(false);
    }

    /// <summary>An error of this module tells its own meaning and action, with the user or permission that it is about.</summary>
    private static IEnumerable<SsprErrorInfo> Own(object? item)
    {
        if (CodeText.Error(item) is SsprException own)
        {
            yield return new SsprErrorInfo
            {
                Code = own.Id.ToString(),
                Kind = SsprCodeKind.Module,
                IsDocumented = true,
                Meaning = own.Message,
                Steps = new([own.RecommendedAction]),
            };
        }
    }
}
