namespace SsprModule.Loader.Tests;

/// <summary>The manifest says what the module is.</summary>
public class ManifestTests
{
    [Fact]
    public async Task The_manifest_exports_exactly_the_cmdlets_of_the_assembly()
    {
        var result = await Shell.RunAsync("-NoModule", "-Command", $$"""
            # Imported without its manifest, the assembly shows every class with [Cmdlet].
            $assembly = Import-Module '{{Clone.Module}}/SsprModule.dll' -PassThru
            $manifest = Test-ModuleManifest '{{Clone.Module}}/SsprModule.psd1'
            ($assembly.ExportedCmdlets.Keys | Sort-Object) -join ' '
            ($manifest.ExportedCmdlets.Keys | Sort-Object) -join ' '
            """);

        var lines = result.Succeeded();
        Assert.Contains("Connect-Sspr", lines[0].Split(' '));
        Assert.Equal(lines[0], lines[1]);
    }

    [Fact]
    public async Task The_manifest_has_the_version_of_the_assembly()
    {
        var result = await Shell.RunAsync("-NoModule", "-Command", $"(Test-ModuleManifest '{Clone.Module}/SsprModule.psd1').Version.ToString()");

        Assert.Equal(Clone.Version, Assert.Single(result.Succeeded()));
    }

    [Fact]
    public async Task The_manifest_is_for_both_editions()
    {
        var result = await Shell.RunAsync("-NoModule", "-Command", $$"""
            $manifest = Test-ModuleManifest '{{Clone.Module}}/SsprModule.psd1'
            $manifest.CompatiblePSEditions -join ' '
            "$($manifest.PowerShellVersion) $($manifest.DotNetFrameworkVersion)"
            """);

        Assert.Equal(["Core Desktop", "5.1 4.7.2"], result.Succeeded());
    }
}
