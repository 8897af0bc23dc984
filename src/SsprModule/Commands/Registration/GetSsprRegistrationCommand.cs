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
[RequiresPermission("User.Read.All", Purpose = "-User, -IncludeUnreported, -Property")]
[RequiresPermission("Policy.Read.All", Purpose = "the methods that count")]
[RequiresPermission("GroupMember.Read.All", Purpose = "-Group; -Property Role, for groups that hold a role")]
[RequiresPermission("LicenseAssignment.Read.All", Purpose = "-Property License")]
[RequiresPermission("RoleManagement.Read.Directory", Purpose = "-Property Role")]
public sealed class GetSsprRegistrationCommand : ConnectedCmdlet
{
    private const string TenantSet = "Tenant";
    private const string UserSet = "User";

    private readonly List<string> users = [];

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

    /// <summary>Only the users in this group and the groups within it; its name or object id.</summary>
    [Parameter(ParameterSetName = TenantSet)]
    [ValidateNotNullOrEmpty]
    public string? Group { get; set; }

    /// <summary>Also the users whom the report does not list: disabled ones, and those who are too new.</summary>
    [Parameter(ParameterSetName = TenantSet)]
    public SwitchParameter IncludeUnreported { get; set; }

    /// <summary>What to add to each row from the directory.</summary>
    [Parameter(ParameterSetName = TenantSet)]
    [ValidateNotNullOrEmpty]
    public SsprUserProperty[] Property { get; set; } = [];

    /// <summary>The ResumeToken of the error that ended an earlier run: goes on where it broke off.</summary>
    [Parameter(ParameterSetName = TenantSet)]
    [ValidateNotNullOrEmpty]
    public string? ResumeFrom { get; set; }

    /// <inheritdoc/>
    protected override void Prepare()
    {
        base.Prepare();
        if (Capable && NotCapable)
        {
            throw new SsprException(SsprErrorId.ParametersConflict, "-Capable, -NotCapable");
        }

        if (IncludeUnreported && Filter is not null)
        {
            throw new SsprException(SsprErrorId.ParametersConflict, "-IncludeUnreported, -Filter");
        }
    }

    /// <inheritdoc/>
    private protected override Task ProcessAsync(CmdletOutput output, CancellationToken cancellationToken)
    {
        // How many there are decides how they are read.
        users.AddRange(User ?? []);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    private protected override Task EndAsync(CmdletOutput output, CancellationToken cancellationToken)
    {
        if (users.Count > 0)
        {
            return Session.Registration.GetManyAsync(users, new UserSink<SsprRegistration>(output), output, cancellationToken);
        }

        // Whatever set PowerShell chooses for an empty pipeline, no input must not become the whole tenant.
        return ParameterSetName == TenantSet && !MyInvocation.ExpectingInput
            ? Session.Registration.StreamAsync(Query(), new PipelineSink<SsprRegistration>(output), output, cancellationToken)
            : Task.CompletedTask;
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
        Group = Group,
        IncludeUnreported = IncludeUnreported,
        Properties = Property,
        ResumeFrom = ResumeFrom,
    };

    private bool? Bound(string name, SwitchParameter value) =>
        MyInvocation.BoundParameters.ContainsKey(name) ? value.IsPresent : null;
}
