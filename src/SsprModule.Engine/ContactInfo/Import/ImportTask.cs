using Microsoft.Graph.Models;
using SsprModule.Contracts;
using SsprModule.Errors;
using SsprModule.Models;

namespace SsprModule.Engine.ContactInfo.Import;

/// <summary>One row on its way through an import.</summary>
internal sealed class ImportTask(ContactRow row)
{
    public ContactRow Row { get; } = row;

    public User? User { get; set; }

    public ContactPlan? Plan { get; set; }

    /// <summary>How the row ended; null while it is under way.</summary>
    public SsprImportStatus? Status { get; private set; }

    /// <summary>Why, or what is worth knowing.</summary>
    public string? Reason { get; private set; }

    /// <summary>What went wrong, or null.</summary>
    public SsprException? Error { get; private set; }

    /// <summary>What was written, or would be.</summary>
    public List<SsprMethodKind> Methods { get; } = [];

    /// <summary>True when there is something to write.</summary>
    public bool IsOpen => Status is null && Plan is { Changes.Count: > 0 };

    /// <summary>True when the row needs nothing more.</summary>
    public bool IsSettled => Status is SsprImportStatus.Changed or SsprImportStatus.Unchanged or SsprImportStatus.DoneBefore;

    public void End(SsprImportStatus status, string? reason = null)
    {
        Status = status;
        Reason ??= reason;
    }

    /// <summary>Ends the row with an error, which names it.</summary>
    public void Fail(SsprImportStatus status, string reason, SsprException? cause = null)
    {
        End(status, reason);
        Error = new SsprException(SsprErrorId.ImportRowFailed, cause, Row.Number, Row.Values.User, reason) { Failure = cause?.Failure, Target = Row.Values.User };
    }

    public SsprContactImportResult Result() => new()
    {
        Row = Row.Number,
        User = Row.Values.User,
        Id = User?.Id,
        UserPrincipalName = User?.UserPrincipalName,
        IsSynced = User is null ? null : User.OnPremisesSyncEnabled == true,
        Status = Status!.Value,
        Methods = Methods,
        Reason = Reason,
    };
}
