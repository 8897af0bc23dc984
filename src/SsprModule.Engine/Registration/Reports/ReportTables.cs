using System.Globalization;
using System.Net;
using System.Text;
using SsprModule.Models;
using SsprModule.Text;

namespace SsprModule.Engine.Registration.Reports;

/// <summary>The figures of a report as HTML: what the charts show, for those who cannot see them.</summary>
internal static class ReportTables
{
    /// <summary>The texts that the script of the page needs.</summary>
    public static readonly string[] ScriptTexts =
    [
        "ReportCapable", "ReportToChase", "ReportOutOfScope", "ReportNoRecord", "ReportUsers", "ReportEnabled", "ReportRegistered", "ReportNotCapable",
        "ReportCoverage", "ReportShown", "ReportPrinted", "ReportYes", "ReportNo",
    ];

    /// <summary>The key of a status in words.</summary>
    public static string StatusKey(SsprRegistrationStatus status) => status switch
    {
        SsprRegistrationStatus.Capable => "ReportStatusCapable",
        SsprRegistrationStatus.NotRegistered => "ReportStatusNotRegistered",
        SsprRegistrationStatus.PartlyRegistered => "ReportStatusPartlyRegistered",
        SsprRegistrationStatus.NotEnabled => "ReportStatusNotEnabled",
        SsprRegistrationStatus.Guest => "ReportStatusGuest",
        SsprRegistrationStatus.Disabled => "ReportStatusDisabled",
        _ => "ReportStatusNoRecord",
    };

    /// <summary>The headline figures.</summary>
    public static string Figures(SsprRegistrationMeasure total)
    {
        var html = new StringBuilder();
        Add("ReportUsers", Number(total.Users));
        Add("ReportCoverage", Percent(total.Coverage));
        Add("ReportCoverageOfScope", Percent(total.CoverageOfScope));
        Add("ReportToChase", Number(total.ToChase));
        Add("ReportAdminsAtRisk", $"{Number(total.AdministratorsAtRisk)} / {Number(total.Administrators)}");
        Add("ReportNoRecord", Number(total.NoRecord));
        Add("ReportGuests", Number(total.Guests));
        Add("ReportDisabled", Number(total.Disabled));
        return html.ToString();

        void Add(string key, string value) => html.Append("<div><dt>").Append(Text(key)).Append("</dt><dd>").Append(value).Append("</dd></div>");
    }

    /// <summary>From enabled to able to reset.</summary>
    public static string Funnel(SsprRegistrationMeasure total) => Table(
        ["", "ReportUsers"],
        [
            [Text("ReportUsers"), Number(total.Users)], [Text("ReportEnabled"), Number(total.Enabled)],
            [Text("ReportRegistered"), Number(total.Registered)], [Text("ReportCapable"), Number(total.Capable)],
        ]);

    /// <summary>Parts, such as departments.</summary>
    public static string Parts(IEnumerable<SsprRegistrationMeasure> parts, string heading) => Table(
        [heading, "ReportUsers", "ReportCapable", "ReportCoverage"],
        parts.Select(p => new[] { WebUtility.HtmlEncode(p.Value!), Number(p.Users), Number(p.Capable), Percent(p.Coverage) }));

    /// <summary>Snapshots.</summary>
    public static string Trend(IReadOnlyList<SsprRegistrationTrend> trend) => Table(
        ["ReportDate", "ReportUsers", "ReportCapable", "ReportCoverage", "ReportNewlyAble", "ReportNewlyLost"],
        trend.Select(t => new[]
        {
            t.TakenAt.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), Number(t.Users), Number(t.Capable), Percent(t.Coverage),
            t.NewlyAble is { } able ? Number(able) : "–", t.NewlyLost is { } lost ? Number(lost) : "–",
        }));

    private static string Table(string[] headings, IEnumerable<string[]> rows)
    {
        var html = new StringBuilder("<table><thead><tr>");
        foreach (var key in headings)
        {
            html.Append("<th scope=\"col\">").Append(key.Length == 0 ? "" : Text(key)).Append("</th>");
        }

        html.Append("</tr></thead><tbody>");
        foreach (var row in rows)
        {
            html.Append("<tr><th scope=\"row\">").Append(row[0]).Append("</th>").Append(string.Concat(row.Skip(1).Select(cell => $"<td>{cell}</td>"))).Append("</tr>");
        }

        return html.Append("</tbody></table>").ToString();
    }

    private static string Text(string key) => WebUtility.HtmlEncode(Texts.Get(key));

    private static string Number(long value) => value.ToString("N0", CultureInfo.CurrentCulture);

    private static string Percent(double? value) => value is { } known ? known.ToString("0.0", CultureInfo.CurrentCulture) + " %" : "–";
}
