using System.Text.Json.Nodes;
using SsprModule.Contracts;
using SsprModule.Engine.Policy.Methods;
using SsprModule.Models;

namespace SsprModule.Engine.Policy;

/// <summary>
/// The authentication methods policy, as far as SSPR needs it (authenticationMethodsPolicy and authenticationMethodConfiguration
/// resource types, Microsoft Learn).
/// </summary>
internal sealed class MethodsPart(MethodPolicyClient client) : PolicyPart
{
    /// <inheritdoc/>
    public override PolicyStore Store => PolicyStore.Methods;

    /// <inheritdoc/>
    public override SsprBackend Backend => SsprBackend.Graph;

    /// <inheritdoc/>
    public override IReadOnlyList<string> WritePermissions => MethodPolicyClient.Writable;

    /// <summary>The configuration of a method; null when the policy has none.</summary>
    public static JsonObject? Configuration(JsonObject policy, string id) =>
        JsonMembers.Objects(policy, MethodPolicyDocument.MethodsMember).FirstOrDefault(m => string.Equals(JsonMembers.Text(m, "id"), id, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether a method is on; null when it does not say.</summary>
    public static bool? IsOn(JsonObject configuration) => new MethodConfiguration(configuration).Enabled;

    /// <summary>The methods that count for SSPR and that the policy knows.</summary>
    public static ValueList<SsprMethodState> States(JsonObject policy) => new([.. FieldCatalog.MethodIds
        .Select(id => (Id: id, Json: Configuration(policy, id)))
        .Where(m => m.Json is not null)
        .Select(m => new SsprMethodState(m.Id, IsOn(m.Json!) == true)
        {
            OfficePhoneAllowed = m.Id == "Voice" ? JsonMembers.Flag(m.Json!, "isOfficePhoneAllowed") : null,
            CodeAllowed = m.Id == "MicrosoftAuthenticator" ? JsonMembers.Flag(m.Json!, "isSoftwareOathEnabled") : null,
        })]);

    /// <inheritdoc/>
    public override async Task<JsonObject> ReadAsync(IEngineLog log, CancellationToken cancellationToken) =>
        (await client.ReadAsync(log, cancellationToken).ConfigureAwait(false)).Json;

    // What is switched on goes before the migration and what is switched off after it, so that nobody is without a method between.
    /// <inheritdoc/>
    public override async Task WriteAsync(JsonObject now, JsonObject wanted, IEngineLog log, CancellationToken cancellationToken)
    {
        var changed = FieldCatalog.MethodIds
            .Select(id => (From: Configuration(now, id), To: Configuration(wanted, id)))
            .Where(m => m.To is not null && IsOn(m.From!) != IsOn(m.To))
            .Select(m => m.To!)
            .ToList();
        foreach (var method in changed.Where(m => IsOn(m) == true))
        {
            await SwitchAsync(method, log, cancellationToken).ConfigureAwait(false);
        }

        if (JsonMembers.Text(now, MethodPolicyDocument.MigrationMember) != JsonMembers.Text(wanted, MethodPolicyDocument.MigrationMember))
        {
            await client.PatchAsync(null, new JsonObject { [MethodPolicyDocument.MigrationMember] = JsonMembers.Text(wanted, MethodPolicyDocument.MigrationMember) }, log, cancellationToken).ConfigureAwait(false);
        }

        foreach (var method in changed.Where(m => IsOn(m) != true))
        {
            await SwitchAsync(method, log, cancellationToken).ConfigureAwait(false);
        }
    }

    private Task SwitchAsync(JsonObject method, IEngineLog log, CancellationToken cancellationToken)
    {
        var body = new JsonObject { [MethodConfiguration.TypeMember] = JsonMembers.Text(method, MethodConfiguration.TypeMember), ["state"] = JsonMembers.Text(method, "state") };
        return client.PatchAsync(JsonMembers.Text(method, "id")!, body, log, cancellationToken);
    }
}
