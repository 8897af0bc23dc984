using System.Text;
using SsprModule.Contracts;
using SsprModule.Models;

namespace SsprModule.Engine.Registration.Reports;

/// <summary>Comma-separated values (RFC 4180).</summary>
internal sealed class CsvReport : ReportWriter
{
    private static readonly char[] NeedQuotes = [',', '"', '\r', '\n', ';', ' '];

    private readonly StreamWriter text;

    public CsvReport(ReportRequest request)
        : base(request)
    {
        // With a byte order mark, because Excel takes a file without one for another encoding.
        text = new StreamWriter(Draft.Stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), 64 * 1024, leaveOpen: true) { NewLine = "\r\n" };
        text.WriteLine(string.Join(",", ReportColumns.All.Select(c => c.Name)));
    }

    /// <inheritdoc/>
    protected override void Write(SsprRegistration row)
    {
        for (var i = 0; i < ReportColumns.All.Length; i++)
        {
            if (i > 0)
            {
                text.Write(',');
            }

            text.Write(Quote(ReportColumns.Inert(ReportColumns.Text(ReportColumns.All[i].Value(row)))));
        }

        text.WriteLine();
    }

    /// <inheritdoc/>
    protected override void Complete(IEngineLog log, CancellationToken cancellationToken) => text.Flush();

    private static string Quote(string value) =>
        value.IndexOfAny(NeedQuotes) < 0 ? value : "\"" + string.Join("\"\"", value.Split('"')) + "\"";
}
