using System.Reflection;

namespace SsprModule.Loader.Tests;

public class EngineLoadContextTests
{
    private static readonly EngineLoadContext Context = new(Clone.Net8, typeof(EngineLoadContextTests).Assembly);

    [Fact]
    public void A_dependency_is_served_from_the_folder_of_the_engine()
    {
        Assert.Equal(Path.Combine(Clone.Net8, "Azure.Core.dll"), Find("Azure.Core, Version=1.0.0.0"));
    }

    [Theory]
    [InlineData("SsprModule.Engine.resources, Culture=nl")]
    [InlineData("Azure.Core, Culture=nl")]
    [InlineData("System.Management.Automation")]
    [InlineData("Azure.Core, Version=99.0.0.0")]
    [InlineData("Nobody.Has.This")]
    public void A_request_that_is_not_ours_is_left_to_the_default_context(string request)
    {
        Assert.Null(Find(request));
    }

    [Theory]
    [InlineData("1.0.0.0", false)]
    [InlineData("99.0.0.0", true)]
    public void An_assembly_of_the_platform_is_served_only_when_ours_is_newer(string version, bool served)
    {
        using var folder = new TemporaryFolder();
        var file = Emit.Assembly(folder.Path, new AssemblyName("System.Text.Json, Version=" + version));
        var context = new EngineLoadContext(folder.Path, typeof(EngineLoadContextTests).Assembly);

        Assert.Equal(served ? file : null, context.FindFile(new AssemblyName("System.Text.Json")));
    }

    [Fact]
    public void The_contract_is_the_assembly_that_was_handed_over()
    {
        var contract = typeof(EngineLoadContextTests).Assembly;

        Assert.Same(contract, Context.LoadFromAssemblyName(contract.GetName()));
    }

    [Fact]
    public void A_native_library_is_looked_for_by_its_names_on_this_system()
    {
        var candidates = NativeProbe.Candidates("/engine", "thing").Select(Path.GetFileName);

        string[] expected = OperatingSystem.IsWindows() ? ["thing", "thing.dll", "libthing.dll"]
            : OperatingSystem.IsMacOS() ? ["thing", "thing.dylib", "libthing.dylib"]
            : ["thing", "thing.so", "libthing.so"];
        Assert.Equal(expected, candidates);
    }

    [Theory]
    [InlineData("../thing")]
    [InlineData("sub/thing")]
    public void A_native_library_is_never_looked_for_outside_the_folder(string name)
    {
        Assert.Empty(NativeProbe.Candidates("/engine", name));
    }

    private static string? Find(string request) => Context.FindFile(new AssemblyName(request));
}
