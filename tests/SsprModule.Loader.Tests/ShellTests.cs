namespace SsprModule.Loader.Tests;

/// <summary>The shell as a program: arguments, streams, exit codes.</summary>
public class ShellTests
{
    [Theory]
    [InlineData("1", 0)]
    [InlineData("throw 'boom'", 1)]
    [InlineData("exit 7", 7)]
    [InlineData("try { throw 'boom' } catch { 'caught' }", 0)]
    public async Task The_exit_code_tells_how_the_script_ended(string command, int expected)
    {
        Assert.Equal(expected, (await Shell.RunAsync("-Command", command)).ExitCode);
    }

    [Fact]
    public async Task Arguments_that_mean_nothing_print_the_usage()
    {
        var result = await Shell.RunAsync("-Nonsense");

        Assert.Equal(64, result.ExitCode);
        Assert.Contains("-Interactive", result.Error);
    }

    [Fact]
    public async Task A_script_gets_its_arguments_as_pwsh_gives_them()
    {
        using var folder = new TemporaryFolder();
        var script = folder.File("it's a script.ps1", """
            param([string] $Name, [switch] $On, [switch] $Off, [Parameter(ValueFromRemainingArguments)] $Rest)
            "$Name|$On|$Off|$Rest"
            """);

        var result = await Shell.RunAsync("-File", script, "-Name", "o'brien $x", "-On", "-Off:$false", "a b");

        Assert.Equal(["o'brien $x|True|False|a b"], result.Succeeded());
    }

    [Fact]
    public async Task Errors_go_to_stderr_with_what_to_do_next_and_do_not_end_the_script()
    {
        var result = await Shell.RunAsync("-Command", """
            function Test-Error {
                [CmdletBinding()] param()
                $record = [Management.Automation.ErrorRecord]::new([Exception]::new('It failed.'), 'Id', 'NotSpecified', $null)
                $record.ErrorDetails = [Management.Automation.ErrorDetails]::new('It failed.')
                $record.ErrorDetails.RecommendedAction = 'Do this.'
                $PSCmdlet.WriteError($record)
            }
            Test-Error
            'after'
            """);

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("It failed.", result.Error);
        Assert.Contains("Do this.", result.Error);
        Assert.Equal(["after"], result.Lines);
    }

    [Fact]
    public async Task Redirected_output_is_for_120_columns_and_has_no_colours()
    {
        var result = await Shell.RunAsync("-Command", "[pscustomobject]@{ Text = 'x' * 200 }; Write-Host 'red' -ForegroundColor Red; Write-Warning 'w'");

        Assert.DoesNotContain('\e', result.Output);
        // PowerShell leaves the last column free.
        Assert.Equal(119, result.Lines.Max(line => line.Length));
    }

    [Fact]
    public async Task A_question_without_input_is_an_error_and_not_a_hang()
    {
        var result = await Shell.RunAsync("-Command", """
            function Remove-Thing { [CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'High')] param() if ($PSCmdlet.ShouldProcess('x')) { 'removed' } }
            Remove-Thing
            """);

        Assert.DoesNotContain("removed", result.Lines);
        Assert.Contains("-Confirm:$false", result.Error);
    }

    [Theory]
    [InlineData("y", "removed")]
    [InlineData("n", "kept")]
    public async Task A_question_is_answered_from_the_input(string answer, string expected)
    {
        var result = await Shell.RunAsync(new ShellStart("-Command", """
            function Remove-Thing { [CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'High')] param() if ($PSCmdlet.ShouldProcess('x')) { 'removed' } else { 'kept' } }
            Remove-Thing
            """)
        { Input = answer + "\n" });

        Assert.EndsWith(expected, result.Succeeded()[^1]);
    }

    [Fact]
    public async Task The_prompt_runs_lines_shows_errors_goes_on_and_ends_with_the_code_of_exit()
    {
        var result = await Shell.RunAsync(new ShellStart("-Interactive") { Input = "$x = 40\nfunction f {\n  $x + 2\n}\nf\nthrow 'boom'\nexit 3\n'not reached'\n" });

        Assert.Equal(3, result.ExitCode);
        Assert.Contains("42", result.Output);
        Assert.Contains("boom", result.Error);
        Assert.DoesNotContain("not reached", result.Output);
    }

    [Fact]
    public async Task The_demo_does_the_main_job_and_shows_each_command_with_its_output()
    {
        var result = await Shell.RunAsync();

        var lines = result.Succeeded();
        Assert.Equal("PS> Connect-Sspr -Sandbox", lines[0]);
        Assert.Contains("PS> Get-SsprRegistration -NotCapable | Select-Object -First 10", lines);
        Assert.Contains(lines, line => line.StartsWith("UserPrincipalName", StringComparison.Ordinal) && line.Contains("Capable", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("bob@contoso.com", StringComparison.Ordinal) && line.Contains("Succeeded", StringComparison.Ordinal));
        Assert.Contains(lines[Array.LastIndexOf(lines, "PS> Get-SsprPolicy")..], line => line.StartsWith("ScopeGroup ", StringComparison.Ordinal) && line.Contains(": SSPR Pilot (", StringComparison.Ordinal));
    }
}
