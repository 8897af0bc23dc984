using System.Reflection;

namespace SsprModule.Loader.Tests;

/// <summary>The rules of the resolver of Windows PowerShell; the event itself fires on .NET Framework only.</summary>
public class DesktopResolverTests
{
    private const string Core = "Azure.Core, Version=1.53.0.0, Culture=neutral, PublicKeyToken=92742159e12e44c8";
    private static readonly string Folder = Path.Combine(Path.GetTempPath(), "module", "lib", "net472");
    private static readonly string Ours = Path.Combine(Folder, "SsprModule.Engine.dll");
    private static readonly DesktopResolver Resolver = new(Folder, [Core, "SsprModule.Engine, Version=0.1.0.0, PublicKeyToken=null"]);

    [Theory]
    [InlineData("Azure.Core, Version=1.53.0.0, PublicKeyToken=92742159e12e44c8")]
    [InlineData("Azure.Core, Version=1.44.1.0, PublicKeyToken=92742159e12e44c8")]
    public void Our_own_assembly_is_answered_for_in_this_version_or_lower(string requested)
    {
        Assert.Equal(Path.Combine(Folder, "Azure.Core.dll"), Resolver.FindFile(new AssemblyName(requested), Ours));
    }

    [Fact]
    public void A_requester_that_is_not_told_is_taken_for_ours()
    {
        Assert.NotNull(Resolver.FindFile(new AssemblyName(Core), requester: null));
    }

    [Theory]
    [InlineData("Azure.Core, Version=1.60.0.0, PublicKeyToken=92742159e12e44c8")]
    [InlineData("Azure.Core, Version=1.53.0.0, PublicKeyToken=31bf3856ad364e35")]
    [InlineData("Microsoft.Graph.Authentication, Version=2.0.0.0")]
    public void A_request_that_our_files_do_not_meet_is_left_alone(string requested)
    {
        Assert.Null(Resolver.FindFile(new AssemblyName(requested), Ours));
    }

    [Theory]
    [InlineData("Other")]
    [InlineData("net472-other")]
    public void Another_module_gets_no_answer(string folder)
    {
        var requester = Path.Combine(Path.GetDirectoryName(Folder)!, folder, "Other.dll");

        Assert.Null(Resolver.FindFile(new AssemblyName(Core), requester));
    }
}
