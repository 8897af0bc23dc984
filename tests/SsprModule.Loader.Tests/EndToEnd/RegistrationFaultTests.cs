namespace SsprModule.Loader.Tests.EndToEnd;

/// <summary>The registration cmdlets over HTTP against a server in another process, with each of its faults: nothing lost, nothing twice.</summary>
public class RegistrationFaultTests
{
    [Theory]
    [InlineData("Throttled")]
    [InlineData("Unavailable")]
    [InlineData("GatewayTimeout")]
    [InlineData("SlowPages")]
    [InlineData("DropMidPage")]
    [InlineData("TruncatedJson")]
    [InlineData("WritebackDown")]
    [InlineData("ResetNeverEnds")]
    [InlineData("PortalDown")]
    [InlineData("PortalShapeChanged")]
    [InlineData("PortalOverwritten")]
    public async Task A_fault_that_passes_or_concerns_others_loses_no_user_and_doubles_none(string fault)
    {
        await using var whole = await ServedTenant.StartAsync("--users", "2500", "--no-quota");
        await using var faulty = await ServedTenant.StartAsync("--users", "2500", "--no-quota", "--fault", fault);

        var result = await faulty.RunAsync("Get-SsprRegistration -IncludeUnreported -Property Department -WarningAction SilentlyContinue | ForEach-Object { $_.Id }");

        var ids = result.Succeeded();
        var reported = await whole.ReadReportAsync();
        Assert.Equal(2500, ids.Distinct().Count());
        Assert.Equal(2500, ids.Length);
        Assert.Equal(reported, ids.Take(reported.Count));
    }

    [Theory]
    [InlineData("HtmlFromProxy", "AnswerNotJson")]
    [InlineData("ForeignNextLink", "NextLinkUntrusted")]
    [InlineData("PageLoop", "PagingLoop")]
    [InlineData("Unlicensed", "LicenseMissing")]
    [InlineData("ExpiredToken", "TokenExpired")]
    public async Task A_fault_that_stays_ends_with_its_error_and_leaves_the_report_of_before(string fault, string error)
    {
        await using var faulty = await ServedTenant.StartAsync("--users", "2500", "--no-quota", "--fault", fault);
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "report.csv");
        await File.WriteAllTextAsync(path, "before", TestContext.Current.CancellationToken);

        var result = await faulty.RunAsync($$"""
            try { Get-SsprRegistration } catch { $_.FullyQualifiedErrorId }
            try { Export-SsprReport '{{path}}' -Force } catch { $_.FullyQualifiedErrorId }
            """);

        var lines = result.Succeeded();
        Assert.StartsWith(error + ",", lines[^2]);
        Assert.Matches("^[A-Z][A-Za-z]+,", lines[^1]);
        Assert.Equal("before", await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken));
        Assert.Single(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public async Task A_report_is_written_and_measured_over_HTTP()
    {
        await using var tenant = await ServedTenant.StartAsync("--users", "2500", "--no-quota");
        using var folder = new TemporaryFolder();

        var result = await tenant.RunAsync($$"""
            foreach ($name in 'a.html', 'a.csv', 'a.jsonl', 'a.xlsx') { (Export-SsprReport (Join-Path '{{folder.Path}}' $name)).Rows }
            (Measure-SsprRegistration -SnapshotPath (Join-Path '{{folder.Path}}' 's.jsonl')).Users -gt 1000
            """);

        var rows = (await tenant.ReadReportAsync()).Count.ToString(System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal([rows, rows, rows, rows, "True"], result.Succeeded());
        Assert.Equal(5, Directory.GetFiles(folder.Path).Length);
    }
}
