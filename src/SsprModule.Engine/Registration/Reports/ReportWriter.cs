using System.Globalization;
using SsprModule.Contracts;
using SsprModule.Models;

namespace SsprModule.Engine.Registration.Reports;

/// <summary>Writes rows to a draft as they come, and completes it.</summary>
internal abstract class ReportWriter : IReportWriter
{
    private readonly CultureInfo language;

    protected ReportWriter(ReportRequest request)
    {
        Request = request;
        language = CultureInfo.GetCultureInfo(request.Language);
        Draft = new DraftFile(request.Path, request.Overwrite);
    }

    protected ReportRequest Request { get; }

    protected DraftFile Draft { get; }

    protected long Rows { get; private set; }

    /// <inheritdoc/>
    public Task WriteAsync(IReadOnlyList<SsprRegistration> page)
    {
        InLanguage(() =>
        {
            foreach (var row in page)
            {
                Write(row);
                Rows++;
            }

            return true;
        });
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<SsprReportFile> CompleteAsync(IEngineLog log, CancellationToken cancellationToken)
    {
        InLanguage(() =>
        {
            Complete(log, cancellationToken);
            return true;
        });
        var length = Draft.Commit();
        return Task.FromResult(new SsprReportFile { Path = Request.Path, Format = Request.Format, Rows = Rows, Length = length });
    }

    /// <inheritdoc/>
    public virtual void Dispose() => Draft.Dispose();

    /// <summary>Writes one row.</summary>
    protected abstract void Write(SsprRegistration row);

    /// <summary>Writes what comes after the rows.</summary>
    protected abstract void Complete(IEngineLog log, CancellationToken cancellationToken);

    // The texts of a report are in its own language, not in the session's.
    private void InLanguage(Func<bool> write)
    {
        var (culture, uiCulture) = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        try
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (language, language);
            Draft.Guard(write);
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (culture, uiCulture);
        }
    }
}
