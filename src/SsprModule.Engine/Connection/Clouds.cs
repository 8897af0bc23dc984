using SsprModule.Models;

namespace SsprModule.Engine.Connection;

/// <summary>Where one cloud signs in and where its backends are.</summary>
/// <param name="AuthorityHost">Where tokens come from.</param>
/// <param name="GraphRoot">Microsoft Graph, without a version; also the audience of its tokens.</param>
/// <param name="PortalRoot">The backend of the Entra admin center.</param>
/// <param name="PortalAudience">The application that tokens for that backend are issued for; null where it is not known.</param>
internal sealed record Cloud(Uri AuthorityHost, Uri GraphRoot, Uri PortalRoot, string? PortalAudience);

/// <summary>The clouds that Entra runs in.</summary>
internal static class Clouds
{
    /// <summary>Microsoft Graph as an application, the other form of the audience of its tokens. Documented.</summary>
    public const string GraphApplicationId = "00000003-0000-0000-c000-000000000000";

    /// <summary>
    /// The public cloud. Hosts: Learn, "National cloud deployments". Portal backend and its audience (the application
    /// "ADIbizaUX"): not documented, observed in more than ten independent tools.
    /// </summary>
    private static readonly Cloud Global = new(
        new Uri("https://login.microsoftonline.com"),
        new Uri("https://graph.microsoft.com"),
        new Uri("https://main.iam.ad.ext.azure.com"),
        "74658136-14ec-4630-ad9b-26e160ff0fc6");

    /// <summary>US Government L4. Hosts: Learn, "National cloud deployments". Portal backend and audience: observed in four tools.</summary>
    private static readonly Cloud USGov = new(
        new Uri("https://login.microsoftonline.us"),
        new Uri("https://graph.microsoft.us"),
        new Uri("https://main.iam.ad.ext.azure.us"),
        "ee62de39-b9b0-4886-aa58-08b89c4e3db3");

    /// <summary>US Government L5: as L4 but for Graph. Hosts: Learn, "National cloud deployments".</summary>
    private static readonly Cloud USGovDoD = USGov with { GraphRoot = new Uri("https://dod-graph.microsoft.us") };

    /// <summary>
    /// China. Hosts: Learn, "National cloud deployments". Portal backend: observed in two tools; its audience is not known.
    /// </summary>
    private static readonly Cloud China = new(
        new Uri("https://login.chinacloudapi.cn"),
        new Uri("https://microsoftgraph.chinacloudapi.cn"),
        new Uri("https://main.iam.ad.ext.azure.cn"),
        null);

    /// <summary>The cloud of that name.</summary>
    public static Cloud Get(SsprEnvironment environment) => environment switch
    {
        SsprEnvironment.Global => Global,
        SsprEnvironment.USGov => USGov,
        SsprEnvironment.USGovDoD => USGovDoD,
        SsprEnvironment.China => China,
        _ => throw new ArgumentOutOfRangeException(nameof(environment), environment, null),
    };
}
