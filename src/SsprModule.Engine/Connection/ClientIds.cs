namespace SsprModule.Engine.Connection;

/// <summary>The applications in whose name a person signs in when no <c>-ClientId</c> is given.</summary>
internal static class ClientIds
{
    /// <summary>
    /// "Microsoft Graph Command Line Tools", which Connect-MgGraph uses: a public client of Microsoft that a tenant can
    /// consent to for any delegated Graph permission. Documented (Learn, "Verify first-party Microsoft applications in
    /// sign-in reports").
    /// </summary>
    public const string MicrosoftGraphPowerShell = "14d82eec-204b-4c2f-b7e8-296a70dab67e";

    /// <summary>
    /// "Microsoft Azure PowerShell": a public client of Microsoft that is preauthorised for the backend of the Entra admin
    /// center. Microsoft Graph PowerShell is not, and an application of the tenant can't be. The id is documented on the
    /// same page, its preauthorisation observed in four tools.
    /// </summary>
    public const string AzurePowerShell = "1950a258-227b-4e31-a9cf-717495945fc2";
}
