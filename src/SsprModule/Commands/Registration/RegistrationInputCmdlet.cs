using System.Management.Automation;
using SsprModule.Contracts;
using SsprModule.Models;

namespace SsprModule.Commands.Registration;

/// <summary>A cmdlet that works on rows of Get-SsprRegistration: those from the pipeline, which needs no connection, or the whole tenant.</summary>
public abstract class RegistrationInputCmdlet : ConnectedCmdlet
{
    private const int Batch = 1000;

    private readonly List<SsprRegistration> laidAside = [];

    /// <summary>Rows of Get-SsprRegistration. Without them the cmdlet reads the whole tenant.</summary>
    [Parameter(ValueFromPipeline = true)]
    [ValidateNotNull]
    public SsprRegistration[]? InputObject { get; set; }

    /// <summary>When the cmdlet reads the tenant itself: also the users whom the report does not list.</summary>
    [Parameter]
    public SwitchParameter IncludeUnreported { get; set; }

    /// <summary>True when the rows are given.</summary>
    private protected bool HasInput => MyInvocation.ExpectingInput || InputObject is not null;

    /// <inheritdoc/>
    protected override void Prepare()
    {
        if (!HasInput)
        {
            base.Prepare();
        }
    }

    /// <summary>Where the rows go.</summary>
    private protected abstract ISink<SsprRegistration> Target { get; }

    /// <inheritdoc/>
    private protected override bool TakeRecord()
    {
        laidAside.AddRange(InputObject ?? []);
        return laidAside.Count < Batch;
    }

    /// <inheritdoc/>
    private protected override Task ProcessAsync(CmdletOutput output, CancellationToken cancellationToken) => HandOverAsync();

    /// <summary>Reads the tenant, unless the rows were given; then hands over the last of them.</summary>
    private protected Task ReadAsync(IReadOnlyCollection<SsprUserProperty> properties, CmdletOutput output, CancellationToken cancellationToken) => HasInput
        ? HandOverAsync()
        : Session.Registration.StreamAsync(new RegistrationQuery { IncludeUnreported = IncludeUnreported, Properties = properties }, Target, output, cancellationToken);

    private async Task HandOverAsync()
    {
        await Target.WriteAsync(laidAside).ConfigureAwait(false);
        laidAside.Clear();
    }

    /// <summary>The full path of a file that need not be there.</summary>
    private protected string FullPath(string path) => SessionState.Path.GetUnresolvedProviderPathFromPSPath(path);
}
