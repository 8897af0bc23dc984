using System.Reflection;

namespace SsprModule.Loader.Tests;

/// <summary>What importing and connecting load, and where; each in a fresh process.</summary>
public class IsolationTests
{
    private const string ListAssemblies = """
        function Get-Loaded {
            foreach ($context in [Runtime.Loader.AssemblyLoadContext]::All) {
                foreach ($assembly in $context.Assemblies) {
                    "$($context.Name)|$($assembly.GetName().Name)|$($assembly.GetName().Version)"
                }
            }
        }

        """;

    [Fact]
    public async Task Importing_the_module_loads_the_module_alone()
    {
        var result = await Shell.RunAsync("-NoModule", "-Command", ListAssemblies + """
            $before = @(Get-Loaded)
            Import-Module SsprModule
            [void](Get-Command -Module SsprModule)
            Get-Loaded | Where-Object { $_ -notin $before }
            """);

        var loaded = result.Succeeded().Select(line => line.Split('|')[1]).ToList();
        Assert.Contains("SsprModule", loaded);
        Assert.DoesNotContain(loaded, IsPrivate);
    }

    [Fact]
    public async Task The_engine_and_its_dependencies_load_in_the_private_context_at_connect()
    {
        var result = await Shell.RunAsync("-Command", ListAssemblies + "Connect-Sspr -Sandbox; [void](Get-SsprPolicy); Get-Loaded");

        var loaded = result.Succeeded().Select(line => line.Split('|')).ToList();
        Assert.Contains(loaded, entry => entry[0] == "SsprModule" && entry[1] == "SsprModule.Engine");
        Assert.Equal(["SsprModule"], loaded.Where(entry => IsPrivate(entry[1])).Select(entry => entry[0]).Distinct());
    }

    [Fact]
    public async Task The_contract_is_loaded_once()
    {
        var result = await Shell.RunAsync("-Command", ListAssemblies + "Connect-Sspr -Sandbox; Get-Loaded");

        Assert.Single(result.Succeeded(), line => line.Split('|')[1] == "SsprModule");
    }

    [Fact]
    public async Task The_module_works_after_it_was_removed_and_imported_again()
    {
        var result = await Shell.RunAsync("-Command", """
            Connect-Sspr -Sandbox
            $before = @(Get-Command -Module SsprModule)
            Remove-Module SsprModule
            Import-Module SsprModule -Force
            Import-Module SsprModule -Force
            $before.Count -gt 0 -and $before.Count -eq @(Get-Command -Module SsprModule).Count
            Connect-Sspr -Sandbox
            (Get-SsprContext).SignInMethod
            """);

        Assert.Equal(["True", "Sandbox"], result.Succeeded());
    }

    [Fact]
    public async Task Other_modules_copies_in_the_default_context_do_not_disturb_us()
    {
        using var folder = new TemporaryFolder();
        var ours = AssemblyName.GetAssemblyName(Path.Combine(Clone.Net8, "Microsoft.Graph.Core.dll"));
        var graphCore = Emit.Assembly(folder.Path, new AssemblyName(ours.FullName) { Version = new Version(3, 1, 0, 0) });
        var script = folder.File("rivals.ps1", ListAssemblies + """
            foreach ($rival in $args) { [void][Reflection.Assembly]::LoadFrom($rival) }
            Connect-Sspr -Sandbox
            if ($null -eq (Get-SsprPolicy)) { throw 'No policy.' }
            # MSAL is needed by real sign-ins only; it is asked for as the engine would.
            $private = [Runtime.Loader.AssemblyLoadContext]::All | Where-Object { $_.Name -eq 'SsprModule' }
            foreach ($name in 'Azure.Core', 'Microsoft.Identity.Client', 'Microsoft.Graph.Core') { [void]$private.LoadFromAssemblyName($name) }
            Get-Loaded | Where-Object { $_ -match '\|(Azure.Core|Microsoft.Identity.Client|Microsoft.Graph.Core)\|' }
            """);

        var result = await Shell.RunAsync(script, Clone.Rival("Azure.Core"), Clone.Rival("Microsoft.Identity.Client"), graphCore);

        string[] expected =
        [
            "Default|Azure.Core|1.40.0.0",
            "Default|Microsoft.Graph.Core|3.1.0.0",
            "Default|Microsoft.Identity.Client|4.60.4.0",
            .. new[] { "Azure.Core", "Microsoft.Graph.Core", "Microsoft.Identity.Client" }.Select(name => $"SsprModule|{name}|{OurVersion(name)}"),
        ];
        Assert.Equal(expected, result.Succeeded().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_missing_engine_is_told_by_the_name_of_its_file()
    {
        using var module = new TemporaryFolder();
        foreach (var file in Directory.EnumerateFiles(Clone.Module))
        {
            File.Copy(file, Path.Combine(module.Path, Path.GetFileName(file)));
        }

        var result = await Shell.RunAsync("-NoModule", "-Command", $$"""
            Import-Module '{{module.Path}}/SsprModule.psd1'
            try { Connect-Sspr -Sandbox } catch { $_.FullyQualifiedErrorId; $_.Exception.Message }
            """);

        var lines = result.Succeeded();
        Assert.StartsWith("ModuleFilesMissing,", lines[0]);
        Assert.Contains("SsprModule.Loader.dll", lines[1]);
    }

    private static string OurVersion(string name) =>
        AssemblyName.GetAssemblyName(Path.Combine(Clone.Net8, name + ".dll")).Version!.ToString();

    private static bool IsPrivate(string assembly) =>
        assembly is "SsprModule.Engine" or "SsprModule.Sandbox" or "Polly.Core" or "Std.UriTemplate"
        || new[] { "Azure.", "Microsoft.Graph", "Microsoft.Identity", "Microsoft.Kiota" }.Any(prefix => assembly.StartsWith(prefix, StringComparison.Ordinal));
}
