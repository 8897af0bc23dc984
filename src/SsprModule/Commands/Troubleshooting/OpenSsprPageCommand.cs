using System.Globalization;
using System.Management.Automation;
using SsprModule.Commands.Connection;
using SsprModule.Errors;
using SsprModule.Models;

namespace SsprModule.Commands.Troubleshooting;

/// <summary>Opens a page about SSPR in the browser, right for the cloud that is connected to. Needs no connection.</summary>
[Cmdlet(VerbsCommon.Open, "SsprPage")]
[OutputType(typeof(SsprPage))]
public sealed class OpenSsprPageCommand : AsyncCmdlet
{
    private CultureInfo culture = CultureInfo.InvariantCulture;
    private SsprEnvironment cloud;

    /// <summary>The pages to open; without it nothing is opened and all pages are listed.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    public SsprPageName[]? Name { get; set; }

    /// <summary>Gives the pages as objects and opens nothing.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>The cloud; without it the one connected to, or the public one.</summary>
    [Parameter]
    public SsprEnvironment Environment { get; set; }

    /// <summary>The language of documentation and titles; without it, that of the session.</summary>
    [Parameter]
    public CultureInfo? Culture { get; set; }

    /// <summary>The connection whose cloud counts; without it, the default of this runspace.</summary>
    [Parameter]
    public SsprConnection? Connection { get; set; }

    /// <inheritdoc/>
    protected override void Prepare()
    {
        culture = Culture ?? CultureInfo.CurrentUICulture;
        cloud = MyInvocation.BoundParameters.ContainsKey(nameof(Environment)) ? Environment
            : (Connection ?? CurrentConnection.Current().Value)?.Context.Environment ?? SsprEnvironment.Global;
    }

    /// <inheritdoc/>
    private protected override async Task ProcessAsync(CmdletOutput output, CancellationToken cancellationToken)
    {
        foreach (var name in Name ?? [])
        {
            try
            {
                await ShowAsync(name, output).ConfigureAwait(false);
            }
            catch (SsprException e) when (e.IsAboutTarget)
            {
                await output.WriteErrorAsync(ErrorRecords.From(e)).ConfigureAwait(false);
            }
        }
    }

    /// <inheritdoc/>
    private protected override async Task EndAsync(CmdletOutput output, CancellationToken cancellationToken)
    {
        if (Name is not null || MyInvocation.ExpectingInput)
        {
            return;
        }

        foreach (SsprPageName name in Enum.GetValues(typeof(SsprPageName)))
        {
            try
            {
                await output.WriteAsync(EngineBridge.Engine.Knowledge.Page(name, cloud, culture)).ConfigureAwait(false);
            }
            catch (SsprException e) when (e.Id == SsprErrorId.NotAvailableInCloud)
            {
                output.Verbose($"{name} is left out: {cloud} has no such page, or none that is known.");
            }
        }
    }

    private Task ShowAsync(SsprPageName name, CmdletOutput output)
    {
        var page = EngineBridge.Engine.Knowledge.Page(name, cloud, culture);
        if (PassThru)
        {
            return output.WriteAsync(page);
        }

        output.Verbose($"Opening {page.Address}");
        Browser.Open(page.Address);
        return Task.CompletedTask;
    }
}
