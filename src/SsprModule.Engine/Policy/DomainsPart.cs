using System.Text.Json.Nodes;
using Microsoft.Graph.Models;
using SsprModule.Contracts;
using SsprModule.Engine.Graph;
using SsprModule.Models;

namespace SsprModule.Engine.Policy;

/// <summary>When passwords expire, by domain (domain resource type, Microsoft Learn).</summary>
internal sealed class DomainsPart(GraphClient graph) : PolicyPart
{
    private static readonly string[] Readers = ["Domain.Read.All", "Domain.ReadWrite.All", "Directory.Read.All"];
    private static readonly string[] Writers = ["Domain.ReadWrite.All"];
    private static readonly string[] WriterRoles = ["Domain Name Administrator", "Global Administrator"];
    private static readonly string[] Periods = ["passwordValidityPeriodInDays", "passwordNotificationWindowInDays"];

    /// <inheritdoc/>
    public override PolicyStore Store => PolicyStore.Domains;

    /// <inheritdoc/>
    public override SsprBackend Backend => SsprBackend.Graph;

    /// <inheritdoc/>
    public override IReadOnlyList<string> WritePermissions => Writers;

    /// <summary>The names of the domains.</summary>
    public static IEnumerable<string> Names(JsonObject json) => JsonMembers.Objects(json, "value").Select(d => JsonMembers.Text(d, "id")).OfType<string>();

    /// <summary>One domain, or null.</summary>
    public static JsonObject? Find(JsonObject json, string domain) =>
        JsonMembers.Objects(json, "value").FirstOrDefault(d => AreSame(JsonMembers.Text(d, "id"), domain));

    /// <summary>The periods of all domains.</summary>
    public static ValueList<SsprDomainExpiry> Expiries(JsonObject json)
    {
        var all = new SsprPolicySettings { PasswordExpiry = [.. Names(json).Select(domain => new SsprDomainExpiry { Domain = domain })] };
        foreach (var field in FieldCatalog.Of(PolicyStore.Domains, json))
        {
            if (field.Read(json) is { } days)
            {
                field.Wish(all, days);
            }
        }

        return new ValueList<SsprDomainExpiry>(all.PasswordExpiry);
    }

    /// <summary>True when both are the name of one domain.</summary>
    public static bool AreSame(string? one, string? other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    // The list of domains comes in one page: no page size is documented for it, and tenants have at most some hundreds.
    /// <inheritdoc/>
    public override Task<JsonObject> ReadAsync(IEngineLog log, CancellationToken cancellationToken) => graph.ReadJsonAsync(
        graph.Build.Domains.ToGetRequestInformation(), new GraphCall(log) { Permissions = Readers }, cancellationToken);

    /// <inheritdoc/>
    public override async Task WriteAsync(JsonObject now, JsonObject wanted, IEngineLog log, CancellationToken cancellationToken)
    {
        foreach (var domain in Names(wanted))
        {
            var (from, to) = (Find(now, domain), Find(wanted, domain)!);
            var changed = Periods.Where(p => from is not null && JsonMembers.Number(from, p) != JsonMembers.Number(to, p)).ToList();
            if (changed.Count > 0)
            {
                var body = new JsonObject(changed.Select(p => new KeyValuePair<string, JsonNode?>(p, JsonMembers.Number(to, p))));
                var call = new GraphCall(log) { Permissions = Writers, Roles = WriterRoles };
                await graph.WriteJsonAsync(graph.Build.Domains[domain].ToPatchRequestInformation(new Domain()), call, body, cancellationToken).ConfigureAwait(false);
            }
        }
    }
}
