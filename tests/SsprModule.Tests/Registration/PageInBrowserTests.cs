using System.Diagnostics;
using System.Text.RegularExpressions;
using SsprModule.Models;
using SsprModule.Tests.Support;

namespace SsprModule.Tests.Registration;

/// <summary>The page of Export-SsprReport in headless Chromium. Skipped, and shown as skipped, where there is none.</summary>
public sealed class PageInBrowserTests : IDisposable
{
    private const int Many = 50_000;
    private static readonly string? Chromium = Find();
    private readonly string folder = Directory.CreateTempSubdirectory("sspr-page-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task With_50000_people_it_renders_without_a_script_error_and_keeps_few_rows_in_the_page()
    {
        var page = Write(Many, "en");
        var (dom, errors) = await DumpAsync(page);
        Assert.Equal("", errors);
        Assert.Contains($"data-ready=\"{Many}\"", dom);
        Assert.InRange(Regex.Count(Body(dom), "<tr "), 20, 200);
        Assert.Contains("33,333 of 50,000 people", dom);
        Assert.Contains("&lt;/script&gt;&lt;img", dom);
        Assert.DoesNotContain("<img", dom);
        Assert.Matches("<canvas id=\"c-adoption\"[^>]*width=\"[1-9]", dom);
    }

    [Fact]
    public async Task It_searches_filters_and_sorts()
    {
        var (dom, errors) = await DumpAsync(Write(3000, "nl", """
            const q = document.getElementById('q'), s = document.getElementById('s'), wait = () => new Promise(r => setTimeout(r, 300));
            (async () => {
              const seen = [];
              const first = () => document.querySelector('#rows tbody tr:not(.space) td').textContent + '/' + document.getElementById('count').textContent;
              s.value = ''; s.dispatchEvent(new Event('change')); seen.push(first());
              document.querySelector('#rows thead button').click(); seen.push(first());
              q.value = 'user12 finance'; q.dispatchEvent(new Event('input')); await wait(); seen.push(first());
              document.getElementById('a').click(); seen.push(document.getElementById('count').textContent);
              const list = document.getElementById('list'); q.value = ''; q.dispatchEvent(new Event('input')); document.getElementById('a').click(); await wait();
              list.scrollTop = list.scrollHeight; list.dispatchEvent(new Event('scroll')); seen.push([...document.querySelectorAll('#rows tbody tr:not(.space)')].pop().getAttribute('aria-rowindex'));
              document.title = seen.join('|');
            })();
            """));
        Assert.Equal("", errors);
        var seen = Regex.Match(dom, "<title>(.*?)</title>").Groups[1].Value.Split('|');
        Assert.Equal("user0@contoso.com/3.000 van 3.000 personen", seen[0]);
        Assert.Equal("user2999@contoso.com/3.000 van 3.000 personen", seen[1]);
        Assert.StartsWith("user129", seen[2]);
        Assert.Equal("0 van 3.000 personen", seen[3]);
        Assert.Equal("3001", seen[4]);
    }

    [Fact]
    public async Task It_prints_the_list_and_says_what_it_left_out()
    {
        var page = Write(5000, "en");
        var pdf = Path.Combine(folder, "page.pdf");
        await RunAsync($"--print-to-pdf={pdf}", page);
        var pages = Regex.Count(System.Text.Encoding.Latin1.GetString(await File.ReadAllBytesAsync(pdf, TestContext.Current.CancellationToken)), @"/Type\s*/Page\b");
        Assert.InRange(pages, 10, 400);
    }

    private string Write(int people, string language, string script = "")
    {
        Assert.SkipWhen(Chromium is null, "No Chromium on this machine (apt-get install chromium).");
        var path = Path.Combine(folder, "page.html");
        using (var session = new UserSession())
        {
            var rows = Enumerable.Range(0, people).Select(Row).ToArray();
            session.Run($"$rows | Export-SsprReport $path -Language {language}", ("rows", rows), ("path", path)).AssertFine();
        }

        // The script of a test runs after the page's own, as a user acts after the page has come.
        File.WriteAllText(path, File.ReadAllText(path).Replace("</body>", $"<script>{script}</script></body>"));
        return path;
    }

    private static SsprRegistration Row(int number) => new()
    {
        Id = $"00000000-0000-0000-0000-{number:d12}",
        UserPrincipalName = $"user{number}@contoso.com",
        DisplayName = number % 1000 == 1 ? "</script><img src=x onerror=alert(1)>" : $"User {number}",
        IsSsprEnabled = number % 3 != 0,
        IsSsprCapable = false,
        Status = number % 3 == 0 ? SsprRegistrationStatus.NotEnabled : SsprRegistrationStatus.NotRegistered,
        Details = new RegistrationDetails { Department = number % 2 == 0 ? "Sales" : "Finance" },
    };

    private static string Body(string dom) => dom[dom.IndexOf("<tbody>", dom.IndexOf("id=\"rows\"", StringComparison.Ordinal), StringComparison.Ordinal)..];

    private async Task<(string Dom, string Errors)> DumpAsync(string page)
    {
        var (output, log) = await RunAsync("--dump-dom", page);
        return (output, string.Join('\n', log.Split('\n').Where(line => line.Contains("CONSOLE", StringComparison.Ordinal))));
    }

    private async Task<(string Output, string Log)> RunAsync(string what, string page)
    {
        string[] arguments = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--enable-logging=stderr", "--v=0", "--virtual-time-budget=20000", "--window-size=1400,1000", $"--user-data-dir={Path.Combine(folder, "profile")}", what, "file://" + page];
        using var process = Process.Start(new ProcessStartInfo(Chromium!, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (output, log) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (await output, await log);
    }

    private static string? Find() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .SelectMany(folder => new[] { "chromium", "chromium-browser", "google-chrome" }.Select(name => Path.Combine(folder, name)))
            .FirstOrDefault(File.Exists);
}
