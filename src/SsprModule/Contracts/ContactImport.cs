using SsprModule.Errors;
using SsprModule.Models;

namespace SsprModule.Contracts;

/// <summary>An import of contact data.</summary>
public sealed class ContactImportRequest
{
    /// <summary>The full path of a CSV file; null when the rows came through the pipeline.</summary>
    public string? Path { get; init; }

    /// <summary>The encoding of the file; null finds it out.</summary>
    public SsprFileEncoding? Encoding { get; init; }

    /// <summary>What stands between two cells; null finds it out.</summary>
    public char? Delimiter { get; init; }

    /// <summary>The rows that came through the pipeline, in their order.</summary>
    public IReadOnlyList<ContactValues> Rows { get; init; } = [];

    /// <summary>The country of rows that name none; null takes each user's usage location.</summary>
    public string? Country { get; init; }

    /// <summary>The full path of the journal; null keeps none.</summary>
    public string? Journal { get; init; }

    /// <summary>True writes nothing, no journal either.</summary>
    public bool DryRun { get; init; }
}

/// <summary>Confirms the changes of an import and takes its results.</summary>
public interface IContactImportHost
{
    /// <summary>Asks whether these changes of a user may be made.</summary>
    Task<bool> ConfirmAsync(string user, IReadOnlyList<ContactChange> changes);

    /// <summary>Takes what became of a row.</summary>
    /// <param name="result">The row.</param>
    /// <param name="error">Why it was not done, or null.</param>
    Task WriteAsync(SsprContactImportResult result, SsprException? error);
}
