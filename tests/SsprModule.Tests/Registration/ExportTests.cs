using System.IO.Compression;
using System.Text.Json;
using MiniExcelLibs;
using SsprModule.Engine.Registration.Reports;
using SsprModule.Errors;
using SsprModule.Models;
using SsprModule.Tests.Support;

namespace SsprModule.Tests.Registration;

/// <summary>Export-SsprReport: what the files hold, and that nothing is lost when one cannot be written.</summary>
public sealed class ExportTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("sspr-export-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    public static TheoryData<string> Formulas => ["=1+1", "+1", "-1", "@SUM(1)", "\t=1", "\r=1", "$=1+1", "\uFF1D1"];

    [Theory]
    [InlineData("report.html", SsprReportFormat.Html)]
    [InlineData("report.csv", SsprReportFormat.Csv)]
    [InlineData("report.jsonl", SsprReportFormat.JsonLines)]
    [InlineData("report.xlsx", SsprReportFormat.Excel)]
    public void The_name_decides_the_form_and_every_user_is_in_it(string name, SsprReportFormat format)
    {
        using var session = UserSession.InSandbox("-UserCount 1500");
        var path = Path.Combine(folder, name);
        var file = session.Run("Export-SsprReport $path", ("path", path)).Single<SsprReportFile>();
        var count = session.Run("@(Get-SsprRegistration).Count").Single<int>();
        Assert.Equal((path, format, (long)count, new FileInfo(path).Length), (file.Path, file.Format, file.Rows, file.Length));
        Assert.Equal([name], Directory.GetFiles(folder).Select(Path.GetFileName));
        Assert.Equal(count, format switch
        {
            SsprReportFormat.Csv => File.ReadAllLines(path).Length - 1,
            SsprReportFormat.JsonLines => File.ReadAllLines(path).Count(l => JsonDocument.Parse(l).RootElement.GetProperty("Id").GetString()!.Length == 36),
            SsprReportFormat.Excel => MiniExcel.Query(path, useHeaderRow: true).Count(),
            _ => count,
        });
    }

    [Theory]
    [MemberData(nameof(Formulas))]
    public void A_name_that_begins_like_a_formula_is_inert_in_CSV_and_Excel(string name)
    {
        using var session = new UserSession();
        var row = Row(1, name);
        Assert.NotNull(Export(session, "a.csv", row));
        Assert.NotNull(Export(session, "a.xlsx", row));
        var csv = session.Run("(Import-Csv $path).DisplayName", ("path", Path.Combine(folder, "a.csv"))).Single<string>();
        Assert.True(name.StartsWith('$') ? csv == name : csv.StartsWith('\''), csv);
        using var zip = ZipFile.OpenRead(Path.Combine(folder, "a.xlsx"));
        using var reader = new StreamReader(zip.Entries.Single(e => e.FullName.EndsWith("sheet1.xml", StringComparison.Ordinal)).Open());
        var sheet = reader.ReadToEnd();
        Assert.DoesNotContain("<x:f>", sheet);
        Assert.DoesNotContain("<f>", sheet);
        Assert.Equal((name.StartsWith("$=", StringComparison.Ordinal) ? "'" + name : ReportColumns.Inert(name)).Replace("\r", ""), ((IDictionary<string, object>)MiniExcel.Query(Path.Combine(folder, "a.xlsx"), useHeaderRow: true).Single())["DisplayName"].ToString()!.Replace("\r", "").Replace("\n", ""));
    }

    [Theory]
    [InlineData("a;=1+1", "a;'=1+1")]
    [InlineData("a\t-1", "a\t'-1")]
    [InlineData("a\n@x", "a\n'@x")]
    [InlineData("a\r\n +1", "a\r\n '+1")]
    [InlineData("a;\"=1+1;\"", "a;\"'=1+1;\"")]
    [InlineData(";\uFF1D1", ";'\uFF1D1")]
    [InlineData("a=b; c-d", "a=b; c-d")]
    public void What_Excel_may_take_for_the_beginning_of_a_field_is_inert(string value, string expected) =>
        Assert.Equal(expected, ReportColumns.Inert(value));

    [Fact]
    public void Whoever_has_no_row_yet_is_not_told_as_out_of_scope()
    {
        using var session = new UserSession();
        var page = Export(session, "a.html", new SsprRegistration { Id = Guid.Empty.ToString(), UserPrincipalName = "new@contoso.com", Status = SsprRegistrationStatus.NoRecord })!;
        Assert.Contains("\"adoption\":[0,0,0,1]", page);
    }

    [Fact]
    public void People_out_of_scope_take_no_place_from_those_to_chase()
    {
        using var session = new UserSession();
        var path = Path.Combine(folder, "a.html");
        SsprRegistration[] rows =
        [
            .. Enumerable.Range(1, HtmlReport.MostOthers + 1).Select(i => new SsprRegistration { Id = i.ToString(System.Globalization.CultureInfo.InvariantCulture), UserPrincipalName = $"other{i}@contoso.com", Status = SsprRegistrationStatus.NotEnabled }),
            Row(1, "Anna"),
        ];
        var outcome = session.Run("$rows | Export-SsprReport $path", ("path", path), ("rows", rows)).AssertFine();
        var page = File.ReadAllText(path);
        Assert.Contains("user1@contoso.com", page);
        Assert.DoesNotContain($"other{HtmlReport.MostOthers + 1}@contoso.com", page);
        Assert.Contains("20000 of 20001 others", Assert.Single(outcome.Warnings));
    }

    [Fact]
    public void CSV_keeps_quotes_commas_lines_and_letters()
    {
        using var session = new UserSession();
        const string Name = "Ångström, \"Zoë\"; 李";
        Export(session, "a.csv", Row(1, Name));
        Assert.Equal([0xEF, 0xBB, 0xBF], File.ReadAllBytes(Path.Combine(folder, "a.csv"))[..3]);
        Assert.Equal(Name, session.Run("(Import-Csv $path).DisplayName", ("path", Path.Combine(folder, "a.csv"))).Single<string>());
    }

    [Fact]
    public void A_name_from_the_directory_ends_no_script_and_is_no_markup()
    {
        using var session = new UserSession();
        var page = Export(session, "a.html", Row(1, "</script><img src=x onerror=alert(1)>\u2028", department: "<b>&\"' Sales"))!;
        Assert.DoesNotContain("<img src=x", page);
        Assert.DoesNotContain("\u2028", page);
        Assert.DoesNotContain("<b>&", page);
        Assert.Contains("&lt;b&gt;&amp;&quot;&#39; Sales", page);
    }

    [Fact]
    public void The_page_asks_for_nothing_from_elsewhere()
    {
        using var session = new UserSession();
        var page = Export(session, "a.html", Row(1, "Anna"))!;
        Assert.Contains("default-src 'none'", page);
        Assert.DoesNotMatch("(src|href)=\"https?:", page);
        Assert.DoesNotContain("sourceMappingURL", page);
        Assert.DoesNotContain("{{", page[..page.IndexOf("<script", StringComparison.Ordinal)]);
    }

    [Theory]
    [InlineData("en", "People who are not able to reset")]
    [InlineData("nl", "Personen die niet kunnen herstellen")]
    public void The_language_is_that_of_the_parameter(string language, string heading)
    {
        using var session = new UserSession();
        var page = Export(session, "a.html", Row(1, "Anna"), $"-Language {language}")!;
        Assert.Contains($"<html lang=\"{language}\">", page);
        Assert.Contains(heading, page);
        Assert.DoesNotContain(">Report", page);
    }

    [Fact]
    public void A_file_that_is_there_stays_unless_Force_says_so()
    {
        using var session = new UserSession();
        var path = Path.Combine(folder, "a.csv");
        File.WriteAllText(path, "before");
        Assert.Equal("ReportExists", Run(session, path, Row(1, "x")).EndedWith);
        Assert.Equal("before", File.ReadAllText(path));
        Run(session, path, Row(1, "x"), "-Force").AssertFine();
        Assert.NotEqual("before", File.ReadAllText(path));
        Assert.Single(Directory.GetFiles(folder));
    }

    [Fact]
    public void A_run_that_breaks_off_leaves_the_file_before_and_no_draft()
    {
        using var session = new UserSession();
        var path = Path.Combine(folder, "a.csv");
        File.WriteAllText(path, "before");
        session.Connect(new ReportServer((r, n) => n < 2
            ? FakeServer.Page(r.RequestUri!, FakeServer.Row(n), new Uri(r.RequestUri!, $"/v1.0/{n}").AbsoluteUri)
            : FakeServer.Error(System.Net.HttpStatusCode.BadRequest, "BadRequest", "No.")));
        Assert.NotNull(session.Run("Export-SsprReport $path -Force", ("path", path)).Ended);
        Assert.NotNull(session.Run("Get-SsprRegistration | Export-SsprReport $path -Force", ("path", path)).Ended);
        Assert.Equal("before", File.ReadAllText(path));
        Assert.Single(Directory.GetFiles(folder));
    }

    [Fact]
    public void A_full_disk_leaves_the_file_before()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "needs /dev/full");
        var path = Path.Combine(folder, "a.jsonl");
        File.WriteAllText(path, "before");
        using (var draft = new DraftFile(path, overwrite: true, _ => new FileStream("/dev/full", FileMode.Open, FileAccess.Write)))
        {
            var error = Assert.Throws<SsprException>(() => draft.Guard(() =>
            {
                draft.Stream.Write(new byte[200_000]);
                draft.Stream.Flush();
                return true;
            }));
            Assert.Equal(SsprErrorId.ReportNotWritten, error.Id);
        }

        Assert.Equal("before", File.ReadAllText(path));
    }

    [Theory]
    [InlineData("no/such/folder/a.csv", "ReportNotWritten")]
    [InlineData("a.pdf", "ReportFormatUnknown")]
    public void A_path_that_cannot_be_used_is_an_error_before_anything_is_read(string name, string error)
    {
        using var session = UserSession.InSandbox();
        var outcome = session.Run("Export-SsprReport $path -Verbose", ("path", Path.Combine(folder, name)));
        Assert.Equal(error, outcome.EndedWith);
        Assert.DoesNotContain(outcome.Verbose, v => v.StartsWith("GET", StringComparison.Ordinal));
    }

    [Fact]
    public void A_page_with_more_people_than_its_list_holds_says_so()
    {
        using var session = new UserSession();
        var path = Path.Combine(folder, "a.html");
        var outcome = session.Run("$rows | Export-SsprReport $path", ("path", path), ("rows", Enumerable.Range(0, 100_001).Select(i => Row(i, "x")).ToArray())).AssertFine();
        Assert.Contains("100001", Assert.Single(outcome.Warnings));
        Assert.Equal(100_001, Assert.Single(outcome.As<SsprReportFile>()).Rows);
        Assert.Equal(100_000, File.ReadLines(path).Count(l => l.StartsWith("[\"user", StringComparison.Ordinal)));
    }

    [Fact]
    public void WhatIf_writes_and_reads_nothing()
    {
        using var session = UserSession.InSandbox();
        Assert.DoesNotContain(session.Run("Export-SsprReport $path -WhatIf -Verbose", ("path", Path.Combine(folder, "a.csv"))).AssertFine().Verbose, v => v.StartsWith("GET", StringComparison.Ordinal));
        Assert.Empty(Directory.GetFiles(folder));
    }

    private string? Export(UserSession session, string name, SsprRegistration row, string parameters = "")
    {
        var path = Path.Combine(folder, name);
        Run(session, path, row, parameters).AssertFine();
        return File.ReadAllText(path);
    }

    private static Outcome Run(UserSession session, string path, SsprRegistration row, string parameters = "") =>
        session.Run($"$row | Export-SsprReport $path {parameters}", ("path", path), ("row", row));

    private static SsprRegistration Row(int number, string name, string? department = null) => new()
    {
        Id = $"00000000-0000-0000-0000-{number:d12}",
        UserPrincipalName = $"user{number}@contoso.com",
        DisplayName = name,
        IsSsprEnabled = true,
        IsSsprCapable = false,
        Status = SsprRegistrationStatus.NotRegistered,
        Details = new RegistrationDetails { Department = department },
    };
}
