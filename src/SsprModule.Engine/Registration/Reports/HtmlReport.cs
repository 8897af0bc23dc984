using System.Net;
using System.Reflection;
using System.Text;
using System.Text.Json;
using SsprModule.Contracts;
using SsprModule.Engine.Registration.Measuring;
using SsprModule.Models;
using SsprModule.Text;

namespace SsprModule.Engine.Registration.Reports;

/// <summary>
/// One page for a browser that needs nothing else: figures and tables as HTML, charts by Chart.js over them, the list of people
/// as JSON. Names come from the directory and are encoded for the place where they stand.
/// </summary>
internal sealed class HtmlReport : ReportWriter
{
    /// <summary>People to chase and administrators at risk that the page lists at most: the page is for them.</summary>
    internal const int MostToChase = 100_000;

    /// <summary>Others that it lists at most.</summary>
    internal const int MostOthers = 20_000;

    private const int MostDepartments = 15;

    private readonly TimeProvider clock;
    private readonly Spool people;
    private readonly RegistrationMeasurement byDepartment;
    private readonly RegistrationMeasurement byMethod;
    private readonly SnapshotHistory? history;
    private long toChase;
    private long others;

    public HtmlReport(ReportRequest request, TimeProvider clock)
        : base(request)
    {
        this.clock = clock;
        byDepartment = new RegistrationMeasurement(new MeasureRequest { By = SsprMeasureBy.Department }, clock);
        byMethod = new RegistrationMeasurement(new MeasureRequest { By = SsprMeasureBy.Method }, clock);
        try
        {
            history = request.SnapshotPath is { } path ? SnapshotFile.Read(path, request.Log) : null;
            people = Draft.Guard(() => new Spool(request.Path));
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
        byDepartment.Add(row);
        byMethod.Add(row);
        if (!RegistrationMeasurement.IsCounted(row) || row.IsSsprCapable == true)
        {
            return;
        }

        // Whoever need not be chased takes nobody's place who must be.
        if (row.IsSsprEnabled == true || row.IsAdmin == true ? ++toChase > MostToChase : ++others > MostOthers)
        {
            return;
        }

        people.Add([row.UserPrincipalName, row.DisplayName, (int)row.Status, row.MethodsNeeded, row.Methods.ToString(), row.Department, row.IsAdmin == true ? 1 : 0, row.LastUpdated]);
    }

    /// <inheritdoc/>
    protected override void Complete(IEngineLog log, CancellationToken cancellationToken)
    {
        var total = byDepartment.Result[0];
        var page = Asset("report.html");
        var parts = page.Split(["<!--ROWS-->"], StringSplitOptions.None);
        using var text = new StreamWriter(Draft.Stream, new UTF8Encoding(false), 64 * 1024, leaveOpen: true);
        text.Write(Fill(parts[0], total));
        var separator = "";
        foreach (var line in people.Lines())
        {
            cancellationToken.ThrowIfCancellationRequested();
            text.Write(separator);
            text.Write(line);
            separator = ",\n";
        }

        text.Write(Fill(parts[1], total));
        if (IsShortened)
        {
            log.Warning(SsprWarning.ReportListShortened, Shortened);
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        people.Dispose();
        base.Dispose();
    }

    // {{Key}} is a text of Messages.resx, {{=name}} a piece that is made here and already encoded.
    private string Fill(string template, SsprRegistrationMeasure total)
    {
        var result = new StringBuilder();
        for (var at = 0; ;)
        {
            var open = template.IndexOf("{{", at, StringComparison.Ordinal);
            if (open < 0)
            {
                return result.Append(template, at, template.Length - at).ToString();
            }

            var close = template.IndexOf("}}", open, StringComparison.Ordinal);
            var key = template.Substring(open + 2, close - open - 2);
            result.Append(template, at, open - at).Append(key[0] == '=' ? Piece(key.Substring(1), total) : Encode(Texts.Get(key)));
            at = close + 2;
        }
    }

    private string Piece(string name, SsprRegistrationMeasure total) => name switch
    {
        "language" => Request.Language,
        "css" => Asset("report.css"),
        "js" => Asset("report.js"),
        "chart" => Chart(),
        "written" => Encode(Texts.Format("ReportWritten", clock.GetUtcNow().UtcDateTime, total.OldestData?.UtcDateTime)),
        "figures" => ReportTables.Figures(total),
        "funnel" => ReportTables.Funnel(total),
        "methods" => ReportTables.Parts(byMethod.Result.Skip(1).Where(p => p.Value is not null).OrderByDescending(p => p.Users), "ReportMethod"),
        "departments" => ReportTables.Parts(Departments(), "ReportDepartment"),
        "trend" => ReportTables.Trend(Trend()),
        "shortened" => IsShortened ? $"<p class=\"note\">{Encode(Texts.Format("Warning_ReportListShortened", Shortened))}</p>" : "",
        "data" => Data(total),
        _ => throw new InvalidOperationException(name),
    };

    private IEnumerable<SsprRegistrationMeasure> Departments() => byDepartment.Result.Skip(1).Where(p => p.Value is not null).OrderByDescending(p => p.Users).Take(MostDepartments);

    private bool IsShortened => toChase > MostToChase || others > MostOthers;

    private object[] Shortened => [Math.Min(toChase, MostToChase), toChase, Math.Min(others, MostOthers), others];

    private IReadOnlyList<SsprRegistrationTrend> Trend() => history?.Trend ?? [];

    // The default encoder writes <, >, &, ' and everything beyond ASCII as \u escapes, so nothing ends the script.
    private string Data(SsprRegistrationMeasure total) => JsonSerializer.Serialize(new
    {
        language = Request.Language,
        statuses = Enum.GetValues(typeof(SsprRegistrationStatus)).Cast<SsprRegistrationStatus>().Select(s => Texts.Get(ReportTables.StatusKey(s))),
        adoption = new[] { total.Capable, total.ToChase, total.Users - total.Capable - total.ToChase - total.NoRecord, total.NoRecord },
        funnel = new[] { total.Users, total.Enabled, total.Registered, total.Capable },
        methods = byMethod.Result.Skip(1).Where(p => p.Value is not null).OrderByDescending(p => p.Users).Select(p => new object[] { p.Value!, p.Users }),
        departments = Departments().Select(p => new object[] { p.Value!, p.Capable, p.Users - p.Capable }),
        trend = Trend().Select(t => new object?[] { t.TakenAt.UtcDateTime.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), t.Coverage }),
        texts = ReportTables.ScriptTexts.ToDictionary(k => k, Texts.Get),
    });

    private static string Encode(string text) => WebUtility.HtmlEncode(text);

    // Without the mark that makes browsers look for a source map.
    private static string Chart()
    {
        var script = Asset("chart.umd.min.js");
        var mark = script.LastIndexOf("//# sourceMappingURL", StringComparison.Ordinal);
        return mark < 0 ? script : script.Substring(0, mark);
    }

    private static string Asset(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("SsprModule.Engine.Report." + name)
            ?? throw new InvalidOperationException($"The engine was built without {name}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
