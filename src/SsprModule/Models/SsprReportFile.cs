namespace SsprModule.Models;

/// <summary>The forms of a report.</summary>
public enum SsprReportFormat
{
    /// <summary>One page with figures, charts and the list of people, for a browser; complete in itself.</summary>
    Html,

    /// <summary>Comma-separated values, UTF-8 with a byte order mark so that Excel reads it right.</summary>
    Csv,

    /// <summary>A JSON object a line.</summary>
    JsonLines,

    /// <summary>An Excel workbook.</summary>
    Excel,
}

/// <summary>A report that was written.</summary>
public sealed class SsprReportFile
{
    /// <summary>The file.</summary>
    public string Path { get; init; } = "";

    /// <summary>Its form.</summary>
    public SsprReportFormat Format { get; init; }

    /// <summary>Users in it.</summary>
    public long Rows { get; init; }

    /// <summary>Bytes.</summary>
    public long Length { get; init; }
}
