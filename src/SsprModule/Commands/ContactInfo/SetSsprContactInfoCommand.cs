using System.Management.Automation;
using SsprModule.Contracts;
using SsprModule.Errors;
using SsprModule.Models;

namespace SsprModule.Commands.ContactInfo;

/// <summary>Sets the phones and the e-mail address with which a user can reset the password.</summary>
[Cmdlet(VerbsCommon.Set, "SsprContactInfo", SupportsShouldProcess = true)]
[OutputType(typeof(SsprContactInfo))]
[RequiresPermission("User.Read.All")]
[RequiresPermission("UserAuthenticationMethod.ReadWrite.All", Write = true)]
[RequiresPermission("Organization.Read.All", Write = true, Purpose = "-Email")]
public sealed class SetSsprContactInfoCommand : ConnectedCmdlet
{
    /// <summary>User principal name or object id.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("UserPrincipalName", "UPN", "Id", "UserId", "ObjectId")]
    [ValidateNotNullOrEmpty]
    public string User { get; set; } = "";

    /// <summary>The mobile phone, in any common form.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? MobilePhone { get; set; }

    /// <summary>The alternate mobile phone, which serves MFA only.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? AlternateMobilePhone { get; set; }

    /// <summary>The office phone, perhaps with an extension.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? OfficePhone { get; set; }

    /// <summary>The e-mail address, which serves password reset only.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? Email { get; set; }

    /// <summary>Two-letter code of the country of numbers without one; without it, the user's usage location.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("UsageLocation")]
    public string? Country { get; set; }

    /// <summary>Writes the methods that were set.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    private protected override async Task ProcessAsync(CmdletOutput output, CancellationToken cancellationToken)
    {
        try
        {
            if (new[] { MobilePhone, AlternateMobilePhone, OfficePhone, Email }.All(string.IsNullOrWhiteSpace))
            {
                throw new SsprException(SsprErrorId.ParameterRequired, "-User", "-MobilePhone, -AlternateMobilePhone, -OfficePhone, -Email") { Target = User };
            }

            var plan = await Session.ContactInfo.PlanAsync(Values(), output, cancellationToken).ConfigureAwait(false);
            foreach (var note in plan.Notes)
            {
                output.Warning(SsprWarning.ContactNote, plan.UserPrincipalName, note);
            }

            foreach (var change in plan.Changes)
            {
                if (await output.ShouldProcessAsync(plan.UserPrincipalName, ContactTexts.Of(change)).ConfigureAwait(false))
                {
                    await ApplyAsync(plan, change, output, cancellationToken).ConfigureAwait(false);
                }
            }
        }
        catch (SsprException e) when (IsAboutUser(e))
        {
            await output.WriteErrorAsync(ErrorRecords.From(e)).ConfigureAwait(false);
        }
    }

    private async Task ApplyAsync(ContactPlan plan, ContactChange change, CmdletOutput output, CancellationToken cancellationToken)
    {
        try
        {
            var row = await Session.ContactInfo.ApplyAsync(plan, change, output, cancellationToken).ConfigureAwait(false);
            if (PassThru)
            {
                await output.WriteAsync(row).ConfigureAwait(false);
            }
        }
        catch (SsprException e) when (IsAboutUser(e))
        {
            await output.WriteErrorAsync(ErrorRecords.From(e)).ConfigureAwait(false);
        }
    }

    private ContactValues Values() => new()
    {
        User = UserName.Check(User),
        MobilePhone = MobilePhone,
        AlternateMobilePhone = AlternateMobilePhone,
        OfficePhone = OfficePhone,
        Email = Email,
        Country = Country,
    };

    // Who may change whose methods differs from account to account, so a missing role concerns this one only.
    private static bool IsAboutUser(SsprException e) => e.IsAboutTarget || e.Id is SsprErrorId.RoleMissing or SsprErrorId.AccessDenied or SsprErrorId.ParameterRequired;
}
