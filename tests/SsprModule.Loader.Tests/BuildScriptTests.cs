using System.IO.Compression;
using System.Xml.Linq;

namespace SsprModule.Loader.Tests;

/// <summary>build.ps1, run by the shell: it must need nothing but PowerShell's engine and dotnet.</summary>
public class BuildScriptTests
{
    private static readonly string Script = Path.Combine(Clone.Root, "build.ps1");

    [Fact]
    public async Task Pack_builds_the_module_and_makes_a_package_for_the_Gallery()
    {
        using var folder = new TemporaryFolder();

        var result = await Shell.RunAsync("-NoModule", "-File", Script, "-Task", "Pack", "-Configuration", Clone.Configuration, "-Output", folder.Path);

        Assert.Equal(0, result.ExitCode);
        Assert.True(File.Exists(Path.Combine(folder.Path, "SsprModule", "lib", "net472", "SsprModule.Engine.dll")));
        using var package = ZipFile.OpenRead(Path.Combine(folder.Path, $"SsprModule.{Clone.Version}.nupkg"));
        var entries = package.Entries.Select(entry => entry.FullName).ToHashSet();
        Assert.Superset(
            new HashSet<string> { "SsprModule.nuspec", "[Content_Types].xml", "_rels/.rels", "SsprModule.psd1", "SsprModule.dll", "lib/net8.0/SsprModule.Loader.dll", "nl/SsprModule.resources.dll" },
            entries);
        Assert.Equal(entries.Count, package.Entries.Count);

        using var nuspec = package.GetEntry("SsprModule.nuspec")!.Open();
        var metadata = XDocument.Load(nuspec).Root!.Elements().Single().Elements().ToDictionary(element => element.Name.LocalName, element => element.Value);
        Assert.Equal(("SsprModule", Clone.Version, "MIT"), (metadata["id"], metadata["version"], metadata["license"]));
        Assert.Contains("PSCmdlet_Connect-Sspr", metadata["tags"].Split(' '));
    }

    [Fact]
    public async Task Install_copies_a_module_that_can_be_imported()
    {
        using var folder = new TemporaryFolder();

        var installed = await Shell.RunAsync(
            "-NoModule", "-File", Script, "Install", "-Configuration", Clone.Configuration, "-Output", Path.Combine(folder.Path, "out"), "-Destination", folder.Path);
        Assert.Equal(0, installed.ExitCode);

        var imported = await Shell.RunAsync("-NoModule", "-Command", $"(Import-Module '{folder.Path}/SsprModule/{Clone.Version}/SsprModule.psd1' -PassThru).ExportedCmdlets.ContainsKey('Connect-Sspr')");
        Assert.Equal(["True"], imported.Succeeded());
    }

    [Fact]
    public async Task A_build_that_fails_fails_the_script()
    {
        using var folder = new TemporaryFolder();
        var script = folder.File("build.ps1", await File.ReadAllTextAsync(Script, TestContext.Current.CancellationToken));

        // Beside this copy there is nothing to build.
        var result = await Shell.RunAsync("-NoModule", "-File", script);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("dotnet build ended with exit code 1.", result.Error);
    }

    [Fact]
    public async Task The_script_has_help()
    {
        var result = await Shell.RunAsync("-NoModule", "-Command", $"(Get-Help '{Script}').Synopsis");

        Assert.Equal(["Builds, tests, packs or installs SsprModule."], result.Succeeded());
    }
}
