using System.Text.Json.Nodes;
using Microsoft.Graph.Models;
using SsprModule.Contracts;
using SsprModule.Engine.Graph;
using SsprModule.Models;

namespace SsprModule.Engine.Policy;

/// <summary>allowedToUseSSPR, which governs administrators only (authorizationPolicy resource type, Microsoft Learn).</summary>
internal sealed class AdminSwitchPart(GraphClient graph) : PolicyPart
{
    private const string Member = "allowedToUseSSPR";

    private static readonly string[] Readers = ["Policy.Read.All", "Policy.ReadWrite.Authorization"];
    private static readonly string[] Writers = ["Policy.ReadWrite.Authorization"];
    private static readonly string[] ReaderRoles = ["Global Reader", "Security Reader", "Authentication Policy Administrator"];
    private static readonly string[] WriterRoles = ["Privileged Role Administrator", "Global Administrator"];

    /// <inheritdoc/>
    public override PolicyStore Store => PolicyStore.AdminSwitch;

    /// <inheritdoc/>
    public override SsprBackend Backend => SsprBackend.Graph;

    /// <inheritdoc/>
    public override IReadOnlyList<string> WritePermissions => Writers;

    /// <inheritdoc/>
    public override Task<JsonObject> ReadAsync(IEngineLog log, CancellationToken cancellationToken) => graph.ReadJsonAsync(
        graph.Build.Policies.AuthorizationPolicy.ToGetRequestInformation(),
        new GraphCall(log) { Permissions = Readers, Roles = ReaderRoles },
        cancellationToken);

    /// <inheritdoc/>
    public override async Task WriteAsync(JsonObject now, JsonObject wanted, IEngineLog log, CancellationToken cancellationToken)
    {
        var request = graph.Build.Policies.AuthorizationPolicy.ToPatchRequestInformation(new AuthorizationPolicy());
        var call = new GraphCall(log) { Permissions = Writers, Roles = WriterRoles };
        await graph.WriteJsonAsync(request, call, new JsonObject { [Member] = JsonMembers.Flag(wanted, Member) }, cancellationToken).ConfigureAwait(false);
        log.Warning(SsprWarning.AdminSwitchDelay);
    }
}
