using Microsoft.Graph.Models;
using Microsoft.Kiota.Abstractions;
using SsprModule.Contracts;
using SsprModule.Engine.Graph;
using SsprModule.Errors;
using SsprModule.Models;

namespace SsprModule.Engine.Registration;

/// <summary>Lists the users of the tenant or of a group, streamed (List users, List group transitive members, Microsoft Learn).</summary>
internal sealed class TenantUsers
{
    /// <summary>The permissions of which one is enough to read users with their names.</summary>
    public static readonly string[] UserPermissions = ["User.Read.All", "User.ReadWrite.All", "Directory.Read.All"];
    private static readonly string[] LicencePermissions = ["LicenseAssignment.Read.All", "Organization.Read.All", "Directory.Read.All"];
    private static readonly string[] Identity = ["id", "userPrincipalName", "displayName", "userType", "accountEnabled"];

    private readonly GraphClient graph;

    public TenantUsers(GraphClient graph) => this.graph = graph;

    /// <summary>Streams every user, with what was asked for beyond the identity.</summary>
    /// <param name="properties">What is wanted; roles are not read here.</param>
    /// <param name="from">A page that an earlier run could not read, or null.</param>
    /// <param name="sink">Takes the users.</param>
    /// <param name="log">Where the operation reports.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    public async Task StreamAsync(IReadOnlyCollection<SsprUserProperty> properties, Uri? from, ISink<TenantUser> sink, IEngineLog log, CancellationToken cancellationToken)
    {
        var row = await RowAsync(properties, log, cancellationToken).ConfigureAwait(false);
        var withManager = properties.Contains(SsprUserProperty.Manager);
        var call = new GraphCall(log) { Permissions = UserPermissions, Cost = withManager ? 2 : 1 };
        if (from is not null)
        {
            await new PageReader<TenantUser>(graph, call, row.Read).ContinueAsync(from, sink, EngineActivity.ReadingUsers, cancellationToken).ConfigureAwait(false);
            return;
        }

        try
        {
            await ReadAsync(ReportReader.LargestPage).ConfigureAwait(false);
        }
        catch (SsprException e) when (e.IsRefusal(400) && call.Rows == 0 && withManager)
        {
            // How large a page with managers may be is not documented.
            log.Verbose($"Refused with $top and $expand ({e.Failure!.Message}); asking without $top.");
            await ReadAsync(null).ConfigureAwait(false);
        }

        Task ReadAsync(int? top) => new PageReader<TenantUser>(graph, call, row.Read)
            .ReadAllAsync(() => Request(properties, top), sink, EngineActivity.ReadingUsers, cancellationToken);
    }

    /// <summary>Streams the users in a group, those of nested groups included.</summary>
    public Task StreamMembersAsync(string group, Uri? from, ISink<TenantUser> sink, IEngineLog log, CancellationToken cancellationToken)
    {
        var row = new TenantUserRow(new Dictionary<string, string>(), withSyncState: false);
        return new GroupMemberReader(graph).StreamAsync(group, Identity, row.Read, sink, EngineActivity.ReadingUsers, log, cancellationToken, from);
    }

    /// <summary>How many users the tenant has; null when the service refuses to tell.</summary>
    public async Task<long?> CountAsync(IEngineLog log, CancellationToken cancellationToken)
    {
        var call = new GraphCall(log) { Permissions = UserPermissions };
        try
        {
            var request = graph.Build.Users.ToGetRequestInformation(c =>
            {
                c.QueryParameters.Count = true;
                c.QueryParameters.Top = 1;
                c.QueryParameters.Select = ["id"];
                c.Headers.Add("ConsistencyLevel", "eventual");
            });
            return (await graph.ReadAsync(request, call, UserCollectionResponse.CreateFromDiscriminatorValue, cancellationToken).ConfigureAwait(false)).OdataCount;
        }
        catch (SsprException e) when (e.Id is SsprErrorId.PermissionMissing or SsprErrorId.AccessDenied or SsprErrorId.RoleMissing or SsprErrorId.RequestRefused)
        {
            log.Verbose($"The number of users could not be read: {e.Message}");
            return null;
        }
    }

    private RequestInformation Request(IReadOnlyCollection<SsprUserProperty> properties, int? top) => graph.Build.Users.ToGetRequestInformation(c =>
    {
        c.QueryParameters.Select = [.. Identity, .. properties.Select(NameOf).OfType<string>()];
        c.QueryParameters.Top = top;
        c.QueryParameters.Expand = properties.Contains(SsprUserProperty.Manager) ? ["manager($select=id,userPrincipalName)"] : null;
    });

    private static string? NameOf(SsprUserProperty property) => property switch
    {
        SsprUserProperty.Department => "department",
        SsprUserProperty.JobTitle => "jobTitle",
        SsprUserProperty.Company => "companyName",
        SsprUserProperty.Office => "officeLocation",
        SsprUserProperty.City => "city",
        SsprUserProperty.Country => "country",
        SsprUserProperty.UsageLocation => "usageLocation",
        SsprUserProperty.License => "assignedLicenses",
        SsprUserProperty.SyncState => "onPremisesSyncEnabled",
        _ => null,
    };

    private async Task<TenantUserRow> RowAsync(IReadOnlyCollection<SsprUserProperty> properties, IEngineLog log, CancellationToken cancellationToken)
    {
        var products = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        if (properties.Contains(SsprUserProperty.License))
        {
            var call = new GraphCall(log) { Permissions = LicencePermissions, Cost = 3 };
            var answer = await graph.ReadAsync(graph.Build.SubscribedSkus.ToGetRequestInformation(), call, SubscribedSkuCollectionResponse.CreateFromDiscriminatorValue, cancellationToken).ConfigureAwait(false);
            foreach (var sku in answer.Value ?? [])
            {
                products[sku.SkuId?.ToString() ?? ""] = sku.SkuPartNumber ?? "";
            }
        }

        return new TenantUserRow(products, properties.Contains(SsprUserProperty.SyncState));
    }
}
