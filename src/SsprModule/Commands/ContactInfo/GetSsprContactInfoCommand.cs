using System.Management.Automation;
using SsprModule.Errors;
using SsprModule.Models;

namespace SsprModule.Commands.ContactInfo;

/// <summary>Shows the phones, the e-mail address and the other methods of users, and what each counts for.</summary>
[Cmdlet(VerbsCommon.Get, "SsprContactInfo")]
[OutputType(typeof(SsprContactInfo))]
[RequiresPermission("User.Read.All")]
[RequiresPermission("UserAuthenticationMethod.Read.All")]
public sealed class GetSsprContactInfoCommand : ConnectedCmdlet
{
    /// <summary>User principal names or object ids.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("UserPrincipalName", "UPN", "Id", "UserId", "ObjectId")]
    [ValidateNotNullOrEmpty]
    public string[] User { get; set; } = [];

    /// <inheritdoc/>
    private protected override async Task ProcessAsync(CmdletOutput output, CancellationToken cancellationToken)
    {
        foreach (var user in User)
        {
            try
            {
                var rows = await Session.ContactInfo.GetAsync(UserName.Check(user), output, cancellationToken).ConfigureAwait(false);
                await output.WritePageAsync(rows).ConfigureAwait(false);
            }
            catch (SsprException e) when (e.IsAboutTarget)
            {
                await output.WriteErrorAsync(ErrorRecords.From(e)).ConfigureAwait(false);
            }
        }
    }
}
