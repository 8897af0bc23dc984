using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace SsprModule.Loader.Tests;

/// <summary>What the build laid into out/SsprModule.</summary>
public class ModuleLayoutTests
{
    [Theory]
    [InlineData("SsprModule.dll")]
    [InlineData("SsprModule.psd1")]
    [InlineData("SsprModule.Format.ps1xml")]
    [InlineData("nl/SsprModule.resources.dll")]
    [InlineData("lib/net8.0/SsprModule.Loader.dll")]
    [InlineData("lib/net8.0/SsprModule.Engine.dll")]
    [InlineData("lib/net8.0/SsprModule.Sandbox.dll")]
    [InlineData("lib/net8.0/Microsoft.Graph.dll")]
    [InlineData("lib/net472/SsprModule.Engine.dll")]
    [InlineData("lib/net472/SsprModule.Sandbox.dll")]
    [InlineData("lib/net472/Microsoft.Graph.dll")]
    [InlineData("lib/net472/closure.txt")]
    [InlineData("LICENSE")]
    [InlineData("sspr-policy.schema.json")]
    [InlineData("sspr-baseline.schema.json")]
    [InlineData("baselines/CIS-Microsoft365-7.0.json")]
    [InlineData("nl-NL/about_SsprPolicyFile.help.txt")]
    public void The_module_has_the_file(string file)
    {
        Assert.True(File.Exists(Path.Combine(Clone.Module, file)), file);
    }

    [Theory]
    [InlineData("net8.0")]
    [InlineData("net472")]
    public void A_second_contract_or_PowerShell_is_never_shipped(string framework)
    {
        var names = Directory.EnumerateFiles(Path.Combine(Clone.Module, "lib", framework), "*", SearchOption.AllDirectories)
            .Select(Path.GetFileName).ToList();

        Assert.DoesNotContain("SsprModule.dll", names);
        Assert.DoesNotContain("System.Management.Automation.dll", names);
        Assert.All(names, name => Assert.True(name is "closure.txt" || Path.GetExtension(name) == ".dll", name));
    }

    [Fact]
    public void The_module_references_PowerShell_and_netstandard_alone()
    {
        var references = References(Path.Combine(Clone.Module, "SsprModule.dll")).Select(reference => reference.Name).Order(StringComparer.Ordinal);

        Assert.Equal(["System.Management.Automation", "netstandard"], references);
    }

    [Fact]
    public void The_engine_for_Windows_PowerShell_has_all_that_it_references()
    {
        var framework = Directory.EnumerateFiles(Clone.Metadata("FrameworkReferences"), "*.dll", SearchOption.AllDirectories)
            .Select(Path.GetFileNameWithoutExtension).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var folder = Directory.EnumerateFiles(Clone.Net472, "*.dll").ToDictionary(file => Path.GetFileNameWithoutExtension(file), AssemblyName.GetAssemblyName);

        var missing =
            from file in Directory.EnumerateFiles(Clone.Net472, "*.dll")
            from reference in References(file)
            where reference.Name is not "SsprModule" && !framework.Contains(reference.Name!)
            where !folder.TryGetValue(reference.Name!, out var ours) || !AssemblyMatch.Satisfies(ours, reference)
            select $"{Path.GetFileName(file)} needs {reference}";

        Assert.Empty(missing);
    }

    [Fact]
    public void The_list_of_the_closure_names_each_assembly_of_the_folder()
    {
        var listed = File.ReadAllLines(Path.Combine(Clone.Net472, "closure.txt"));
        var files = Directory.EnumerateFiles(Clone.Net472, "*.dll").Select(file => AssemblyName.GetAssemblyName(file).FullName);

        Assert.Equal(files.Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));
    }

    private static List<AssemblyName> References(string file)
    {
        using var stream = File.OpenRead(file);
        using var image = new PEReader(stream);
        var metadata = image.GetMetadataReader();
        return metadata.AssemblyReferences.Select(handle => metadata.GetAssemblyReference(handle).GetAssemblyName()).ToList();
    }
}
