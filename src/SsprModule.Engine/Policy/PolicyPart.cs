using System.Text.Json.Nodes;
using SsprModule.Contracts;
using SsprModule.Models;

namespace SsprModule.Engine.Policy;

/// <summary>One of the objects that hold the policy: how it is read, checked and written.</summary>
internal abstract class PolicyPart
{
    /// <summary>Which object this is.</summary>
    public abstract PolicyStore Store { get; }

    /// <summary>The backend that keeps it.</summary>
    public abstract SsprBackend Backend { get; }

    /// <summary>The permissions of which one is needed to write it; empty for the portal backend, which knows roles only.</summary>
    public virtual IReadOnlyList<string> WritePermissions => [];

    /// <summary>Reads the object.</summary>
    public abstract Task<JsonObject> ReadAsync(IEngineLog log, CancellationToken cancellationToken);

    /// <summary>The members that are missing, of another kind or without meaning; the object must not be written then.</summary>
    public virtual IReadOnlyList<string> Unfamiliar(JsonObject json) => [];

    /// <summary>Sends what differs between the two.</summary>
    /// <param name="now">The object as it is.</param>
    /// <param name="wanted">The object as it is to be.</param>
    /// <param name="log">Takes the lines for -Verbose.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    public abstract Task WriteAsync(JsonObject now, JsonObject wanted, IEngineLog log, CancellationToken cancellationToken);

    /// <summary>What differs between two states of the object, by field.</summary>
    public virtual IReadOnlyList<PolicyDifference> Compare(JsonObject before, JsonObject after) =>
    [
        .. FieldCatalog.Of(Store, before)
            .Select(f => (f.Name, From: f.Read(before), To: f.Read(after)))
            .Where(d => !StoredField.AreSame(d.From, d.To))
            .Select(d => new PolicyDifference(d.Name, StoredField.Show(d.From), StoredField.Show(d.To))),
    ];
}
