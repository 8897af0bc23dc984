using SsprModule.Contracts;
using SsprModule.Engine.Registration.Measuring;
using SsprModule.Engine.Registration.Reports;
using SsprModule.Models;

namespace SsprModule.Engine.Registration;

/// <summary>Figures and reports of rows that are given.</summary>
internal sealed class RegistrationReports : IRegistrationReports
{
    private readonly TimeProvider clock;

    public RegistrationReports(TimeProvider clock) => this.clock = clock;

    /// <inheritdoc/>
    public IRegistrationMeasurement Measure(MeasureRequest request) => new RegistrationMeasurement(request, clock);

    /// <inheritdoc/>
    public IReportWriter Write(ReportRequest request) => request.Format switch
    {
        SsprReportFormat.Csv => new CsvReport(request),
        SsprReportFormat.JsonLines => new JsonLinesReport(request),
        SsprReportFormat.Excel => new ExcelReport(request),
        _ => new HtmlReport(request, clock),
    };
}
