using System.Reflection;

namespace SsprModule.Loader.Tests;

public class AssemblyMatchTests
{
    private const string Token = "PublicKeyToken=92742159e12e44c8";

    [Theory]
    [InlineData("Azure.Core, Version=1.53.0.0, " + Token, true)]
    [InlineData("azure.core, Version=1.40.0.0, " + Token, true)]
    [InlineData("Azure.Core, " + Token, true)]
    [InlineData("Azure.Core", true)]
    [InlineData("Azure.Core, Version=1.54.0.0, " + Token, false)]
    [InlineData("Azure.Core, Version=1.53.0.0, PublicKeyToken=31bf3856ad364e35", false)]
    [InlineData("Azure.Identity, Version=1.53.0.0, " + Token, false)]
    public void A_file_serves_a_request_of_its_name_and_token_up_to_its_version(string requested, bool expected)
    {
        var found = new AssemblyName("Azure.Core, Version=1.53.0.0, " + Token);

        Assert.Equal(expected, AssemblyMatch.Satisfies(found, new AssemblyName(requested)));
    }

    [Fact]
    public void An_unsigned_file_does_not_serve_a_request_for_a_signed_one()
    {
        var found = new AssemblyName("Azure.Core, Version=1.53.0.0, PublicKeyToken=null");

        Assert.False(AssemblyMatch.Satisfies(found, new AssemblyName("Azure.Core, Version=1.0.0.0, " + Token)));
    }
}
