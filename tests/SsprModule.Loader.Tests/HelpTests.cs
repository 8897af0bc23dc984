namespace SsprModule.Loader.Tests;

/// <summary>From a page of docs to what Get-Help shows.</summary>
public class HelpTests
{
    [Fact]
    public async Task A_page_becomes_the_help_of_its_cmdlet()
    {
        var text = string.Join('\n', await GetHelpAsync("en_US.UTF-8", "Get-Help Connect-Sspr -Full"));

        Assert.Contains("Fixture synopsis with code and a link.", text);
        Assert.Contains("Connect-Sspr [[-TenantId] <string>] [-Environment {Global | USGov}] [<CommonParameters>]", text);
        Assert.Contains("Connect-Sspr [[-TenantId] <string>] -Sandbox [<CommonParameters>]", text);
        Assert.Contains("First paragraph.", text);
        Assert.Contains("Way in   For\nbrowser  a person", text);
        Assert.Contains("- an item", text);
        Assert.Contains("Tenant id or domain name.", text);
        Assert.Contains("True (ByPropertyName)", text);
        Assert.Contains("Example 1: Connect to the sandbox", text);
        Assert.Contains("Fixture remark.", text);
        Assert.Contains("Fixture note.", text);
        Assert.Contains("https://learn.microsoft.com/entra", text);
    }

    [Fact]
    public async Task The_default_parameter_set_comes_first_in_the_syntax()
    {
        var lines = await GetHelpAsync("en_US.UTF-8", "Get-Help Connect-Sspr");

        var syntax = lines.Where(line => line.StartsWith("Connect-Sspr [", StringComparison.Ordinal)).ToList();
        Assert.Contains("-Environment", syntax[0]);
        Assert.Contains("-Sandbox", syntax[1]);
    }

    [Fact]
    public async Task A_parameter_can_be_asked_for()
    {
        var lines = await GetHelpAsync("en_US.UTF-8", "Get-Help Connect-Sspr -Parameter TenantId");

        Assert.Equal("-TenantId <string>", lines[0]);
        Assert.Contains("Position?                    0", lines);
    }

    [Theory]
    [InlineData("nl_NL.UTF-8", "Nederlandse samenvatting.")]
    [InlineData("nl_BE.UTF-8", "Nederlandse samenvatting.")]
    [InlineData("fr_FR.UTF-8", "Fixture synopsis with code and a link.")]
    public async Task The_language_of_the_user_decides(string language, string expected)
    {
        Assert.Equal([expected], await GetHelpAsync(language, "(Get-Help Connect-Sspr).Synopsis"));
    }

    [Fact]
    public async Task About_topics_are_copied()
    {
        Assert.Contains("About text in English.", await GetHelpAsync("en_US.UTF-8", "Get-Help about_Fixture"));
    }

    [Fact]
    public async Task A_translated_heading_is_refused_because_its_text_would_be_lost()
    {
        using var target = new TemporaryFolder();

        var result = await Shell.RunAsync("-BuildHelp", Clone.Fixture("translated-heading"), target.Path);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("Connect-Sspr.md", result.Error);
        Assert.Contains("SAMENVATTING", result.Error);
    }

    /// <summary>Builds help from the fixture into a copy of the module without its lib, and asks for it.</summary>
    private static async Task<string[]> GetHelpAsync(string language, string command)
    {
        using var module = new TemporaryFolder();
        foreach (var file in Directory.EnumerateFiles(Clone.Module))
        {
            File.Copy(file, Path.Combine(module.Path, Path.GetFileName(file)));
        }

        (await Shell.RunAsync("-BuildHelp", Clone.Fixture("docs"), module.Path)).Succeeded();
        var result = await Shell.RunAsync(new ShellStart("-NoModule", "-Command", $"Import-Module '{module.Path}/SsprModule.psd1'; {command}") { Language = language });
        return result.Succeeded();
    }
}
