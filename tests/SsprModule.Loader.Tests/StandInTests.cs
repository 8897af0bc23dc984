namespace SsprModule.Loader.Tests;

/// <summary>The commands that the shell brings in place of those that only pwsh has.</summary>
public class StandInTests
{
    /// <summary>Commands and what comes of them, joined with blanks. They run in one process, because starting it takes longer than all of them.</summary>
    private static readonly (string Command, string Expected)[] Cases =
    [
        ("1..5 | Select-Object -Last 2", "4 5"),
        ("1..5 | Select-Object -Skip 3", "4 5"),
        ("1..5 | Select-Object -Skip 1 -First 2", "2 3"),
        ("1..5 | Select-Object -Skip 1 -Last 2", "3 4"),
        ("1, 2, 1 | Select-Object -Unique", "1 2"),
        ("[pscustomobject]@{ A = 1, 2 } | Select-Object -ExpandProperty A", "1 2"),
        ("([pscustomobject]@{ A = 1; AB = 2; C = 3 } | Select-Object A*, @{ n = 'D'; e = { $_.C * 2 } }).PSObject.Properties.Name", "A AB D"),
        ("([pscustomobject]@{ C = 3 } | Select-Object @{ n = 'D'; e = { $_.C * 2 } }).D", "6"),
        ("3, 1, 2 | Sort-Object", "1 2 3"),
        ("3, 1, 3 | Sort-Object -Descending -Unique", "3 1"),
        ("(@{ N = 'b' }, @{ N = 'a' } | Sort-Object { $_.N }).N", "a b"),
        ("'b', 'a', 'B' | Group-Object | ForEach-Object { \"$($_.Name)=$($_.Count)\" }", "a=1 b=2"),
        ("(1..4 | Measure-Object).Count", "4"),
        ("(1..4 | Measure-Object -Sum).Sum", "10"),
        ("([pscustomobject]@{ A = 1, 2 } | Out-String).Trim() -replace '\\s+', ' '", "A - {1, 2}"),
        ("@{ a = 1; b = @('x', $null, $true) } | ConvertTo-Json -Compress | ConvertFrom-Json | ForEach-Object { \"$($_.a) $($_.b.Count) $($_.b[2])\" }", "1 3 True"),
        ("[pscustomobject]@{ e = [DayOfWeek]::Monday } | ConvertTo-Json -Compress", """{"e":1}"""),
        ("[Net.NetworkCredential]::new('', (ConvertTo-SecureString 's3cret' -AsPlainText -Force)).Password", "s3cret"),
        ("Join-Path a b c | Split-Path -Leaf", "c"),
        ("Write-Output 1 2", "1 2"),
    ];

    [Fact]
    public async Task Select_First_stops_the_commands_before_it_and_lets_those_after_it_end()
    {
        var lines = await RunAsync("""
            $made = [Collections.Generic.List[int]]::new()
            1..1000 | ForEach-Object { $made.Add($_); $_ } | Select-Object -First 2 | ForEach-Object { "got $_" } -End { 'end' }
            "made $($made.Count)"
            """);

        Assert.Equal(["got 1", "got 2", "end", "made 2"], lines);
    }

    [Fact]
    public async Task Each_does_as_the_real_one()
    {
        var lines = await RunAsync(string.Join('\n', Cases.Select(one => $"(& {{ {one.Command} }}) -join ' '")));

        Assert.Equal(Cases.Select(one => $"{one.Command} -> {one.Expected}"), Cases.Zip(lines, (one, line) => $"{one.Command} -> {line}"));
    }

    [Fact]
    public async Task Files_are_written_and_read()
    {
        using var folder = new TemporaryFolder();

        var lines = await RunAsync($$"""
            $file = Join-Path '{{folder.Path}}' rows.csv
            [pscustomobject]@{ User = 'a,b'; Note = "say ""hi""`nthere" }, [pscustomobject]@{ User = 'c'; Note = '' } | Export-Csv $file
            Import-Csv $file | ForEach-Object { "$($_.User)|$($_.Note.Replace("`n", '~'))" }
            Set-Content $file one, two
            Get-Content $file
            Copy-Item $file "$file.copy"
            Remove-Item $file
            Test-Path $file
            Test-Path "$file.copy"
            """);

        Assert.Equal(["""a,b|say "hi"~there""", "c|", "one", "two", "False", "True"], lines);
    }

    [Fact]
    public async Task Verbose_warnings_and_errors_follow_the_preferences()
    {
        var result = await Shell.RunAsync("-Command", """
            Write-Verbose hidden
            Write-Verbose shown -Verbose
            Write-Warning careful
            Write-Warning quiet -WarningAction SilentlyContinue
            try { Write-Error bad -ErrorAction Stop } catch { "caught $($_.Exception.Message)" }
            """);

        Assert.Equal(["VERBOSE: shown", "WARNING: careful", "caught bad"], result.Succeeded());
    }

    private static async Task<string[]> RunAsync(string command) => (await Shell.RunAsync("-NoModule", "-Command", command)).Succeeded();
}
