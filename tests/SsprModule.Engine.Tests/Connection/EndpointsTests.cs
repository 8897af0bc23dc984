using SsprModule.Engine.Connection;
using SsprModule.Errors;
using SsprModule.Models;
using Xunit;

namespace SsprModule.Engine.Tests.Connection;

public sealed class EndpointsTests
{
    [Theory]
    [InlineData("https://graph.microsoft.com", "https://graph.microsoft.com/")]
    [InlineData("https://graph.microsoft.com/", "https://graph.microsoft.com/")]
    [InlineData("https://gateway.contoso.com:8443/graph/", "https://gateway.contoso.com:8443/graph")]
    [InlineData("http://localhost:8080", "http://localhost:8080/")]
    [InlineData("http://LOCALHOST:8080", "http://localhost:8080/")]
    [InlineData("http://127.0.0.1:8080", "http://127.0.0.1:8080/")]
    [InlineData("http://127.8.9.1", "http://127.8.9.1/")]
    [InlineData("http://[::1]:8080", "http://[::1]:8080/")]
    public void Https_and_loopback_are_taken_without_the_slash_at_the_end(string given, string expected) =>
        Assert.Equal(expected, Endpoints.Check(new Uri(given)).AbsoluteUri);

    [Theory]
    [InlineData("http://graph.microsoft.com")]
    [InlineData("http://localhost.contoso.com")]
    [InlineData("http://127.0.0.1.contoso.com")]
    [InlineData("http://10.0.0.1")]
    [InlineData("http://[::2]")]
    [InlineData("ftp://localhost")]
    [InlineData("file:///etc/passwd")]
    public void Plain_http_off_this_machine_and_other_schemes_are_refused(string given) =>
        Assert.Equal(SsprErrorId.EndpointNotSecure, Assert.Throws<SsprException>(() => Endpoints.Check(new Uri(given))).Id);

    [Theory]
    [InlineData("https://anna:hunter2@graph.contoso.com")]
    [InlineData("https://graph.contoso.com/?key=hunter2")]
    [InlineData("https://graph.contoso.com/#hunter2")]
    [InlineData("http://anna:hunter2@graph.contoso.com")]
    [InlineData("anna:hunter2@graph.contoso.com")]
    public void User_info_query_and_fragment_are_refused_and_not_repeated(string given)
    {
        var error = Assert.Throws<SsprException>(() => Endpoints.Check(new Uri(given)));
        Assert.DoesNotContain("hunter2", error.ToString());
    }

    [Theory]
    [InlineData("https://graph.microsoft.com/v1.0")]
    [InlineData("https://graph.microsoft.com/V1.0/")]
    [InlineData("https://graph.microsoft.com/beta")]
    public void A_version_at_the_end_is_refused(string given)
    {
        var error = Assert.Throws<SsprException>(() => Endpoints.Check(new Uri(given)));
        Assert.Equal(SsprErrorId.ConnectionRequestInvalid, error.Id);
        Assert.Contains("must end before the version", error.Message);
    }

    [Fact]
    public void A_relative_address_is_refused()
    {
        var error = Assert.Throws<SsprException>(() => Endpoints.Check(new Uri("graph.microsoft.com", UriKind.Relative)));
        Assert.Equal(SsprErrorId.ConnectionRequestInvalid, error.Id);
    }

    [Theory]
    [InlineData(SsprEnvironment.Global, "login.microsoftonline.com", "graph.microsoft.com", "main.iam.ad.ext.azure.com", "74658136-14ec-4630-ad9b-26e160ff0fc6")]
    [InlineData(SsprEnvironment.USGov, "login.microsoftonline.us", "graph.microsoft.us", "main.iam.ad.ext.azure.us", "ee62de39-b9b0-4886-aa58-08b89c4e3db3")]
    [InlineData(SsprEnvironment.USGovDoD, "login.microsoftonline.us", "dod-graph.microsoft.us", "main.iam.ad.ext.azure.us", "ee62de39-b9b0-4886-aa58-08b89c4e3db3")]
    [InlineData(SsprEnvironment.China, "login.chinacloudapi.cn", "microsoftgraph.chinacloudapi.cn", "main.iam.ad.ext.azure.cn", null)]
    public void Each_cloud_has_its_own_hosts(SsprEnvironment environment, string authority, string graph, string portal, string? audience)
    {
        var cloud = Clouds.Get(environment);
        Assert.Equal((authority, graph, portal, audience), ( cloud.AuthorityHost.Host, cloud.GraphRoot.Host, cloud.PortalRoot.Host, cloud.PortalAudience ));
        Assert.All([cloud.AuthorityHost, cloud.GraphRoot, cloud.PortalRoot], uri => Assert.Equal("https", uri.Scheme));
    }
}
