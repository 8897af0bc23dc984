using System.Management.Automation;
using SsprModule.Contracts;
using SsprModule.Errors;
using SsprModule.Models;
using SsprModule.Text;

namespace SsprModule.Commands.ContactInfo;

/// <summary>Removes authentication methods of users, in the order in which the service takes it.</summary>
[Cmdlet(VerbsCommon.Remove, "SsprContactInfo", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(SsprContactRemoval))]
[RequiresPermission("User.Read.All")]
[RequiresPermission("UserAuthenticationMethod.ReadWrite.All", Write = true)]
public sealed class RemoveSsprContactInfoCommand : ConnectedCmdlet
{
    // Gathered first: methods of one user must go in an order, whatever the order of the pipeline.
    private readonly List<string> users = [];
    private readonly Dictionary<string, HashSet<SsprMethodKind>> wanted = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>User principal names or object ids.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("UserPrincipalName", "UPN", "Id", "UserId", "ObjectId")]
    [ValidateNotNullOrEmpty]
    public string[] User { get; set; } = [];

    /// <summary>The kinds of method to remove; all that the user has of each kind.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public SsprMethodKind[] Method { get; set; } = [];

    /// <inheritdoc/>
    private protected override Task ProcessAsync(CmdletOutput output, CancellationToken cancellationToken)
    {
        foreach (var user in User)
        {
            if (!wanted.TryGetValue(user, out var methods))
            {
                users.Add(user);
                wanted[user] = methods = [];
            }

            methods.UnionWith(Method);
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    private protected override async Task EndAsync(CmdletOutput output, CancellationToken cancellationToken)
    {
        foreach (var user in users)
        {
            try
            {
                var plan = await Session.ContactInfo.PlanRemovalAsync(UserName.Check(user), wanted[user], output, cancellationToken).ConfigureAwait(false);
                await RemoveAsync(plan, output, cancellationToken).ConfigureAwait(false);
            }
            catch (SsprException e) when (e.IsAboutTarget)
            {
                await output.WriteErrorAsync(ErrorRecords.From(e)).ConfigureAwait(false);
            }
        }
    }

    private async Task RemoveAsync(ContactRemovalPlan plan, CmdletOutput output, CancellationToken cancellationToken)
    {
        if (plan.Removals.Count > 0 && plan.SsprMethodsLeft < 2)
        {
            output.Warning(SsprWarning.FewMethodsLeft, plan.UserPrincipalName, plan.SsprMethodsLeft);
        }

        foreach (var missing in plan.Missing)
        {
            await output.WriteAsync(Result(plan, missing, null, SsprRemovalStatus.NotRegistered, null)).ConfigureAwait(false);
        }

        foreach (var removal in plan.Removals)
        {
            var detail = removal.Detail is null ? "" : $" ({removal.Detail})";
            var question = Texts.Format(removal.IsDefault ? "Confirm_ContactRemoveDefault" : "Confirm_ContactRemove", removal.Method, detail);
            if (await output.ShouldProcessAsync(plan.UserPrincipalName, question).ConfigureAwait(false))
            {
                await RemoveAsync(plan, removal, output, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task RemoveAsync(ContactRemovalPlan plan, ContactRemoval removal, CmdletOutput output, CancellationToken cancellationToken)
    {
        try
        {
            await Session.ContactInfo.RemoveAsync(plan, removal, output, cancellationToken).ConfigureAwait(false);
            await output.WriteAsync(Result(plan, removal.Method, removal.Detail, SsprRemovalStatus.Removed, null)).ConfigureAwait(false);
        }
        // Who may change whose methods differs from account to account, so a missing role concerns this one only.
        catch (SsprException e) when (e.IsAboutTarget || e.Id is SsprErrorId.RoleMissing or SsprErrorId.AccessDenied)
        {
            await output.WriteAsync(Result(plan, removal.Method, removal.Detail, SsprRemovalStatus.Failed, e.Message)).ConfigureAwait(false);
            await output.WriteErrorAsync(ErrorRecords.From(e)).ConfigureAwait(false);
        }
    }

    private static SsprContactRemoval Result(ContactRemovalPlan plan, SsprMethodKind method, string? detail, SsprRemovalStatus status, string? reason) => new()
    {
        Id = plan.Id,
        UserPrincipalName = plan.UserPrincipalName,
        Method = method,
        Detail = detail,
        Status = status,
        Reason = reason,
    };
}
