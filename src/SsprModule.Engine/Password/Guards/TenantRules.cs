using Microsoft.Graph.Models;
using SsprModule.Contracts;
using SsprModule.Engine.Graph;
using SsprModule.Errors;

namespace SsprModule.Engine.Password.Guards;

/// <summary>What the tenant says of passwords and domains, read once in a run. What may not be read is left to the service to enforce.</summary>
internal sealed class TenantRules : IDisposable
{
    /// <summary>The template of Password Rule Settings, the same in every tenant (facts on groupSettings, Microsoft Learn).</summary>
    private const string PasswordRulesTemplate = "5cf42378-d67d-4f36-ba46-e8b86229381d";

    private static readonly string[] SettingPermissions = ["GroupSettings.Read.All", "GroupSettings.ReadWrite.All", "Directory.Read.All"];
    private static readonly string[] DomainPermissions = ["Domain.Read.All", "Domain.ReadWrite.All", "Directory.Read.All"];

    private readonly GraphClient graph;
    private readonly Once<PasswordRules> passwords = new();
    private readonly Once<HashSet<string>> federated = new();

    public TenantRules(GraphClient graph) => this.graph = graph;

    /// <summary>The rules for passwords, with the tenant's banned terms when they can be read.</summary>
    public Task<PasswordRules> PasswordsAsync(IEngineLog log, CancellationToken cancellationToken) => passwords.GetAsync(cancel => ReadPasswordsAsync(log, cancel), cancellationToken);

    /// <summary>True when the domain of a sign-in name is known to be federated.</summary>
    public async Task<bool> IsFederatedAsync(string userPrincipalName, IEngineLog log, CancellationToken cancellationToken)
    {
        var domains = await federated.GetAsync(cancel => ReadDomainsAsync(log, cancel), cancellationToken).ConfigureAwait(false);
        return domains.Contains(userPrincipalName.Split('@').Last());
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        passwords.Dispose();
        federated.Dispose();
    }

    private async Task<PasswordRules> ReadPasswordsAsync(IEngineLog log, CancellationToken cancellationToken)
    {
        var call = new GraphCall(log) { Permissions = SettingPermissions };
        try
        {
            var page = await graph.ReadAsync(graph.Build.GroupSettings.ToGetRequestInformation(), call, GroupSettingCollectionResponse.CreateFromDiscriminatorValue, cancellationToken).ConfigureAwait(false);
            var values = page.Value?.Find(setting => string.Equals(setting.TemplateId, PasswordRulesTemplate, StringComparison.OrdinalIgnoreCase))?.Values ?? [];
            var isOn = !string.Equals(Value(values, "EnableBannedPasswordCheck"), "False", StringComparison.OrdinalIgnoreCase);
            return new PasswordRules(isOn ? (Value(values, "BannedPasswordList") ?? "").Split('\t') : []);
        }
        catch (SsprException e) when (IsRefusal(e))
        {
            log.Verbose($"The banned terms of the tenant can't be read ({e.Id}: {string.Join(" or ", SettingPermissions)}); the service checks them.");
            return new PasswordRules([]);
        }
    }

    private async Task<HashSet<string>> ReadDomainsAsync(IEngineLog log, CancellationToken cancellationToken)
    {
        var call = new GraphCall(log) { Permissions = DomainPermissions };
        try
        {
            var page = await graph.ReadAsync(graph.Build.Domains.ToGetRequestInformation(), call, DomainCollectionResponse.CreateFromDiscriminatorValue, cancellationToken).ConfigureAwait(false);
            var names = page.Value?.Where(domain => domain is { AuthenticationType: "Federated", Id: not null }).Select(domain => domain.Id!) ?? [];
            return new HashSet<string>(names, StringComparer.OrdinalIgnoreCase);
        }
        catch (SsprException e) when (IsRefusal(e))
        {
            log.Verbose($"The domains of the tenant can't be read ({e.Id}: {string.Join(" or ", DomainPermissions)}); federated users are not told apart beforehand.");
            return [];
        }
    }

    private static string? Value(List<SettingValue> values, string name) => values.Find(value => value.Name == name)?.Value;

    private static bool IsRefusal(SsprException e) =>
        e.Id is SsprErrorId.PermissionMissing or SsprErrorId.AccessDenied or SsprErrorId.RoleMissing or SsprErrorId.LicenseMissing or SsprErrorId.RequestRefused;
}
