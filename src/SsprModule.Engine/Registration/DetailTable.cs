using SsprModule.Contracts;
using SsprModule.Models;

namespace SsprModule.Engine.Registration;

/// <summary>
/// What the directory adds to the rows, read in one pass over its users before the report. An id and a reference for each
/// user, about 30 bytes in all, because users with the same values share one object.
/// </summary>
internal sealed class DetailTable
{
    private readonly Dictionary<Guid, RegistrationDetails> byUser = [];
    private readonly Dictionary<RegistrationDetails, RegistrationDetails> distinct = [];

    private DetailTable()
    {
    }

    /// <summary>Reads the table.</summary>
    public static async Task<DetailTable> ReadAsync(
        TenantUsers users, RoleMembers roles, IReadOnlyCollection<SsprUserProperty> properties, IEngineLog log, CancellationToken cancellationToken)
    {
        log.Verbose($"Reading {string.Join(", ", properties)} of all users in one pass.");
        var table = new DetailTable();
        await users.StreamAsync(properties, null, new EachSink<TenantUser>(user => table.byUser[user.Id] = table.Shared(user.Details)), log, cancellationToken).ConfigureAwait(false);
        if (properties.Contains(SsprUserProperty.Role))
        {
            var none = new ValueList<string>([]);
            var held = await roles.ReadAsync(table.byUser.ContainsKey, log, cancellationToken).ConfigureAwait(false);
            foreach (var id in table.byUser.Keys.ToList())
            {
                var list = held.TryGetValue(id, out var names) ? new ValueList<string>([.. names]) : none;
                table.byUser[id] = table.Shared(table.byUser[id] with { Role = list });
            }
        }

        return table;
    }

    /// <summary>What is known of the user; null for one who is not in the directory any more.</summary>
    public RegistrationDetails? Of(string id) => Guid.TryParse(id, out var key) && byUser.TryGetValue(key, out var details) ? details : null;

    private RegistrationDetails Shared(RegistrationDetails details) =>
        distinct.TryGetValue(details, out var known) ? known : distinct[details] = details;
}
