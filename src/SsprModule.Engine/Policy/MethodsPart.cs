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
    private const string State = "policyMigrationState";
    private const string Configurations = "authenticationMethodConfigurations";
    private const string Type = "@odata.type";

    /// <inheritdoc/>
    public override PolicyStore Store => PolicyStore.Methods;

    /// <inheritdoc/>
    public override SsprBackend Backend => SsprBackend.Graph;

    /// <inheritdoc/>
    public override IReadOnlyList<string> WritePermissions => MethodPolicyClient.Writable;

    /// <summary>The configuration of a method; null when the policy has none.</summary>
    public static JsonObject? Configuration(JsonObject policy, string id) =>
        JsonMembers.Objects(policy, Configurations).FirstOrDefault(m => string.Equals(JsonMembers.Text(m, "id"), id, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether a method is on; null when it does not say.</summary>
    public static bool? IsOn(JsonObject configuration) => JsonMembers.Text(configuration, "state") switch
    {
        "enabled" => true,
        "disabled" => false,
        _ => null,
    };

    /// <summary>The service's word for a migration state.</summary>
    public static string WordOf(SsprMigrationState state) => state switch
    {
        SsprMigrationState.PreMigration => "preMigration",
        SsprMigrationState.MigrationInProgress => "migrationInProgress",
        _ => "migrationComplete",
    };

    /// <summary>The methods that count for SSPR and that the policy knows.</summary>
    public static ValueList<SsprMethodState> States(JsonObject policy) => new([.. FieldCatalog.MethodIds
        .Select(id => (Id: id, Json: Configuration(policy, id)))
        .Where(m => m.Json is not null)
        .Select(m => new SsprMethodState(m.Id, IsOn(m.Json!) == true)
        {
            OfficePhoneAllowed = m.Id == "Voice" ? JsonMembers.Flag(m.Json!, "isOfficePhoneAllowed") : null,
            CodeAllowed = m.Id == "MicrosoftAuthenticator" ? JsonMembers.Flag(m.Json!, "isSoftwareOathEnabled") : null,
        })]);

    /// <summary>The registration campaign; null when the policy does not tell.</summary>
    public static SsprRegistrationCampaign? Campaign(JsonObject policy)
    {
        if (JsonMembers.Get(policy, "registrationEnforcement") is not JsonObject enforcement
            || JsonMembers.Get(enforcement, "authenticationMethodsRegistrationCampaign") is not JsonObject campaign)
        {
            return null;
        }

        return new SsprRegistrationCampaign
        {
            State = JsonMembers.Text(campaign, "state") switch
            {
                "default" => SsprCampaignState.Default,
                "enabled" => SsprCampaignState.Enabled,
                "disabled" => SsprCampaignState.Disabled,
                _ => null,
            },
            SnoozeDays = JsonMembers.Number(campaign, "snoozeDurationInDays"),
            Include = Ids(campaign, "includeTargets"),
            Exclude = Ids(campaign, "excludeTargets"),
        };
    }

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

        if (JsonMembers.Text(now, State) != JsonMembers.Text(wanted, State))
        {
            await client.PatchAsync(null, new JsonObject { [State] = JsonMembers.Text(wanted, State) }, log, cancellationToken).ConfigureAwait(false);
        }

        foreach (var method in changed.Where(m => IsOn(m) != true))
        {
            await SwitchAsync(method, log, cancellationToken).ConfigureAwait(false);
        }
    }

    private static ValueList<string> Ids(JsonObject campaign, string targets) =>
        new([.. JsonMembers.Objects(campaign, targets).Select(t => JsonMembers.Text(t, "id")).OfType<string>()]);

    private Task SwitchAsync(JsonObject method, IEngineLog log, CancellationToken cancellationToken)
    {
        var body = new JsonObject { [Type] = JsonMembers.Text(method, Type), ["state"] = JsonMembers.Text(method, "state") };
        return client.PatchAsync(JsonMembers.Text(method, "id")!, body, log, cancellationToken);
    }
}
