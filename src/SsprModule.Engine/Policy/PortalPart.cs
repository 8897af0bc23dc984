using System.Text.Json;
using System.Text.Json.Nodes;
using SsprModule.Contracts;
using SsprModule.Errors;
using SsprModule.Models;
using SsprModule.Text;

namespace SsprModule.Engine.Policy;

/// <summary>
/// An object of the portal backend: written whole, so that members that this module does not know go back as they came. One
/// that it knows and that is missing or of another kind stops every write.
/// </summary>
internal abstract class PortalPart : PolicyPart
{
    protected PortalPart(PortalClient portal) => Portal = portal;

    protected PortalClient Portal { get; }

    /// <inheritdoc/>
    public sealed override SsprBackend Backend => SsprBackend.Portal;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Unfamiliar(JsonObject json)
    {
        var odd = new List<string>();
        foreach (var field in FieldCatalog.Of(Store, json))
        {
            var wrong = field.Members.Where(m => !Fits(JsonMembers.KindOf(json, m.Name), m.Kind)).ToList();
            odd.AddRange(wrong.Select(m => Describe(json, m)));
            if (wrong.Count == 0 && field.Members.Count == 1 && field.Read(json) is null && field.Members[0].Kind != JsonValueKind.Array)
            {
                odd.Add($"{field.Members[0].Name}={JsonMembers.Get(json, field.Members[0].Name)?.ToJsonString()}");
            }
        }

        return odd;
    }

    /// <summary>Fields that differ, and members that no field stands for.</summary>
    public sealed override IReadOnlyList<PolicyDifference> Compare(JsonObject before, JsonObject after)
    {
        var known = new HashSet<string>(FieldCatalog.Of(Store, before).SelectMany(f => f.Members).Select(m => m.Name).Concat(FilledIn), StringComparer.OrdinalIgnoreCase);
        var others = before.Select(m => m.Key).Union(after.Select(m => m.Key)).Where(name => !known.Contains(name));
        return
        [
            .. base.Compare(before, after),
            .. others.Where(name => !JsonMembers.AreSame(JsonMembers.Get(before, name), JsonMembers.Get(after, name)))
                .Select(name => new PolicyDifference(name, Show(before, name), Show(after, name))),
        ];
    }

    /// <summary>Members that the backend fills in by itself.</summary>
    protected virtual IReadOnlyList<string> FilledIn => [];

    // Texts have been seen empty; a backend that writes null in their place means the same.
    private static bool Fits(JsonValueKind actual, JsonValueKind expected) =>
        actual == expected || (expected == JsonValueKind.String && actual == JsonValueKind.Null);

    private static string Describe(JsonObject json, StoredMember member) => JsonMembers.KindOf(json, member.Name) switch
    {
        JsonValueKind.Undefined => new Reason("MemberMissing", member.Name).ToString(),
        var kind => new Reason("MemberKind", member.Name, Word(kind), Word(member.Kind)).ToString(),
    };

    private static string Word(JsonValueKind kind) => kind == JsonValueKind.True ? "Boolean" : kind.ToString();

    private static string Show(JsonObject json, string name) => JsonMembers.Get(json, name)?.ToJsonString() ?? "-";
}

/// <summary>The user policy: the scope and most of the rest.</summary>
internal sealed class UserPolicyPart(PortalClient portal) : PortalPart(portal)
{
    private const string Path = "api/PasswordReset/PasswordResetPolicies";

    /// <inheritdoc/>
    public override PolicyStore Store => PolicyStore.Users;

    /// <inheritdoc/>
    protected override IReadOnlyList<string> FilledIn => [UserPolicyFields.GroupName];

    // The parameter lets the backend fill in the group's name.
    /// <inheritdoc/>
    public override Task<JsonObject> ReadAsync(IEngineLog log, CancellationToken cancellationToken) =>
        Portal.GetAsync(Path + "?getPasswordResetEnabledGroup=true", log, cancellationToken);

    /// <inheritdoc/>
    public override Task WriteAsync(JsonObject now, JsonObject wanted, IEngineLog log, CancellationToken cancellationToken) =>
        Portal.PutAsync(Path, wanted, log, cancellationToken);
}

/// <summary>
/// Writeback and unlock. Public code sends two partial PUTs, because the unlock switch is not picked up beside the other one;
/// whether a partial PUT leaves the rest alone is not recorded. So the whole object goes first. Only when the unlock switch
/// was not picked up does it go alone, and when that disturbed the rest, the whole object goes once more.
/// </summary>
internal sealed class OnPremisesPart(PortalClient portal) : PortalPart(portal)
{
    /// <summary>The switch that wants a PUT of its own.</summary>
    public const string Unlock = "accountUnlockEnabled";

    private const string Path = "api/PasswordReset/OnPremisesPasswordResetPolicies";

    /// <inheritdoc/>
    public override PolicyStore Store => PolicyStore.OnPremises;

    /// <inheritdoc/>
    public override Task<JsonObject> ReadAsync(IEngineLog log, CancellationToken cancellationToken) => Portal.GetAsync(Path, log, cancellationToken);

    /// <inheritdoc/>
    public override async Task WriteAsync(JsonObject now, JsonObject wanted, IEngineLog log, CancellationToken cancellationToken)
    {
        await Portal.PutAsync(Path, wanted, log, cancellationToken).ConfigureAwait(false);
        var after = await ReadBackAsync(log, cancellationToken).ConfigureAwait(false);
        if (JsonMembers.Flag(after, Unlock) == JsonMembers.Flag(wanted, Unlock))
        {
            return;
        }

        log.Verbose($"{Unlock} was not picked up; sending it alone.");
        var alone = new JsonObject { [wanted.First(m => string.Equals(m.Key, Unlock, StringComparison.OrdinalIgnoreCase)).Key] = JsonMembers.Flag(wanted, Unlock) };
        await Portal.PutAsync(Path, alone, log, cancellationToken).ConfigureAwait(false);
        after = await ReadBackAsync(log, cancellationToken).ConfigureAwait(false);
        if (Compare(wanted, after).Any(d => d.Field != nameof(SsprPolicySettings.UnlockWithoutReset)))
        {
            log.Verbose("That disturbed the other switches; sending the whole object once more.");
            await Portal.PutAsync(Path, wanted, log, cancellationToken).ConfigureAwait(false);
        }
    }

    // Something was written already: a read that fails is no refusal of the change.
    private async Task<JsonObject> ReadBackAsync(IEngineLog log, CancellationToken cancellationToken)
    {
        try
        {
            return await ReadAsync(log, cancellationToken).ConfigureAwait(false);
        }
        catch (SsprException e)
        {
            throw new SsprException(SsprErrorId.OutcomeUnknown, e, new Reason("PolicyWrite"), e.Message) { Failure = e.Failure };
        }
    }
}
