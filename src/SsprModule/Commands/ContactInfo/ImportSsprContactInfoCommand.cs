using System.Management.Automation;
using SsprModule.Contracts;
using SsprModule.Errors;
using SsprModule.Models;

namespace SsprModule.Commands.ContactInfo;

/// <summary>Writes the contact data of many users from a CSV file or the pipeline, with a journal to go on from or to take it back.</summary>
[Cmdlet(VerbsData.Import, "SsprContactInfo", SupportsShouldProcess = true, DefaultParameterSetName = FileSet)]
[OutputType(typeof(SsprContactImportResult))]
[RequiresPermission("User.Read.All")]
[RequiresPermission("UserAuthenticationMethod.ReadWrite.All", Write = true)]
[RequiresPermission("Organization.Read.All", Write = true, Purpose = "e-mail addresses")]
public sealed class ImportSsprContactInfoCommand : ConnectedCmdlet
{
    private const string FileSet = "Path";
    private const string RowSet = "Row";
    private const string RollbackSet = "Rollback";

    private readonly List<ContactValues> rows = [];
    private bool isDryRun;
    private string? file;
    private string? journal;

    /// <summary>A CSV file with a header.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = FileSet)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>What stands between two cells; without it, what the header tells.</summary>
    [Parameter(ParameterSetName = FileSet)]
    public char Delimiter { get; set; }

    /// <summary>The encoding of the file; without it, it is found out.</summary>
    [Parameter(ParameterSetName = FileSet)]
    public SsprFileEncoding Encoding { get; set; }

    /// <summary>User principal name or object id.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = RowSet)]
    [Alias("UserPrincipalName", "UPN", "Id", "UserId", "ObjectId")]
    [ValidateNotNullOrEmpty]
    public string User { get; set; } = "";

    /// <summary>The mobile phone, in any common form.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = RowSet)]
    public string? MobilePhone { get; set; }

    /// <summary>The alternate mobile phone.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = RowSet)]
    public string? AlternateMobilePhone { get; set; }

    /// <summary>The office phone, perhaps with an extension.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = RowSet)]
    public string? OfficePhone { get; set; }

    /// <summary>The e-mail address.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = RowSet)]
    public string? Email { get; set; }

    /// <summary>Two-letter code of the country of numbers without one; without it, each user's usage location.</summary>
    [Parameter(ParameterSetName = FileSet)]
    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = RowSet)]
    [Alias("UsageLocation")]
    public string? Country { get; set; }

    /// <summary>The journal; without it, for a file the one beside it.</summary>
    [Parameter(ParameterSetName = FileSet)]
    [Parameter(ParameterSetName = RowSet)]
    [ValidateNotNullOrEmpty]
    public string? Journal { get; set; }

    /// <summary>The journal of an import to take back.</summary>
    [Parameter(Mandatory = true, ParameterSetName = RollbackSet)]
    [ValidateNotNullOrEmpty]
    public string Rollback { get; set; } = "";

    /// <inheritdoc/>
    protected override void Prepare()
    {
        base.Prepare();
        isDryRun = MyInvocation.BoundParameters.TryGetValue("WhatIf", out var whatIf)
            ? ((SwitchParameter)whatIf).ToBool()
            : LanguagePrimitives.IsTrue(SessionState.PSVariable.GetValue("WhatIfPreference"));
        file = ParameterSetName == FileSet ? FullPath(Path) : null;
        journal = ParameterSetName == RollbackSet ? FullPath(Rollback)
            : Journal is not null ? FullPath(Journal)
            : file is null ? null : file + ".journal.jsonl";
    }

    /// <inheritdoc/>
    private protected override Task ProcessAsync(CmdletOutput output, CancellationToken cancellationToken)
    {
        if (ParameterSetName == RowSet)
        {
            rows.Add(new ContactValues
            {
                User = User, MobilePhone = MobilePhone, AlternateMobilePhone = AlternateMobilePhone, OfficePhone = OfficePhone, Email = Email, Country = Country,
            });
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    private protected override async Task EndAsync(CmdletOutput output, CancellationToken cancellationToken)
    {
        var host = new ImportHost(output);
        if (ParameterSetName == RollbackSet)
        {
            await Session.ContactInfo.RollBackAsync(journal!, isDryRun, host, output, cancellationToken).ConfigureAwait(false);
            return;
        }

        if (journal is null && !isDryRun)
        {
            output.Warning(SsprWarning.NoJournal);
        }

        var request = new ContactImportRequest
        {
            Path = file,
            Encoding = MyInvocation.BoundParameters.ContainsKey(nameof(Encoding)) ? Encoding : null,
            Delimiter = MyInvocation.BoundParameters.ContainsKey(nameof(Delimiter)) ? Delimiter : null,
            Rows = rows,
            Country = file is null ? null : Country,
            Journal = journal,
            DryRun = isDryRun,
        };
        await Session.ContactInfo.ImportAsync(request, host, output, cancellationToken).ConfigureAwait(false);
    }

    private string FullPath(string path) => SessionState.Path.GetUnresolvedProviderPathFromPSPath(path);

    private sealed class ImportHost(CmdletOutput output) : IContactImportHost
    {
        public Task<bool> ConfirmAsync(string user, IReadOnlyList<ContactChange> changes) =>
            output.ShouldProcessAsync(user, string.Join("; ", changes.Select(ContactTexts.Of)));

        public async Task WriteAsync(SsprContactImportResult result, SsprException? error)
        {
            await output.WriteAsync(result).ConfigureAwait(false);
            if (error is not null)
            {
                await output.WriteErrorAsync(ErrorRecords.From(error)).ConfigureAwait(false);
            }
        }
    }
}
