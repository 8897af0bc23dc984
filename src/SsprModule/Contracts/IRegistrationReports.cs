using SsprModule.Errors;
using SsprModule.Models;

namespace SsprModule.Contracts;

/// <summary>Counts rows of the registration report and writes reports of them. Needs no sign-in: the rows are given.</summary>
public interface IRegistrationReports
{
    /// <summary>Begins to count. Memory grows with the number of parts, not of users, but for a snapshot: 8 bytes a user.</summary>
    IRegistrationMeasurement Measure(MeasureRequest request);

    /// <summary>Begins a report. The rows go to a file beside the target, which takes its place when all is written.</summary>
    /// <exception cref="SsprException">ReportExists, ReportNotWritten.</exception>
    IReportWriter Write(ReportRequest request);
}

/// <summary>Counts the rows that are handed over.</summary>
public interface IRegistrationMeasurement : ISink<SsprRegistration>
{
    /// <summary>The total first, then the parts, the largest number of users to chase first.</summary>
    IReadOnlyList<SsprRegistrationMeasure> Result { get; }

    /// <summary>Appends the snapshot to the file of the request.</summary>
    /// <exception cref="SsprException">SnapshotNotWritten.</exception>
    Task AppendSnapshotAsync(CancellationToken cancellationToken);

    /// <summary>The snapshots that the file held before, oldest first, and this one.</summary>
    IReadOnlyList<SsprRegistrationTrend> Trend { get; }
}

/// <summary>What is to be counted.</summary>
public sealed class MeasureRequest
{
    /// <summary>By what the users are divided.</summary>
    public SsprMeasureBy By { get; init; }

    /// <summary>The members of each group, for a division by group.</summary>
    public IReadOnlyDictionary<string, IReadOnlyCollection<Guid>> Groups { get; init; } = new Dictionary<string, IReadOnlyCollection<Guid>>();

    /// <summary>The snapshot file, full path; null for none.</summary>
    public string? SnapshotPath { get; init; }

    /// <summary>Takes warnings, such as of damaged lines.</summary>
    public IEngineLog Log { get; init; } = null!;
}

/// <summary>Takes the rows of a report and completes it.</summary>
public interface IReportWriter : ISink<SsprRegistration>, IDisposable
{
    /// <summary>Writes the report and puts it in its place. Without this call, nothing is left of it.</summary>
    /// <exception cref="SsprException">ReportNotWritten: the file that was there before is as it was.</exception>
    Task<SsprReportFile> CompleteAsync(IEngineLog log, CancellationToken cancellationToken);
}

/// <summary>Which report is wanted.</summary>
public sealed class ReportRequest
{
    /// <summary>The file, full path.</summary>
    public string Path { get; init; } = "";

    /// <summary>Its form.</summary>
    public SsprReportFormat Format { get; init; }

    /// <summary>Language of headings and texts: en or nl.</summary>
    public string Language { get; init; } = "en";

    /// <summary>Whether a file that is there may be replaced.</summary>
    public bool Overwrite { get; init; }

    /// <summary>A file with earlier snapshots for the trend, full path, or null.</summary>
    public string? SnapshotPath { get; init; }

    /// <summary>Takes warnings.</summary>
    public IEngineLog Log { get; init; } = null!;
}
