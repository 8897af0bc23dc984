using System.Text.Json.Nodes;
using SsprModule.Contracts;
using SsprModule.Models;

namespace SsprModule.Engine.Policy.Methods;

/// <summary>Lays two states of the policy side by side, in people's words or member by member.</summary>
internal static class MethodComparison
{
    /// <summary>What a patch changes, by the names of our properties.</summary>
    public static IEnumerable<PolicyDifference> Differences(MethodPatch patch, MethodPolicyDocument before, MethodPolicyDocument after, IReadOnlyDictionary<string, string?> names)
    {
        if (patch.Method is null)
        {
            return Tenant(before, after).Where(d => d.From != d.To);
        }

        var (old, now) = (before.Find(patch.Method), after.Find(patch.Method));
        return patch.Members.Select(m => m.Key switch
        {
            MethodConfiguration.StateMember => Field(nameof(SsprMethodPolicy.Enabled), old.Enabled, now.Enabled),
            MethodConfiguration.IncludeMember => Field(nameof(SsprMethodPolicy.IncludeGroups), Show(old.Include), Show(now.Include)),
            MethodConfiguration.ExcludeMember => Field(nameof(SsprMethodPolicy.ExcludeGroups), Show(old.Exclude), Show(now.Exclude)),
            MethodConfiguration.OfficeMember => Field(nameof(SsprMethodPolicy.OfficePhone), old.OfficePhone, now.OfficePhone),
            MethodConfiguration.OathMember => Field(nameof(SsprMethodPolicy.SoftwareOath), old.SoftwareOath, now.SoftwareOath),
            _ => Field(m.Key, old.Json[m.Key]?.ToJsonString(), m.Value?.ToJsonString()),
        });

        PolicyDifference Field(string name, object? from, object? to) => new($"{patch.Method}.{name}", from?.ToString() ?? "-", to?.ToString() ?? "-");

        string? Show(IReadOnlyList<SsprMethodTarget> targets) => targets.Count == 0 ? null : string.Join(", ", targets.Select(t =>
        {
            var name = (t with { DisplayName = names.TryGetValue(t.Id, out var found) ? found : null }).ToString();
            return t.AuthenticationMode is { } mode and not SsprAuthenticatorMode.Any ? $"{name} ({mode})" : name;
        }));
    }

    /// <summary>
    /// What a method or the policy has become beside what was written: members that were sent and did not stay, and members that
    /// somebody else changed meanwhile. The service writes defaults into targets, which is no difference.
    /// </summary>
    public static IEnumerable<PolicyDifference> Unexpected(MethodPatch patch, MethodPolicyDocument before, MethodPolicyDocument after)
    {
        var wanted = before.With(patch.Method, patch.Members);
        var expected = patch.Method is null ? wanted.Json : wanted.Find(patch.Method).Json;
        var found = patch.Method is null ? after.Json : after.Find(patch.Method).Json;

        // Of the policy itself only what was sent is compared: its methods have patches of their own, and its date changes.
        var names = patch.Method is null ? patch.Members.Select(m => m.Key) : expected.Select(m => m.Key).Where(n => n.IndexOf("@", StringComparison.Ordinal) < 0);
        return names.Where(n => !Holds(found[n], expected[n])).Select(n => new PolicyDifference($"{patch.Name}.{n}", Text(expected[n]), Text(found[n])));
    }

    /// <summary>True when two values of a member mean the same.</summary>
    public static bool AreSame(JsonNode? one, JsonNode? other) => Holds(one, other) && Holds(other, one);

    private static IEnumerable<PolicyDifference> Tenant(MethodPolicyDocument before, MethodPolicyDocument after)
    {
        yield return new(nameof(SsprPolicy.MigrationState), Text(before.MigrationState), Text(after.MigrationState));
        var (old, now) = (before.Campaign, after.Campaign);
        yield return new("CampaignState", Text(old?["state"]), Text(now?["state"]));
        yield return new(nameof(SsprRegistrationCampaign.SnoozeDays), Text(old?["snoozeDurationInDays"]), Text(now?["snoozeDurationInDays"]));
        yield return new("CampaignInclude", Text(old?[MethodConfiguration.IncludeMember]), Text(now?[MethodConfiguration.IncludeMember]));
        yield return new("CampaignExclude", Text(old?[MethodConfiguration.ExcludeMember]), Text(now?[MethodConfiguration.ExcludeMember]));
    }

    // Everything that was wanted is there; more may be. Lists of targets have no order.
    private static bool Holds(JsonNode? found, JsonNode? wanted) => (found, wanted) switch
    {
        (JsonObject f, JsonObject w) => w.All(m => m.Key.IndexOf("@", StringComparison.Ordinal) >= 0 || Holds(f[m.Key], m.Value)),
        (JsonArray f, JsonArray w) => f.Count == w.Count && w.All(each => f.Any(other => Holds(other, each))),
        _ => JsonNode.DeepEquals(found, wanted),
    };

    /// <summary>A value as people read it.</summary>
    public static string Text(object? value) => value is null ? "-" : value is JsonNode node ? node.ToJsonString().Trim('"') : value.ToString()!;
}
