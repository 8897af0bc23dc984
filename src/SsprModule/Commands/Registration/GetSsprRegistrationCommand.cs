using System.Management.Automation;
using SsprModule.Completion;
using SsprModule.Contracts;
using SsprModule.Errors;
using SsprModule.Models;

namespace SsprModule.Commands.Registration;

/// <summary>Shows who is registered, enabled and able to reset: the whole tenant, streamed, or the users given.</summary>
[Cmdlet(VerbsCommon.Get, "SsprRegistration", DefaultParameterSetName = TenantSet)]
[OutputType(typeof(SsprRegistration))]
[RequiresPermission("AuditLog.Read.All")]
[RequiresPermission("User.Read.All", Purpose = "-User")]
public sealed class GetSsprRegistrationCommand : ConnectedCmdlet
{
    private const string TenantSet = "Tenant";
    private const string UserSet = "User";

    /// <summary>User principal names or object ids.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = UserSet, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("UserPrincipalName", "UPN", "Id", "UserId", "ObjectId")]
    [ValidateNotNullOrEmpty]
    public string[]? User { get; set; }

    /// <summary>Only users who are able to reset.</summary>
    [Parameter(ParameterSetName = TenantSet)]
    public SwitchParameter Capable { get; set; }

    /// <summary>Only users who are not able to reset.</summary>
    [Parameter(ParameterSetName = TenantSet)]
    public SwitchParameter NotCapable { get; set; }

    /// <summary>Only users with enough methods registered; -Registered:$false for those without.</summary>
    [Parameter(ParameterSetName = TenantSet)]
    public SwitchParameter Registered { get; set; }

    /// <summary>Only users in the scope of the policy; -Enabled:$false for those outside.</summary>
    [Parameter(ParameterSetName = TenantSet)]
    public SwitchParameter Enabled { get; set; }

    /// <summary>Only administrators; -Admin:$false for all others.</summary>
    [Parameter(ParameterSetName = TenantSet)]
    public SwitchParameter Admin { get; set; }

    /// <summary>Only members, or only guests.</summary>
    [Parameter(ParameterSetName = TenantSet)]
    public SsprUserType UserType { get; set; }

    /// <summary>Only users who registered this method, in Graph's word.</summary>
    [Parameter(ParameterSetName = TenantSet)]
    [ArgumentCompleter(typeof(MethodCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Method { get; set; }

    /// <summary>An OData filter for the report, joined to the other parameters with and.</summary>
    [Parameter(ParameterSetName = TenantSet)]
    [ValidateNotNullOrEmpty]
    public string? Filter { get; set; }

    /// <inheritdoc/>
    protected override void Prepare()
    {
        base.Prepare();
        if (Capable && NotCapable)
        {
            throw new SsprException(SsprErrorId.ParametersConflict, "-Capable, -NotCapable");
        }
    }

    /// <inheritdoc/>
    private protected override async Task ProcessAsync(CmdletOutput output, CancellationToken cancellationToken)
    {
        foreach (var user in User ?? [])
        {
            await WriteUserAsync(user, output, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    private protected override Task EndAsync(CmdletOutput output, CancellationToken cancellationToken) =>
        // Whatever set PowerShell chooses for an empty pipeline, no input must not become the whole tenant.
        ParameterSetName == TenantSet && !MyInvocation.ExpectingInput
            ? Session.Registration.StreamAsync(Query(), new PipelineSink<SsprRegistration>(output), output, cancellationToken)
            : Task.CompletedTask;

    private async Task WriteUserAsync(string user, CmdletOutput output, CancellationToken cancellationToken)
    {
        try
        {
            var row = await Session.Registration.GetAsync(UserName.Check(user), output, cancellationToken).ConfigureAwait(false);
            await output.WriteAsync(row).ConfigureAwait(false);
        }
        catch (SsprException e) when (e.IsAboutTarget || e.Id == SsprErrorId.FilterRefused)
        {
            await output.WriteErrorAsync(ErrorRecords.From(e)).ConfigureAwait(false);
        }
    }

    private RegistrationQuery Query() => new()
    {
        Capable = Bound(nameof(Capable), Capable) ?? !Bound(nameof(NotCapable), NotCapable),
        Registered = Bound(nameof(Registered), Registered),
        Enabled = Bound(nameof(Enabled), Enabled),
        Admin = Bound(nameof(Admin), Admin),
        UserType = MyInvocation.BoundParameters.ContainsKey(nameof(UserType)) ? UserType : null,
        Method = Method,
        Filter = Filter,
    };

    private bool? Bound(string name, SwitchParameter value) =>
        MyInvocation.BoundParameters.ContainsKey(name) ? value.IsPresent : null;
}
