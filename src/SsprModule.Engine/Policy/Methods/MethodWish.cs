using System.Text.Json.Nodes;
using SsprModule.Contracts;
using SsprModule.Errors;
using SsprModule.Models;

namespace SsprModule.Engine.Policy.Methods;

/// <summary>What is asked of one method, or of the policy itself. It is laid on the policy as it is at the moment of the write.</summary>
internal abstract class MethodWish
{
    /// <summary>The id of the method; null for the policy.</summary>
    public abstract string? Method { get; }

    /// <summary>The members that the wish makes differ, with their new values; empty when all is as asked.</summary>
    /// <exception cref="SsprException">The wish does not fit the method.</exception>
    public JsonObject Patch(MethodPolicyDocument now)
    {
        var json = Method is null ? now.Json : now.Find(Method).Json;
        var patch = new JsonObject();
        foreach (var member in Members(now))
        {
            if (!JsonNode.DeepEquals(json[member.Key], member.Value))
            {
                patch[member.Key] = member.Value;
            }
        }

        return patch;
    }

    /// <summary>What somebody else changed between two states and this wish would overwrite.</summary>
    public IEnumerable<PolicyDifference> Clashes(MethodPolicyDocument before, MethodPolicyDocument now)
    {
        var (old, json) = Method is null ? (before.Json, now.Json) : (before.Find(Method).Json, now.Find(Method).Json);
        return Patch(now).Select(m => (m.Key, From: Replaced(m.Key, old[m.Key]), To: Replaced(m.Key, json[m.Key])))
            .Where(m => !MethodComparison.AreSame(m.From, m.To))
            .Select(m => new PolicyDifference(Method is null ? m.Key : $"{Method}.{m.Key}", MethodComparison.Text(m.From), MethodComparison.Text(m.To)));
    }

    /// <summary>What of a member's value the wish puts something else in the place of; null where it only adds and removes.</summary>
    protected virtual JsonNode? Replaced(string member, JsonNode? value) => value;

    /// <summary>The members that the wish is about, with the values that they are to have.</summary>
    protected abstract IEnumerable<KeyValuePair<string, JsonNode?>> Members(MethodPolicyDocument now);
}

/// <summary>Members as a rollback file holds them.</summary>
/// <param name="method">The id of the method; null for the policy.</param>
/// <param name="members">Their values.</param>
internal sealed class StoredWish(string? method, JsonObject members) : MethodWish
{
    public override string? Method => method;

    protected override IEnumerable<KeyValuePair<string, JsonNode?>> Members(MethodPolicyDocument now) =>
        members.Where(m => m.Key != MethodConfiguration.TypeMember).Select(m => new KeyValuePair<string, JsonNode?>(m.Key, m.Value?.DeepClone()));
}

/// <summary>Migration state and registration campaign.</summary>
/// <param name="request">What is asked for.</param>
internal sealed class TenantWish(MethodPolicyRequest request) : MethodWish
{
    public override string? Method => null;

    // What else the campaign holds goes back as it is right before the write.
    protected override JsonNode? Replaced(string member, JsonNode? value)
    {
        if (member != MethodPolicyDocument.EnforcementMember)
        {
            return value;
        }

        var campaign = (value as JsonObject)?[MethodPolicyDocument.CampaignMember] as JsonObject;
        return new JsonObject
        {
            ["state"] = request.CampaignState is null ? null : campaign?["state"]?.DeepClone(),
            ["snoozeDurationInDays"] = request.SnoozeDays is null ? null : campaign?["snoozeDurationInDays"]?.DeepClone(),
        };
    }

    protected override IEnumerable<KeyValuePair<string, JsonNode?>> Members(MethodPolicyDocument now)
    {
        if (request.MigrationState is { } state && now.MigrationState != state)
        {
            yield return new(MethodPolicyDocument.MigrationMember, JsonText.Word(state));
        }

        if (request.CampaignState is null && request.SnoozeDays is null)
        {
            yield break;
        }

        // The campaign is written whole, so that its lists of groups stay (Update authenticationMethodsPolicy, Microsoft Learn).
        var enforcement = (JsonObject?)now.Json[MethodPolicyDocument.EnforcementMember]?.DeepClone();
        if (enforcement?[MethodPolicyDocument.CampaignMember] is not JsonObject campaign)
        {
            throw new SsprException(SsprErrorId.MethodPolicyUnfamiliar, MethodPolicyDocument.CampaignMember);
        }

        if (request.CampaignState is { } run)
        {
            campaign["state"] = JsonText.Word(run);
        }

        if (request.SnoozeDays is { } days)
        {
            campaign["snoozeDurationInDays"] = days;
        }

        yield return new(MethodPolicyDocument.EnforcementMember, enforcement);
    }
}

