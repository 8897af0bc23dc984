using System.Text.Json;
using MiniExcelLibs;
using MiniExcelLibs.OpenXml;
using SsprModule.Contracts;
using SsprModule.Models;

namespace SsprModule.Engine.Registration.Reports;

/// <summary>
/// An Excel workbook, written by MiniExcel, which streams. It asks for rows while ours come by themselves, so they wait in a file
/// in between. A sheet holds 1,048,576 lines; what is more goes to further ones.
/// </summary>
internal sealed class ExcelReport : ReportWriter
{
    private const int RowsOfSheet = 1_048_575;

    private readonly Spool spool;
    private readonly object?[] values = new object?[ReportColumns.All.Length];

    public ExcelReport(ReportRequest request)
        : base(request)
    {
        try
        {
            spool = Draft.Guard(() => new Spool(request.Path));
        }
        catch
        {
            Draft.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    protected override void Write(SsprRegistration row)
    {
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = ReportColumns.All[i].Value(row);
        }

        spool.Add(values);
    }

    /// <inheritdoc/>
    protected override void Complete(IEngineLog log, CancellationToken cancellationToken)
    {
        using var rows = spool.Read().GetEnumerator();
        var sheets = new Dictionary<string, object>();
        for (long sheet = 0; sheet == 0 || sheet * RowsOfSheet < Rows; sheet++)
        {
            sheets[sheet == 0 ? "SSPR" : $"SSPR {sheet + 1}"] = Sheet(rows, cancellationToken);
        }

        Draft.Stream.SaveAs(sheets, configuration: new OpenXmlConfiguration { AutoFilter = true });
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        spool.Dispose();
        base.Dispose();
    }

    private static IEnumerable<Dictionary<string, object?>> Sheet(IEnumerator<JsonElement> rows, CancellationToken cancellationToken)
    {
        for (var count = 0; count < RowsOfSheet && rows.MoveNext(); count++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var cells = new Dictionary<string, object?>(ReportColumns.All.Length);
            for (var i = 0; i < ReportColumns.All.Length; i++)
            {
                cells[ReportColumns.All[i].Name] = Cell(rows.Current[i]);
            }

            yield return cells;
        }
    }

    // MiniExcel takes text that begins with $= for a formula.
    private static object? Cell(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString() is { } text && text.StartsWith("$=", StringComparison.Ordinal) ? "'" + text : ReportColumns.Inert(value.GetString()!),
        JsonValueKind.Number => value.GetInt32(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };
}
