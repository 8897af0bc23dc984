using System.Text.Json;
using SsprModule.Sandbox.Tests.Support;

namespace SsprModule.Sandbox.Tests;

/// <summary>Whom the report calls registered, as methods, their targets and the number required change.</summary>
public sealed class UsableMethodTests
{
    private const string Report = "reports/authenticationMethods/userRegistrationDetails";
    private const string Configurations = "policies/authenticationMethodsPolicy/authenticationMethodConfigurations/";

    private readonly Graph graph = new(new SandboxOptions { UserCount = 800, ReportLatency = TimeSpan.Zero });

    [Fact]
    public async Task A_method_for_a_group_counts_for_its_members_only()
    {
        var pilot = await GroupAsync("SSPR Pilot");
        await OffAsync("Voice", "Sms", "SoftwareOath", "MicrosoftAuthenticator");
        await PatchAsync("Email", $$""" "includeTargets":[{"id":"{{pilot}}","targetType":"group"}] """);
        var members = await MembersAsync(pilot);
        var rows = await RowsAsync(r => Has(r, "email"));

        Assert.Contains(rows, IsRegistered);
        Assert.Contains(rows, r => !IsRegistered(r));
        Assert.All(rows, r => Assert.Equal(members.Contains(Id(r)), IsRegistered(r)));
    }

    [Fact]
    public async Task An_excluded_group_loses_the_method_even_when_everybody_is_included()
    {
        var pilot = await GroupAsync("SSPR Pilot");
        await OffAsync("Voice", "Sms", "SoftwareOath", "MicrosoftAuthenticator");
        await PatchAsync("Email", $$""" "excludeTargets":[{"id":"{{pilot}}","targetType":"group"}] """);
        var members = await MembersAsync(pilot);
        var rows = await RowsAsync(r => Has(r, "email"));

        Assert.Contains(rows, IsRegistered);
        Assert.All(rows, r => Assert.Equal(!members.Contains(Id(r)), IsRegistered(r)));
    }

    [Fact]
    public async Task An_authenticator_app_is_one_method_whether_it_notifies_or_shows_a_code()
    {
        await RequireTwoAsync();
        var rows = await RowsAsync(r => Has(r, "microsoftAuthenticatorPush") && Has(r, "softwareOneTimePasscode"));
        Assert.Contains(rows, r => !IsRegistered(r));
        Assert.All(rows, r => Assert.Equal(Has(r, "mobilePhone") || Has(r, "email"), IsRegistered(r)));
    }

    [Fact]
    public async Task An_administrator_needs_two_of_mail_app_and_phone()
    {
        await OffAsync("Email");
        var rows = (await graph.All(Report + "?$top=999")).Where(r => r.GetProperty("isAdmin").GetBoolean()).ToList();
        Assert.Contains(rows, IsRegistered);
        Assert.All(rows, r => Assert.Equal(
            (Has(r, "email") ? 1 : 0) + (Has(r, "mobilePhone") || Has(r, "officePhone") ? 1 : 0) + (Has(r, "microsoftAuthenticatorPush") || Has(r, "hardwareOneTimePasscode") ? 1 : 0) >= 2,
            IsRegistered(r)));
    }

    [Fact]
    public async Task Codes_of_Microsoft_Authenticator_count_only_while_it_may_show_them()
    {
        await OffAsync("Voice", "Sms", "SoftwareOath", "Email");
        await PatchAsync("MicrosoftAuthenticator", """ "isSoftwareOathEnabled":false """);
        var rows = await RowsAsync(r => Has(r, "softwareOneTimePasscode"));
        Assert.NotEmpty(rows);
        Assert.All(rows, r => Assert.Equal(Has(r, "microsoftAuthenticatorPush"), IsRegistered(r)));
        Assert.All(await RowsAsync(r => Has(r, "hardwareOneTimePasscode")), r => Assert.False(IsRegistered(r)));
    }

    private static bool Has(JsonElement row, string method) => row.GetProperty("methodsRegistered").EnumerateArray().Any(m => m.GetString() == method);

    private static bool IsRegistered(JsonElement row) => row.GetProperty("isSsprRegistered").GetBoolean();

    private static string Id(JsonElement row) => row.GetProperty("id").GetString()!;

    private async Task<List<JsonElement>> RowsAsync(Func<JsonElement, bool> fits) =>
        [.. (await graph.All(Report + "?$top=999")).Where(r => !r.GetProperty("isAdmin").GetBoolean() && fits(r))];

    private async Task<string> GroupAsync(string name) => (await graph.Get($"groups?$filter=displayName eq '{name}'")).Value[0].GetProperty("id").GetString()!;

    private async Task<HashSet<string>> MembersAsync(string group) => [.. (await graph.All($"groups/{group}/transitiveMembers?$top=999")).Select(Id)];

    private async Task OffAsync(params string[] methods)
    {
        foreach (var method in methods)
        {
            await PatchAsync(method, """ "state":"disabled" """);
        }
    }

    private async Task PatchAsync(string method, string members)
    {
        var type = char.ToLowerInvariant(method[0]) + method[1..];
        var reply = await graph.Patch(Configurations + method, $$"""{"@odata.type":"#microsoft.graph.{{type}}AuthenticationMethodConfiguration",{{members}} }""");
        Assert.Equal(HttpStatusCode.NoContent, reply.Status);
    }

    private async Task RequireTwoAsync()
    {
        var policy = (await graph.Portal(HttpMethod.Get, "PasswordResetPolicies")).Text.Replace("\"numberOfAuthenticationMethodsRequired\":1", "\"numberOfAuthenticationMethodsRequired\":2", StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await graph.Portal(HttpMethod.Put, "PasswordResetPolicies", policy)).Status);
    }
}