/// <summary>A method on or off, for whom, and its own switches.</summary>
/// <param name="request">What is asked for.</param>
/// <param name="include">The included groups, resolved; null leaves them.</param>
/// <param name="exclude">The excluded groups, resolved; null leaves them.</param>
internal sealed class SingleMethodWish(MethodRequest request, TargetWish? include, TargetWish? exclude) : MethodWish
{
    public override string? Method => request.Method;

    protected override JsonNode? Replaced(string member, JsonNode? value) => member switch
    {
        MethodConfiguration.IncludeMember when include?.Replace is null => null,
        MethodConfiguration.ExcludeMember when exclude?.Replace is null => null,
        _ => value,
    };

    protected override IEnumerable<KeyValuePair<string, JsonNode?>> Members(MethodPolicyDocument now)
    {
        var method = now.Find(request.Method);
        if (request.Enabled is { } on)
        {
            yield return new(MethodConfiguration.StateMember, on ? "enabled" : "disabled");
        }

        if (include is not null || request.AuthenticationMode is not null)
        {
            var targets = include?.On(method, MethodConfiguration.IncludeMember) ?? TargetWish.Copy(method, MethodConfiguration.IncludeMember);
            if (request.AuthenticationMode is { } mode)
            {
                Demand(method, "MicrosoftAuthenticator", nameof(MethodRequest.AuthenticationMode));
                foreach (var target in targets.OfType<JsonObject>())
                {
                    target[MethodConfiguration.ModeMember] = JsonText.Word(mode);
                }
            }

            yield return new(MethodConfiguration.IncludeMember, targets);
        }

        if (exclude is not null)
        {
            yield return new(MethodConfiguration.ExcludeMember, exclude.On(method, MethodConfiguration.ExcludeMember));
        }

        if (request.OfficePhone is { } office)
        {
            Demand(method, "Voice", nameof(MethodRequest.OfficePhone));
            yield return new(MethodConfiguration.OfficeMember, office);
        }

        if (request.SoftwareOath is { } oath)
        {
            Demand(method, "MicrosoftAuthenticator", nameof(MethodRequest.SoftwareOath));
            yield return new(MethodConfiguration.OathMember, oath);
        }
    }

    private static void Demand(MethodConfiguration method, string only, string setting)
    {
        if (!string.Equals(method.Id, only, StringComparison.OrdinalIgnoreCase))
        {
            throw new SsprException(SsprErrorId.MethodSettingNotAllowed, method.Id, setting, only) { Target = method.Id };
        }
    }
}

/// <summary>A change of a list of groups, with the groups resolved.</summary>
/// <param name="Replace">The whole list; null keeps what is there.</param>
/// <param name="Add">Groups to add.</param>
/// <param name="Remove">Groups to take away.</param>
internal sealed record TargetWish(IReadOnlyList<SsprGroup>? Replace, IReadOnlyList<SsprGroup> Add, IReadOnlyList<SsprGroup> Remove)
{
    /// <summary>A copy of a list as it is.</summary>
    public static JsonArray Copy(MethodConfiguration method, string member) => (JsonArray?)(method.Json[member] as JsonArray)?.DeepClone() ?? [];

    /// <summary>The list with the change made. What is kept keeps all its members; what is new takes over the settings of its first neighbour.</summary>
    /// <exception cref="SsprException">A target that is left is a user: the service takes groups only.</exception>
    public JsonArray On(MethodConfiguration method, string member)
    {
        var present = Copy(method, member).OfType<JsonObject>().ToList();
        var pattern = present.FirstOrDefault(t => JsonText.Of(t, "targetType") == "group");
        var wanted = (Replace?.Select(g => g.Id) ?? present.Select(IdOf)).Concat(Add.Select(g => g.Id))
            .Except(Remove.Select(g => g.Id), StringComparer.OrdinalIgnoreCase);
        var list = new JsonArray();
        foreach (var id in wanted)
        {
            list.Add((present.Find(t => string.Equals(IdOf(t), id, StringComparison.OrdinalIgnoreCase)) ?? New(id, pattern)).DeepClone());
        }

        var users = list.OfType<JsonObject>().Where(t => JsonText.Of(t, "targetType") != "group").Select(IdOf).ToList();
        return users.Count == 0 ? list : throw new SsprException(SsprErrorId.MethodTargetNotGroup, method.Id, users) { Target = method.Id };
    }

    private static JsonObject New(string id, JsonObject? pattern)
    {
        var target = (JsonObject?)pattern?.DeepClone() ?? [];
        target["id"] = id;
        target["targetType"] = "group";
        return target;
    }

    private static string IdOf(JsonObject target) => JsonText.Of(target, "id") ?? "";
}
